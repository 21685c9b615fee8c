// Limits of time as Chinese minutes write them (domain.md §7), each as a pattern and what it means on the day of the
// meeting. The order is that of preference: of two that begin at one place the earlier wins.
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

export interface DueRule {
  readonly pattern: RegExp;
  /** Null = the words name a limit, but no day follows from them. */
  readonly read: (found: Found, base: LocalDate) => LocalDate | null;
}

export type Found = Readonly<Record<string, string | undefined>>;

const N = '(?:\\d{1,3}|[一二两三四五六七八九十廿卅]{1,3}|半)';
const YEAR = '(?:(?<year>\\d{4}|[〇零一二三四五六七八九]{4})年|(?<relative>今年|明年|后年|本年|去年)(?:度|的)?)?';
const MONTH = '(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?';
const DAY = '(?<day>[12]\\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号)';
const CLOCK =
  '(?:(?:上午|下午|晚上|中午|早上|凌晨)?\\s?(?:\\d{1,2}[:：]\\d{2}|\\d{1,2}[点时](?:半|一刻|三刻|\\d{1,2}分?)?)|下班|上班|开会)?';
const END = '(?:之前|以前|以内|之内|前|内|止|为止)?';

function rule(pattern: string, read: DueRule['read']): DueRule {
  return { pattern: new RegExp(pattern, 'u'), read };
}

export const CHINESE_DUE: readonly DueRule[] = [
  // 5月10日至15日, 5月10日到6月1日: the last day.
  rule(
    `${YEAR}${MONTH}(?:[12]\\d|3[01]|0?[1-9])(?:日|号)?(?:至|到|—|–|-|~|～)(?:(?<toMonth>1[0-2]|0?[1-9])月)?${DAY}${END}`,
    (found, base) => dated({ ...found, month: found['toMonth'] ?? found['month'] }, base),
  ),
  rule(`每(?:个)?月(?<day>\\d{1,2})(?:日|号)${END}`, ({ day }, base) => {
    const { year, month } = partsOf(base);
    const here = dayOf({ year, month, day: Number(day) });
    return here !== null && here > base ? here : dayOf(partsOfMonth(year, month + 1, Number(day)));
  }),
  rule(`${YEAR}${MONTH}${DAY}${CLOCK}${END}`, dated),
  rule(`${YEAR}${MONTH}(?<part>底|末|初|上旬|中旬|下旬|中)${END}`, (found, base) =>
    partOfMonth(yearOf(found, base), numberOf(found['month']), found['part'], base, hasYear(found)),
  ),
  // 9—11月: the last day of the last month.
  rule(`${YEAR}(?:1[0-2]|0?[1-9])月?(?:至|到|—|–|-|~|～)${MONTH}${END}`, ofMonth),
  rule(`${YEAR}${MONTH}${END}`, ofMonth),
  rule(`(?<year>\\d{4})(?<sep>[-./])(?<month>\\d{1,2})\\k<sep>(?<day>\\d{1,2})${END}`, dated),
  rule(`(?<![\\d.])(?<month>1[0-2]|0?[1-9])[./](?<day>[12]\\d|3[01]|0?[1-9])(?![\\d.%万亿元个])${END}`, dated),
  rule(`(?<when>今天|今日|今晚|今早|明天|明日|明晚|明早|后天|大后天)${CLOCK}${END}`, ({ when = '' }, base) =>
    plusDays(base, when === '大后天' ? 3 : when === '后天' ? 2 : when.startsWith('明') ? 1 : 0),
  ),
  rule(
    `(?<week>上|本|这|这个|下|下个|下下|下下个)?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天末])${CLOCK}${END}`,
    ({ week, weekday = '' }, base) => weekday2date(week, weekday, base),
  ),
  rule(`(?<week>本|这|这个|下|下个|下下|下下个)(?:周|星期|礼拜)${END}`, ({ week }, base) =>
    inWeek(base, weeksIn(week), 7),
  ),
  rule(`(?<which>本|这个|当|下个?|下下个?)月(?<day>\\d{1,2})(?:日|号)${END}`, ({ which, day }, base) => {
    const { year, month } = partsOf(base);
    return dayOf(partsOfMonth(year, month + monthsIn(which), Number(day)));
  }),
  rule(`(?<which>本|这个|当|下个?|下下个?)月(?<part>底|末|初|上旬|中旬|下旬)?${END}`, ({ which, part }, base) => {
    const { year, month } = partsOf(base);
    return partOfMonth(year, month + monthsIn(which), part ?? '底', base, true);
  }),
  rule(`(?<part>月底|月末|上旬|中旬|下旬)${END}`, ({ part }, base) => {
    const { year, month } = partsOf(base);
    return partOfMonth(year, month, part?.replace('月', ''), base, true);
  }),
  rule(`${YEAR}(?<which>本|这|下|第?[一二三四1-4])季度(?:末|底)?${END}`, ({ which, ...found }, base) => {
    const { month } = partsOf(base);
    const own = Math.ceil(month / 3);
    const quarter = which === '下' ? own + 1 : numberOf(which?.replace('第', '')) || own;
    return monthEnd(yearOf(found, base), quarter * 3);
  }),
  rule(`季度?末${END}`, (_found, base) => monthEnd(partsOf(base).year, Math.ceil(partsOf(base).month / 3) * 3)),
  rule(`${YEAR}上半年${END}`, (found, base) => monthEnd(yearOf(found, base), 6)),
  rule(`${YEAR}(?:下半年|年底|年末|年内|底前)${END}`, (found, base) => monthEnd(yearOf(found, base), 12)),
  rule(`(?<relative>今年|明年|后年|本年)(?:度)?(?:底|末|内)?${END}`, (found, base) =>
    monthEnd(yearOf(found, base), 12),
  ),
  rule(`(?<half>半)年(?:之内|以内|内|后)`, (_found, base) => plusMonths(base, 6)),
  rule(`(?:会后)?(?<n>${N})个?工作日(?:之内|以内|内)?`, ({ n }, base) => plusWorkingDays(base, numberOf(n))),
  rule(`(?:会后)?(?<n>${N})个?(?<unit>天|日|周|星期|礼拜|月|年)(?:之内|以内|内|后|之后)${END}`, ({ n, unit }, base) =>
    after(base, n, unit),
  ),
  rule(`(?<day>五一|国庆|元旦)(?:节|假期)?(?:之前|以前|前)`, ({ day }, base) => holidayEve(day, base)),
  rule(`(?:下次|下一次|下届)[^，,。；;：:\\s]{0,12}?会(?:议)?(?:召开)?(?:之前|以前|前)`, () => null),
  rule(`收到[^，,。；;：:\\s]{1,12}?后(?:${N}(?:个工作日|天|日)内)?`, () => null),
  rule(`会后|散会后`, (_found, base) => base),
  rule(`尽快|尽早|立即|马上|长期`, () => null),
];

/** A number in figures or in Chinese up to ninety-nine; 0 when it is none. */
function numberOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const digits = '零一二三四五六七八九';
  const plain = text.replace('两', '二').replace('〇', '零').replace('廿', '二十').replace('卅', '三十');
  const [tens, ones] = plain.includes('十') ? plain.split('十') : ['零', plain];
  const value = (part: string | undefined, empty: number): number =>
    part === undefined || part === '' ? empty : Math.max(0, digits.indexOf(part));
  return value(tens, 1) * 10 + value(ones, 0);
}

function hasYear({ year, relative }: Found): boolean {
  return year !== undefined || relative !== undefined;
}

function yearOf({ year, relative }: Found, base: LocalDate): number {
  const own = partsOf(base).year;
  if (year !== undefined)
    return /\d/.test(year) ? Number(year) : Number([...year].map((figure) => numberOf(figure)).join(''));
  return own + (relative === '明年' ? 1 : relative === '后年' ? 2 : relative === '去年' ? -1 : 0);
}

function dated(found: Found, base: LocalDate): LocalDate | null {
  const month = numberOf(found['month']);
  const day = numberOf(found['day']);
  return hasYear(found) ? dayOf({ year: yearOf(found, base), month, day }) : likelyDay(base, month, day);
}

function ofMonth(found: Found, base: LocalDate): LocalDate | null {
  return partOfMonth(yearOf(found, base), numberOf(found['month']), '底', base, hasYear(found));
}

/** 上旬 ends on the 10th, 中旬 on the 20th; 初 is counted like 上旬, 中 like 中旬. */
function partOfMonth(
  year: number,
  month: number,
  part: string | undefined,
  base: LocalDate,
  isCertain: boolean,
): LocalDate | null {
  const last = monthEnd(year, month);
  const near = isCertain ? last : likelyDay(base, month, partsOf(last).day);
  const end = near === null ? last : monthEnd(partsOf(near).year, partsOf(near).month);
  if (part === '初' || part === '上旬') return dayOf({ ...partsOf(end), day: 10 });
  return part === '中' || part === '中旬' ? dayOf({ ...partsOf(end), day: 20 }) : end;
}

function weekday2date(week: string | undefined, weekday: string, base: LocalDate): LocalDate {
  const day = weekday === '日' || weekday === '天' || weekday === '末' ? 7 : numberOf(weekday);
  // Without 本 or 下, a day that has passed this week is the next week's.
  const weeks = week === undefined ? (day > weekdayOf(base) ? 0 : 1) : week === '上' ? -1 : weeksIn(week);
  return inWeek(base, weeks, day);
}

function weeksIn(week: string | undefined): number {
  return week?.startsWith('下下') ? 2 : week?.startsWith('下') ? 1 : 0;
}

function monthsIn(which: string | undefined): number {
  return weeksIn(which);
}

function partsOfMonth(year: number, month: number, day: number): { year: number; month: number; day: number } {
  return month > 12 ? { year: year + 1, month: month - 12, day } : { year, month, day };
}

function after(base: LocalDate, count: string | undefined, unit: string | undefined): LocalDate | null {
  if (count === '半') return unit === '月' ? plusDays(base, 15) : unit === '年' ? plusMonths(base, 6) : null;
  const n = numberOf(count);
  if (unit === '月') return plusMonths(base, n);
  if (unit === '年') return plusMonths(base, n * 12);
  return plusDays(base, unit === '天' || unit === '日' ? n : n * 7);
}

/** Holidays of a fixed day; those of the moon have no table here. */
function holidayEve(day: string | undefined, base: LocalDate): LocalDate | null {
  const month = day === '国庆' ? 10 : day === '元旦' ? 1 : 5;
  const { year } = partsOf(base);
  const first = [year, year + 1].flatMap((each) => dayOf({ year: each, month, day: 1 }) ?? []).find((at) => at > base);
  return first === undefined ? null : plusDays(first, -1);
}
