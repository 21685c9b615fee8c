// When the items still to come will start and when the meeting will end, from what is planned and what was used.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { AgendaItem } from './agenda.ts';
import { familyProgress } from './agenda-tree.ts';
import type { ItemId } from './ids.ts';
import type { MeetingFacts } from './meeting.ts';
import { elapsedMs, PENDING, recessOf, type ItemProgress, type Progress } from './progress.ts';
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
 * Looks forward from `now` over `items` (in order). Parts without a planned length share evenly what is left of their
 * heading's; other items without one what the plan of the whole meeting leaves for them, and what is left of it now when
 * that is less: they alone never make it end later. Without such a plan they count as nothing. A fixed start is waited for, and a suspended meeting until it means to go on. What is still to come is `itemsToCome`, in the order in which the next step
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
  const split = new Set<ItemId>();
  let isFirm = true;
  let unknown = 0;
  const begun = progress.items.size > 0;
  const ready = Math.max(now, recessOf(progress)?.until ?? now);
  let cursor = begun || facts.plannedStart === null ? ready : Math.max(ready, facts.plannedStart);
  const { leftOf, isKnown, isShared } = timeLeft(items, { progress, toCome, facts, now, from: cursor });
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
    const followsSplit = item.parentId !== undefined && split.has(item.parentId);
    if ((!isFirm || followsSplit) && !isOpen) guessed.add(item.id);
    if (item.parentId !== undefined && isShared(item)) split.add(item.parentId);
    isFirm &&= isKnown(item);
    if (!isKnown(item)) unknown += 1;
    const late = item.fixedStart === null || state.startedAt !== null ? 0 : start - item.fixedStart;
    if (late >= MINUTE_MS) overlaps.set(item.id, late);
    cursor = Math.max(cursor, start) + leftOf(item);
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

interface TimeLeft {
  /** How much longer an item will take. */
  readonly leftOf: (item: ForecastItem) => DurationMs;
  /** Whether somebody planned it, be it with others together. */
  readonly isKnown: (item: ForecastItem) => boolean;
  /** Whether its length is a share of its heading's. */
  readonly isShared: (item: ForecastItem) => boolean;
}

interface Standing {
  readonly progress: Progress;
  readonly toCome: ReadonlySet<ItemId>;
  readonly facts: PlannedTimes;
  readonly now: EpochMs;
  /** When what is left can go on. */
  readonly from: EpochMs;
}

function timeLeft(items: readonly ForecastItem[], standing: Standing): TimeLeft {
  const { facts, from } = standing;
  const parts = partsByItem(items);
  const shared = sharedHeadings(items, standing);
  // What is brief, headings, whose time is that of their parts, and parts, whose time is that of their heading.
  const isMoment = (item: ForecastItem): boolean => isBrief(item) || parts.has(item.id) || shared.has(item.id);
  const isKnown = (item: ForecastItem): boolean => item.plannedMs !== null || isMoment(item);
  const elapsed = (item: ForecastItem): DurationMs => elapsedMs(stateOf(item, standing), standing.now);
  const knownLeft = (item: ForecastItem): DurationMs =>
    shared.get(item.id) ?? Math.max(0, (item.plannedMs ?? 0) - elapsed(item));
  const left = items.filter((item) => isLeft(item, standing));
  const share = shareOf(facts.plannedStart, facts, items, isKnown, ({ plannedMs }) => plannedMs ?? 0);
  const room = shareOf(from, facts, left, isKnown, knownLeft);
  const leftOf = (item: ForecastItem): DurationMs =>
    isKnown(item) ? knownLeft(item) : Math.min(room, Math.max(0, share - elapsed(item)));
  return { leftOf, isKnown, isShared: ({ id }) => shared.has(id) };
}

/** What each item of unknown length gets of the time from `start` to the planned end; nothing without a plan. */
function shareOf(
  start: EpochMs | null,
  { plannedStart, plannedEnd }: PlannedTimes,
  items: readonly ForecastItem[],
  isKnown: (item: ForecastItem) => boolean,
  lengthOf: (item: ForecastItem) => DurationMs,
): DurationMs {
  const known = items.filter(isKnown);
  const unknown = items.length - known.length;
  if (start === null || plannedStart === null || plannedEnd === null || unknown === 0) return 0;
  const planned = known.reduce((sum, item) => sum + lengthOf(item), 0);
  return Math.max(0, Math.floor((plannedEnd - start - planned) / unknown));
}

/**
 * How much longer a heading with a planned length and its parts without one will take. Together they take what is planned
 * for the heading: what it and they used so far is gone, and those not over share the rest. The heading itself takes it
 * only when none of them is left.
 */
function sharedHeadings(items: readonly ForecastItem[], standing: Standing): ReadonlyMap<ItemId, DurationMs> {
  const shared = new Map<ItemId, DurationMs>();
  for (const heading of items) {
    const sharing = items.filter((part) => part.parentId === heading.id && part.plannedMs === null && !isBrief(part));
    if (heading.plannedMs === null || sharing.length === 0) continue;
    const family = [heading, ...sharing];
    const used = family.reduce((sum, each) => sum + elapsedMs(stateOf(each, standing), standing.now), 0);
    const left = Math.max(0, heading.plannedMs - used);
    const count = sharing.filter((part) => isLeft(part, standing)).length;
    shared.set(heading.id, count === 0 ? left : 0);
    for (const part of sharing) shared.set(part.id, count === 0 ? 0 : Math.floor(left / count));
  }
  return shared;
}

/** The closing, and guests introduced beforehand, take no time unless it is planned. */
function isBrief({ kind }: ForecastItem): boolean {
  return kind === 'closing' || kind === 'guest_introduction';
}

function stateOf({ id }: ForecastItem, { progress }: Standing): ItemProgress {
  return progress.items.get(id) ?? PENDING;
}

/** Runs, is paused, or is still to come. */
function isLeft(item: ForecastItem, standing: Standing): boolean {
  const { state } = stateOf(item, standing);
  return state === 'current' || state === 'suspended' || standing.toCome.has(item.id);
}
