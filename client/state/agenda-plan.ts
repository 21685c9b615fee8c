// What can be read off an agenda to steer it: what ran before, what a family is planned to take, where time can be saved.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import { itemsToCome } from '../../shared/domain/to-come.ts';
import { MINUTE_MS, type DurationMs } from '../../shared/lib/time.ts';

type PlannedItem = Pick<AgendaItem, 'id' | 'plannedMs' | 'kind'> & { readonly parentId?: ItemId };

/** The item to go back to: the one begun last before the current, or, with none current, of all. */
export function previousItem<Item extends PlannedItem>(items: readonly Item[], progress: Progress): Item | null {
  const begun = items.flatMap((item) => {
    const startedAt = progress.items.get(item.id)?.startedAt ?? null;
    return startedAt === null || item.id === progress.currentId ? [] : [{ item, startedAt }];
  });
  const last = begun.reduce<(typeof begun)[number] | null>(
    (latest, each) => (latest === null || each.startedAt >= latest.startedAt ? each : latest),
    null,
  );
  return last?.item ?? null;
}

/** What an item and its parts are planned to take together; null when nothing is planned for any of them. */
export function familyPlannedMs(items: readonly PlannedItem[], id: ItemId): DurationMs | null {
  const planned = items.flatMap((item) => (item.id === id || item.parentId === id ? (item.plannedMs ?? []) : []));
  return planned.length === 0 ? null : planned.reduce((sum, ms) => sum + ms, 0);
}

/**
 * New planned lengths that together save `excessMs`, in whole minutes and in proportion, none below a minute. Only items
 * still to come give; what cannot be saved is left over.
 */
export function spreadExcess(
  items: readonly PlannedItem[],
  progress: Progress,
  excessMs: DurationMs,
): ReadonlyMap<ItemId, DurationMs> {
  const toCome = itemsToCome(items, progress);
  const givers = items
    .filter((item) => toCome.has(item.id))
    .map((item) => ({ id: item.id, spare: Math.max(0, Math.round((item.plannedMs ?? 0) / MINUTE_MS) - 1) }))
    .filter((giver) => giver.spare > 0);
  const spare = givers.reduce((sum, giver) => sum + giver.spare, 0);
  let left = Math.min(spare, Math.ceil(excessMs / MINUTE_MS));
  const share = spare === 0 ? 0 : left / spare;
  const lengths = new Map<ItemId, DurationMs>();
  for (const giver of givers.toSorted((a, b) => b.spare - a.spare)) {
    const given = Math.min(giver.spare, left, Math.ceil(giver.spare * share));
    left -= given;
    if (given > 0) lengths.set(giver.id, (giver.spare + 1 - given) * MINUTE_MS);
  }
  return lengths;
}
