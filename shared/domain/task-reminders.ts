// On which days whoever owes something is reminded of it (催办): counted in working days from its limit, and never on a day that
// nobody works. Reads no clock and knows no letters.
import { plusDays, weekdayOf } from '../lib/calendar-day.ts';
import type { LocalDate } from '../lib/time.ts';
import type { TaskState } from './task-history.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween, type WorkCalendar } from './working-days.ts';

export interface ReminderRules {
  /** Working days before the limit; 0 is its own day. */
  readonly before: readonly number[];
  /** Working days after it, from 1. */
  readonly after: readonly number[];
  /** Then again each so many; null = never. */
  readonly every: number | null;
  /** After so many working days whoever supervises it is told; null = never. */
  readonly escalateAfter: number | null;
  /** Whether whoever supervises gets the list of the week. */
  readonly weekly: boolean;
}

export const DEFAULT_REMINDERS: ReminderRules = {
  ...{ before: [3, 1, 0], after: [1, 3], every: 5, escalateAfter: 3, weekly: true },
};

/** Those whose owners can do something about it: what waits for an answer of ours is nobody's to be reminded of. */
export const REMINDED_STATES: readonly TaskState[] = ['assigned', 'accepted', 'doing'];

/** The newest day up to `today` on which a reminder of what is due on `due` was, or is, to be sent; null = none yet. */
export function newestReminder(
  due: LocalDate,
  today: LocalDate,
  { before, after, every }: Pick<ReminderRules, 'before' | 'after' | 'every'>,
  calendar: WorkCalendar,
): LocalDate | null {
  const late = workingDaysBetween(due, today, calendar);
  const last = Math.max(0, ...after);
  const isAgain = every !== null && late >= last + every;
  // From today back: what has been late for years is as near as what is late since last week.
  const again = isAgain ? [workedBefore(today, (late - last) % every, calendar)] : [];
  const afterwards = [...after.map((days) => addWorkingDays(due, days, calendar)), ...again];
  const days = [...before.map((count) => workedBefore(due, count, calendar)), ...afterwards];
  return days.filter((day) => day <= today).reduce<LocalDate | null>((a, b) => (a === null || b > a ? b : a), null);
}

/** The last day by which one must know of it: so far ahead a reminder may lie. */
export function remindedUntil(today: LocalDate, { before }: ReminderRules, calendar: WorkCalendar): LocalDate {
  // One more, and up to the eve of it: a limit on a weekend counts as the working day before it.
  return plusDays(addWorkingDays(today, Math.max(0, ...before) + 1, calendar), -1);
}

/** How many working days it is late; 0 while it is not. */
export function workingDaysLate(due: LocalDate, today: LocalDate, calendar: WorkCalendar): number {
  return due >= today ? 0 : workingDaysBetween(due, today, calendar);
}

/** The first working day of the week that `day` is in, Monday first; null in a week that nobody works. */
export function firstWorkingDay(day: LocalDate, calendar: WorkCalendar): LocalDate | null {
  const monday = plusDays(day, 1 - weekdayOf(day));
  for (let at = 0; at < 7; at += 1) {
    const candidate = plusDays(monday, at);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  return null;
}

/** The working day with `count` working days behind it up to `due`; 0 is the last one that is not after it. */
function workedBefore(due: LocalDate, count: number, calendar: WorkCalendar): LocalDate {
  let at = due;
  for (let left = count; ;) {
    if (isWorkingDay(at, calendar)) {
      if (left === 0) return at;
      left -= 1;
    }
    at = plusDays(at, -1);
  }
}
