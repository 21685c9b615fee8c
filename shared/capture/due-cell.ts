// A limit as it is typed into a cell of a table: 6月30日前, 月底, +10工作日, 6.30, 2026-06-30; and whether people work on that day.
// Careful with what it cannot read: the words stay, and no day is made up.
import { CHINA_HOLIDAYS } from '../domain/china-holidays.ts';
import { addWorkingDays, isWorkingDay, workCalendar, type WorkCalendar } from '../domain/working-days.ts';
import { likelyDay, plusDays, plusMonths } from '../lib/calendar-day.ts';
import { narrowed } from '../lib/half-width.ts';
import { parseLocalDate, type LocalDate } from '../lib/time.ts';
import { findDue } from './due.ts';

export interface DueCell {
  /** Null: none was named, or only words follow. */
  readonly due: LocalDate | null;
  /** As it was typed; null for an empty cell and for a bare date. */
  readonly dueText: string | null;
  /** Words were typed that are no limit that is known here. */
  readonly isUnread: boolean;
}

const CHINA = workCalendar(CHINA_HOLIDAYS);
const STEP =
  /^\+\s*(\d{1,3})\s*(?:个)?\s*(工作日|[天日]|周|星期|礼拜|月|wd|working days?|workdays?|d|days?|w|weeks?|m|months?)?(?:内|后)?$/iu;
/** 6.30 · 6/30 · 06-30 */
const BARE_DAY = /^(\d{1,2})[./-](\d{1,2})$/u;

export function readDueCell(typed: string, base: LocalDate, calendar: WorkCalendar = CHINA): DueCell {
  const text = typed.trim();
  const plain = narrowed(text, /[０-９．／＋－：]/gu);
  if (text === '') return { due: null, dueText: null, isUnread: false };
  const date = parseLocalDate(plain.replace(/^(\d{4})[./](\d{1,2})[./](\d{1,2})$/u, isoOf));
  if (date !== null) return { due: date, dueText: null, isUnread: false };
  const day = BARE_DAY.exec(plain);
  const bare = day && likelyDay(base, Number(day[1]), Number(day[2]));
  if (bare) return { due: bare, dueText: null, isUnread: false };
  const step = STEP.exec(plain);
  if (step) return { due: stepFrom(base, Number(step[1]), step[2] ?? '', calendar), dueText: text, isUnread: false };
  const found = findDue(text, base, calendar);
  return { due: found?.due ?? null, dueText: text, isUnread: found === null };
}

/** The next day on which people work, where they do not on that one; null where they do. */
export function workingDayFor(due: LocalDate, calendar: WorkCalendar = CHINA): LocalDate | null {
  return isWorkingDay(due, calendar) ? null : addWorkingDays(due, 1, calendar);
}

function isoOf(_all: string, year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Without a unit working days are meant: nobody counts Sundays when handing work out. */
function stepFrom(base: LocalDate, count: number, unit: string, calendar: WorkCalendar): LocalDate {
  if (/^(?:天|日|d|days?)$/iu.test(unit)) return plusDays(base, count);
  if (/^(?:周|星期|礼拜|w|weeks?)$/iu.test(unit)) return plusDays(base, count * 7);
  if (/^(?:月|m|months?)$/iu.test(unit)) return plusMonths(base, count);
  return addWorkingDays(base, count, calendar);
}
