// The clock of a rehearsal: runs from an hour of its own, at a rate of its own, over the machine's. Can stand still and be set
// forward; never moves anybody else's time.
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

/** However fast time runs, what waits for it waits this long: screens are derived by it. */
const SHORTEST_MS = 50;

export class RehearsalClock implements Clock {
  readonly #machine: Clock;
  #from: EpochMs;
  #sinceMs: DurationMs;
  #rate: number;

  constructor(machine: Clock, from: EpochMs, rate: number) {
    this.#machine = machine;
    this.#from = from;
    this.#sinceMs = machine.monotonicMs();
    this.#rate = rate;
  }

  /** Seconds of the rehearsal a second; 0 = it stands still. */
  get rate(): number {
    return this.#rate;
  }

  now(): EpochMs {
    return Math.floor(this.#from + (this.#machine.monotonicMs() - this.#sinceMs) * this.#rate);
  }

  monotonicMs(): DurationMs {
    return this.#machine.monotonicMs();
  }

  /** In time of the rehearsal, at the rate of now. While it stands still, in the machine's. */
  after(delay: DurationMs, task: () => void): () => void {
    return this.#machine.after(Math.max(SHORTEST_MS, this.#rate === 0 ? delay : delay / this.#rate), task);
  }

  run(rate: number): void {
    this.#set(this.now());
    this.#rate = rate;
  }

  /** Forward only. */
  set(instant: EpochMs): void {
    this.#set(Math.max(instant, this.now()));
  }

  #set(instant: EpochMs): void {
    this.#from = instant;
    this.#sinceMs = this.#machine.monotonicMs();
  }
}
