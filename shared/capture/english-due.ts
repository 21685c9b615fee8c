// Limits of time as English minutes write them, each as a pattern and what it means on the day of the meeting.
import type { LocalDate } from '../lib/time.ts';
import {
  dayOf,
  inWeek,
  monthEnd,
  likelyDay,
  partsOf,
  plusDays,
  plusMonths,
  plusWorkingDays,
  weekdayOf,
} from '../lib/calendar-day.ts';
import type { DueRule, Found } from './chinese-due.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const WITHIN = '(?:(?:by|before|until|till|due|no later than|on)\\s+)?';
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = '(?:,?\\s+(?<year>\\d{4}))?';
const COUNT = `(?<n>\\d{1,3}|an?|${NUMBERS.slice(1).join('|')})`;

function rule(pattern: string, read: DueRule['read']): DueRule {
  return { pattern: new RegExp(`\\b${pattern}(?![\\w-])`, 'iu'), read };
}

export const ENGLISH_DUE: readonly DueRule[] = [
  rule(
    `${WITHIN}(?:the\\s+)?end\\s+of\\s+(?:the\\s+|this\\s+)?(?<next>next\\s+)?(?<unit>week|month|quarter|year)`,
    endOf,
  ),
  rule(`${WITHIN}(?:the\\s+)?end\\s+of\\s+${MONTH}${YEAR}`, (found, base) => endOfMonth(found, base)),
  rule(`${WITHIN}(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}${YEAR}`, dated),
  rule(`${WITHIN}${MONTH}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)${YEAR}`, dated),
  rule(`${WITHIN}(?<year>\\d{4})-(?<digits>\\d{1,2})-(?<day>\\d{1,2})`, dated),
  rule(`${WITHIN}the\\s+day\\s+after\\s+tomorrow`, (_found, base) => plusDays(base, 2)),
  rule(`${WITHIN}(?<when>today|tonight|tomorrow)`, ({ when }, base) =>
    plusDays(base, when?.toLowerCase() === 'tomorrow' ? 1 : 0),
  ),
  rule(`${WITHIN}(?<next>next\\s+|this\\s+)?(?<weekday>${WEEKDAYS.join('|')})`, onWeekday),
  rule(`${WITHIN}next\\s+(?<unit>week|month|quarter|year)`, ({ unit }, base) => endOf({ unit, next: 'next' }, base)),
  rule(`(?:within|in)\\s+${COUNT}\\s+(?:working|business)\\s+days?`, ({ n }, base) =>
    plusWorkingDays(base, countOf(n)),
  ),
  rule(`(?:within|in)\\s+${COUNT}\\s+(?<unit>day|week|month|year)s?`, ({ n, unit }, base) =>
    after(base, countOf(n), unit),
  ),
  rule('(?:before|by)\\s+the\\s+next\\s+(?:\\w+\\s+)?meeting', () => null),
  rule('as\\s+soon\\s+as\\s+possible|asap', () => null),
];

function monthOf({ month, digits }: Found): number {
  return digits === undefined ? MONTHS.indexOf((month ?? '').toLowerCase().slice(0, 3)) + 1 : Number(digits);
}

function dated(found: Found, base: LocalDate): LocalDate | null {
  const { year, day } = found;
  const month = monthOf(found);
  return year === undefined
    ? likelyDay(base, month, Number(day))
    : dayOf({ year: Number(year), month, day: Number(day) });
}

function endOfMonth(found: Found, base: LocalDate): LocalDate | null {
  const first = dated({ ...found, day: '1' }, base);
  return first === null ? null : monthEnd(partsOf(first).year, partsOf(first).month);
}

function endOf({ unit, next }: Found, base: LocalDate): LocalDate {
  const step = next === undefined ? 0 : 1;
  const { year, month } = partsOf(base);
  switch (unit?.toLowerCase()) {
    case 'week':
      return inWeek(base, step, 7);
    case 'month':
      return monthEnd(year, month + step);
    case 'quarter':
      return monthEnd(year, (Math.ceil(month / 3) + step) * 3);
    default:
      return monthEnd(year + step, 12);
  }
}

/** "Friday" is the next one to come, "next Friday" that of the week after this. */
function onWeekday({ weekday, next }: Found, base: LocalDate): LocalDate {
  const day = WEEKDAYS.indexOf((weekday ?? '').toLowerCase()) + 1;
  const isNext = next?.toLowerCase().startsWith('next') === true;
  return inWeek(base, isNext || (next === undefined && day <= weekdayOf(base)) ? 1 : 0, day);
}

function countOf(text: string | undefined): number {
  const lower = (text ?? '').toLowerCase();
  return /^\d+$/.test(lower)
    ? Number(lower)
    : lower === 'a' || lower === 'an'
      ? 1
      : Math.max(0, NUMBERS.indexOf(lower));
}

function after(base: LocalDate, count: number, unit: string | undefined): LocalDate {
  switch (unit?.toLowerCase()) {
    case 'day':
      return plusDays(base, count);
    case 'week':
      return plusDays(base, count * 7);
    case 'month':
      return plusMonths(base, count);
    default:
      return plusMonths(base, count * 12);
  }
}
