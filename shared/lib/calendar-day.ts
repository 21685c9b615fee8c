// Days of the calendar and what follows from them: ends of months, weeks that begin on Monday. Knows no holidays, and no
// words.
import { brand } from './brand.ts';
import { DAY_MS, parseLocalDate, type LocalDate } from './time.ts';

export interface Day {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}

export function partsOf(date: LocalDate): Day {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return { year, month, day };
}

/** Null unless it is a real day. */
export function dayOf({ year, month, day }: Day): LocalDate | null {
  const pad = (number: number, length: number): string => String(number).padStart(length, '0');
  return parseLocalDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

/** The last day of a month; months beyond 1–12 count on into other years. */
export function monthEnd(year: number, month: number): LocalDate {
  return fromUtc(Date.UTC(year, month, 0));
}

export function plusDays(date: LocalDate, days: number): LocalDate {
  return fromUtc(utcOf(date) + days * DAY_MS);
}

/** The same day of another month, or that month's last. */
export function plusMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = partsOf(date);
  const end = monthEnd(year, month + months);
  return day < partsOf(end).day ? plusDays(end, day - partsOf(end).day) : end;
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(utcOf(date)).getUTCDay() || 7;
}

/** `weekday` of the week that lies `weeks` after that of `date`. */
export function inWeek(date: LocalDate, weeks: number, weekday: number): LocalDate {
  return plusDays(date, weeks * 7 + weekday - weekdayOf(date));
}

/** Half a year: a day further back than this is meant of the next year. */
const LONG_PAST_DAYS = 183;

/** That day of `base`'s year; of the next one where it lies long past: in December, January is the coming one. */
export function likelyDay(base: LocalDate, month: number, day: number): LocalDate | null {
  const { year } = partsOf(base);
  const here = dayOf({ year, month, day });
  const isPast = here !== null && here < plusDays(base, -LONG_PAST_DAYS);
  return isPast || here === null ? (dayOf({ year: year + 1, month, day }) ?? here) : here;
}

function utcOf(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function fromUtc(at: number): LocalDate {
  return brand<LocalDate>(new Date(at).toISOString().slice(0, 10));
}
