// The fixed times of an agenda belong to the meeting's day, and go with it when it moves.
import { DAY_MS, instantIn, localDateIn, wallTimeIn, type EpochMs } from '../lib/time.ts';
import type { ItemId } from './ids.ts';
import { instantOfMeeting } from './meeting-day.ts';

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
