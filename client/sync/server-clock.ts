// The server's clock as this page estimates it. A laptop whose own clock is a day off shows the right time.
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import type { Device } from './device.ts';

const MAX_SAMPLES = 16;
/** Samples whose round trip is at most this much worse than the best one still count. */
const GOOD_RTT_FACTOR = 1.5;
const GOOD_RTT_SLACK_MS = 8;
/** An answer this much further from the estimate than its own journey explains comes after a jump, not a delay. */
const JUMP_MS = 1_000;

interface Sample {
  readonly rttMs: DurationMs;
  /** Server time minus the monotonic clock. */
  readonly offsetMs: number;
}

/**
 * Server time = monotonic clock + the median offset of the samples with the best round trips. Counting from the
 * monotonic clock makes it immune to someone setting the device's clock during the meeting.
 */
export class ServerClock {
  readonly #device: Device;
  readonly #samples: Sample[] = [];
  #offsetMs: number | null = null;

  constructor(device: Device) {
    this.#device = device;
  }

  /** Whether the server was ever asked; before that, `now` is the device's guess. */
  get isKnown(): boolean {
    return this.#offsetMs !== null;
  }

  now(): EpochMs {
    if (this.#offsetMs === null) return this.#device.now();
    return Math.round(this.#device.monotonicMs() + this.#offsetMs);
  }

  /** One answered `clock` event: sent and received by the monotonic clock, `serverNow` as the server said. */
  addSample(sentAtMs: DurationMs, receivedAtMs: DurationMs, serverNow: EpochMs): void {
    const rttMs = receivedAtMs - sentAtMs;
    if (!(rttMs >= 0) || !Number.isFinite(serverNow)) return;
    const offsetMs = serverNow - (sentAtMs + receivedAtMs) / 2;
    // The device has slept, and its monotonic clock stood still meanwhile (or the server's clock was set): what was
    // measured before tells nothing any more, however quick those answers were.
    const isAfterJump = this.#offsetMs !== null && Math.abs(offsetMs - this.#offsetMs) > rttMs / 2 + JUMP_MS;
    if (isAfterJump) this.#samples.length = 0;
    this.#samples.push({ rttMs, offsetMs });
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift();
    this.#offsetMs = medianOfBest(this.#samples);
  }
}

function medianOfBest(samples: readonly Sample[]): number | null {
  const bestRtt = Math.min(...samples.map((sample) => sample.rttMs));
  const good = samples.filter((sample) => sample.rttMs <= bestRtt * GOOD_RTT_FACTOR + GOOD_RTT_SLACK_MS);
  const offsets = good.map((sample) => sample.offsetMs).sort((a, b) => a - b);
  const middle = Math.floor(offsets.length / 2);
  const upper = offsets[middle];
  if (upper === undefined) return null;
  const lower = offsets[middle - 1];
  return offsets.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}
