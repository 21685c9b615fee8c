// The agenda as a tree of one level: items and their parts. Which item is whose part, in what order they stand, where one
// goes when it is moved, and what an item and its parts come to together. Writes nothing.
import { compareByOrder } from '../lib/order-key.ts';
import type { AgendaItem } from './agenda.ts';
import type { ItemId } from './ids.ts';
import { PENDING, type ItemProgress, type Progress } from './progress.ts';

export type TreeItem = Pick<AgendaItem, 'id' | 'order'> & { readonly parentId?: ItemId };

/** Where an item stands: among the parts of `parentId` (null: the agenda itself), before `beforeId` (null: last). */
export interface TreePlace {
  readonly parentId: ItemId | null;
  readonly beforeId: ItemId | null;
}

/**
 * Whose part each item is, from what the items say of themselves (two people may have moved both ends at once).
 * 1. Only an item that stands can have parts; a part of anything else is an item of the agenda.
 * 2. A part of a part is a part of the topmost one: one level.
 * 3. Items that are parts of each other in a ring are all items of the agenda.
 */
export function settledParents(stored: ReadonlyMap<ItemId, ItemId | null>): ReadonlyMap<ItemId, ItemId | null> {
  const parentOf = (id: ItemId): ItemId | null => {
    const parent = stored.get(id) ?? null;
    return parent !== null && stored.has(parent) ? parent : null;
  };
  const topOf = (id: ItemId): ItemId | null => {
    const passed = new Set<ItemId>([id]);
    let top: ItemId | null = null;
    for (let next = parentOf(id); next !== null; next = parentOf(next)) {
      if (passed.has(next)) return null;
      passed.add(next);
      top = next;
    }
    return top;
  };
  return new Map([...stored.keys()].map((id) => [id, topOf(id)]));
}

/** By order key, each item followed by its parts. */
export function inTreeOrder<Item extends TreeItem>(items: readonly Item[]): readonly Item[] {
  return partsOf(items, null)
    .toSorted(compareByOrder)
    .flatMap((item) => [item, ...partsOf(items, item.id).toSorted(compareByOrder)]);
}

/** The parts of an item, or (null) the items of the agenda itself; in the order given. */
export function partsOf<Item extends TreeItem>(items: readonly Item[], id: ItemId | null): readonly Item[] {
  return items.filter((item) => (item.parentId ?? null) === id);
}

/** An item with its parts. */
export function familyOf<Item extends TreeItem>(items: readonly Item[], id: ItemId): readonly Item[] {
  return items.filter((item) => item.id === id || item.parentId === id);
}

/** One step up or down among its neighbours, its parts going along; null at the edge. */
export function shiftedPlace(items: readonly TreeItem[], id: ItemId, by: -1 | 1): TreePlace | null {
  const item = items.find((each) => each.id === id);
  if (!item) return null;
  const parentId = item.parentId ?? null;
  const siblings = partsOf(items, parentId);
  const at = siblings.indexOf(item);
  const to = at + by;
  if (to < 0 || to >= siblings.length) return null;
  return { parentId, beforeId: siblings[by < 0 ? to : to + 1]?.id ?? null };
}

/** As the last part of the item above; null where there is none, or where the item has parts itself. */
export function indentedPlace(items: readonly TreeItem[], id: ItemId): TreePlace | null {
  const item = items.find((each) => each.id === id);
  if (!item || item.parentId !== undefined || partsOf(items, id).length > 0) return null;
  const siblings = partsOf(items, null);
  const above = siblings[siblings.indexOf(item) - 1];
  return above ? { parentId: above.id, beforeId: null } : null;
}

/** Out of its item, to stand right after it; null for an item of the agenda. */
export function outdentedPlace(items: readonly TreeItem[], id: ItemId): TreePlace | null {
  const parentId = items.find((each) => each.id === id)?.parentId;
  if (parentId === undefined) return null;
  const siblings = partsOf(items, null);
  const parent = siblings.findIndex((each) => each.id === parentId);
  return { parentId: null, beforeId: siblings[parent + 1]?.id ?? null };
}

/**
 * The place meant by dropping an item where `rows` (all items, as they lie after the drop) show it. Between two parts it
 * becomes a part; below the last part of its own item it stays one; an item that has parts itself falls behind the item
 * it was dropped into.
 */
export function droppedPlace(rows: readonly TreeItem[], id: ItemId): TreePlace | null {
  const dropped = rows.find((row) => row.id === id);
  if (!dropped) return null;
  const hasParts = partsOf(rows, id).length > 0;
  const others = rows.filter((row) => row.parentId !== id);
  const at = others.indexOf(dropped);
  const next = others[at + 1];
  const above = others[at - 1];
  if (next?.parentId !== undefined && !hasParts) return { parentId: next.parentId, beforeId: next.id };
  const owner = above?.parentId ?? above?.id;
  if (dropped.parentId !== undefined && owner === dropped.parentId)
    return { parentId: dropped.parentId, beforeId: null };
  const after = others.slice(at + 1).find((row) => row.parentId === undefined);
  return { parentId: null, beforeId: after?.id ?? null };
}

/**
 * What an item and its parts come to together, for showing the item itself: their time is summed; it runs while one of
 * them runs, is begun with the first of them, and is over once it was begun and none of them is left.
 */
export function familyProgress(
  id: ItemId,
  partIds: readonly ItemId[],
  progress: Pick<Progress, 'items'>,
): ItemProgress {
  const own = progress.items.get(id) ?? PENDING;
  if (partIds.length === 0) return own;
  const parts = partIds.map((partId) => progress.items.get(partId) ?? PENDING);
  const all = [own, ...parts];
  const starts = all.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = all.flatMap(({ finishedAt }) => finishedAt ?? []);
  const running = all.find(({ runningSince }) => runningSince !== null);
  const state = familyState(own, parts);
  return {
    state,
    startedAt: starts.length > 0 ? starts.reduce((a, b) => Math.min(a, b)) : null,
    finishedAt: isOver(state) && ends.length > 0 ? ends.reduce((a, b) => Math.max(a, b)) : null,
    spentMs: all.reduce((sum, { spentMs }) => sum + spentMs, 0),
    runningSince: running?.runningSince ?? null,
    ...(own.reason === undefined ? {} : { reason: own.reason }),
  };
}

function familyState(own: ItemProgress, parts: readonly ItemProgress[]): ItemProgress['state'] {
  const all = [own, ...parts];
  if (all.some(({ state }) => state === 'current')) return 'current';
  if (all.some(({ state }) => state === 'suspended')) return 'suspended';
  if (parts.every(({ state }) => isOver(state))) {
    if (own.state !== 'pending') return own.state;
    // Never begun itself: what became of its parts became of it.
    return (
      (['done', 'postponed', 'skipped'] as const).find((state) => parts.some((part) => part.state === state)) ?? 'done'
    );
  }
  if (own.state === 'skipped' || own.state === 'postponed') return own.state;
  // Begun, and something left: no longer to come, not over. That is what suspended means.
  return all.some(({ state, startedAt }) => state === 'done' || startedAt !== null) ? 'suspended' : 'pending';
}

/** Whether nothing is expected of it any more, one way or another. */
export function isOver(state: ItemProgress['state']): boolean {
  return state === 'done' || state === 'skipped' || state === 'postponed';
}
