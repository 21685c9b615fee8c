// Instants, durations and dates without a time. Reads no clock: `now` is always passed in.
import { brand, type Brand } from './brand.ts';

/** Milliseconds since 1970-01-01T00:00Z, as the server's clock gave them. */
export type EpochMs = number;
/** A length of time in milliseconds. */
export type DurationMs = number;
/** A calendar day `YYYY-MM-DD`, without a time or a zone. */
export type LocalDate = Brand<string, 'LocalDate'>;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The end of the year 9999. Beyond the last day a Date can name, formatting throws; this leaves room for sums. */
export const LAST_INSTANT: EpochMs = 253_402_300_799_999;

/** `value` as an instant that every clock and calendar can tell, in whole milliseconds; null for anything else. */
export function instantFrom(value: unknown): EpochMs | null {
  return typeof value === 'number' && value >= 0 && value <= LAST_INSTANT ? Math.floor(value) : null;
}

/** `value` as a length of time that a plan can hold, at most a year; null for anything else. */
export function durationFrom(value: unknown): DurationMs | null {
  return typeof value === 'number' && value >= 0 && value <= 366 * DAY_MS ? value : null;
}

/** The day named by `text`, or null unless it is a real day of the calendar written `YYYY-MM-DD`. */
export function parseLocalDate(text: string): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? brand<LocalDate>(text) : null;
}

/** The instant of `date` at `HH:MM` wall time in `timeZone` (IANA name); null when either is not well formed. */
export function instantIn(timeZone: string, date: string, wallTime: string): EpochMs | null {
  const time = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(wallTime);
  if (!time || parseLocalDate(date) === null) return null;
  const guess = Date.parse(`${date}T${wallTime}:00Z`);
  // Two rounds settle the offset around a change of summer time.
  const first = guess - offsetMs(timeZone, guess);
  return guess - offsetMs(timeZone, first);
}

/** The day that `at` falls on in `timeZone`. */
export function localDateIn(timeZone: string, at: EpochMs): LocalDate {
  return brand<LocalDate>(new Date(at + offsetMs(timeZone, at)).toISOString().slice(0, 10));
}

/** Wall time of `at` in `timeZone` as `HH:MM`. */
export function wallTimeIn(timeZone: string, at: EpochMs): string {
  return new Date(at + offsetMs(timeZone, at)).toISOString().slice(11, 16);
}

function offsetMs(timeZone: string, at: EpochMs): DurationMs {
  const parts = wallClockOf(timeZone).formatToParts(at);
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return wall - Math.floor(at / SECOND_MS) * SECOND_MS;
}

/** Making one takes a hundred times as long as asking it. A process knows the zones of few meetings at a time. */
const WALL_CLOCKS = new Map<string, Intl.DateTimeFormat>();
const MAX_WALL_CLOCKS = 16;

function wallClockOf(timeZone: string): Intl.DateTimeFormat {
  const known = WALL_CLOCKS.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (WALL_CLOCKS.size >= MAX_WALL_CLOCKS) WALL_CLOCKS.clear();
  WALL_CLOCKS.set(timeZone, made);
  return made;
}
