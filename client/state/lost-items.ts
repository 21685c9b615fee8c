// Items that somebody else took off the agenda while one was writing in them: told once each, with who did it.
import type * as Y from 'yjs';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { isId, type ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Presence } from './presence.svelte.ts';

export interface LostItem {
  readonly itemId: ItemId;
  /** Null when their page is gone. */
  readonly byName: string | null;
}

/** Follows one replica that is ready; `lost` is called before the page draws. Returns the end of it. */
export function watchLostItems(desk: Y.Doc, presence: Presence, lost: (item: LostItem) => void): () => void {
  const agenda = desk.getMap<unknown>('agenda');
  const listen = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    if (transaction.local) return;
    for (const event of events) {
      const [id] = event.path;
      if (typeof id !== 'string' || !isId(id) || !event.changes.keys.has('removed')) continue;
      const itemId = brand<ItemId>(id);
      if (!presence.ownItems.includes(itemId) || readAgenda(desk).some((item) => item.id === itemId)) continue;
      const entry = event.target._map.get('removed');
      lost({ itemId, byName: entry ? (presence.writerOf(entry.id.client)?.name ?? null) : null });
    }
  };
  agenda.observeDeep(listen);
  return () => agenda.unobserveDeep(listen);
}
