// Limits of time as English minutes write them, each as a pattern and what it means on the day of the meeting.
import { addWorkingDays, eveOfHoliday } from '../domain/working-days.ts';
import { dayOf, inWeek, likelyDay, monthEnd, partsOf, plusDays, plusMonths, weekdayOf } from '../lib/calendar-day.ts';
import type { LocalDate } from '../lib/time.ts';
import type { DueRule, Found } from './chinese-due.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const MORE_NUMBERS: Readonly<Record<string, number>> = { a: 1, an: 1, fifteen: 15, twenty: 20, thirty: 30 };
const ORDINALS = ['', 'first', 'second', 'third', 'fourth'];
/** Names of holidays as people write them, and as the table has them. */
const HOLIDAYS: readonly (readonly [words: RegExp, name: string])[] = [
  [/national/iu, '国庆'],
  [/may|labou?r/iu, '劳动'],
  [/spring|chinese|lunar/iu, '春节'],
  [/dragon/iu, '端午'],
  [/autumn|moon/iu, '中秋'],
  [/tomb|qing/iu, '清明'],
  [/new year/iu, '元旦'],
];

/** By 5 pm on …, by close of business … */
const CLOCK =
  '(?:(?:close\\s+of\\s+(?:business|play)|cob|eod|the\\s+end\\s+of|noon|midnight|\\d{1,2}(?:[:.]\\d{2})?\\s*(?:am|pm|a\\.m\\.|p\\.m\\.|hrs)|\\d{1,2}:\\d{2})(?:\\s+on|,)?\\s+)?';
const WITHIN = `(?:(?:on\\s+or\\s+before|no\\s+later\\s+than|not\\s+later\\s+than|by|before|until|till|due|on|in|during|within)\\s+)?${CLOCK}`;
const WEEKDAY = `(?:(?:${WEEKDAYS.join('|')}),?\\s+)?(?:the\\s+)?`;
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = '(?:,?\\s+(?:of\\s+)?(?<year>\\d{4}))?';
const OF_YEAR = '(?:,?\\s+(?:of\\s+)?(?:(?<year>\\d{4})|(?<nextYear>next\\s+year)|(?:this|the)\\s+year))?';
const COUNT = `(?:the\\s+)?(?:next\\s+|coming\\s+)?(?<n>\\d{1,3}|${[...Object.keys(MORE_NUMBERS), ...NUMBERS.slice(1)].sort((a, b) => b.length - a.length).join('|')})`;

function rule(pattern: string, read: DueRule['read']): DueRule {
  return { pattern: new RegExp(`\\b${pattern}(?![\\w-])`, 'iu'), read };
}

function vague(pattern: string, read: DueRule['read']): DueRule {
  return { ...rule(pattern, read), isVague: true };
}

export const ENGLISH_DUE: readonly DueRule[] = [
  rule(
    `${WITHIN}(?:the\\s+)?(?:end\\s+of|end)\\s+(?:the\\s+|this\\s+)?(?<next>next\\s+)?(?<unit>week|month|quarter|year)`,
    endOf,
  ),
  rule(`${WITHIN}(?:the\\s+)?(?:end\\s+of|end-?)\\s*${MONTH}${YEAR}`, endOfMonth),
  rule(`${WITHIN}(?<unit>year|month|quarter)[\\s-]end`, endOf),
  rule(`${WITHIN}(?<part>early|mid|late)[\\s-]${MONTH}${YEAR}`, partOfMonth),
  rule(`${WITHIN}${WEEKDAY}(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}${YEAR}`, dated),
  rule(`${WITHIN}${WEEKDAY}${MONTH}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)${YEAR}`, dated),
  rule(`${WITHIN}(?<year>\\d{4})-(?<digits>\\d{1,2})-(?<day>\\d{1,2})`, dated),
  rule(`(?:by|before|in|during|until|till|no\\s+later\\s+than)\\s+${MONTH}${YEAR}(?!\\s+\\d)`, endOfMonth),
  rule(
    `${WITHIN}(?:the\\s+)?(?:end\\s+of\\s+)?(?:the\\s+)?(?:(?<ordinal>first|second|third|fourth)\\s+quarter|Q(?<n>[1-4]))${OF_YEAR}`,
    (found, base) =>
      monthEnd(yearOf(found, base), (ORDINALS.indexOf(lower(found['ordinal'])) || Number(found['n'])) * 3),
  ),
  rule(
    `${WITHIN}(?:the\\s+)?(?:end\\s+of\\s+)?(?:the\\s+)?(?:(?<ordinal>first|second)\\s+half|H(?<n>[12]))${OF_YEAR}`,
    (found, base) =>
      monthEnd(yearOf(found, base), (ORDINALS.indexOf(lower(found['ordinal'])) || Number(found['n'])) * 6),
  ),
  rule(`${WITHIN}the\\s+day\\s+after\\s+tomorrow`, (_found, base) => plusDays(base, 2)),
  rule(`${WITHIN}(?<when>today|tonight|tomorrow)`, ({ when }, base) =>
    plusDays(base, lower(when) === 'tomorrow' ? 1 : 0),
  ),
  rule(
    `${WITHIN}(?<next>next\\s+|this\\s+|this\\s+coming\\s+)?(?<weekday>${WEEKDAYS.join('|')})(?:\\s+next\\s+week)?`,
    onWeekday,
  ),
  rule(`${WITHIN}next\\s+(?<unit>week|month|quarter|year)`, ({ unit }, base) => endOf({ unit, next: 'next' }, base)),
  rule(`(?:in|during|within|later)\\s+(?:this|the\\s+current)\\s+(?<unit>week|month|quarter|year)`, endOf),
  rule(
    `(?:within|in)\\s+${COUNT}\\s+(?:days?|weeks?|months?|working\\s+days?)\\s+(?:of|after|from|following)(?=\\s+(?!today|the\\s+meeting|this\\s+meeting))`,
    () => null,
  ),
  rule(`(?:within|in|over)\\s+the\\s+(?:next|coming)\\s+(?<unit>week|fortnight|month|year)`, ({ unit }, base) =>
    after(base, 1, unit),
  ),
  rule(`(?:within|in)\\s+${COUNT}\\s+(?:working|business)\\s+days?`, ({ n }, base, calendar) =>
    addWorkingDays(base, countOf(n), calendar),
  ),
  rule(`(?:within|in)\\s+${COUNT}\\s+(?<unit>day|week|fortnight|month|year)s?`, ({ n, unit }, base) =>
    after(base, countOf(n), unit),
  ),
  rule(
    `(?:before|by)\\s+(?:the\\s+)?(?<holiday>national\\s+day|may\\s+day|labou?r\\s+day|spring\\s+festival|(?:chinese|lunar)\\s+new\\s+year|dragon\\s+boat(?:\\s+festival)?|mid-autumn(?:\\s+festival)?|qingming|tomb-sweeping(?:\\s+day)?|new\\s+year)(?:\\s+holidays?)?`,
    ({ holiday = '' }, base, calendar) =>
      eveOfHoliday(HOLIDAYS.find(([words]) => words.test(holiday))?.[1] ?? holiday, base, calendar),
  ),
  rule(
    '(?:before|by|to|at|for|until)\\s+(?:the|its|our)\\s+next\\s+(?:[\\w-]+\\s+){0,3}?(?:meeting|session|assembly)',
    () => null,
  ),
  rule('(?:before|by)\\s+the\\s+(?:[\\w-]+\\s+){0,3}?(?:meeting|assembly|conference|election|congress)', () => null),
  vague('(?:as\\s+soon\\s+as\\s+(?:possible|practicable)|asap|without\\s+delay|immediately|promptly)', () => null),
];

function monthOf({ month, digits }: Found): number {
  return digits === undefined ? MONTHS.indexOf(lower(month).slice(0, 3)) + 1 : Number(digits);
}

function dated(found: Found, base: LocalDate): LocalDate | null {
  const { year, day } = found;
  const month = monthOf(found);
  return year === undefined
    ? likelyDay(base, month, Number(day))
    : dayOf({ year: Number(year), month, day: Number(day) });
}

/** Early ends on the 10th, the middle is the 15th. */
function partOfMonth(found: Found, base: LocalDate): LocalDate | null {
  const part = lower(found['part']);
  return part === 'late' ? endOfMonth(found, base) : dated({ ...found, day: part === 'mid' ? '15' : '10' }, base);
}

function yearOf({ year, nextYear }: Found, base: LocalDate): number {
  return year === undefined ? partsOf(base).year + (nextYear === undefined ? 0 : 1) : Number(year);
}

function lower(text: string | undefined): string {
  return text?.toLowerCase() ?? '';
}

function endOfMonth(found: Found, base: LocalDate): LocalDate | null {
  const first = dated({ ...found, day: '1' }, base);
  return first === null ? null : monthEnd(partsOf(first).year, partsOf(first).month);
}

function endOf({ unit, next }: Found, base: LocalDate): LocalDate {
  const step = next === undefined ? 0 : 1;
  const { year, month } = partsOf(base);
  switch (lower(unit)) {
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
  const day = WEEKDAYS.indexOf(lower(weekday)) + 1;
  const isNext = lower(next).startsWith('next');
  return inWeek(base, isNext || (next === undefined && day <= weekdayOf(base)) ? 1 : 0, day);
}

function countOf(text: string | undefined): number {
  const word = lower(text);
  return /^\d+$/.test(word) ? Number(word) : (MORE_NUMBERS[word] ?? Math.max(0, NUMBERS.indexOf(word)));
}

function after(base: LocalDate, count: number, unit: string | undefined): LocalDate {
  switch (lower(unit)) {
    case 'day':
      return plusDays(base, count);
    case 'week':
      return plusDays(base, count * 7);
    case 'fortnight':
      return plusDays(base, count * 14);
    case 'month':
      return plusMonths(base, count);
    default:
      return plusMonths(base, count * 12);
  }
}
