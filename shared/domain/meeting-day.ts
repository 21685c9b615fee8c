// Times of day as a meeting means them: a meeting that begins in the evening may go on after midnight. How they go
// with it when it moves: moved-starts.ts.
import { DAY_MS, HOUR_MS, instantIn, localDateIn, type DurationMs, type EpochMs, type LocalDate } from '../lib/time.ts';

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

/** The end of a meeting on `date`, or in the night after it; null when that cannot be meant. */
export function endOfMeeting(timeZone: string, date: string, start: string, end: string): EpochMs | null {
  const endAt = instantIn(timeZone, date, end);
  const startAt = instantIn(timeZone, date, start);
  if (endAt === null || startAt === null) return endAt;
  if (endAt > startAt) return endAt;
  const nextDay = instantIn(timeZone, localDateIn(timeZone, endAt + DAY_MS), end);
  return nextDay !== null && nextDay - startAt <= LONGEST_MS ? nextDay : null;
}
