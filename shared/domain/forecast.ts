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
  /** Items whose expected start rests on a length that nobody planned. */
  readonly guessed: ReadonlySet<ItemId>;
  /** How many of the items that are not over have no planned length: the end rests on them, and nobody knows it. */
  readonly unknown: number;
}

export type ForecastItem = Pick<AgendaItem, 'id' | 'plannedMs' | 'fixedStart' | 'kind'> & {
  readonly parentId?: ItemId;
};
export type PlannedTimes = Pick<MeetingFacts, 'plannedStart' | 'plannedEnd'>;

/**
 * Looks forward from `now` over `items` (in order). Items without a planned length share evenly what the plan of the
 * whole meeting leaves for them; where there is no such plan they count as nothing. A fixed start is waited for, and a
 * suspended meeting until it means to go on. What is still to come is `itemsToCome`, in the order in which the next step
 * leads to it: what was left out comes after what follows the current item.
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
  const guessed = new Set<ItemId>();
  const { lengthOf, isKnown } = plannedLengths(items, facts);
  let isFirm = true;
  let unknown = 0;
  const begun = progress.items.size > 0;
  const ready = Math.max(now, recessOf(progress)?.until ?? now);
  let cursor = begun || facts.plannedStart === null ? ready : Math.max(ready, facts.plannedStart);
  for (const item of fromCurrent(items, progress)) {
    const state = progress.items.get(item.id) ?? PENDING;
    const isOpen = state.state === 'current' || state.state === 'suspended';
    if (!isOpen && !toCome.has(item.id)) {
      const { startedAt } = familyProgress(item.id, parts.get(item.id) ?? [], progress);
      if (startedAt !== null) perItemStart.set(item.id, startedAt);
      continue;
    }
    const start = state.startedAt ?? Math.max(cursor, item.fixedStart ?? cursor);
    perItemStart.set(item.id, start);
    if (!isFirm && !isOpen) guessed.add(item.id);
    isFirm &&= isKnown(item);
    if (!isKnown(item)) unknown += 1;
    const late = item.fixedStart === null || state.startedAt !== null ? 0 : start - item.fixedStart;
    if (late >= MINUTE_MS) overlaps.set(item.id, late);
    cursor = Math.max(cursor, start) + Math.max(0, lengthOf(item) - elapsedMs(state, now));
  }
  const end = progress.adjournedAt ?? (begun || facts.plannedStart !== null ? cursor : null);
  const deltaMs = end === null || facts.plannedEnd === null ? 0 : end - facts.plannedEnd;
  return { perItemStart, end, deltaMs, overlaps, guessed, unknown };
}

/** The current item first, then what follows it, then what lies before it. */
function fromCurrent(items: readonly ForecastItem[], { currentId }: Progress): readonly ForecastItem[] {
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === currentId),
  );
  return [...items.slice(at), ...items.slice(0, at)];
}

interface PlannedLengths {
  /** As planned, else its share of what the plan of the whole meeting leaves. */
  readonly lengthOf: (item: ForecastItem) => DurationMs;
  readonly isKnown: (item: ForecastItem) => boolean;
}

function plannedLengths(items: readonly ForecastItem[], facts: PlannedTimes): PlannedLengths {
  const { plannedStart, plannedEnd } = facts;
  const parts = partsByItem(items);
  // The closing, guests introduced beforehand, and headings, whose time is that of their parts.
  const isMoment = ({ id, kind }: ForecastItem): boolean =>
    kind === 'closing' || kind === 'guest_introduction' || parts.has(id);
  const isKnown = (item: ForecastItem): boolean => item.plannedMs !== null || isMoment(item);
  const unknown = items.filter((item) => !isKnown(item)).length;
  const planned = items.reduce((sum, item) => sum + (item.plannedMs ?? 0), 0);
  const share =
    plannedStart === null || plannedEnd === null || unknown === 0
      ? 0
      : Math.max(0, Math.floor((plannedEnd - plannedStart - planned) / unknown));
  return { lengthOf: (item) => item.plannedMs ?? (isMoment(item) ? 0 : share), isKnown };
}
