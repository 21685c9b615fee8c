// How often this page's copies differed from the server's documents, and what a person is told of it. Comparing stops for
// a while when fresh copies differ again and again: then the comparison itself is at fault, and renewing helps nobody.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { Device } from './device.ts';

/** For the page to tell until somebody has read it. */
export interface Renewal {
  /** When the copy was renewed, by the device's own clock. */
  readonly at: EpochMs;
  /** It happened too often: comparing rests, and a person should load the page anew. */
  readonly isRepeated: boolean;
}

/** Copies that differed within the time, after which comparing rests for as long. */
const MAX_RENEWALS = 3;
const WITHIN_MS: DurationMs = 10 * MINUTE_MS;

export class Renewals {
  readonly #device: Device;
  #atMs: readonly DurationMs[] = [];
  #told: Renewal | null = null;

  constructor(device: Device) {
    this.#device = device;
  }

  /** Null once it was read. */
  get told(): Renewal | null {
    return this.#told;
  }

  get comparing(): boolean {
    return this.#recent().length < MAX_RENEWALS;
  }

  /** A copy differed and is, or is being, replaced. */
  note(): void {
    this.#atMs = [...this.#recent(), this.#device.monotonicMs()];
    this.#told = { at: this.#device.now(), isRepeated: !this.comparing };
  }

  read(): void {
    this.#told = null;
  }

  #recent(): readonly DurationMs[] {
    const now = this.#device.monotonicMs();
    return this.#atMs.filter((at) => now - at < WITHIN_MS);
  }
}
