// Days and clock times as the hall reads them, in the meeting's own time zone.
import { DAY_MS, localDateIn, wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import { dateText } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { HallWords } from './words.ts';

interface Place {
  readonly locale: Locale;
  readonly timeZone: string;
}

/**
 * `2021年4月23日　星期五　14:00—17:30`, as far as known; null when not even the start is. What goes on past midnight ends
 * 次日; of several days each is a part of its own, the second with its year only where that is another.
 */
export function meetingTime(
  { plannedStart, plannedEnd }: { plannedStart: EpochMs | null; plannedEnd: EpochMs | null },
  place: Place,
  words: HallWords,
): readonly string[] | null {
  if (plannedStart === null) return null;
  const start = wallTimeIn(place.timeZone, plannedStart);
  if (plannedEnd === null) return [...dayParts(plannedStart, place), start];
  const end = wallTimeIn(place.timeZone, plannedEnd);
  const [from, to] = [localDateIn(place.timeZone, plannedStart), localDateIn(place.timeZone, plannedEnd)];
  if (from === to) return [...dayParts(plannedStart, place), words.welcome.days(start, end)];
  if (plannedEnd - plannedStart < DAY_MS && end < start)
    return [...dayParts(plannedStart, place), words.welcome.days(start, words.welcome.nextDay(end))];
  const year = from.slice(0, 4) !== to.slice(0, 4);
  const last = `${dateText(plannedEnd, { ...place, year })} ${end}`;
  return [words.welcome.days(`${dayParts(plannedStart, place)[0]} ${start}`, ''), last];
}

function dayParts(at: EpochMs, { locale, timeZone }: Place): readonly [string, string] {
  const weekday = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, weekday: 'long' }).format(at);
  return [dateText(at, { locale, timeZone }), weekday];
}
