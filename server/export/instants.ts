// Days and times of day as a document prints them, in its language and its zone.
import type { Locale } from '../../shared/i18n/locale.ts';
import { wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';

/** How a document is printed: its language, and the zone (IANA name) that its times are told in. */
export interface PrintOptions {
  readonly locale: Locale;
  readonly timeZone: string;
}

/** 2021年4月23日星期五 · Friday 23 April 2021. */
export function dayText(at: EpochMs, { locale, timeZone }: PrintOptions): string {
  const language = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(at);
}

/** 14:05. */
export function timeText(at: EpochMs, { timeZone }: PrintOptions): string {
  return wallTimeIn(timeZone, at);
}
