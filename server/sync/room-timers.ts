// What a room does later: one timer a name, whose step runs in the room's queue and not between two operations of it.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';

/** digest: what everybody's copy is compared with; linger: an empty room goes; retry: storage that refused is tried again. */
export type RoomTimer = 'digest' | 'linger' | 'retry';

export interface RoomTimersOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly meetingId: string;
  /** Runs a step in its turn. */
  readonly inTurn: (step: () => Promise<void>) => Promise<void>;
}

export class RoomTimers {
  readonly #options: RoomTimersOptions;
  readonly #cancels = new Map<RoomTimer, () => void>();

  constructor(options: RoomTimersOptions) {
    this.#options = options;
  }

  isSet(name: RoomTimer): boolean {
    return this.#cancels.has(name);
  }

  /** Runs `step` once `delayMs` have passed; the name must be free. A failure is logged, the room goes on. */
  set(name: RoomTimer, delayMs: DurationMs, step: () => Promise<void>): void {
    const { clock, log, meetingId, inTurn } = this.#options;
    const cancel = clock.after(delayMs, () => {
      this.#cancels.delete(name);
      inTurn(step).catch((fault: unknown) => {
        log.error('a timed step of a room failed', { meetingId, name, fault: String(fault) });
      });
    });
    this.#cancels.set(name, cancel);
  }

  cancel(name: RoomTimer): void {
    this.#cancels.get(name)?.();
    this.#cancels.delete(name);
  }

  cancelAll(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }
}
