// Days and clock times as the hall reads them, in the meeting's own time zone.
import { DAY_MS, localDateIn, wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import { dateText } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { HallWords } from './words.ts';

interface Place {
  readonly locale: Locale;
  readonly timeZone: string;
}

interface Planned {
  readonly plannedStart: EpochMs | null;
  readonly plannedEnd: EpochMs | null;
}

/**
 * `2021年4月23日　星期五　14:00—17:30`, as far as known; null when not even the start is. What goes on past midnight ends
 * 次日; of several days each is a part of its own, the second with its year only where that is another.
 */
export function meetingTime(planned: Planned, place: Place, words: HallWords): readonly string[] | null {
  const days = severalDays(planned, place);
  return days === null ? oneDay(planned, place, words) : [words.welcome.days(days[0], ''), days[1]];
}

/** The same for a sentence, whose parts commas divide: several days are one part. */
export function meetingTimeSaid(planned: Planned, place: Place, words: HallWords): readonly string[] | null {
  const days = severalDays(planned, place);
  return days === null ? oneDay(planned, place, words) : [words.welcome.days(...days)];
}

function oneDay({ plannedStart, plannedEnd }: Planned, place: Place, words: HallWords): readonly string[] | null {
  if (plannedStart === null) return null;
  const [day, start] = [dayParts(plannedStart, place), wallTimeIn(place.timeZone, plannedStart)];
  if (plannedEnd === null) return [...day, start];
  const end = wallTimeIn(place.timeZone, plannedEnd);
  const isNextDay = localDateIn(place.timeZone, plannedStart) !== localDateIn(place.timeZone, plannedEnd);
  return [...day, words.welcome.days(start, isNextDay ? words.welcome.nextDay(end) : end)];
}

/** When it begins and ends, each with its day; null for what is over before the same hour of the next day. */
function severalDays({ plannedStart, plannedEnd }: Planned, place: Place): readonly [string, string] | null {
  if (plannedStart === null || plannedEnd === null) return null;
  const [from, to] = [localDateIn(place.timeZone, plannedStart), localDateIn(place.timeZone, plannedEnd)];
  if (from === to) return null;
  const [start, end] = [wallTimeIn(place.timeZone, plannedStart), wallTimeIn(place.timeZone, plannedEnd)];
  if (plannedEnd - plannedStart < DAY_MS && end < start) return null;
  const year = from.slice(0, 4) !== to.slice(0, 4);
  return [`${dateText(plannedStart, place)} ${start}`, `${dateText(plannedEnd, { ...place, year })} ${end}`];
}

function dayParts(at: EpochMs, { locale, timeZone }: Place): readonly [string, string] {
  const weekday = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, weekday: 'long' }).format(at);
  return [dateText(at, { locale, timeZone }), weekday];
}
