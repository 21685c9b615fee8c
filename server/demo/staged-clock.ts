// A clock that a demonstration sets while it tells what happened so far; lengths and timers are the machine's.
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

export class StagedClock implements Clock {
  readonly #machine: Clock;
  #now: EpochMs;

  constructor(machine: Clock) {
    this.#machine = machine;
    this.#now = machine.now();
  }

  now(): EpochMs {
    return this.#now;
  }

  /** Time stands still here until it is set again. */
  set(instant: EpochMs): void {
    this.#now = instant;
  }

  monotonicMs(): DurationMs {
    return this.#machine.monotonicMs();
  }

  after(delay: DurationMs, task: () => void): () => void {
    return this.#machine.after(delay, task);
  }
}
