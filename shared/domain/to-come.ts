// What of an agenda is still to come, and what comes next: one rule for the workspace, the console, the forecast and the
// hall, so that all of them say the same.
import type { AgendaItem } from './agenda.ts';
import { familyProgress } from './agenda-tree.ts';
import type { ItemId } from './ids.ts';
import type { Progress } from './progress.ts';

/** An item as far as the rule looks at it, in the order of the agenda. */
export type SteeredItem = Pick<AgendaItem, 'id'> & { readonly parentId?: ItemId };

/**
 * The items still to come.
 * 1. Only what nothing has happened to yet.
 * 2. An item with parts no longer, once one of them was begun without it or all of them are over: nobody goes back to a
 *    heading. A part that was passed over alone changes nothing for the others.
 * 3. A part of an item that was skipped or put off goes with it, also when it was added later.
 */
export function itemsToCome(items: readonly SteeredItem[], progress: Pick<Progress, 'items'>): ReadonlySet<ItemId> {
  const parts = partsByItem(items);
  const isPassed = (id: ItemId | undefined): boolean => {
    const state = id === undefined ? undefined : progress.items.get(id)?.state;
    return state === 'skipped' || state === 'postponed';
  };
  const ids = items
    .filter(({ id, parentId }) => !isPassed(parentId) && isUntouched(id, parts.get(id) ?? [], progress))
    .map(({ id }) => id);
  return new Set(ids);
}

/** The item to start next: the first one still to come after the current one, else the first of all. */
export function nextItem<Item extends SteeredItem>(
  items: readonly Item[],
  progress: Pick<Progress, 'items' | 'currentId'>,
): Item | null {
  const toCome = itemsToCome(items, progress);
  const isToCome = ({ id }: Item): boolean => toCome.has(id);
  const at = items.findIndex(({ id }) => id === progress.currentId);
  return items.slice(at + 1).find(isToCome) ?? items.find(isToCome) ?? null;
}

/** The items of the agenda that were held, with all their parts; what was passed over or put off was not. */
export function itemsHeld<Item extends SteeredItem>(
  items: readonly Item[],
  progress: Pick<Progress, 'items'>,
): readonly Item[] {
  const parts = partsByItem(items);
  return items.filter(
    ({ id, parentId }) => parentId === undefined && familyProgress(id, parts.get(id) ?? [], progress).state === 'done',
  );
}

function isUntouched(id: ItemId, parts: readonly ItemId[], progress: Pick<Progress, 'items'>): boolean {
  const own = progress.items.get(id)?.state ?? 'pending';
  return own === 'pending' && familyProgress(id, parts, progress).state === 'pending';
}

/** Each item's parts; an item without any has no entry. */
export function partsByItem(items: readonly SteeredItem[]): ReadonlyMap<ItemId, readonly ItemId[]> {
  const parts = new Map<ItemId, ItemId[]>();
  for (const { id, parentId } of items) {
    if (parentId === undefined) continue;
    const known = parts.get(parentId);
    if (known) known.push(id);
    else parts.set(parentId, [id]);
  }
  return parts;
}
