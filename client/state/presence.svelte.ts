// Who is at the desk and where, read from awareness. Identity and colour are what the server stamped; a state without
// its stamp is shown to nobody.
import type { Awareness } from 'y-protocols/awareness';
import { parsePresence, type PersonColour, type PresenceState } from '../../shared/doc/presence.ts';
import type { ItemId, UserId } from '../../shared/domain/ids.ts';
import { Watched } from './yjs-state.svelte.ts';

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
  return others(awareness).map(([clientId, state]) => peerOf(clientId, state));
}

function readCarets(awareness: Awareness): readonly RemoteCaret[] {
  return others(awareness).flatMap(([clientId, state]) =>
    state.caret ? [{ ...peerOf(clientId, state), range: state.caret }] : [],
  );
}

/** Everyone but this page, in a fixed order; states without the server's stamp are shown to nobody. */
function others(awareness: Awareness): readonly (readonly [number, PresenceState])[] {
  const ids = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID).sort((a, b) => a - b);
  return ids.flatMap((id) => {
    const state = parsePresence(awareness.getStates().get(id));
    return state ? [[id, state] as const] : [];
  });
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

function peerOf(clientId: number, { user, itemId }: PresenceState): Peer {
  return { clientId, userId: user.id, displayName: user.name, colour: user.colour, itemId };
}
