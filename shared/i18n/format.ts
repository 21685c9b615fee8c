// Numbers, dates, lengths of time and lists of names as people of each language write them. Knows no sentence; those
// are in the catalogues.
import { localDateIn, parseLocalDate, SECOND_MS, wallTimeIn, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { Locale } from './locale.ts';

const DIGITS = '〇一二三四五六七八九';

/** 1–99 as items are numbered (一, 十, 十二, 九十九); anything else in figures. */
export function chineseNumber(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 99) return String(number);
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return `${tens > 1 ? digit(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digit(ones) : ''}`;
}

/** How many of something: before a measure word it is 两, not 二. */
export function chineseCount(n: number): string {
  return n === 2 ? '两' : chineseNumber(n);
}

/** 二〇二一年四月二十三日, as formal documents write a day; the text itself when it is no day. */
export function chineseDate(date: string): string {
  if (parseLocalDate(date) === null) return date;
  const [year = '', month = '', day = ''] = date.split('-');
  return `${[...year].map((figure) => digit(Number(figure))).join('')}年${chineseNumber(Number(month))}月${chineseNumber(Number(day))}日`;
}

/** 《章程》, as a document is named; one that has its marks already, or several that do, as they are. */
export function documentTitle(name: string): string {
  return /^《.*》$/su.test(name) ? name : `《${name}》`;
}

/** Words that follow one another without a space in Chinese; between two Latin ones there is one: Save the Children Director. */
export function sideBySide(...parts: readonly string[]): string {
  return parts.reduce(
    (text, part) => `${text}${/[A-Za-z0-9.,)]$/u.test(text) && /^[A-Za-z0-9(]/u.test(part) ? ' ' : ''}${part}`,
    '',
  );
}

export interface DateStyle {
  readonly locale: Locale;
  /** IANA name. */
  readonly timeZone: string;
  readonly weekday?: boolean;
  /** False leaves the year out. */
  readonly year?: boolean;
}

/** 2021年4月23日 星期五 · Friday 23 April 2021. */
export function dateText(at: EpochMs, { locale, timeZone, weekday = false, year = true }: DateStyle): string {
  const language = locale === 'en' ? 'en-GB' : 'zh-CN';
  const parts = new Intl.DateTimeFormat(language, {
    timeZone,
    month: 'long',
    day: 'numeric',
    ...(year ? { year: 'numeric' } : {}),
  });
  const name = weekday ? new Intl.DateTimeFormat(language, { timeZone, weekday: 'long' }).format(at) : '';
  const day = parts.format(at);
  if (name === '') return day;
  return locale === 'en' ? `${name} ${day}` : `${day} ${name}`;
}

/** 14:05, by the clock on the wall of `timeZone`. */
export function clockText(at: EpochMs, timeZone: string): string {
  return wallTimeIn(timeZone, at);
}

/** 22:14, from one hour on 1:02:14; a length below zero has a minus sign. */
export function durationText(length: DurationMs): string {
  const seconds = Math.floor(Math.abs(length) / SECOND_MS);
  const pad = (number: number): string => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const sign = length <= -SECOND_MS ? '−' : '';
  return `${sign}${hours > 0 ? `${hours}:` : ''}${rest}`;
}

/** 640 B, 48 KB, 3.2 MB: as file managers count, in steps of 1024. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000 * 1_024) return `${Math.max(1, Math.round(bytes / 1_024))} KB`;
  const megabytes = bytes / (1_024 * 1_024);
  return `${megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes)} MB`;
}

/** 甲、乙、丙 · A, B and C; empty names are left out. */
export function nameList(names: readonly string[], locale: Locale): string {
  const present = names.map((name) => name.trim()).filter((name) => name !== '');
  if (locale === 'zh-CN') return present.join('、');
  const last = present.at(-1) ?? '';
  return present.length < 2 ? last : `${present.slice(0, -1).join(', ')} and ${last}`;
}

/**
 * A limit: 6月30日前 · by 30 June, with the year when it is not that of `now`. What was said in words (月底) stays as it
 * was said; '' without either.
 */
export function dueText(
  limit: { readonly due: string | null; readonly dueText: string | null },
  { locale, timeZone, now }: { readonly locale: Locale; readonly timeZone: string; readonly now: EpochMs },
): string {
  const date = limit.due === null ? null : parseLocalDate(limit.due);
  if (date === null) return limit.dueText ?? limit.due ?? '';
  const isThisYear = localDateIn(timeZone, now).slice(0, 4) === date.slice(0, 4);
  // A day has no zone: it is printed in the one it is read in.
  const day = dateText(Date.parse(`${date}T00:00:00Z`), { locale, timeZone: 'UTC', year: !isThisYear });
  return locale === 'en' ? `by ${day}` : `${day}前`;
}

function digit(number: number): string {
  return DIGITS[number] ?? '';
}
