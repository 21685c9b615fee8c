// Something derived from a meeting whenever it changes: not more often than it may be, again when time itself changes it,
// once at a time, and once more when a change came while it was at work. Knows neither rooms nor screens.
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

export interface PacedOptions {
  readonly clock: Clock;
  readonly minIntervalMs: DurationMs;
  /** Answers when to look again without being asked; null = not before that. Must not throw. */
  readonly derive: () => Promise<EpochMs | null>;
  /** Whether what is derived would reach anybody. */
  readonly isWanted: () => boolean;
}

export class Paced {
  readonly #options: PacedOptions;
  #derivedAtMs = -Infinity;
  /** Cancels the derivation that is planned. */
  #cancel: (() => void) | null = null;
  #dueAtMs = Infinity;
  #isDeriving = false;
  #isStale = false;

  constructor(options: PacedOptions) {
    this.#options = options;
  }

  /** Derives in `delayMs`, or when the interval since the last time is over; an earlier plan stands. */
  plan(delayMs: DurationMs = 0): void {
    if (this.#isDeriving) {
      this.#isStale = true;
      return;
    }
    const { clock, minIntervalMs } = this.#options;
    const nowMs = clock.monotonicMs();
    const dueAtMs = Math.max(nowMs + delayMs, this.#derivedAtMs + minIntervalMs);
    if (this.#cancel !== null && this.#dueAtMs <= dueAtMs) return;
    this.#cancel?.();
    this.#dueAtMs = dueAtMs;
    this.#cancel = clock.after(dueAtMs - nowMs, () => {
      this.#cancel = null;
      void this.#derive();
    });
  }

  /** Gives up what is planned; the next `plan` begins again. */
  rest(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  async #derive(): Promise<void> {
    const { clock, derive, isWanted } = this.#options;
    this.#isDeriving = true;
    this.#isStale = false;
    this.#derivedAtMs = clock.monotonicMs();
    const next = await derive();
    this.#isDeriving = false;
    if (!isWanted()) return;
    if (this.#isStale) this.plan();
    else if (next !== null) this.plan(Math.min(MINUTE_MS, Math.max(0, next - clock.now())));
  }
}
