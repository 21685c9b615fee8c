// A laptop on the timeline of the others that can be shut: while it sleeps its monotonic clock and its timers stand still,
// and only its wall clock goes on, as on most systems.
import type { Device } from '../../../client/sync/device.ts';
import type { FakeDevice } from './fake-device.ts';

export class Laptop implements Device {
  readonly #world: FakeDevice;
  readonly #due = new Set<() => void>();
  #sleptMs = 0;
  #isAsleep = false;

  constructor(world: FakeDevice) {
    this.#world = world;
  }

  now(): number {
    return this.#world.now();
  }

  monotonicMs(): number {
    return this.#world.monotonicMs() - this.#sleptMs;
  }

  after(delayMs: number, task: () => void): () => void {
    return this.#world.after(delayMs, () => {
      if (this.#isAsleep) this.#due.add(task);
      else task();
    });
  }

  random(): number {
    return this.#world.random();
  }

  clientId(): number {
    return this.#world.clientId();
  }

  randomId(): string {
    return this.#world.randomId();
  }

  /** The lid is shut, the others' time goes on, the lid is opened: what was due meanwhile runs. */
  sleep(ms: number): void {
    this.#isAsleep = true;
    this.#world.advance(ms);
    this.#isAsleep = false;
    this.#sleptMs += ms;
    const due = [...this.#due];
    this.#due.clear();
    for (const task of due) task();
  }
}
