// Who is here, by y-protocols awareness bytes. People speak for one entry of their own; who they are is stamped by the
// server. Never logged, never stored.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { SECOND_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { Principal, Session } from './session.ts';

export interface PresenceLimits {
  /** Bytes of one state as JSON. */
  readonly maxStateBytes: number;
  /** Entries in one message; echoes of a full room included. */
  readonly maxEntries: number;
}

export const PRESENCE_LIMITS: PresenceLimits = { maxStateBytes: 2_048, maxEntries: 5_000 };

/** Person colours in order of entry; the hex values serve stock clients, ours use the index (tokens --p1…--p8). */
const COLOURS = [...['#2C558C', '#7A3F78', '#84541B', '#4D6428'], ...['#0F6684', '#9B2F64', '#4A5560', '#5B48A8']];
const MAX_CLOCK = 2 ** 31;
/** 2020-01-01; leaves room for sixty years below `MAX_CLOCK`. */
const CLOCKS_SINCE: EpochMs = 1_577_836_800_000;
/** Clocks of departed entries kept, so that one who returns is not mistaken for old news. */
const MAX_REMEMBERED = 1_000;

interface PresenceEntry {
  readonly id: number;
  readonly clock: number;
  /** JSON of the state; null = gone. */
  readonly state: string | null;
}

interface LiveEntry {
  readonly session: Session;
  readonly state: string;
}

export class RoomPresence {
  readonly #live = new Map<number, LiveEntry>();
  /** Last clock sent for each id, live or gone. */
  readonly #clocks = new Map<number, number>();
  readonly #colours = new Map<string, number>();
  /** Clocks begin here: above those that an earlier life of the room has told, which stock readers remember. */
  readonly #firstClock: number;
  #dirty = new Set<number>();

  /** `now`: of the room's beginning. It tells of each entry less than once a second. */
  constructor(now: EpochMs) {
    this.#firstClock = Math.max(0, Math.floor((now - CLOCKS_SINCE) / SECOND_MS));
  }

  /** False when the bytes are no awareness message. Entries that are not the sender's own are dropped silently. [R14] */
  receive(
    session: Session,
    bytes: Uint8Array,
    isForeign: (clientId: number) => boolean,
    limits: PresenceLimits,
  ): boolean {
    const entries = decodeEntries(bytes, limits.maxEntries);
    if (!entries) return false;
    for (const entry of entries) {
      if (isForeign(entry.id) || !this.#mayWrite(session, entry, entries.length === 1)) continue;
      if (entry.state === null) this.#remove(entry.id);
      else this.#set(session, entry.id, entry.clock, entry.state, limits);
    }
    return true;
  }

  /** The session is gone; its entry goes with it. */
  leave(session: Session): void {
    const id = session.presenceId;
    if (id !== null && this.#live.get(id)?.session === session) this.#remove(id);
  }

  /** All live entries as one message; null in an empty room. */
  all(): Uint8Array | null {
    return this.#live.size === 0 ? null : this.#encode([...this.#live.keys()]);
  }

  get isDirty(): boolean {
    return this.#dirty.size > 0;
  }

  get isEmpty(): boolean {
    return this.#live.size === 0;
  }

  /** Everyone who is here is told of anew: readers of awareness forget what they have not heard of for 30 s. */
  renew(): void {
    for (const id of this.#live.keys()) this.#touch(id, 0);
  }

  /** What changed since the last call, for `session`: without its own entry, which it knows better. Null = nothing. */
  changesFor(changed: ReadonlySet<number>, session: Session): Uint8Array | null {
    const ids = [...changed].filter((id) => id !== session.presenceId || !this.#live.has(id));
    return ids.length === 0 ? null : this.#encode(ids);
  }

  takeDirty(): ReadonlySet<number> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  #mayWrite(session: Session, entry: PresenceEntry, alone: boolean): boolean {
    if (entry.clock > MAX_CLOCK) return false;
    const holder = this.#live.get(entry.id)?.session;
    if (session.presenceId === entry.id) return holder === undefined || holder.principal.id === session.principal.id;
    if (session.presenceId !== null || entry.state === null) return false;
    // A tab that reconnects speaks under its old id while its half-open former connection still lives.
    if (holder && (!alone || holder.principal.id !== session.principal.id)) return false;
    session.presenceId = entry.id;
    return true;
  }

  #set(session: Session, id: number, clock: number, state: string, limits: PresenceLimits): void {
    // Before it is parsed: writing a state that nests deeply enough overflows the stack.
    if (state.length > limits.maxStateBytes) return;
    const stamped = this.#stamp(state, session.principal);
    if (stamped === null || Buffer.byteLength(stamped) > limits.maxStateBytes) return;
    if (this.#live.get(id)?.state === stamped && this.#live.get(id)?.session === session) return;
    this.#live.set(id, { session, state: stamped });
    this.#touch(id, clock);
  }

  #remove(id: number): void {
    if (!this.#live.delete(id)) return;
    this.#touch(id, 0);
  }

  #touch(id: number, clock: number): void {
    const next = Math.max((this.#clocks.get(id) ?? this.#firstClock) + 1, clock);
    this.#clocks.delete(id);
    this.#clocks.set(id, next);
    this.#dirty.add(id);
    for (const old of this.#clocks.keys()) {
      if (this.#clocks.size <= MAX_REMEMBERED) break;
      if (!this.#live.has(old)) this.#clocks.delete(old);
      else break;
    }
  }

  #stamp(state: string, principal: Principal): string | null {
    const parsed = parseObject(state);
    if (!parsed) return null;
    const colour = this.#colourOf(principal.id);
    const { userId, displayName, username } = principal;
    const named = { id: userId, name: displayName, ...(username !== undefined && { username }) };
    return JSON.stringify({ ...parsed, user: { ...named, colour: colour + 1, color: COLOURS[colour] } });
  }

  #colourOf(principalId: string): number {
    const known = this.#colours.get(principalId);
    if (known !== undefined) return known;
    const taken = new Set([...this.#live.values()].map(({ session }) => this.#colours.get(session.principal.id)));
    const inTurn = this.#colours.size % COLOURS.length;
    const free = COLOURS.findIndex((_hex, index) => !taken.has(index));
    // In turn as long as nobody here has it: who left and returns finds their colour again.
    const next = taken.has(inTurn) && free >= 0 ? free : inTurn;
    this.#colours.set(principalId, next);
    return next;
  }

  #encode(ids: readonly number[]): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, ids.length);
    for (const id of ids) {
      encoding.writeVarUint(encoder, id);
      encoding.writeVarUint(encoder, this.#clocks.get(id) ?? 1);
      encoding.writeVarString(encoder, this.#live.get(id)?.state ?? 'null');
    }
    return encoding.toUint8Array(encoder);
  }
}

function decodeEntries(bytes: Uint8Array, maxEntries: number): readonly PresenceEntry[] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    if (count > maxEntries) return null;
    const entries: PresenceEntry[] = [];
    for (let index = 0; index < count; index += 1) {
      const id = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const state = decoding.readVarString(decoder);
      entries.push({ id, clock, state: state === 'null' ? null : state });
    }
    return entries;
  } catch {
    // lib0 throws on truncated input; the caller ends the connection.
    return null;
  }
}

function parseObject(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    // A state that is no JSON says nothing; dropping it harms only its sender.
    return null;
  }
}
