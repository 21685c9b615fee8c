// When the items still to come will start and when the meeting will end, from what is planned and what was used.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { AgendaItem } from './agenda.ts';
import type { ItemId } from './ids.ts';
import type { MeetingFacts } from './meeting.ts';
import { elapsedMs, PENDING, recessOf, type ItemProgress, type Progress } from './progress.ts';

export interface Forecast {
  /** Actual starts of what was started, expected starts of what is to come; items passed over have none. */
  readonly perItemStart: ReadonlyMap<ItemId, EpochMs>;
  /** Null when neither a start nor a length can be known. */
  readonly end: EpochMs | null;
  /** How much later than planned it will end (negative: earlier); 0 when either end is unknown. */
  readonly deltaMs: DurationMs;
  /** Items still to come whose fixed start is over before they can begin, and by how much. */
  readonly overlaps: ReadonlyMap<ItemId, DurationMs>;
}

export type ForecastItem = Pick<AgendaItem, 'id' | 'plannedMs' | 'fixedStart' | 'kind'>;
export type PlannedTimes = Pick<MeetingFacts, 'plannedStart' | 'plannedEnd'>;

/**
 * Looks forward from `now` over `items` (in order). Items without a planned length share evenly what the plan of the
 * whole meeting leaves for them; where there is no such plan they count as nothing. A fixed start is waited for, and a
 * suspended meeting until it means to go on.
 */
export function forecast(
  items: readonly ForecastItem[],
  progress: Progress,
  facts: PlannedTimes,
  now: EpochMs,
): Forecast {
  const perItemStart = new Map<ItemId, EpochMs>();
  const share = shareOfUnplanned(items, facts);
  const begun = progress.items.size > 0;
  const overlaps = new Map<ItemId, DurationMs>();
  const ready = Math.max(now, recessOf(progress)?.until ?? now);
  let cursor = begun || facts.plannedStart === null ? ready : Math.max(ready, facts.plannedStart);
  for (const item of items) {
    const state = progress.items.get(item.id) ?? PENDING;
    if (isOver(state)) {
      if (state.startedAt !== null) perItemStart.set(item.id, state.startedAt);
      continue;
    }
    const start = state.startedAt ?? Math.max(cursor, item.fixedStart ?? cursor);
    perItemStart.set(item.id, start);
    const late = item.fixedStart === null || state.startedAt !== null ? 0 : start - item.fixedStart;
    if (late >= MINUTE_MS) overlaps.set(item.id, late);
    cursor =
      Math.max(cursor, start) + Math.max(0, (item.plannedMs ?? (isMoment(item) ? 0 : share)) - elapsedMs(state, now));
  }
  const end = progress.adjournedAt ?? (begun || facts.plannedStart !== null ? cursor : null);
  const deltaMs = end === null || facts.plannedEnd === null ? 0 : end - facts.plannedEnd;
  return { perItemStart, end, deltaMs, overlaps };
}

function isOver(progress: ItemProgress): boolean {
  return progress.state === 'done' || progress.state === 'skipped' || progress.state === 'postponed';
}

/** The closing and guests introduced beforehand take no share: they are moments, not items of work. */
function shareOfUnplanned(items: readonly ForecastItem[], facts: PlannedTimes): DurationMs {
  const { plannedStart, plannedEnd } = facts;
  const unplanned = items.filter((item) => item.plannedMs === null && !isMoment(item)).length;
  if (plannedStart === null || plannedEnd === null || unplanned === 0) return 0;
  const planned = items.reduce((sum, item) => sum + (item.plannedMs ?? 0), 0);
  return Math.max(0, Math.floor((plannedEnd - plannedStart - planned) / unplanned));
}

function isMoment(item: ForecastItem): boolean {
  return item.kind === 'closing' || item.kind === 'guest_introduction';
}
