// How many bytes wait to be read by one connection, and since when. A joiner's first state does not count against it.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';
import { MAX_BACKLOG_BYTES, MAX_BEHIND_MS, PRESENCE_BACKLOG_BYTES } from './limits.ts';

/** Watches one connection; `queued` reads how many bytes its socket holds unsent. */
export class Backlog {
  readonly #queued: () => number;
  readonly #clock: Clock;
  /** Bytes of the newest answer to a join, by document. */
  readonly #allowances = new Map<string, number>();
  #behindSinceMs: DurationMs | null = null;

  constructor(queued: () => number, clock: Clock) {
    this.#queued = queued;
    this.#clock = clock;
  }

  /** Unsent bytes beyond what the reader asked for itself. */
  get bytes(): number {
    const queued = this.#queued();
    // Once a joiner has read its first state it is measured like everyone else.
    if (queued === 0) this.#allowances.clear();
    let allowed = 0;
    for (const bytes of this.#allowances.values()) allowed += bytes;
    return Math.max(0, queued - allowed);
  }

  /** Whether what may be missed is better left out for now. */
  get isBehind(): boolean {
    return this.bytes > PRESENCE_BACKLOG_BYTES;
  }

  /** Whether the reader is to be cut off: too much waits for it, or it has been behind for too long. Ask before sending. */
  get isTooSlow(): boolean {
    if (!this.isBehind) {
      this.#behindSinceMs = null;
      return false;
    }
    const nowMs = this.#clock.monotonicMs();
    this.#behindSinceMs ??= nowMs;
    return this.bytes > MAX_BACKLOG_BYTES || nowMs - this.#behindSinceMs > MAX_BEHIND_MS;
  }

  /**
   * `bytes` of `doc` are about to be queued because the reader asked for them. Asking again means having read the former
   * answer: from now on that counts like anything else, or asking without reading would fill the memory.
   */
  allow(doc: string, bytes: number): void {
    this.#allowances.set(doc, bytes);
  }
}
