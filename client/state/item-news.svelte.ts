// Who last wrote in which item, and which items others changed since one last looked there: from the origins of updates
// and from presence, so that the server does nothing for it. What happened long ago is the history's.
import type * as Y from 'yjs';
import { isId, type ItemId, type UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import type { Presence } from './presence.svelte.ts';

/** Somebody who goes on writing is news again only now and then: marks must not be drawn anew with each keystroke. */
const SAME_NEWS_MS: DurationMs = 20_000;

export interface ItemChange {
  readonly at: EpochMs;
  /** Null when their page is gone, as after a time offline. */
  readonly byName: string | null;
  readonly unseen: boolean;
}

export class ItemNews {
  readonly #now: () => EpochMs;
  readonly #me: UserId;
  #changes: ReadonlyMap<ItemId, ItemChange> = $state.raw(new Map());
  #inView: ReadonlySet<ItemId> = new Set();

  constructor(now: () => EpochMs, me: UserId) {
    this.#now = now;
    this.#me = me;
  }

  /** The last change of each item by someone else, since this page was opened. */
  get current(): ReadonlyMap<ItemId, ItemChange> {
    return this.#changes;
  }

  /** The items one looks at just now; none while the page is covered. */
  lookAt(items: ReadonlySet<ItemId>): void {
    this.#inView = items;
    const seen = [...items].filter((id) => this.#changes.get(id)?.unseen === true);
    if (seen.length === 0) return;
    const next = new Map(this.#changes);
    for (const id of seen) {
      const change = next.get(id);
      if (change) next.set(id, { ...change, unseen: false });
    }
    this.#changes = next;
  }

  /** Follows one replica that is ready; returns the end of it. */
  watch(desk: Y.Doc, presence: Presence): () => void {
    const agenda = desk.getMap('agenda');
    const listen = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
      if (transaction.local) return;
      const items = new Set(events.flatMap(({ path }) => (isMinutes(path) ? [path[0]] : [])));
      if (items.size === 0) return;
      const writers = writersOf(transaction).map((client) => presence.writerOf(client));
      // One's own other pages bring no news.
      if (writers.length > 0 && writers.every((writer) => writer?.userId === this.#me)) return;
      const byName = writers.find((writer) => writer !== null && writer.userId !== this.#me)?.name ?? null;
      for (const id of items) if (typeof id === 'string' && isId(id)) this.#note(brand<ItemId>(id), byName);
    };
    agenda.observeDeep(listen);
    return () => agenda.unobserveDeep(listen);
  }

  #note(id: ItemId, byName: string | null): void {
    const at = this.#now();
    const unseen = !this.#inView.has(id);
    const before = this.#changes.get(id);
    // A deletion does not say whose it is; whoever wrote there a moment ago likely did it.
    const name = byName ?? (before && at - before.at < SAME_NEWS_MS ? before.byName : null);
    if (before && before.byName === name && before.unseen === unseen && at - before.at < SAME_NEWS_MS) return;
    this.#changes = new Map(this.#changes).set(id, { at, byName: name, unseen });
  }
}

/** Below `agenda`, a change of an item's text has the path [itemId, 'minutes', …]. */
function isMinutes(path: readonly (string | number)[]): boolean {
  return path[1] === 'minutes';
}

/** The clients that added something in this transaction. */
function writersOf({ beforeState, afterState }: Y.Transaction): readonly number[] {
  return [...afterState].flatMap(([client, clock]) => (clock > (beforeState.get(client) ?? 0) ? [client] : []));
}
