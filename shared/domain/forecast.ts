// When the items still to come will start and when the meeting will end, from what is planned and what was used.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { AgendaItem } from './agenda.ts';
import { familyProgress } from './agenda-tree.ts';
import type { ItemId } from './ids.ts';
import type { MeetingFacts } from './meeting.ts';
import { elapsedMs, PENDING, recessOf, type Progress } from './progress.ts';
import { itemsToCome, partsByItem } from './to-come.ts';

export interface Forecast {
  /** Actual starts of what was started (with its parts), expected starts of what is to come; what was passed over has none. */
  readonly perItemStart: ReadonlyMap<ItemId, EpochMs>;
  /** Null when neither a start nor a length can be known. */
  readonly end: EpochMs | null;
  /** How much later than planned it will end (negative: earlier); 0 when either end is unknown. */
  readonly deltaMs: DurationMs;
  /** Items still to come whose fixed start is over before they can begin, and by how much. */
  readonly overlaps: ReadonlyMap<ItemId, DurationMs>;
}

export type ForecastItem = Pick<AgendaItem, 'id' | 'plannedMs' | 'fixedStart' | 'kind'> & {
  readonly parentId?: ItemId;
};
export type PlannedTimes = Pick<MeetingFacts, 'plannedStart' | 'plannedEnd'>;

/**
 * Looks forward from `now` over `items` (in order). Items without a planned length share evenly what the plan of the
 * whole meeting leaves for them; where there is no such plan they count as nothing. A fixed start is waited for, and a
 * suspended meeting until it means to go on. What is still to come is `itemsToCome`: a heading whose parts were held takes
 * no more time.
 */
export function forecast(
  items: readonly ForecastItem[],
  progress: Progress,
  facts: PlannedTimes,
  now: EpochMs,
): Forecast {
  const perItemStart = new Map<ItemId, EpochMs>();
  const overlaps = new Map<ItemId, DurationMs>();
  const parts = partsByItem(items);
  const toCome = itemsToCome(items, progress);
  const lengthOf = plannedLengths(items, facts);
  const begun = progress.items.size > 0;
  const ready = Math.max(now, recessOf(progress)?.until ?? now);
  let cursor = begun || facts.plannedStart === null ? ready : Math.max(ready, facts.plannedStart);
  for (const item of items) {
    const state = progress.items.get(item.id) ?? PENDING;
    const isOpen = state.state === 'current' || state.state === 'suspended';
    if (!isOpen && !toCome.has(item.id)) {
      const { startedAt } = familyProgress(item.id, parts.get(item.id) ?? [], progress);
      if (startedAt !== null) perItemStart.set(item.id, startedAt);
      continue;
    }
    const start = state.startedAt ?? Math.max(cursor, item.fixedStart ?? cursor);
    perItemStart.set(item.id, start);
    const late = item.fixedStart === null || state.startedAt !== null ? 0 : start - item.fixedStart;
    if (late >= MINUTE_MS) overlaps.set(item.id, late);
    cursor = Math.max(cursor, start) + Math.max(0, lengthOf(item) - elapsedMs(state, now));
  }
  const end = progress.adjournedAt ?? (begun || facts.plannedStart !== null ? cursor : null);
  const deltaMs = end === null || facts.plannedEnd === null ? 0 : end - facts.plannedEnd;
  return { perItemStart, end, deltaMs, overlaps };
}

/** How long each item will take: as planned, else its share of what the plan of the whole meeting leaves. */
function plannedLengths(items: readonly ForecastItem[], facts: PlannedTimes): (item: ForecastItem) => DurationMs {
  const { plannedStart, plannedEnd } = facts;
  const moments = momentsOf(items);
  const unplanned = items.filter((item) => item.plannedMs === null && !moments.has(item.id)).length;
  const planned = items.reduce((sum, item) => sum + (item.plannedMs ?? 0), 0);
  const share =
    plannedStart === null || plannedEnd === null || unplanned === 0
      ? 0
      : Math.max(0, Math.floor((plannedEnd - plannedStart - planned) / unplanned));
  return (item) => item.plannedMs ?? (moments.has(item.id) ? 0 : share);
}

/**
 * Items without a planned length that take none of the time: the closing, guests introduced beforehand, and headings,
 * whose time is that of their parts.
 */
export function momentsOf(items: readonly ForecastItem[]): ReadonlySet<ItemId> {
  const parts = partsByItem(items);
  const moments = items.filter(
    ({ id, kind, plannedMs }) =>
      plannedMs === null && (kind === 'closing' || kind === 'guest_introduction' || parts.has(id)),
  );
  return new Set(moments.map(({ id }) => id));
}
