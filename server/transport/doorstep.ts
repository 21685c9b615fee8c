// Those who are connected and have not said who they are: few at a time an address, for a short time, the others in a
// line before the door (P15). A room of 500 behind one address passes it one after another; a crowd that only stands
// there cannot keep it shut. Knows no socket: a place is left, or taken back by `evict`.
//
// 1. At most MAX_INSIDE an address have a place at a time.
// 2. The line is short in time and number, and whoever came last goes in first: those who came to wait wait.
// 3. While others wait, whoever has had a place for PATIENCE_MS loses it.
import type { DurationMs } from '../../shared/lib/time.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';

export const MAX_INSIDE = 32;
/** People who wait before the door, an address and altogether. */
export const MAX_WAITING = 1_024;
const MAX_WAITING_ALTOGETHER = 8_192;
const MAX_WAIT_MS: DurationMs = 5_000;
/** An honest client says who it is within a round trip. */
const PATIENCE_MS: DurationMs = 1_000;

/** Somebody's place on the doorstep. */
export interface Place {
  /** Said who they are, or went. May be called again. */
  leave(): void;
  /** Called when the place is taken back; set by whoever learns how. */
  evict: () => void;
}

interface Inside {
  readonly place: Place;
  readonly sinceMs: DurationMs;
}

interface Address {
  readonly inside: Set<Inside>;
  readonly line: ((place: Place | null) => void)[];
  cancelPress: (() => void) | null;
}

export class Doorstep {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #addresses = new Map<string, Address>();
  #waiting = 0;
  #refused = 0;
  #cancelReport: (() => void) | null = null;

  constructor(options: { readonly clock: Clock; readonly log: Log }) {
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** How many have a place or wait for one, of all addresses. */
  get size(): number {
    let inside = 0;
    for (const address of this.#addresses.values()) inside += address.inside.size;
    return inside + this.#waiting;
  }

  /** A place now, or null when there is none; does not wait. */
  tryEnter(name: string): Place | null {
    const address = this.#address(name);
    const place = address.inside.size < MAX_INSIDE ? this.#admit(name, address) : null;
    if (place === null) this.#refuse();
    return place;
  }

  /** A place as soon as there is one; null when the line is full or the wait too long. */
  enter(name: string): Promise<Place | null> {
    const address = this.#address(name);
    if (address.inside.size < MAX_INSIDE) return Promise.resolve(this.#admit(name, address));
    if (address.line.length >= MAX_WAITING || this.#waiting >= MAX_WAITING_ALTOGETHER) {
      this.#refuse();
      return Promise.resolve(null);
    }
    return new Promise((resolve) => this.#wait(name, address, resolve));
  }

  /** For a server that stops: nobody waits any more. */
  close(): void {
    this.#cancelReport?.();
    for (const address of this.#addresses.values()) {
      address.cancelPress?.();
      for (const turnAway of [...address.line]) turnAway(null);
    }
    this.#addresses.clear();
  }

  #wait(name: string, address: Address, resolve: (place: Place | null) => void): void {
    const answer = (place: Place | null): void => {
      cancel();
      const index = address.line.indexOf(answer);
      if (index >= 0) address.line.splice(index, 1);
      this.#waiting -= 1;
      resolve(place);
    };
    const cancel = this.#clock.after(MAX_WAIT_MS, () => {
      this.#refuse();
      answer(null);
      this.#forgetIfEmpty(name, address);
    });
    address.line.push(answer);
    this.#waiting += 1;
    this.#pressSoon(name, address);
  }

  #admit(name: string, address: Address): Place {
    const inside: Inside = {
      sinceMs: this.#clock.monotonicMs(),
      place: {
        evict: () => undefined,
        leave: () => {
          if (!address.inside.delete(inside)) return;
          const next = address.line.at(-1);
          if (next) next(this.#admit(name, address));
          this.#forgetIfEmpty(name, address);
        },
      },
    };
    address.inside.add(inside);
    return inside.place;
  }

  /** Once somebody waits, the longest on the doorstep have had their time. */
  #pressSoon(name: string, address: Address): void {
    const [oldest] = address.inside;
    if (address.cancelPress || !oldest) return;
    const untilMs = Math.max(0, oldest.sinceMs + PATIENCE_MS - this.#clock.monotonicMs());
    address.cancelPress = this.#clock.after(untilMs, () => {
      address.cancelPress = null;
      const dueMs = this.#clock.monotonicMs() - PATIENCE_MS;
      for (const { place, sinceMs } of [...address.inside]) {
        if (address.line.length === 0) return;
        if (sinceMs > dueMs) break;
        place.evict();
        place.leave();
      }
      if (address.line.length > 0) this.#pressSoon(name, address);
    });
  }

  #address(name: string): Address {
    const known = this.#addresses.get(name);
    if (known) return known;
    const address: Address = { inside: new Set(), line: [], cancelPress: null };
    this.#addresses.set(name, address);
    return address;
  }

  #forgetIfEmpty(name: string, address: Address): void {
    if (address.inside.size > 0 || address.line.length > 0) return;
    address.cancelPress?.();
    if (this.#addresses.get(name) === address) this.#addresses.delete(name);
  }

  /** Said at once, and then once a minute: a flood of refusals must not become a flood in the log. */
  #refuse(): void {
    this.#refused += 1;
    if (this.#cancelReport) return;
    this.#report();
  }

  #report(): void {
    this.#log.warn('connections were refused that did not say who they are', { refused: this.#refused });
    this.#refused = 0;
    this.#cancelReport = this.#clock.after(MINUTE_MS, () => {
      this.#cancelReport = null;
      if (this.#refused > 0) this.#report();
    });
  }
}
