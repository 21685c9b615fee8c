// One way out of the house and what waits in front of it: claim, ask whether it may still leave, send, say what became of it.
// Sends one at a time, for a minute at most, so that whatever is wrong with the other side is wrong in this lane only.
//
// 1. What fails by itself is tried again later, twice as late each time, and given up after MAX_ATTEMPTS.
// 2. What fails because the other side is not there costs no attempt: the lane waits, and all that is in it.
// 3. What the other side does not want is given up at once; so is a letter that cannot be read, and nothing it came with.
// 4. Nothing of a draft, a sample or a trashed meeting leaves, whenever it was handed over.
import { letterIn } from '../../shared/domain/letter.ts';
import type { NoticeFault } from '../../shared/domain/notice.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { ClaimedNotice, NoticeClaim, NoticeLane, Outbox } from '../outbox-ports.ts';
import { StorageUnavailable, type Clock, type Ids, type Log, type MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { Deliver, Delivery, DeliveryFailure, DeliveryOutcome, DueNotice } from './delivery.ts';
import { isQuiet, lastDigest, type OfficeHours } from './hours.ts';

export interface LaneOptions {
  readonly outbox: Outbox;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly hours: OfficeHours;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

export interface LaneOf {
  readonly lane: NoticeLane;
  /** Whether it rings somebody's phone: then it rests in the quiet hours. */
  readonly rings: boolean;
  readonly deliver: Deliver;
}

const POLL_MS = 3 * SECOND_MS;
/** A send is cut after this, and its claim runs out well behind. */
const SEND_MS = MINUTE_MS;
const LEASE_MS = 5 * MINUTE_MS;
/** Doubling from a minute up to six hours, this is three days and a half: a mail server that died on a Friday. */
const MAX_ATTEMPTS = 21;
const MAX_BACKOFF_MS = 6 * HOUR_MS;
const FIRST_PAUSE_MS = 30 * SECOND_MS;
const MAX_PAUSE_MS = 15 * MINUTE_MS;
const HOPELESS: ReadonlySet<NoticeFault> = new Set(['refused', 'private-address', 'unreadable']);

export class Lane {
  readonly #of: LaneOf;
  readonly #options: LaneOptions;
  readonly #closing = new AbortController();
  #cancel: (() => void) | null = null;
  #turn: Promise<void> | null = null;
  /** Times in a row that the other side was not there. */
  #absences = 0;

  constructor(of: LaneOf, options: LaneOptions) {
    this.#of = of;
    this.#options = options;
  }

  start(): void {
    this.#later(POLL_MS);
  }

  /** Cuts what is under way; it is free to be sent again at once. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancel?.();
    await this.#turn;
  }

  #later(delay: DurationMs): void {
    if (this.#closing.signal.aborted) return;
    this.#cancel = this.#options.clock.after(delay, () => {
      this.#turn = this.#take()
        .catch((error: unknown) => this.#failed(error))
        .then((next) => this.#later(next));
    });
  }

  /** One delivery. Resolves with how long to wait before the next. */
  async #take(): Promise<DurationMs> {
    const { outbox, clock, ids, hours } = this.#options;
    const now = clock.now();
    if (this.#of.rings && isQuiet(hours, now)) return POLL_MS;
    const wish = { id: ids.random(), now, until: now + LEASE_MS, dailyUntil: lastDigest(hours, now) };
    const claim = await outbox.claim(this.#of.lane, wish);
    if (claim === null) return POLL_MS;
    const [first, ...others] = await this.#mayLeave(claim);
    if (first === undefined) return 0;
    const outcome = await this.#send({ message: claim.message, notices: [first, ...others] });
    return outcome.kind === 'sent' ? this.#sent(claim, outcome) : this.#notSent(claim, outcome);
  }

  async #mayLeave(claim: NoticeClaim): Promise<readonly DueNotice[]> {
    const due = await Promise.all(claim.notices.map((notice) => this.#judged(notice)));
    for (const fault of new Set(due.map((judged) => judged.fault))) {
      if (fault === null) continue;
      const ids = due.filter((judged) => judged.fault === fault).map(({ notice }) => notice.id);
      if (fault === 'unreadable') this.#options.log.error('letters of the outbox cannot be read', { ids });
      await this.#options.outbox.giveUp(claim.id, this.#options.clock.now(), { fault, detail: null }, ids);
    }
    return due.filter(({ fault }) => fault === null).map(({ notice }) => notice);
  }

  async #judged(notice: ClaimedNotice): Promise<{ readonly notice: DueNotice; readonly fault: NoticeFault | null }> {
    const { meetingId, payload } = notice;
    const meeting = meetingId === null ? null : await this.#options.meetings.byId(meetingId);
    const silence = meetingId === null ? null : silenceOf(meeting);
    const isLost = this.#of.lane.channel === 'mail' && letterIn(payload) === null;
    return { notice: { ...notice, meeting }, fault: silence ?? (isLost ? 'unreadable' : null) };
  }

  async #send(delivery: Delivery): Promise<DeliveryOutcome> {
    const late = new AbortController();
    const cancel = this.#options.clock.after(SEND_MS, () => late.abort());
    try {
      return await this.#of.deliver(delivery, AbortSignal.any([late.signal, this.#closing.signal]));
    } finally {
      cancel();
    }
  }

  async #sent(claim: NoticeClaim, { also = [] }: Extract<DeliveryOutcome, { kind: 'sent' }>): Promise<DurationMs> {
    this.#absences = 0;
    await this.#options.outbox.sent(claim.id, this.#options.clock.now(), also);
    return 0;
  }

  async #notSent(claim: NoticeClaim, failure: DeliveryFailure): Promise<DurationMs> {
    const { outbox, clock, log } = this.#options;
    const now = clock.now();
    const { fault, detail, of } = failure;
    if (this.#closing.signal.aborted) {
      await outbox.release(claim.id, now, null);
      return 0;
    }
    const { channel, target = null } = this.#of.lane;
    log.warn('a notice could not be sent', { channel, target, fault, ids: claim.notices.map(({ id }) => id) });
    const pause = of === 'target' ? this.#pause(failure) : 0;
    const attempts = Math.max(...claim.notices.map((notice) => notice.attempts));
    if (HOPELESS.has(fault)) await outbox.giveUp(claim.id, now, { fault, detail });
    else if (of === 'target' && fault !== 'slow') await outbox.release(claim.id, now + pause, { fault, detail });
    else if (attempts >= MAX_ATTEMPTS) await outbox.giveUp(claim.id, now, { fault, detail });
    else await outbox.failed(claim.id, now + this.#backoff(attempts, failure), { fault, detail });
    return pause;
  }

  #pause({ retryAfterMs = 0 }: DeliveryFailure): DurationMs {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#absences, MAX_PAUSE_MS);
    this.#absences += 1;
    return Math.max(this.#jittered(pause), Math.min(retryAfterMs, MAX_BACKOFF_MS));
  }

  #backoff(attempts: number, { retryAfterMs = 0 }: DeliveryFailure): DurationMs {
    const backoff = Math.min(MINUTE_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS);
    return Math.max(this.#jittered(backoff), Math.min(retryAfterMs, MAX_BACKOFF_MS));
  }

  /** A quarter more or less: what failed together is not tried together. */
  #jittered(delay: DurationMs): DurationMs {
    const chance = this.#options.ids.clientId() / 2 ** 32;
    return Math.round(delay * (0.75 + chance / 2));
  }

  #failed(error: unknown): DurationMs {
    const { channel, target = null } = this.#of.lane;
    // What was claimed is anybody's again when its claim runs out.
    if (error instanceof StorageUnavailable) this.#options.log.warn('the outbox could not be written', { channel });
    else this.#options.log.error('a lane of the outbox stumbled', { channel, target, error });
    return MINUTE_MS;
  }
}

/** Why nothing of a meeting leaves the house. */
function silenceOf(meeting: MeetingRow | null): NoticeFault | null {
  if (meeting === null) return 'gone';
  if (meeting.trashedAt !== null) return 'trashed';
  if (meeting.sample === true) return 'sample';
  return meeting.draft === true ? 'draft' : null;
}
