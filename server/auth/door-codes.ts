// What opens a meeting's door for a while, without a row for each: the code on the screen (half a minute), the pass that a
// phone gets for it (long enough to find one's name), the receipt of a sign-in. Signed with a secret that is made when the
// process starts and kept nowhere: what leaks today opens nothing tomorrow, and after a restart one scans again.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EventId, MeetingId } from '../../shared/domain/ids.ts';
import { isId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { MINUTE_MS, SECOND_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

/** How long a code is on the screen. The one before it still opens: whoever scanned in its last second gets in. */
const CODE_PERIOD_MS: DurationMs = 30 * SECOND_MS;
const PASS_MS: DurationMs = 20 * MINUTE_MS;
/** 96 bits: nobody guesses one within the half minute, and the square on the screen stays coarse. */
const SIGNATURE_CHARS = 16;
const NONCE_BYTES = 9;

export interface OpenedByCode {
  readonly meetingId: MeetingId;
  /** Tells phones apart; null for the code itself, which all of them share. */
  readonly nonce: string | null;
}

export class DoorCodes {
  readonly #clock: Clock;
  readonly #secret: Buffer = randomBytes(32);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The code of this half minute, and when the next one takes its place. */
  code(meetingId: MeetingId): { readonly code: string; readonly until: EpochMs } {
    const turn = this.#turn();
    return { code: this.#sign('c', meetingId, turn.toString(36)), until: (turn + 1) * CODE_PERIOD_MS };
  }

  /** For one phone. */
  pass(meetingId: MeetingId): string {
    const until = (this.#clock.now() + PASS_MS).toString(36);
    return this.#sign('p', meetingId, until, randomBytes(NONCE_BYTES).toString('base64url'));
  }

  /** Whoever holds it may take this one sign-in back. */
  receipt(meetingId: MeetingId, eventId: EventId): string {
    return this.#sign('r', meetingId, eventId);
  }

  /** `foreign`: no code of ours at all; `over`: its time is. */
  opened(token: string): OpenedByCode | 'over' | 'foreign' {
    const [kind, meetingId = '', when = '', nonce = null] = token.split('~');
    if ((kind !== 'c' && kind !== 'p') || !isId(meetingId)) return 'foreign';
    const at = parseInt(when, 36);
    // A signature of another process is one that a restart made void.
    if (!this.#isOurs(token) || !Number.isSafeInteger(at)) return 'over';
    const isOver = kind === 'c' ? this.#turn() - at > 1 || at > this.#turn() : at <= this.#clock.now();
    return isOver ? 'over' : { meetingId: brand<MeetingId>(meetingId), nonce: kind === 'p' ? nonce : null };
  }

  /** The sign-in that a receipt is of; null when it is none of this meeting. */
  receiptOf(receipt: string, meetingId: MeetingId): EventId | null {
    const [kind, meeting, event = ''] = receipt.split('~');
    return kind === 'r' && meeting === meetingId && this.#isOurs(receipt) ? brand<EventId>(event) : null;
  }

  #turn(): number {
    return Math.floor(this.#clock.now() / CODE_PERIOD_MS);
  }

  #sign(...parts: readonly string[]): string {
    const text = parts.join('~');
    return `${text}~${this.#signature(text)}`;
  }

  #isOurs(token: string): boolean {
    const at = token.lastIndexOf('~');
    const given = Buffer.from(token.slice(at + 1));
    const made = Buffer.from(this.#signature(token.slice(0, Math.max(0, at))));
    return given.length === made.length && timingSafeEqual(given, made);
  }

  #signature(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url').slice(0, SIGNATURE_CHARS);
  }
}
