// Limits of time as Chinese minutes write them (domain.md §7), each as a pattern and what it means on the day of the
// meeting. The order is that of preference: of two that begin at one place the earlier wins.
import { dayOf, inWeek, monthEnd, likelyDay, partsOf, plusDays, plusMonths, weekdayOf } from '../lib/calendar-day.ts';
import { addWorkingDays, eveOfHoliday, knowsHolidaysOf, type WorkCalendar } from '../domain/working-days.ts';
import type { LocalDate } from '../lib/time.ts';

export interface DueRule {
  readonly pattern: RegExp;
  /** Null = the words name a limit, but no day follows from them. */
  readonly read: (found: Found, base: LocalDate, calendar: WorkCalendar) => LocalDate | null;
  /** Only where the sentence names no other: 会后, 尽快, 今年 say when, but hardly by when. */
  readonly isVague?: true;
}

export type Found = Readonly<Record<string, string | undefined>>;

const N = '(?:\\d{1,3}|[一二两三四五六七八九十廿卅]{1,3}|半)';
const YEAR = '(?:(?<year>\\d{4}|[〇零一二三四五六七八九]{4})年|(?<relative>今年|明年|后年|本年|去年)(?:度|的)?)?';
const MONTH = '(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?';
const DAY = '(?<day>[12]\\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号)';
const CLOCK =
  '(?:[（(](?:周|星期)[一二三四五六日天][）)])?(?:(?:上午|下午|晚上|中午|早上|凌晨|晚)?\\s?(?:\\d{1,2}[:：]\\d{2}|(?:\\d{1,2}|[一二三四五六七八九十]{1,2})[点时](?:半|一刻|三刻|\\d{1,2}分?)?)|下班|上班|开会|上午|下午|晚上|中午|早上|晚间)?';
const END = '(?:(?:结束|到来|来临)?(?:之前|以前|前)|以内|之内|内|止|为止)?';
const UNTIL = '(?:至|到|—{1,2}|–|-|~|～)';
/** After something that is still to come: no day follows. */
const WITHIN = `(?:${N}个?(?:工作日|小时|天|日|周|星期|月)(?:之内|以内|内))`;
/** Days of a fixed date that people name, and the name of a holiday in the table. */
const FIXED_DAYS: Readonly<Record<string, readonly [month: number, day: number]>> = {
  元旦: [1, 1],
  三八: [3, 8],
  五一: [5, 1],
  劳动: [5, 1],
  五四: [5, 4],
  六一: [6, 1],
  七一: [7, 1],
  八一: [8, 1],
  教师: [9, 10],
  十一: [10, 1],
  国庆: [10, 1],
};
const TABLE_NAMES: Readonly<Record<string, string>> = { 五一: '劳动', 十一: '国庆', 过年: '春节', 新年: '元旦' };
const HOLIDAY =
  '(?<![一二三四五六七八九十\\d])(?<holiday>元旦|新年|春节|过年|清明|三八|五一|劳动节|五四|六一|七一|八一|端午|中秋|教师节|十一(?!月)|国庆)(?:节|小长假|长假|黄金周)?(?:假期|放假)?';

function rule(pattern: string, read: DueRule['read']): DueRule {
  return { pattern: new RegExp(pattern, 'u'), read };
}

function vague(pattern: string, read: DueRule['read']): DueRule {
  return { ...rule(pattern, read), isVague: true };
}

const AFTER_MEETING = '(?:(?:本次)?会(?:议)?(?:结束)?后的?|(?:自)?(?:即日|今日)起)?';

export const CHINESE_DUE: readonly DueRule[] = [
  // 5月10日至15日, 5月10日到6月1日: the last day.
  rule(
    `${YEAR}${MONTH}(?:[12]\\d|3[01]|0?[1-9])(?:日|号)?${UNTIL}(?:(?:(?<toYear>\\d{4})年)?(?<toMonth>1[0-2]|0?[1-9])月)?${DAY}${END}`,
    (found, base) =>
      dated({ ...found, month: found['toMonth'] ?? found['month'], year: found['toYear'] ?? found['year'] }, base),
  ),
  // 每年3月底前: the first to come.
  rule(`每年(?:的)?${MONTH}(?:${DAY}|(?<part>底|末|初|上旬|中旬|下旬))?${END}`, (found, base) => {
    const month = numberOf(found['month']);
    const of = (year: number): LocalDate | null =>
      found['day'] === undefined
        ? partOfMonth(year, month, found['part'] ?? '底', base, true)
        : dayOf({ year, month, day: numberOf(found['day']) });
    const here = of(partsOf(base).year);
    return here !== null && here > base ? here : of(partsOf(base).year + 1);
  }),
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
  rule(`${YEAR}(?:1[0-2]|0?[1-9])月?${UNTIL}(?:(?<toYear>\\d{4})年)?${MONTH}${END}`, (found, base) =>
    ofMonth({ ...found, year: found['toYear'] ?? found['year'] }, base),
  ),
  rule(`${YEAR}${MONTH}${END}`, ofMonth),
  rule(`(?<year>\\d{4})(?<sep>[-./])(?<month>\\d{1,2})\\k<sep>(?<day>\\d{1,2})${END}`, dated),
  rule(
    `(?<![\\d.])(?<month>1[0-2]|0?[1-9])[./](?<day>[12]\\d|3[01]|0?[1-9])(?![\\d.%万亿元个版条章节款倍])${END}`,
    dated,
  ),
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
  rule(`${YEAR}(?<which>本|这|当|下|第?[一二三四1-4])季度(?:末|底)?${END}`, ({ which, ...found }, base) => {
    const { month } = partsOf(base);
    const own = Math.ceil(month / 3);
    const quarter = which === '下' ? own + 1 : numberOf(which?.replace('第', '')) || own;
    return monthEnd(yearOf(found, base), quarter * 3);
  }),
  rule(`(?:每(?:个)?季度|季度?末)(?:末|底)?${END}`, (_found, base) =>
    monthEnd(partsOf(base).year, Math.ceil(partsOf(base).month / 3) * 3),
  ),
  rule(`${YEAR}(?:上半年|年中)${END}`, (found, base) => monthEnd(yearOf(found, base), 6)),
  rule(`${YEAR}(?:下半年|年底|年末|年终|岁末|年内|底前)${END}`, (found, base) => monthEnd(yearOf(found, base), 12)),
  rule(`(?:(?<year>\\d{4})年|(?<relative>今年|明年|后年|本年)(?:度)?)(?:底|末|内)${END}`, (found, base) =>
    monthEnd(yearOf(found, base), 12),
  ),
  vague(`(?<relative>今年|明年|后年|本年)(?:度)?${END}`, (found, base) => monthEnd(yearOf(found, base), 12)),
  rule(`(?<half>半)年(?:之内|以内|内|后)`, (_found, base) => plusMonths(base, 6)),
  // After what is still to come no day can be counted.
  rule(`(?:收到|接到|自(?!即日|今日|本次))[^，,。；;：:\\s]{1,16}?(?:之日起|后)${WITHIN}?`, () => null),
  rule(
    `(?!(?:本次)?会)[^，,。；;：:\\s于在部处组委室办须应要由请]{0,8}(?:印发|发布|批准|批复|签批|通过|签订|签署|验收|公示|结束|闭幕|到账|到位|获批|完成)(?:之)?后${WITHIN}`,
    () => null,
  ),
  rule(`${AFTER_MEETING}(?<n>${N})个?工作日(?:之内|以内|内)?`, ({ n }, base, calendar) =>
    addWorkingDays(base, numberOf(n), calendar),
  ),
  rule(`${AFTER_MEETING}(?<n>\\d{1,3})个?小时(?:之内|以内|内)`, ({ n }, base) =>
    plusDays(base, Math.ceil(numberOf(n) / 24)),
  ),
  rule(`${AFTER_MEETING}(?<n>[一两二1-9])个半月(?:之内|以内|内)`, ({ n }, base) =>
    plusDays(plusMonths(base, numberOf(n)), 15),
  ),
  rule(
    `${AFTER_MEETING}(?<n>${N})个?(?<unit>天|日|周|星期|礼拜|季度|月|年)(?:之内|以内|内|后|之后)${END}`,
    ({ n, unit }, base) => after(base, n, unit),
  ),
  // The 25th: of this month while it is still to come.
  rule(`(?<![\\d月第—–~～至到-])(?<day>[12]\\d|3[01]|[1-9])(?:日|号)${CLOCK}(?:之前|以前|前)`, ({ day }, base) => {
    const { year, month } = partsOf(base);
    const here = dayOf({ year, month, day: Number(day) });
    return here !== null && here >= base ? here : dayOf(partsOfMonth(year, month + 1, Number(day)));
  }),
  rule(`${HOLIDAY}(?:到来|来临)?(?:之前|以前|前)`, ({ holiday }, base, calendar) => eveOf(holiday, base, calendar)),
  rule(`${HOLIDAY}后(?:的)?(?:第一个工作日|首个工作日|上班第一天)`, ({ holiday }, base, calendar) => {
    const eve = eveOf(holiday, base, calendar);
    const first = eve === null ? null : addWorkingDays(eve, 1, calendar);
    // How long a holiday of a year not published yet lasts, nobody knows.
    return first !== null && knowsHolidaysOf(first, calendar) ? first : null;
  }),
  rule(`(?<!环|细|章|情|季|时|调|礼|佳)(?:节|假期|放假)(?:之前|以前|前)`, (_found, base, calendar) =>
    eveOfHoliday('', base, calendar),
  ),
  rule(`(?:下次|下一次|下届)[^，,。；;：:\\s]{0,12}?会(?:议)?(?:召开)?(?:之前|以前|前)`, () => null),
  rule(
    `[^，,。；;：:\\s于在前部处组委室办须应要由请]{0,8}(?:大会|年会|理事会|展会|会议|活动|论坛|峰会|换届|校庆|店庆|暑假|寒假|暑期|开学|汛期|验收|开幕|启动)(?:召开|举行|举办|开始|到来|结束)?(?:之前|以前|前)`,
    () => null,
  ),
  vague(`(?:下次|下一次)[^，,。；;：:\\s]{0,12}?会(?:议)?(?!员|长|费)`, () => null),
  vague(`会后|散会后`, (_found, base) => base),
  vague(`尽快|尽早|立即|马上|长期`, () => null),
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
  if (unit === '月' || unit === '季度') return plusMonths(base, unit === '月' ? n : n * 3);
  if (unit === '年') return plusMonths(base, n * 12);
  return plusDays(base, unit === '天' || unit === '日' ? n : n * 7);
}

/** The day before a holiday begins; of one that the table does not know, the day before its date if it has one. */
function eveOf(holiday: string | undefined, base: LocalDate, calendar: WorkCalendar): LocalDate | null {
  const name = holiday?.replace('节', '') ?? '';
  const known = eveOfHoliday(TABLE_NAMES[name] ?? name, base, calendar);
  const [month, day] = FIXED_DAYS[name] ?? [];
  if (known !== null || month === undefined || day === undefined) return known;
  const { year } = partsOf(base);
  const first = [year, year + 1].flatMap((each) => dayOf({ year: each, month, day }) ?? []).find((at) => at > base);
  return first === undefined ? null : plusDays(first, -1);
}
