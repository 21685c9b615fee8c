// Commands on their way: kept in the browser until the server has answered, sent again under the same id after each
// reconnection, which the server recognises.
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import { refused, type Result } from '../../shared/lib/result.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { CommandRequest } from '../../shared/protocol/socket-events.ts';
import type { Device } from './device.ts';
import type { LocalStore } from './local-store.ts';
import type { ServerClock } from './server-clock.ts';
import type { Wire } from './wire.ts';

/** `expired`: it waited so long for a connection that doing it now could surprise; nothing was done. */
export type CommandResult = Result<unknown, RefusalCode | 'expired'>;

export interface CommandQueueOptions {
  readonly user: UserId;
  readonly wire: Wire;
  readonly device: Device;
  readonly clock: ServerClock;
  readonly store: Pick<LocalStore, 'putCommand' | 'deleteCommand' | 'commandsOf'>;
  /** Of commands that an earlier page had left, since nobody waits for their promise any more. */
  readonly onLeftover?: (request: CommandRequest, result: CommandResult) => void;
}

const MAX_WAIT_MS: DurationMs = 10 * MINUTE_MS;
const ANSWER_LIMIT_MS: DurationMs = 10_000;
const RETRY_MS: DurationMs = 5_000;
/** Refusals that say nothing about the command itself. */
const PASSING: ReadonlySet<string> = new Set<RefusalCode>(['storage-unavailable', 'rate-limited']);

interface Pending {
  readonly request: CommandRequest;
  /** By this device's own clock, which goes on while the device sleeps. */
  readonly takenUpAt: EpochMs;
  readonly settle: (result: CommandResult) => void;
  isSent: boolean;
  cancelTimer: () => void;
}

export class CommandQueue {
  readonly #options: CommandQueueOptions;
  /** In the order they were given. */
  readonly #pending = new Map<string, Pending>();

  constructor(options: CommandQueueOptions) {
    this.#options = options;
  }

  /** How many wait for an answer. */
  get size(): number {
    return this.#pending.size;
  }

  /** Takes up what an earlier page of this browser left unanswered. */
  async restore(): Promise<void> {
    const { store, user, onLeftover } = this.#options;
    for (const { request } of await store.commandsOf(user))
      if (!this.#pending.has(request.id)) this.#add(request, (result) => onLeftover?.(request, result));
  }

  /** Resolves with the server's answer, however often the connection breaks before it comes. */
  execute(meetingId: MeetingId, kind: string, data: unknown): Promise<CommandResult> {
    const { device, clock, store, user } = this.#options;
    const request: CommandRequest = { id: device.randomId(), meetingId, kind, data, claimedAt: clock.now() };
    void store.putCommand({ id: request.id, user, request });
    return new Promise((resolve) => this.#add(request, resolve));
  }

  connected(): void {
    for (const pending of this.#pending.values()) this.#send(pending);
  }

  disconnected(): void {
    for (const pending of this.#pending.values()) {
      pending.cancelTimer();
      pending.isSent = false;
    }
  }

  close(): void {
    for (const pending of this.#pending.values()) pending.cancelTimer();
    this.#pending.clear();
  }

  #add(request: CommandRequest, settle: (result: CommandResult) => void): void {
    const takenUpAt = this.#options.device.now();
    const pending: Pending = { request, settle, takenUpAt, isSent: false, cancelTimer: () => undefined };
    this.#pending.set(request.id, pending);
    this.#send(pending);
  }

  #send(pending: Pending): void {
    const { wire, device, clock } = this.#options;
    const { request } = pending;
    const waitedMs = Math.max(clock.now() - request.claimedAt, device.now() - pending.takenUpAt);
    if (waitedMs > MAX_WAIT_MS) return this.#settle(pending, refused('expired'));
    if (!wire.isConnected || pending.isSent) return;
    pending.isSent = true;
    pending.cancelTimer = device.after(ANSWER_LIMIT_MS, () => this.#sendAgain(pending));
    wire.command(request, (answer) => {
      if (this.#pending.get(request.id) !== pending) return;
      if (!('refused' in answer)) return this.#settle(pending, { ok: true, value: answer.ok });
      if (!PASSING.has(answer.refused)) return this.#settle(pending, refused(answer.refused, answer.data));
      pending.cancelTimer();
      pending.cancelTimer = device.after(RETRY_MS, () => this.#sendAgain(pending));
    });
  }

  #sendAgain(pending: Pending): void {
    pending.isSent = false;
    this.#send(pending);
  }

  #settle(pending: Pending, result: CommandResult): void {
    pending.cancelTimer();
    this.#pending.delete(pending.request.id);
    void this.#options.store.deleteCommand(pending.request.id);
    pending.settle(result);
  }
}
