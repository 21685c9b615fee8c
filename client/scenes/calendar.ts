// Days and clock times as the hall reads them, in the meeting's own time zone.
import { localDateIn, wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { HallWords } from './words.ts';

interface Place {
  readonly locale: Locale;
  readonly timeZone: string;
}

/** `2021年4月23日　星期五　14:00—17:30`, as far as known; null when not even the start is. */
export function meetingTime(
  { plannedStart, plannedEnd }: { plannedStart: EpochMs | null; plannedEnd: EpochMs | null },
  place: Place,
  words: HallWords,
): readonly string[] | null {
  if (plannedStart === null) return null;
  const isOneDay =
    plannedEnd !== null && localDateIn(place.timeZone, plannedStart) === localDateIn(place.timeZone, plannedEnd);
  const start = wallTimeIn(place.timeZone, plannedStart);
  if (plannedEnd === null) return [...dayParts(plannedStart, place), start];
  const end = wallTimeIn(place.timeZone, plannedEnd);
  if (isOneDay) return [...dayParts(plannedStart, place), words.welcome.days(start, end)];
  return [
    words.welcome.days(`${dayParts(plannedStart, place)[0]} ${start}`, `${dayParts(plannedEnd, place)[0]} ${end}`),
  ];
}

function dayParts(at: EpochMs, { locale, timeZone }: Place): readonly [string, string] {
  const day = new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', month: 'long', day: 'numeric' }).format(at);
  return [day, new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long' }).format(at)];
}

/** A task's limit: a date becomes `6月30日前`; what was said in words stays as it was said. */
export function dueText(due: string | null, locale: Locale, words: HallWords): string {
  if (due === null) return '';
  const date = /^\d{4}-\d{2}-\d{2}$/.test(due) ? Date.parse(`${due}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(date)) return due;
  return words.closing.by(
    new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      month: locale === 'en' ? 'short' : 'long',
      day: 'numeric',
    }).format(date),
  );
}
