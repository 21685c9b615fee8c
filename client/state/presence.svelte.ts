// Who is at the desk and where, read from awareness. Identity and colour are what the server stamped; a state without
// its stamp is shown to nobody.
import type { Awareness } from 'y-protocols/awareness';
import { parsePresence, type Doing, type PersonColour, type PresenceState } from '../../shared/doc/presence.ts';
import type { ItemId, UserId } from '../../shared/domain/ids.ts';
import { initialOf, namesApart } from './peer-names.ts';
import { Watched, type Watch } from './yjs-state.svelte.ts';

/** Another person at this desk, once, however many pages they have open. */
export interface Peer {
  readonly clientId: number;
  readonly userId: UserId;
  /** Told apart from others of that name. */
  readonly displayName: string;
  /** What stands in the face. */
  readonly initial: string;
  readonly colour: PersonColour;
  /** The item whose text holds the caret; null when elsewhere. */
  readonly itemId: ItemId | null;
  /** The same item when they have written in it since they came there. */
  readonly notes: ItemId | null;
  /** The item in view; null when the page does not say. */
  readonly sees: ItemId | null;
  readonly doing: Doing;
  /** Whose place they follow. */
  readonly follows: UserId | null;
  readonly device: 'phone' | 'tablet' | null;
}

/** Relative positions as JSON (y-prosemirror): the ends of a selection inside one item's fragment. */
export interface CaretRange {
  readonly anchor: unknown;
  readonly head: unknown;
}

/** A caret to draw: every other page's, one's own other pages included. */
export interface RemoteCaret {
  readonly clientId: number;
  readonly userId: UserId;
  readonly displayName: string;
  readonly colour: PersonColour;
  readonly itemId: ItemId | null;
  readonly range: CaretRange;
}

/** What a page says of itself besides its caret. */
export type OwnDoing = Partial<Pick<PresenceState, 'sees' | 'doing' | 'follows' | 'device'>>;

type Entry = readonly [clientId: number, state: PresenceState];

/** Presence over one replica's awareness. */
export class Presence {
  readonly #awareness: Awareness;
  readonly #peers: Watched<readonly Peer[]>;
  readonly #carets: Watched<readonly RemoteCaret[]>;
  readonly #mine: Watched<readonly ItemId[]>;

  constructor(awareness: Awareness, me: UserId, myName = '') {
    this.#awareness = awareness;
    const watch = (changed: () => void): (() => void) => {
      awareness.on('change', changed);
      return () => awareness.off('change', changed);
    };
    const watchOthers = (changed: () => void): (() => void) => onChangeOfOthers(awareness, changed);
    this.#carets = new Watched(watchOthers, () => readCarets(awareness, me, myName));
    this.#peers = onlyOfNews(watchOthers, () => readPeers(awareness, me, myName));
    this.#mine = onlyOfNews(watch, () => ownItems(awareness, me));
  }

  get peers(): readonly Peer[] {
    return this.#peers.current;
  }

  get carets(): readonly RemoteCaret[] {
    return this.#carets.current;
  }

  /** The items in which one writes: on this page, in other tabs, on other devices. */
  get ownItems(): readonly ItemId[] {
    return this.#mine.current;
  }

  /** Whose page writes under a Yjs client id; null when it is gone. */
  writerOf(clientId: number): { readonly userId: UserId; readonly name: string } | null {
    const state = parsePresence(this.#awareness.getStates().get(clientId));
    return state && { userId: state.user.id, name: state.user.name };
  }

  /** Calls `changed` when anyone else came, went or moved. */
  onChange(changed: () => void): () => void {
    return onChangeOfOthers(this.#awareness, changed);
  }

  /** Where one's own caret is; `range` null hides it while the item stays named. */
  moveTo(itemId: ItemId | null, range: CaretRange | null): void {
    const notes: unknown = this.#awareness.getLocalState()?.['notes'];
    this.#say({ itemId, caret: itemId === null ? null : range, notes: notes === itemId ? itemId : null });
  }

  /** One has written where the caret is. */
  wrote(): void {
    const itemId: unknown = this.#awareness.getLocalState()?.['itemId'];
    if (typeof itemId === 'string') this.#say({ notes: itemId });
  }

  /** What this page does, besides where its caret is. */
  tell(doing: OwnDoing): void {
    this.#say(doing);
  }

  close(): void {
    this.#peers.close();
    this.#carets.close();
    this.#mine.close();
  }

  #say(change: Readonly<Record<string, unknown>>): void {
    const state = this.#awareness.getLocalState();
    if (state === null) return;
    const next = { ...state, ...change };
    if (JSON.stringify(next) !== JSON.stringify(state)) this.#awareness.setLocalState(next);
  }
}

interface AwarenessChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

/** One's own caret moves with each of one's own letters: nothing of the others is to be read again for that. */
function onChangeOfOthers(awareness: Awareness, changed: () => void): () => void {
  const listener = ({ added, updated, removed }: AwarenessChange): void => {
    if ([...added, ...updated, ...removed].some((id) => id !== awareness.clientID)) changed();
  };
  awareness.on('change', listener);
  return () => awareness.off('change', listener);
}

/** Carets move with every keystroke; what is drawn of everything else must not be drawn anew for that. */
function onlyOfNews<T>(watch: Watch, read: () => T): Watched<T> {
  let last: T;
  return new Watched(
    (changed) =>
      watch(() => {
        const next = read();
        if (JSON.stringify(next) === JSON.stringify(last)) return;
        last = next;
        changed();
      }),
    () => (last = read()),
  );
}

function namesHere(people: readonly Entry[], me: UserId, myName: string): ReadonlyMap<string, string> {
  const named = people.map(([, { user }]) => ({ userId: user.id, name: user.name, username: user.username }));
  return namesApart([...named, { userId: me, name: myName, username: null }]);
}

function readPeers(awareness: Awareness, me: UserId, myName: string): readonly Peer[] {
  const people = onePerPerson(others(awareness), me);
  const names = namesHere(people, me, myName);
  const all = [...people.map(([, { user }]) => user.name), myName];
  return people.map(([clientId, { user, itemId, notes, sees, doing, follows, device }]) => ({
    ...{ clientId, userId: user.id, displayName: names.get(user.id) ?? user.name, initial: initialOf(user.name, all) },
    ...{ colour: user.colour, itemId, notes, sees, doing, follows, device },
  }));
}

function readCarets(awareness: Awareness, me: UserId, myName: string): readonly RemoteCaret[] {
  const pages = others(awareness);
  const names = namesHere(onePerPerson(pages, me), me, myName);
  return pages.flatMap(([clientId, { user, itemId, caret }]) => {
    const displayName = names.get(user.id) ?? user.name;
    return caret ? [{ clientId, userId: user.id, displayName, colour: user.colour, itemId, range: caret }] : [];
  });
}

function ownItems(awareness: Awareness, me: UserId): readonly ItemId[] {
  const here = awareness.getLocalState();
  const own = here && parsePresence({ ...here, user: { id: me, name: '' } });
  const pages = others(awareness).flatMap(([, state]) => (state.user.id === me ? [state] : []));
  return [...(own ? [own] : []), ...pages].flatMap(({ notes, doing }) =>
    notes !== null && doing !== 'away' ? [notes] : [],
  );
}

/** Everyone but this page, in a fixed order; states without the server's stamp are shown to nobody. */
function others(awareness: Awareness): readonly Entry[] {
  const ids = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID).sort((a, b) => a - b);
  return ids.flatMap((id) => {
    const state = parsePresence(awareness.getStates().get(id));
    return state ? [[id, state] as const] : [];
  });
}

/** Of several pages of one person the one where they are at work: typing, else with a caret, else looked at. */
function onePerPerson(pages: readonly Entry[], me: UserId): readonly Entry[] {
  const byPerson = new Map<UserId, Entry>();
  for (const page of pages) {
    const { user } = page[1];
    const known = byPerson.get(user.id);
    if (user.id !== me && (!known || liveliness(page[1]) > liveliness(known[1]))) byPerson.set(user.id, page);
  }
  return [...byPerson.values()];
}

function liveliness({ doing, itemId }: PresenceState): number {
  return (doing === 'typing' ? 4 : doing === 'here' ? 2 : 0) + (itemId === null ? 0 : 1);
}
