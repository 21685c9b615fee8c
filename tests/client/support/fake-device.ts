// A device whose time stands still until a test moves it. Several clients of one test share it, and so one timeline.
import type { Device } from '../../../client/sync/device.ts';

interface Task {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class FakeDevice implements Device {
  #now = 1_700_000_000_000;
  #order = 0;
  #seed: number;
  readonly #tasks = new Set<Task>();
  /** How far the wall clock is off; the monotonic one never is. */
  wallOffsetMs = 0;

  constructor(seed = 1) {
    this.#seed = seed;
  }

  now(): number {
    return this.#now + this.wallOffsetMs;
  }

  monotonicMs(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const task = { at: this.#now + Math.max(0, delayMs), order: (this.#order += 1), run };
    this.#tasks.add(task);
    return () => this.#tasks.delete(task);
  }

  random(): number {
    // mulberry32: small, seeded, good enough for jitter.
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let value = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  }

  clientId(): number {
    return Math.floor(this.random() * 2 ** 32);
  }

  randomId(): string {
    return `id${(this.#order += 1)}x${Math.floor(this.random() * 1e9)}`;
  }

  /** Runs everything due within the next `ms`, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let task = this.#next(end); task; task = this.#next(end)) {
      this.#tasks.delete(task);
      this.#now = Math.max(this.#now, task.at);
      task.run();
    }
    this.#now = end;
  }

  /** `ms` go by in which nothing runs, as in a tab that is not seen; what fell due runs when time goes on. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  #next(end: number): Task | null {
    let best: Task | null = null;
    for (const task of this.#tasks) {
      if (task.at > end) continue;
      if (!best || task.at < best.at || (task.at === best.at && task.order < best.order)) best = task;
    }
    return best;
  }
}
