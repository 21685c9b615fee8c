// TCP as two people see it who cannot see each other: bytes of one direction arrive in order, late, or not at all; each
// end learns of the other's death late, or never. Knows no message's meaning.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';

export interface Weather {
  /** One way, at least. */
  latencyMs: DurationMs;
  /** Added to it, at most. */
  jitterMs: DurationMs;
}

/** One direction of a connection. */
class Pipe {
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #weather: Weather;
  #arrivesAt: DurationMs = 0;
  #held: (() => void)[] = [];
  #isHeld = false;
  #isCut = false;

  constructor(timeline: Timeline, chance: Chance, weather: Weather) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#weather = weather;
  }

  send(deliver: () => void): void {
    if (this.#isCut) return;
    const latencyMs = this.#weather.latencyMs + this.#chance.next() * this.#weather.jitterMs;
    // In order: what was sent later never overtakes.
    this.#arrivesAt = Math.max(this.#arrivesAt, this.#timeline.nowMs + latencyMs);
    this.#timeline.after(this.#arrivesAt - this.#timeline.nowMs, () => this.#arrive(deliver));
  }

  /** A black hole: nothing arrives until it is released; then everything does, as TCP repeats it. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#drain();
  }

  /** What is under way never arrives. */
  cut(): void {
    this.#isCut = true;
    this.#held = [];
  }

  #arrive(deliver: () => void): void {
    if (this.#isCut) return;
    if (!this.#isHeld && this.#held.length === 0) return deliver();
    this.#held.push(deliver);
  }

  #drain(): void {
    if (this.#held.length === 0) return;
    this.#timeline.after(0, () => {
      if (this.#isHeld || this.#isCut) return;
      this.#held.shift()?.();
      this.#drain();
    });
  }
}

/** What one end of a connection is told. */
export interface LinkEnd {
  /** The other end is gone and this one has noticed. */
  broken(): void;
}

/** A connection between a page and a server's process. */
export class Link {
  readonly up: Pipe;
  readonly down: Pipe;
  readonly #timeline: Timeline;
  client: LinkEnd | null = null;
  server: LinkEnd | null = null;

  constructor(timeline: Timeline, chance: Chance, weather: Weather) {
    this.#timeline = timeline;
    this.up = new Pipe(timeline, chance, weather);
    this.down = new Pipe(timeline, chance, weather);
  }

  /** Cuts both directions; each end that `notices` is told a little later, the other one believes in it on. */
  cut(notices: { readonly client: boolean; readonly server: boolean }): void {
    this.up.cut();
    this.down.cut();
    const { client, server } = this;
    if (notices.client) this.#timeline.after(1, () => client?.broken());
    if (notices.server) this.#timeline.after(1, () => server?.broken());
  }

  /** The client's end closes in order: what it sent arrives, and then the end. */
  closeFromClient(): void {
    this.client = null;
    this.down.cut();
    this.up.send(() => this.server?.broken());
  }

  /** The server's end closes in order. */
  closeFromServer(): void {
    this.server = null;
    this.up.cut();
    this.down.send(() => this.client?.broken());
  }
}
