// Days and times as people read them, in the language shown and the time zone of this device.
import { getContext, setContext } from 'svelte';
import { invariant } from '../shared/lib/assert.ts';
import { localDateIn, parseLocalDate, wallTimeIn, type EpochMs } from '../shared/lib/time.ts';
import type { Words } from './i18n.svelte.ts';

interface CalendarOptions {
  readonly words: Words;
  /** IANA name. */
  readonly timeZone: string;
  readonly now: () => EpochMs;
}

export class Calendar {
  readonly #options: CalendarOptions;

  constructor(options: CalendarOptions) {
    this.#options = options;
  }

  get timeZone(): string {
    return this.#options.timeZone;
  }

  /** The same language and clock in another zone. */
  in(timeZone: string): Calendar {
    return new Calendar({ ...this.#options, timeZone });
  }

  now(): EpochMs {
    return this.#options.now();
  }

  /** 4月29日, 29 April; with the year when it is not this one. */
  day(at: EpochMs): string {
    const sameYear = this.#date(at).slice(0, 4) === this.#date(this.now()).slice(0, 4);
    return sameYear ? this.dayOfYear(at) : this.fullDay(at);
  }

  /** 2021年4月29日, 29 April 2021. */
  fullDay(at: EpochMs): string {
    return this.#say(at, { year: 'numeric', month: 'long', day: 'numeric' });
  }

  /** 4月29日, 29 April, without the year. */
  dayOfYear(at: EpochMs): string {
    return this.#say(at, { month: 'long', day: 'numeric' });
  }

  /** 2021年, 2021. */
  year(at: EpochMs): string {
    return this.#say(at, { year: 'numeric' });
  }

  /** 星期四, Thursday. */
  weekday(at: EpochMs): string {
    return this.#say(at, { weekday: 'long' });
  }

  /** What a date field holds, as the page says it: 2026年12月8日星期二, Tuesday, 8 December 2026. Null while it names no day. */
  inWords(date: string): string | null {
    if (parseLocalDate(date) === null) return null;
    return this.#say(this.noonOf(date), { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
  }

  /** 14:00, 09:30: two digits, as in the minutes, on the hall's screen and in what is printed. */
  time(at: EpochMs): string {
    return wallTimeIn(this.timeZone, at);
  }

  isToday(at: EpochMs): boolean {
    return this.#date(at) === this.#date(this.now());
  }

  isBeforeToday(at: EpochMs): boolean {
    return this.#date(at) < this.#date(this.now());
  }

  /** Noon of a `YYYY-MM-DD` in this zone, so that the functions above name that very day. */
  noonOf(date: string): EpochMs {
    const utcNoon = Date.parse(`${date}T12:00:00Z`);
    const shift = this.#date(utcNoon) === date ? 0 : this.#date(utcNoon) < date ? 12 : -12;
    return utcNoon + shift * 3_600_000;
  }

  #date(at: EpochMs): string {
    return localDateIn(this.timeZone, at);
  }

  #say(at: EpochMs, parts: Intl.DateTimeFormatOptions): string {
    const locale = this.#options.words.locale === 'en' ? 'en-GB' : 'zh-CN';
    return formatterOf(locale, { timeZone: this.timeZone, ...parts }).format(at);
  }
}

/** Making one takes longer than all that a list says with it. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = FORMATTERS.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  FORMATTERS.set(key, made);
  return made;
}

const CONTEXT = Symbol('calendar');

export function provideCalendar(calendar: Calendar): Calendar {
  return setContext(CONTEXT, calendar);
}

export function useCalendar(): Calendar {
  const calendar = getContext<Calendar | undefined>(CONTEXT);
  invariant(calendar, 'no calendar in this context');
  return calendar;
}
