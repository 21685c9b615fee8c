// What a connection may cost: sizes, rates, and how far a reader may fall behind. Judges numbers, closes nothing.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

/** One message from a client of our own; its provider slices larger offline work. */
export const MAX_MESSAGE_BYTES = 1_048_576;
/** One y-websocket frame: a stock client cannot slice its step 2. */
export const MAX_STOCK_FRAME_BYTES = 8_388_608;
export const MAX_STATE_VECTOR_BYTES = 65_536;
/** Documents one connection may have open. */
export const MAX_DOCS_PER_CONNECTION = 8;

/** What somebody may send before it is known who they are, on either wire (P15). */
export const MAX_EARLY_BYTES = 65_536;
export const MAX_EARLY_MESSAGES = 8;
/** How often one connection may ask for a namespace in its life; each asking is looked up. */
export const MAX_NAMESPACE_JOINS = 64;
/** What an upgrade that nobody has let in yet may wait. */
export const EARLY_MS: DurationMs = 5_000;

/** Bytes queued for a reader above which presence is left out. */
export const PRESENCE_BACKLOG_BYTES = 262_144;
/** Bytes queued for a reader, beyond what its own joining took, above which it is cut off (4529). */
export const MAX_BACKLOG_BYTES = 1_048_576;

/** How long a reader may stay behind by more than what presence is left out for, before it is cut off as well. */
export const MAX_BEHIND_MS: DurationMs = 10_000;
/** What a client that is told goodbye has to answer, before its line is cut. */
export const GOODBYE_MS: DurationMs = 3_000;
/** The same for one that does not read. */
export const CUT_OFF_MS: DurationMs = 1_000;
/** What a goodbye may take whose receiver has lost the right to everything else. */
export const REVOKED_MS: DurationMs = 500;
/** Bytes that count as one more message. */
const MESSAGE_BYTES = 32_768;
/** What to be told the whole state counts, in messages: it costs the server most, and the asker nothing. */
export const ANSWER_COST = 30;

/** Messages a second a connection may send on end, and at once after a pause. */
const RATE_PER_SECOND = 60;
const BURST = 240;

/** A token bucket over an injected clock. Over the rate nobody is refused: the reading pauses. */
export class MessageRate {
  readonly #clock: Clock;
  #tokens = BURST;
  #filledAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#filledAtMs = clock.monotonicMs();
  }

  /** Counts a message of `bytes` that costs as much as `cost` small ones; answers how long to stop reading, 0 within the rate. */
  take(bytes: number, cost = 1): DurationMs {
    const nowMs = this.#clock.monotonicMs();
    this.#tokens = Math.min(BURST, this.#tokens + ((nowMs - this.#filledAtMs) / 1_000) * RATE_PER_SECOND);
    this.#filledAtMs = nowMs;
    this.#tokens -= cost + Math.floor(bytes / MESSAGE_BYTES);
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / RATE_PER_SECOND) * 1_000);
  }
}
