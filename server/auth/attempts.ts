// How often something may be tried: guesses at passwords run dry long before they find one (T49). Counts in memory,
// by names the caller chooses, in fixed windows of the injected clock.
import { refused, ok, type Result } from '../../shared/lib/result.ts';
import { SECOND_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

export interface Allowance {
  /** What is counted, e.g. `account:wang`. */
  readonly key: string;
  readonly attempts: number;
}

/** Above it the oldest windows are forgotten first, so that no flood of names fills the memory. */
const MAX_KEYS = 100_000;

interface Window {
  readonly since: EpochMs;
  readonly count: number;
}

/** Attempts per key within `windowMs`. */
export class Attempts {
  readonly #clock: Clock;
  readonly #windowMs: DurationMs;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, windowMs: DurationMs) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /** Counts one attempt against every allowance, or refuses with the seconds to wait when one of them is used up. */
  take(allowances: readonly Allowance[]): Result<null, 'too-many-attempts'> {
    const now = this.#clock.now();
    const waits = allowances.map(({ key, attempts }) => this.#wait(key, attempts, now));
    const longest = Math.max(0, ...waits);
    if (longest > 0) return refused('too-many-attempts', { retryAfterSeconds: Math.ceil(longest / SECOND_MS) });
    for (const { key } of allowances) this.#count(key, now);
    return ok(null);
  }

  /** Takes one attempt back: the person proved to be who they said. */
  giveBack(allowances: readonly Allowance[]): void {
    for (const { key } of allowances) {
      const window = this.#windows.get(key);
      if (window !== undefined) this.#windows.set(key, { since: window.since, count: Math.max(0, window.count - 1) });
    }
  }

  /** How many attempts of `key` count at the moment. */
  taken(key: string): number {
    return this.#current(key, this.#clock.now())?.count ?? 0;
  }

  #wait(key: string, attempts: number, now: EpochMs): DurationMs {
    const window = this.#current(key, now);
    return window !== null && window.count >= attempts ? window.since + this.#windowMs - now : 0;
  }

  #count(key: string, now: EpochMs): void {
    const window = this.#current(key, now) ?? { since: now, count: 0 };
    this.#windows.delete(key);
    this.#windows.set(key, { since: window.since, count: window.count + 1 });
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= MAX_KEYS) break;
      this.#windows.delete(oldest);
    }
  }

  #current(key: string, now: EpochMs): Window | null {
    const window = this.#windows.get(key);
    // A clock that was set back must not lock anyone out for long.
    return window !== undefined && now >= window.since && now < window.since + this.#windowMs ? window : null;
  }
}
