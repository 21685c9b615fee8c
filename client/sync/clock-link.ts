// Asks the server for its time: a few times after connecting, then now and then. An ask that stays without an answer
// is also how a dead connection shows while nobody types.
import { SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { Device } from './device.ts';
import { ServerClock } from './server-clock.ts';
import type { Wire } from './wire.ts';

const FIRST_ASKS = 5;
const FIRST_PAUSE_MS: DurationMs = 250;
const PAUSE_MS: DurationMs = 20 * SECOND_MS;
const DEAD_MS: DurationMs = 12 * SECOND_MS;

export class ClockLink {
  readonly clock: ServerClock;
  readonly #wire: Wire;
  readonly #device: Device;
  #asked = 0;
  #cancelNext = (): void => undefined;
  #cancelDead = (): void => undefined;

  constructor(wire: Wire, device: Device) {
    this.#wire = wire;
    this.#device = device;
    this.clock = new ServerClock(device);
  }

  connected(): void {
    this.#asked = 0;
    this.#ask();
  }

  disconnected(): void {
    this.#cancelNext();
    this.#cancelDead();
  }

  close(): void {
    this.disconnected();
  }

  #ask(): void {
    const sentAt = this.#device.monotonicMs();
    this.#asked += 1;
    this.#cancelDead();
    this.#cancelDead = this.#device.after(DEAD_MS, () => this.#wire.reconnect());
    this.#wire.clock(sentAt, (answer) => {
      this.#cancelDead();
      this.clock.addSample(sentAt, this.#device.monotonicMs(), answer.now);
    });
    this.#cancelNext = this.#device.after(this.#asked < FIRST_ASKS ? FIRST_PAUSE_MS : PAUSE_MS, () => this.#ask());
  }
}
