// Times of day as a meeting means them: a meeting that begins in the evening may go on after midnight. They belong to its day,
// and go with it when it moves.
import {
  DAY_MS,
  HOUR_MS,
  instantIn,
  localDateIn,
  wallTimeIn,
  type DurationMs,
  type EpochMs,
  type LocalDate,
} from '../lib/time.ts';
import type { ItemId } from './ids.ts';

/** What belongs to a meeting may be up to this long before its start: the doors, a reception. */
const BEFORE_MS: DurationMs = 6 * HOUR_MS;
/** Longer than that, an end that lies before the start is a slip of the pen, not the next day. */
const LONGEST_MS: DurationMs = 12 * HOUR_MS;

/** `wallTime` of the meeting that starts at `anchor`: the one from six hours before it on; null when it is no time. */
export function instantOfMeeting(timeZone: string, anchor: EpochMs, wallTime: string): EpochMs | null {
  const from = anchor - BEFORE_MS;
  const first = instantIn(timeZone, localDateIn(timeZone, from), wallTime);
  if (first === null || first >= from) return first;
  return instantIn(timeZone, localDateIn(timeZone, from + DAY_MS), wallTime);
}

/**
 * `wallTime` of an item of a meeting that has no start yet, on `date` as `first`, the first time its agenda names, is; in
 * the night after it where only that can be meant. Null when it is no time.
 */
export function instantWithoutStart(timeZone: string, date: string, first: string, wallTime: string): EpochMs | null {
  return endOfMeeting(timeZone, date, first, wallTime) ?? instantIn(timeZone, date, wallTime);
}

/** The day on which a meeting begins of which only the end is known, and the first time that its agenda names. */
export function dayBefore(timeZone: string, end: EpochMs, first: string): LocalDate {
  const onDay = instantIn(timeZone, localDateIn(timeZone, end), first);
  return localDateIn(
    timeZone,
    onDay !== null && onDay > end && onDay - DAY_MS + LONGEST_MS >= end ? end - DAY_MS : end,
  );
}

interface FixedItem {
  readonly id: ItemId;
  readonly fixedStart: EpochMs | null;
}

/**
 * Where the fixed starts of `items` are to be once the meeting starts at `to` and no longer at `from`: at their time of day,
 * as many days on as the meeting. Had it no day, the first of them leads the others to it. Only what moves.
 */
export function movedStarts(
  timeZone: string,
  items: readonly FixedItem[],
  { from, to }: { readonly from: EpochMs | null; readonly to: EpochMs | null },
): ReadonlyMap<ItemId, EpochMs> {
  const first = items.find(({ fixedStart }) => fixedStart !== null)?.fixedStart ?? null;
  if (first === null || to === null) return new Map();
  const target = from === null ? (instantOfMeeting(timeZone, to, wallTimeIn(timeZone, first)) ?? to) : to;
  const days = dayNumber(timeZone, target) - dayNumber(timeZone, from ?? first);
  const moved = items.flatMap(({ id, fixedStart }): readonly (readonly [ItemId, EpochMs])[] => {
    if (fixedStart === null || days === 0) return [];
    const date = new Date((dayNumber(timeZone, fixedStart) + days) * DAY_MS).toISOString().slice(0, 10);
    const at = instantIn(timeZone, date, wallTimeIn(timeZone, fixedStart));
    return at === null ? [] : [[id, at]];
  });
  return new Map(moved);
}

/** Days since 1970-01-01 of the day that `at` falls on: a count, whatever summer time does. */
function dayNumber(timeZone: string, at: EpochMs): number {
  return Date.parse(`${localDateIn(timeZone, at)}T00:00:00Z`) / DAY_MS;
}

/** The end of a meeting on `date`, or in the night after it; null when that cannot be meant. */
export function endOfMeeting(timeZone: string, date: string, start: string, end: string): EpochMs | null {
  const endAt = instantIn(timeZone, date, end);
  const startAt = instantIn(timeZone, date, start);
  if (endAt === null || startAt === null) return endAt;
  if (endAt > startAt) return endAt;
  const nextDay = instantIn(timeZone, localDateIn(timeZone, endAt + DAY_MS), end);
  return nextDay !== null && nextDay - startAt <= LONGEST_MS ? nextDay : null;
}
