// Items that changed hands without one's own doing: what was given to me, taken from me, or given back. Read from the
// claims themselves, so that it works after a time offline too; who did it is whose page wrote the entry.
import type * as Y from 'yjs';
import { claimItem } from '../../shared/doc/desk-facts.ts';
import { isId, type ItemId, type UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';
import type { Presence } from './presence.svelte.ts';

/** How long news that ask for nothing stay. */
const NEWS_MS: DurationMs = 15_000;

export interface HandOver {
  readonly kind: 'given' | 'taken' | 'returned';
  readonly itemId: ItemId;
  /** Who gave, took or returned it; null when their page is gone. */
  readonly by: UserId | null;
  readonly byName: string | null;
}

/** News whose writer was not known yet: what a page wrote may arrive before what it says of itself. */
interface Unsigned {
  readonly news: HandOver;
  readonly clientId: number;
}

export class HandOvers {
  readonly #device: Pick<Device, 'after'>;
  readonly #me: UserId;
  #current: readonly HandOver[] = $state.raw([]);
  /** What this page gave, and to whom. */
  readonly #given = new Map<ItemId, UserId>();
  #unsigned: readonly Unsigned[] = [];

  constructor(device: Pick<Device, 'after'>, me: UserId) {
    this.#device = device;
    this.#me = me;
  }

  /** Oldest first, at most one an item. */
  get current(): readonly HandOver[] {
    return this.#current;
  }

  give(desk: Y.Doc, itemId: ItemId, to: UserId): void {
    this.#given.set(itemId, to);
    claimItem(desk, itemId, to);
  }

  /** Back to whoever gave it; to nobody when they cannot be known. */
  giveBack(desk: Y.Doc, { itemId, by }: HandOver): void {
    claimItem(desk, itemId, by);
    this.#drop(itemId);
  }

  dismiss(itemId: ItemId): void {
    this.#drop(itemId);
  }

  /** Follows one replica that is ready; returns the end of it. */
  watch(desk: Y.Doc, presence: Presence): () => void {
    const claims = desk.getMap<unknown>('claims');
    const listen = (event: Y.YMapEvent<unknown>, transaction: Y.Transaction): void => {
      for (const [key, { oldValue }] of event.changes.keys)
        if (isId(key))
          this.#changed(brand<ItemId>(key), { claims, presence, before: oldValue, own: transaction.local });
    };
    claims.observe(listen);
    const forget = presence.onChange(() => this.#sign(presence));
    return () => {
      claims.unobserve(listen);
      forget();
    };
  }

  #changed(
    itemId: ItemId,
    { claims, presence, before, own }: { claims: Y.Map<unknown>; presence: Presence; before: unknown; own: boolean },
  ): void {
    const holder = claims.get(itemId);
    // Whatever was said of this item is overtaken.
    this.#drop(itemId);
    if (own || holder === before) return;
    const entry = claims._map.get(itemId);
    const writer = entry ? presence.writerOf(entry.id.client) : null;
    if (writer?.userId === this.#me) return;
    const kind = holder === this.#me ? 'given' : before === this.#me && typeof holder === 'string' ? 'taken' : null;
    if (kind === null || !entry) return;
    const news = { kind, itemId, by: null, byName: null } as const;
    if (writer) this.#add(this.#signed(news, writer));
    else this.#await(news, entry.id.client);
  }

  #signed(news: HandOver, { userId, name }: { readonly userId: UserId; readonly name: string }): HandOver {
    const isBack = news.kind === 'given' && this.#given.get(news.itemId) === userId;
    return { ...news, kind: isBack ? 'returned' : news.kind, by: userId, byName: name };
  }

  /** It is told at once, without a name. */
  #await(news: HandOver, clientId: number): void {
    this.#unsigned = [...this.#unsigned, { news, clientId }];
    this.#add(news);
  }

  /** Names those who have said meanwhile who they are; what one's own other page did is no news. */
  #sign(presence: Presence): void {
    const open = this.#unsigned.filter(({ news }) => this.#current.includes(news));
    this.#unsigned = open.filter(({ clientId }) => presence.writerOf(clientId) === null);
    for (const { news, clientId } of open) {
      const writer = presence.writerOf(clientId);
      if (!writer) continue;
      this.#drop(news.itemId);
      if (writer.userId !== this.#me) this.#add(this.#signed(news, writer));
    }
  }

  #add(news: HandOver): void {
    if (news.by !== null) this.#given.delete(news.itemId);
    this.#current = [...this.#current, news];
    if (news.kind !== 'given')
      this.#device.after(NEWS_MS, () => (this.#current = this.#current.filter((each) => each !== news)));
  }

  #drop(itemId: ItemId): void {
    if (this.#current.some((each) => each.itemId === itemId))
      this.#current = this.#current.filter((each) => each.itemId !== itemId);
  }
}
