// The server's clock on a screen that only listens. Each message brings `serverNow`; the journey makes it late by some
// milliseconds and never early, so the greatest offset seen is the best one.
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';

/** Messages between two corrections downwards: a server whose clock was set back must be believed at some time. */
const WINDOW = 8;

/** A projector PC with a wrong clock, or one set during the meeting, shows the right time. */
export class ScreenClock {
  readonly #device: Device;
  #offsets: readonly number[] = [];

  constructor(device: Device) {
    this.#device = device;
  }

  now(): EpochMs {
    if (this.#offsets.length === 0) return this.#device.now();
    return Math.round(this.#device.monotonicMs() + Math.max(...this.#offsets));
  }

  /** The server said `serverNow` in a message that has just arrived. */
  hear(serverNow: EpochMs): void {
    if (!Number.isFinite(serverNow)) return;
    this.#offsets = [...this.#offsets, serverNow - this.#device.monotonicMs()].slice(-WINDOW);
  }

  /** After a lost connection the device may have slept, and a sleeping monotonic clock stands still: begin anew. */
  forget(): void {
    this.#offsets = this.#offsets.slice(-1);
  }

  /** How far the device's own clock is off; what a reloaded page starts from (`recallAhead`). */
  get aheadMs(): number {
    return this.now() - this.#device.now();
  }

  recallAhead(aheadMs: number): void {
    if (this.#offsets.length === 0) this.hear(this.#device.now() + aheadMs);
  }
}
