// On which days an office works: Monday to Friday, without the holidays and with the days worked instead (调休). What the
// holidays are is passed in; of a year nobody has published yet, the weekends are all that is known.
import { dayOf, plusDays, weekdayOf } from '../lib/calendar-day.ts';
import { DAY_MS, type LocalDate } from '../lib/time.ts';

export interface Holiday {
  /** As it is published: 劳动节; 国庆节、中秋节 for two in one. */
  readonly name: string;
  /** Its first and its last free day. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The holidays of one year, as they are published and as an office may change them. */
export interface HolidayYear {
  readonly year: number;
  readonly holidays: readonly Holiday[];
  /** Days of a weekend that are worked in exchange. */
  readonly worked: readonly LocalDate[];
}

export interface WorkCalendar {
  /** Of all years, in their order. */
  readonly holidays: readonly Holiday[];
  /** What differs from the weekday: true is worked. */
  readonly exceptions: ReadonlyMap<LocalDate, boolean>;
  /** Those whose holidays are known. Of the others only weekends are. */
  readonly years: ReadonlySet<number>;
}

const HOLIDAY_FAULTS = ['backwards', 'too-long', 'other-year', 'twice', 'worked-on-a-weekday'] as const;
export type HolidayFault = (typeof HOLIDAY_FAULTS)[number];

/** Golden weeks have eight or nine days; what is longer is a slip of the pen. */
const MAX_HOLIDAY_DAYS = 16;

export function workCalendar(table: readonly HolidayYear[]): WorkCalendar {
  const exceptions = new Map<LocalDate, boolean>();
  const holidays = table.flatMap((year) => year.holidays).sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const holiday of holidays) for (const day of daysOf(holiday)) exceptions.set(day, false);
  for (const { worked } of table) for (const day of worked) exceptions.set(day, true);
  return { holidays, exceptions, years: new Set(table.map(({ year }) => year)) };
}

/** `table` with `year` in the place of what it said of that year. */
export function withHolidayYear(table: readonly HolidayYear[], year: HolidayYear): readonly HolidayYear[] {
  return [...table.filter((each) => each.year !== year.year), year].sort((a, b) => a.year - b.year);
}

/** What cannot be meant in a year somebody has written down, each kind once. A holiday may begin in the old year. */
export function faultsOfHolidayYear({ year, holidays, worked }: HolidayYear): readonly HolidayFault[] {
  const days = [...holidays.flatMap(daysOf), ...worked];
  const [first, last] = [dayOf({ year: year - 1, month: 12, day: 25 }), dayOf({ year: year + 1, month: 1, day: 7 })];
  const isElsewhere = (day: LocalDate): boolean => first === null || last === null || day < first || day > last;
  const found: Readonly<Record<HolidayFault, boolean>> = {
    backwards: holidays.some(({ from, to }) => to < from),
    'too-long': holidays.some(({ from, to }) => to >= plusDays(from, MAX_HOLIDAY_DAYS)),
    'other-year': days.some(isElsewhere),
    twice: new Set(days).size < days.length,
    'worked-on-a-weekday': worked.some((day) => weekdayOf(day) <= 5),
  };
  return HOLIDAY_FAULTS.filter((fault) => found[fault]);
}

export function isWorkingDay(day: LocalDate, { exceptions }: WorkCalendar): boolean {
  return exceptions.get(day) ?? weekdayOf(day) <= 5;
}

/** False where holidays of that year are not known yet, so that only weekends are left out. */
export function knowsHolidaysOf(day: LocalDate, { years }: WorkCalendar): boolean {
  return years.has(Number(day.slice(0, 4)));
}

/** The last of `days` working days after `from`; the day itself does not count (民法典 201). 0 is the day itself. */
export function addWorkingDays(from: LocalDate, days: number, calendar: WorkCalendar): LocalDate {
  let at = from;
  for (let left = days; left > 0;) {
    at = plusDays(at, 1);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

/** How many working days lie after `from` up to `to`, which counts; negative where `to` is earlier. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: WorkCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = weekdaysUntil(to) - weekdaysUntil(from);
  for (const [day, isWorked] of calendar.exceptions) {
    if (day <= from || day > to || isWorked === weekdayOf(day) <= 5) continue;
    count += isWorked ? 1 : -1;
  }
  return count;
}

/**
 * The last day before the next holiday after `base` whose name contains `name`; '' is any holiday. Null when the table knows none
 * within a year.
 */
export function eveOfHoliday(name: string, base: LocalDate, { holidays }: WorkCalendar): LocalDate | null {
  const next = holidays.find((holiday) => holiday.from > base && holiday.name.includes(name));
  return next && next.from <= plusDays(base, 366) ? plusDays(next.from, -1) : null;
}

function daysOf({ from, to }: Holiday): readonly LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to && days.length < MAX_HOLIDAY_DAYS; day = plusDays(day, 1)) days.push(day);
  return days;
}

/** Mondays to Fridays from the Monday before 1970 up to and with `day`. */
function weekdaysUntil(day: LocalDate): number {
  const days = Date.parse(`${day}T00:00:00Z`) / DAY_MS + 3;
  return Math.floor(days / 7) * 5 + Math.min(weekdayOf(day), 5);
}
