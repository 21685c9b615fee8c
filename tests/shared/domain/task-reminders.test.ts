// Reminders fall on working days only, counted over holidays and the days worked instead (调休).
import { describe, expect, test } from 'vitest';
import { CHINA_HOLIDAYS } from '../../../shared/domain/china-holidays.ts';
import {
  DEFAULT_REMINDERS,
  firstWorkingDay,
  newestReminder,
  remindedUntil,
  workingDaysLate,
} from '../../../shared/domain/task-reminders.ts';
import { addWorkingDays, isWorkingDay, workCalendar, workingDaysBetween } from '../../../shared/domain/working-days.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { plusDays } from '../../../shared/lib/calendar-day.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const CALENDAR = workCalendar(CHINA_HOLIDAYS);
const day = (text: string) => brand<LocalDate>(text);

/** The days on which an office that never rests would send one, up to `to`. */
function remindersOf(due: string, from: string, to: string): readonly string[] {
  const sent: string[] = [];
  let last: LocalDate | null = newestReminder(day(due), plusDays(day(from), -1), DEFAULT_REMINDERS, CALENDAR);
  for (let today = day(from); today <= to; today = plusDays(today, 1)) {
    const newest = newestReminder(day(due), today, DEFAULT_REMINDERS, CALENDAR);
    if (newest !== null && newest !== last && isWorkingDay(today, CALENDAR)) {
      sent.push(today);
      last = newest;
    }
  }
  return sent;
}

describe('three and one working days before, on the day, one and three after, then each fifth', () => {
  test.each([
    // An ordinary fortnight.
    ['2021-06-10', '2021-06-01', '2021-06-30', ['06-07', '06-09', '06-10', '06-11', '06-16', '06-23', '06-30']],
    // 国庆 2021: free from 1 to 7 October, worked on Sunday 26 September and Saturday 9 October.
    ['2021-10-01', '2021-09-20', '2021-10-20', ['09-27', '09-29', '09-30', '10-08', '10-11', '10-18']],
    ['2021-10-09', '2021-09-20', '2021-10-20', ['09-29', '10-08', '10-09', '10-11', '10-13', '10-20']],
    // 春节 2021: free from 11 to 17 February, worked on Sunday 7 and Saturday 20 February.
    ['2021-02-10', '2021-02-01', '2021-03-03', ['02-07', '02-09', '02-10', '02-18', '02-20', '02-26']],
    ['2021-02-14', '2021-02-01', '2021-02-28', ['02-07', '02-09', '02-10', '02-18', '02-20', '02-26']],
    // A limit on a Sunday: the working day before it is its own.
    ['2021-06-06', '2021-05-28', '2021-06-18', ['06-01', '06-03', '06-04', '06-07', '06-09', '06-17']],
  ])('due on %s', (due, from, to, expected) => {
    expect(remindersOf(due, from, to)).toEqual(expected.map((each) => `${due.slice(0, 4)}-${each}`));
  });
});

test('what may be reminded of today is looked for far enough ahead, over every day of a year', () => {
  const missed: string[] = [];
  for (let today = day('2021-01-01'); today <= '2021-12-31'; today = plusDays(today, 1)) {
    const until = remindedUntil(today, DEFAULT_REMINDERS, CALENDAR);
    for (let due = plusDays(until, 1); due <= plusDays(until, 12); due = plusDays(due, 1))
      if (newestReminder(due, today, DEFAULT_REMINDERS, CALENDAR) !== null) missed.push(`${today} of ${due}`);
  }
  expect(missed).toEqual([]);
});

test('what is very late is reminded of on each fifth day after the third, counted from its limit', () => {
  const due = day('2020-03-08');
  for (let today = day('2021-01-01'); today <= '2021-12-31'; today = plusDays(today, 1)) {
    const late = workingDaysBetween(due, today, CALENDAR);
    const expected = addWorkingDays(due, 3 + Math.floor((late - 3) / 5) * 5, CALENDAR);
    expect(newestReminder(due, today, DEFAULT_REMINDERS, CALENDAR), today).toBe(expected);
  }
});

test('of what is years late no more days are looked at than of what is late since last week', () => {
  let looked = 0;
  class Counted extends Map<LocalDate, boolean> {
    override get(key: LocalDate): boolean | undefined {
      looked += 1;
      return super.get(key);
    }
  }
  const counted = { ...CALENDAR, exceptions: new Counted(CALENDAR.exceptions) };

  newestReminder(day('2018-03-08'), day('2021-12-01'), DEFAULT_REMINDERS, counted);

  expect(looked).toBeLessThan(60);
});

test('no reminders at all are none', () => {
  const none = { before: [], after: [], every: null };

  expect(newestReminder(day('2021-06-10'), day('2021-12-01'), none, CALENDAR)).toBeNull();
});

test('a week begins with its first working day, also after a holiday; a free week has none', () => {
  expect(firstWorkingDay(day('2021-06-16'), CALENDAR)).toBe('2021-06-15');
  expect(firstWorkingDay(day('2021-10-05'), CALENDAR)).toBe('2021-10-08');
  expect(firstWorkingDay(day('2021-02-14'), CALENDAR)).toBe('2021-02-08');
});

test('late is counted in working days', () => {
  expect(workingDaysLate(day('2021-09-30'), day('2021-10-07'), CALENDAR)).toBe(0);
  expect(workingDaysLate(day('2021-09-30'), day('2021-10-09'), CALENDAR)).toBe(2);
  expect(workingDaysLate(day('2021-10-09'), day('2021-10-09'), CALENDAR)).toBe(0);
});
