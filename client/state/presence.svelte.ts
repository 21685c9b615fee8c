// Who is at the desk and where, read from awareness. Identity and colour are what the server stamped; a state without
// its stamp is shown to nobody.
import type { Awareness } from 'y-protocols/awareness';
import type { ItemId, UserId } from '../../shared/domain/ids.ts';
import { isId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { Watched } from './yjs-state.svelte.ts';

/** 靛 紫 赭 苔, in the order people enter. */
export type PersonColour = 1 | 2 | 3 | 4;

/** Another person at this desk, once, however many pages they have open. */
export interface Peer {
  readonly clientId: number;
  readonly userId: UserId;
  readonly displayName: string;
  readonly colour: PersonColour;
  /** The item whose text holds the caret; null when elsewhere. */
  readonly itemId: ItemId | null;
}

/** Relative positions as JSON (y-prosemirror): the ends of a selection inside one item's fragment. */
export interface CaretRange {
  readonly anchor: unknown;
  readonly head: unknown;
}

/** A caret to draw: every other page's, one's own other pages included. */
export interface RemoteCaret extends Peer {
  readonly range: CaretRange;
}

/** Presence over one replica's awareness. */
export class Presence {
  readonly #awareness: Awareness;
  readonly #peers: Watched<readonly Peer[]>;
  readonly #carets: Watched<readonly RemoteCaret[]>;

  constructor(awareness: Awareness, me: UserId) {
    this.#awareness = awareness;
    const watch = (changed: () => void): (() => void) => {
      awareness.on('change', changed);
      return () => awareness.off('change', changed);
    };
    this.#carets = new Watched(watch, () => readCarets(awareness));
    let last: readonly Peer[] = [];
    this.#peers = new Watched(
      (changed) =>
        watch(() => {
          // Carets move with every keystroke; faces must not be drawn anew for that.
          const next = onePerPerson(readPeers(awareness), me);
          if (JSON.stringify(next) === JSON.stringify(last)) return;
          last = next;
          changed();
        }),
      () => (last = onePerPerson(readPeers(awareness), me)),
    );
  }

  get peers(): readonly Peer[] {
    return this.#peers.current;
  }

  get carets(): readonly RemoteCaret[] {
    return this.#carets.current;
  }

  /** Calls `changed` when anyone came, went or moved. */
  onChange(changed: () => void): () => void {
    this.#awareness.on('change', changed);
    return () => this.#awareness.off('change', changed);
  }

  /** Where one's own caret is; `range` null hides it while the item stays named. */
  moveTo(itemId: ItemId | null, range: CaretRange | null): void {
    const state = this.#awareness.getLocalState();
    if (state === null) return;
    const next = { ...state, itemId, caret: itemId === null ? null : range };
    if (JSON.stringify(next) !== JSON.stringify(state)) this.#awareness.setLocalState(next);
  }

  close(): void {
    this.#peers.close();
    this.#carets.close();
  }
}

function readPeers(awareness: Awareness): Peer[] {
  return others(awareness).flatMap(([clientId, state]) => {
    const peer = parsePeer(clientId, state);
    return peer ? [peer] : [];
  });
}

function readCarets(awareness: Awareness): readonly RemoteCaret[] {
  return others(awareness).flatMap(([clientId, state]) => {
    const peer = parsePeer(clientId, state);
    const range = parseRange(state['caret']);
    return peer?.itemId && range ? [{ ...peer, range }] : [];
  });
}

function others(awareness: Awareness): [number, Readonly<Record<string, unknown>>][] {
  return [...awareness.getStates()].filter(([clientId]) => clientId !== awareness.clientID).sort(([a], [b]) => a - b);
}

function onePerPerson(peers: readonly Peer[], me: UserId): readonly Peer[] {
  const byPerson = new Map<string, Peer>();
  for (const peer of peers) {
    if (peer.userId === me) continue;
    const known = byPerson.get(peer.userId);
    if (!known || (known.itemId === null && peer.itemId !== null)) byPerson.set(peer.userId, peer);
  }
  return [...byPerson.values()];
}

function parsePeer(clientId: number, state: Readonly<Record<string, unknown>>): Peer | null {
  const user = state['user'];
  if (!isRecord(user)) return null;
  const { id, name, colour } = user;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  const itemId = state['itemId'];
  return {
    clientId,
    userId: brand<UserId>(id),
    displayName: name.slice(0, 64),
    colour: isColour(colour) ? colour : 1,
    itemId: typeof itemId === 'string' && isId(itemId) ? brand<ItemId>(itemId) : null,
  };
}

function parseRange(value: unknown): CaretRange | null {
  if (!isRecord(value) || !isRecord(value['anchor']) || !isRecord(value['head'])) return null;
  return { anchor: value['anchor'], head: value['head'] };
}

function isColour(value: unknown): value is PersonColour {
  return value === 1 || value === 2 || value === 3 || value === 4;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
