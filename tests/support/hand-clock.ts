// A clock that only a test moves: timers run when `advance` passes them, in order, never by themselves.
import type { Clock } from '../../server/ports.ts';
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';

export const START: EpochMs = Date.UTC(2021, 3, 23, 6, 0);

interface Timer {
  readonly at: DurationMs;
  readonly task: () => void;
}

export class HandClock implements Clock {
  #elapsed: DurationMs = 0;
  #timers: readonly Timer[] = [];

  now(): EpochMs {
    return START + Math.floor(this.#elapsed);
  }

  monotonicMs(): DurationMs {
    return this.#elapsed;
  }

  after(delay: DurationMs, task: () => void): () => void {
    const timer = { at: this.#elapsed + Math.max(0, delay), task };
    this.#timers = [...this.#timers, timer];
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Moves time forward by `by`, running what falls due on the way. */
  advance(by: DurationMs): void {
    const end = this.#elapsed + by;
    for (let next = this.#nextDue(end); next; next = this.#nextDue(end)) {
      const due = next;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#elapsed = Math.max(this.#elapsed, due.at);
      due.task();
    }
    this.#elapsed = end;
  }

  #nextDue(end: DurationMs): Timer | undefined {
    const due = this.#timers.filter((timer) => timer.at <= end);
    return due.reduce<Timer | undefined>((first, timer) => (first && first.at <= timer.at ? first : timer), undefined);
  }
}

/** Lets everything that is ready run: promises and the turns of the event loop that commits take. */
export async function settled(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
