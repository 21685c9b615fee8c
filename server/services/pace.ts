// Long work that nobody waits for beside the work of people who write: after each piece it rests, and while the server answers late
// it rests on. Knows nothing of what the work is.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

/** At least, so that what came meanwhile is done first; at most, so that one slow piece does not stop it for long. */
const LEAST_MS: DurationMs = 15;
const MOST_MS: DurationMs = 250;
/** A rest that took so much longer than it was to says that others are being kept waiting. */
const LATE_MS: DurationMs = 20;
const AGAIN_MS: DurationMs = 100;
/** A server that is always late must not stop it for ever. */
const MOST_ROUNDS = 20;

export class Pace {
  readonly #clock: Pick<Clock, 'after' | 'monotonicMs'>;

  constructor(clock: Pick<Clock, 'after' | 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** Rests as long as the piece before took, within bounds; ends at once when `stop` is aborted. */
  async rest(tookMs: DurationMs, stop: AbortSignal): Promise<void> {
    let askedMs = Math.min(MOST_MS, Math.max(LEAST_MS, tookMs));
    for (let round = 0; round < MOST_ROUNDS && !stop.aborted; round += 1) {
      const from = this.#clock.monotonicMs();
      await this.wait(askedMs, stop);
      if (this.#clock.monotonicMs() - from - askedMs < LATE_MS) return;
      askedMs = AGAIN_MS;
    }
  }

  /** `ms` long, or until `stop` is aborted. */
  wait(ms: DurationMs, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        stop.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#clock.after(ms, end);
      stop.addEventListener('abort', end);
    });
  }
}
