// What one session sent before its dependencies were there: kept outside Yjs (which would retry it at every update,
// for ever) until the gap is filled or the time is up. Stock clients send a keystroke before step 2 fills its gap.
import type { DecodedUpdate } from './decode.ts';
import type { Respond } from './respond.ts';

export interface ParkingLimits {
  readonly maxStructs: number;
  readonly maxBytes: number;
}

export interface ParkedUpdate {
  readonly update: DecodedUpdate;
  readonly respond: Respond;
}

export class Parking {
  #parked: ParkedUpdate[] = [];
  #structs = 0;
  #bytes = 0;
  #cancelExpiry: (() => void) | null = null;
  /** How often the time ran out: the first asks the client again, the second ends the session (4409). */
  #expiries = 0;

  get isEmpty(): boolean {
    return this.#parked.length === 0;
  }

  get expiries(): number {
    return this.#expiries;
  }

  /** False when the lot is full; the update was not taken. [R7] */
  add(entry: ParkedUpdate, structs: number, limits: ParkingLimits): boolean {
    const bytes = entry.update.bytes.length;
    if (this.#structs + structs > limits.maxStructs || this.#bytes + bytes > limits.maxBytes) return false;
    this.#parked.push(entry);
    this.#structs += structs;
    this.#bytes += bytes;
    return true;
  }

  /** Takes everything out to be tried again; a running expiry goes on until `settle`. */
  takeAll(): readonly ParkedUpdate[] {
    const taken = this.#parked;
    this.#parked = [];
    this.#structs = 0;
    this.#bytes = 0;
    return taken;
  }

  get isExpiring(): boolean {
    return this.#cancelExpiry !== null;
  }

  /** Remembers the cancellation of the running expiry. */
  expireWith(cancel: () => void): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = cancel;
  }

  countExpiry(): number {
    this.#cancelExpiry = null;
    this.#expiries += 1;
    return this.#expiries;
  }

  /** Everything found its place: the clock stops and past expiries are forgiven. */
  settle(): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = null;
    this.#expiries = 0;
  }

  /** Forgets what waits: the session is over, and with it everybody who could be answered. */
  close(): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = null;
    this.takeAll();
  }
}
