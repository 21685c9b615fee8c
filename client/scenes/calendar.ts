// Days and clock times as the hall reads them, in the meeting's own time zone.
import { localDateIn, wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import { dateText } from '../../shared/i18n/format.ts';
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
  const weekday = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, weekday: 'long' }).format(at);
  return [dateText(at, { locale, timeZone }), weekday];
}
