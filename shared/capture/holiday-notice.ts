// The notice in which the State Council's office publishes the holidays of a year is read by rules: which days are free, which
// are worked in exchange. What the notice says twice (the day of the week, how many days) is compared, since a slip of the pen
// there would make every limit wrong.
import { dayOf, plusDays, weekdayOf } from '../lib/calendar-day.ts';
import { narrowed } from '../lib/half-width.ts';
import type { LocalDate } from '../lib/time.ts';
import type { Holiday, HolidayYear } from '../domain/working-days.ts';

/** `weekday`, `count`: the notice contradicts itself, or it is of another year. `unread`: nothing was made of the sentence. */
export type HolidayRemarkCode = 'weekday' | 'count' | 'unread';
export interface HolidayRemark {
  readonly code: HolidayRemarkCode;
  /** The words it is about. */
  readonly text: string;
}

export interface ReadHolidays {
  readonly year: HolidayYear;
  readonly remarks: readonly HolidayRemark[];
}

const DAY = String.raw`(?:(?:(?<y>\d{4})年)?(?<m>\d{1,2})月)?(?<d>\d{1,2})日(?<note>\([^)]*\))?`;
const FREE = new RegExp(`${DAY}(?:\\s*(?:至|到|-|—|~)\\s*${DAY.replaceAll('(?<', '(?<to_')})?放假`, 'u');
const EACH_DAY = new RegExp(DAY, 'gu');
const WEEKDAYS = '一二三四五六日';
/** Where a name is missing, the day tells it. */
const FIXED: readonly (readonly [string, string])[] = [
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['10-01', '国庆节'],
];
const MAX_CHARS = 20_000;
/** Longer ones say something else. */
const MAX_SENTENCE = 300;

/** `year`: of the days whose year the text does not say. */
export function readHolidayNotice(text: string, year: number): ReadHolidays {
  const plain = narrowed(text.slice(0, MAX_CHARS), /[０-９（）：－～]/gu).replace(/[^\S\n]+/gu, '');
  const told = /关于(\d{4})年部分节假日/u.exec(plain.replaceAll('\n', ''))?.[1];
  const reader = new NoticeReader(told === undefined ? year : Number(told));
  for (const line of plain.split(/\n|(?:^|(?<=[。;；]))(?=[一二三四五六七八九十]+、)/u)) reader.line(line);
  return reader.result();
}

class NoticeReader {
  readonly #year: number;
  readonly #holidays: Holiday[] = [];
  readonly #worked = new Set<LocalDate>();
  readonly #remarks: HolidayRemark[] = [];
  #name = '';

  constructor(year: number) {
    this.#year = year;
  }

  line(line: string): void {
    const head = /^(?:\(?[一二三四五六七八九十\d]{1,3}\)?[、.)]?)?(?<name>[\p{Script=Han}、]{2,12}):/u.exec(line);
    const name = head?.groups?.['name'];
    if (name !== undefined) this.#name = name;
    for (const sentence of line.slice(head?.[0].length ?? 0).split(/[。;；\n]/u)) this.#sentence(sentence);
  }

  result(): ReadHolidays {
    const holidays = [...this.#holidays].sort((a, b) => (a.from < b.from ? -1 : 1));
    return { year: { year: this.#year, holidays, worked: [...this.#worked].sort() }, remarks: this.#remarks };
  }

  #sentence(sentence: string): void {
    if (sentence.length > MAX_SENTENCE || /^(?:鼓励|节假日期间|各地区|经国务院|现将)/u.test(sentence)) return;
    const hasDay = /\d日/u.test(sentence);
    if (hasDay && sentence.includes('放假')) this.#free(sentence);
    else if (hasDay && sentence.includes('上班')) this.#work(sentence);
    else if (hasDay && sentence.includes('调休')) this.#remark('unread', sentence);
  }

  #free(sentence: string): void {
    const found = FREE.exec(sentence)?.groups;
    const from = found === undefined ? null : this.#day(found, '', null);
    const to = found === undefined ? null : found['to_d'] === undefined ? from : this.#day(found, 'to_', from);
    if (from === null || to === null || to < from) return this.#remark('unread', sentence);
    const said = /共(\d+)天/u.exec(sentence)?.[1];
    const holiday = { name: this.#name === '' ? nameOf(from, to) : this.#name, from, to };
    if (said !== undefined && plusDays(from, Number(said) - 1) !== to) this.#remark('count', sentence);
    this.#holidays.push(holiday);
    this.#name = '';
  }

  #work(sentence: string): void {
    let before: LocalDate | null = null;
    for (const { groups = {} } of sentence.matchAll(EACH_DAY)) {
      const day = this.#day(groups, '', before);
      if (day === null) this.#remark('unread', sentence);
      else this.#worked.add(day);
      before = day ?? before;
    }
  }

  /** What it does not say of year and month is that of the day before it, `before`. */
  #day(
    found: Readonly<Record<string, string | undefined>>,
    prefix: string,
    before: LocalDate | null,
  ): LocalDate | null {
    const [y, m, d, note] = ['y', 'm', 'd', 'note'].map((name) => found[`${prefix}${name}`]);
    const year = y !== undefined ? Number(y) : before !== null ? Number(before.slice(0, 4)) : this.#year;
    const month = m !== undefined ? Number(m) : before === null ? 0 : Number(before.slice(5, 7));
    const day = dayOf({ year, month, day: Number(d) });
    const said = /(?:周|星期)([一二三四五六日天])/u.exec(note ?? '')?.[1]?.replace('天', '日');
    if (day !== null && said !== undefined && weekdayOf(day) !== WEEKDAYS.indexOf(said) + 1)
      this.#remark('weekday', `${m === undefined ? '' : `${m}月`}${d}日${note}`);
    return day;
  }

  #remark(code: HolidayRemarkCode, text: string): void {
    this.#remarks.push({ code, text });
  }
}

function nameOf(from: LocalDate, to: LocalDate): string {
  const inside = FIXED.find(([day]) => [from, to].some((end) => day >= from.slice(5) && day <= end.slice(5)));
  return inside?.[1] ?? '放假';
}
