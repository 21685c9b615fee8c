// Days and times in a notice, in Chinese and English: 二〇二六年十一月二十五日, 11月25日, 2026/12/05, 下午2:00—5:30, 上午九时三十分,
// 2:00 pm. Works on evened text (characters.ts).
import { readNumber } from '../../lib/chinese-number.ts';
import { parseLocalDate } from '../../lib/time.ts';

export interface DayFound {
  /** Null where the text leaves it to be understood. */
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number;
  /** From 0 = Sunday; null where it is not said. */
  readonly weekday: number | null;
  readonly from: number;
  readonly to: number;
}

export interface TimesFound {
  /** `HH:MM`. */
  readonly start: string;
  readonly end: string | null;
  readonly from: number;
  readonly to: number;
}

const HAN = '[〇○零一二两三四五六七八九十]';
const YEAR = `(?:(\\d{4}|${HAN}{4})\\s*年\\s*)?`;
const CHINESE_DAY = new RegExp(`${YEAR}(\\d{1,2}|${HAN}{1,3})\\s*月\\s*(\\d{1,2}|${HAN}{1,3})\\s*[日号]`, 'g');
const PLAIN_DAY = /(?<![\d.])(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)/g;
/** Of what may stand behind a day: （周三）, 星期三. */
const WEEKDAY = '\\s*\\(?\\s*(?:周|星期|礼拜)\\s*([一二三四五六日天])';
const WEEKDAY_BEHIND = new RegExp(`^${WEEKDAY}`, 'u');
const WEEKDAYS = '日一二三四五六';
/**
 * 6-30, 6.30, 6/30: a day only where something beside it says so, because 3-5人, 1-2次 and 2/3以上 look the same. Behind it
 * the day of the week, a time of day, or what is to be done until then (6-25前将); before it the word that leads to a day.
 */
const MARKED_DAY = new RegExp(
  '(?<![\\d./-])(?<!\\d:)(\\d{1,2})([-/.])(\\d{1,2})(?![\\d./-])' +
    `(?=${WEEKDAY}|\\s*(?:上午|下午|晚上?|早上|中午|全天)|\\s+\\d{1,2}(?::\\d{2}|[点时])|\\s*(?:下班)?(?:之?前|以前|止|截止)(?!后))`,
  'gu',
);
/** The same where the line is one of days: 时间：6-30. */
const BARE_DAY = /(?<![\d./-])(?<!\d:)(\d{1,2})([-/.])(\d{1,2})(?![\d./-])(?=\s*(?:$|[,;。( ]))/gu;
const SHORT_DAY = /(?<![\d月.:])(\d{1,2})[日号](?=[^\d]{0,8}前)/g;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*';
const ENGLISH_DAY = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}\\.?,?(?:\\s+(\\d{4}))?`, 'gi');
const AMERICAN_DAY = new RegExp(`\\b${MONTH}\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?`, 'gi');

const PERIOD = '(上午|下午|晚上|傍晚|中午|早上|早晨|凌晨|晚)?';
const CLOCK = `(\\d{1,2}|${HAN}{1,3})\\s*(?::\\s*(\\d{2})|[点时](?:\\s*(半|一刻|三刻|\\d{1,2}(?=\\s*分?)|${HAN}{1,4}(?=\\s*分))\\s*分?)?)`;
const TO = '(?:\\s*(?:-{1,2}|~|至|到|to)\\s*(?:次日|翌日|第二天)?\\s*)';
const CHINESE_TIMES = new RegExp(`${PERIOD}\\s*${CLOCK}(?:${TO}${PERIOD}\\s*${CLOCK})?`, 'g');
const ENGLISH_CLOCK = '(\\d{1,2})(?:[:.](\\d{2}))?\\s*([ap])\\.?m\\.?';
const ENGLISH_TIMES = new RegExp(`\\b${ENGLISH_CLOCK}(?:${TO}${ENGLISH_CLOCK})?`, 'gi');

/** Every day that `text` names, in order. */
export function daysIn(text: string): readonly DayFound[] {
  const found = [
    ...[...text.matchAll(CHINESE_DAY)].map((match) => dayOf(match, match[1], match[2], match[3])),
    ...[...text.matchAll(PLAIN_DAY)].map((match) => dayOf(match, match[1], match[3], match[4])),
    ...[...text.matchAll(MARKED_DAY)].map((match) => dayOf(match, undefined, match[1], match[3])),
    ...[...text.matchAll(ENGLISH_DAY)].map((match) => dayOf(match, match[3], monthNumber(match[2]), match[1])),
    ...[...text.matchAll(AMERICAN_DAY)].map((match) => dayOf(match, match[3], monthNumber(match[1]), match[2])),
    ...[...text.matchAll(SHORT_DAY)].map((match) => dayOf(match, undefined, undefined, match[1])),
  ];
  return apart(found);
}

/** The days of a text that says when, where 6-30 needs no other sign that it is one. */
export function daysWhen(text: string): readonly DayFound[] {
  const bare = [...text.matchAll(BARE_DAY)].map((match) => dayOf(match, undefined, match[1], match[3]));
  return apart([...daysIn(text), ...bare]);
}

/** In order; of two that share characters the longer one. */
function apart(found: readonly (DayFound | null)[]): readonly DayFound[] {
  const sound = found.filter((day) => day !== null).sort((a, b) => a.from - b.from || b.to - a.to);
  return sound.filter((day, index) => sound.slice(0, index).every((other) => other.to <= day.from));
}

/** The first time or stretch of time after `from`; null when there is none. */
export function timesIn(text: string, from = 0): TimesFound | null {
  const english = [...text.matchAll(ENGLISH_TIMES)].find((match) => match.index >= from);
  if (english) return englishTimes(english);
  for (const match of text.matchAll(CHINESE_TIMES)) {
    const at = match.index + (match[0].length - match[0].trimStart().length);
    if (at < from) continue;
    const [said, period, hour, minute, words, endPeriod, endHour, endMinute, endWords] = match;
    const start = clockOf(period, hour, minute ?? words);
    if (start === null) continue;
    const end = endHour === undefined ? null : clockOf(endPeriod ?? period, endHour, endMinute ?? endWords);
    return {
      start,
      end: endPeriod === undefined ? endAfter(start, end, endHour, endMinute ?? endWords) : end,
      from: at,
      to: match.index + said.trimEnd().length,
    };
  }
  return null;
}

/** A length of time: 20分钟, 半小时, 15 min; 20分 where nothing follows and no hour stands before. */
export function minutesIn(
  text: string,
): { readonly minutes: number; readonly from: number; readonly to: number } | null {
  const found =
    /(?:\d{1,2}\s*[-~至到]\s*)?(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(分钟|(?<![点时]\s*\d{1,2}\s*)分(?=\s*$)|min(?:ute)?s?\b\.?|个?小时|hours?\b)/i.exec(
      text,
    );
  if (!found) return null;
  const [said, count = '', unit = ''] = found;
  const number = readNumber(count);
  if (number === null || number < 1) return null;
  return { minutes: /小时|hour/i.test(unit) ? number * 60 : number, from: found.index, to: found.index + said.length };
}

const DAY_MINUTES = 24 * 60;

/** From one wall time to another, over midnight too; null when that would be more than half a day: a slip of the pen. */
export function minutesBetween(start: string, end: string): number | null {
  const [a = 0, b = 0] = [start, end].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  if (b > a) return b - a;
  const overnight = b + DAY_MINUTES - a;
  return overnight <= DAY_MINUTES / 2 ? overnight : null;
}

/** The wall time so many minutes before `time`, at midnight at the earliest. */
export function minutesBefore(time: string, minutes: number): string {
  const at = Math.max(0, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) - minutes);
  return `${pad(Math.floor(at / 60))}:${pad(at % 60)}`;
}

/** 晚7:30，7:20签到: a time said without its half of the day lies shortly before `start`, which has one. */
export function shortlyBefore(time: string, start: string | null): string {
  const later = `${pad(Number(time.slice(0, 2)) + 12)}${time.slice(2)}`;
  return time < '12:00' && start !== null && later <= start ? later : time;
}

/**
 * `day` as a date. What it leaves open is taken from `near`: the month, and the year in which it is not long past, or, where
 * that one has it on another day of the week than the text says, the next or the last one that fits. Null when the calendar
 * has no such day.
 */
export function dateOf(day: Pick<DayFound, 'year' | 'month' | 'day' | 'weekday'>, near: string): string | null {
  const [nearYear = 0, nearMonth = 1] = near.split('-').map(Number);
  const month = day.month ?? nearMonth;
  const inYear = (year: number): string | null => parseLocalDate(`${year}-${pad(month)}-${pad(day.day)}`);
  if (day.year !== null) return inYear(day.year);
  const likely = month < nearMonth - 6 ? nearYear + 1 : month > nearMonth + 6 ? nearYear - 1 : nearYear;
  const fitting = [likely, likely + 1, likely - 1].map(inYear).find((date) => date !== null && fits(date, day.weekday));
  return fitting ?? inYear(likely);
}

function fits(date: string, weekday: number | null): boolean {
  return weekday === null || new Date(`${date}T00:00:00Z`).getUTCDay() === weekday;
}

function dayOf(
  match: RegExpMatchArray,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): DayFound | null {
  const [y, m, d] = [year, month, day].map((text) => (text === undefined ? null : readNumber(text)));
  if (d === null || d === undefined || d < 1 || d > 31 || (m !== null && m !== undefined && (m < 1 || m > 12)))
    return null;
  const from = match.index ?? 0;
  const to = from + match[0].length;
  const behind = WEEKDAY_BEHIND.exec((match.input ?? '').slice(to))?.[1];
  const said = behind === undefined ? null : behind === '天' ? 0 : WEEKDAYS.indexOf(behind);
  return { year: y ?? null, month: m ?? null, day: d, weekday: said, from, to };
}

function monthNumber(name: string | undefined): string | undefined {
  const place = MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase());
  return place < 0 ? undefined : String(place + 1);
}

function clockOf(period: string | undefined, hour: string | undefined, rest: string | undefined): string | null {
  const said = readNumber(hour ?? '');
  const minutes = rest === undefined ? 0 : minutesOf(rest);
  if (said === null || said > 24 || minutes === null || minutes > 59) return null;
  // Nobody meets at two in the morning: 时间2点 is in the afternoon unless it says otherwise.
  const isBare = period === undefined && said > 0 && said < 7;
  const isLate = /下午|晚|傍晚/.test(period ?? '') || (period === '中午' && said < 11) || isBare;
  // 24点 is the first moment of the next day.
  return `${pad((isLate && said < 12 ? said + 12 : said) % 24)}:${pad(minutes)}`;
}

/** An end without a word for the time of day: in the afternoon after a start in it, in the night after one in the evening. */
function endAfter(
  start: string,
  end: string | null,
  hour: string | undefined,
  rest: string | undefined,
): string | null {
  if (end === null || end > start) return end;
  const later = clockOf('下午', hour, rest);
  return later !== null && later > start ? later : clockOf('凌晨', hour, rest);
}

function minutesOf(text: string): number | null {
  if (text === '半') return 30;
  if (text === '一刻') return 15;
  return text === '三刻' ? 45 : readNumber(text);
}

function englishTimes(match: RegExpMatchArray): TimesFound | null {
  const [said, hour = '', minute = '00', half = '', endHour, endMinute = '00', endHalf = ''] = match;
  const of = (h: string, m: string, ap: string): string =>
    `${pad((Number(h) % 12) + (ap.toLowerCase() === 'p' ? 12 : 0))}:${m}`;
  const from = match.index ?? 0;
  return {
    start: of(hour, minute, half),
    end: endHour === undefined ? null : of(endHour, endMinute, endHalf),
    ...{ from, to: from + said.length },
  };
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
