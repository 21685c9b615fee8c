// What an operator writes for the end of a countdown: some minutes (5), or a time of the day (9:30, 14：00). Knows the
// meeting's zone and the server's clock, and no other.
import { DAY_MS, instantIn, localDateIn, MINUTE_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';

export type CountdownEnd = { readonly forMs: DurationMs } | { readonly to: EpochMs };

const MAX_MINUTES = 1_440;

/** Null when it says neither. A time that is over today is tomorrow's. */
export function countdownEnd(written: string, now: EpochMs, timeZone: string): CountdownEnd | null {
  const text = written.normalize('NFKC').trim();
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/u.exec(text) ?? [];
  if (hour !== undefined && minute !== undefined) return nextTime(`${hour.padStart(2, '0')}:${minute}`, now, timeZone);
  const count = Number(text);
  const isCount = /^\d+$/u.test(text) && count >= 1 && count <= MAX_MINUTES;
  return isCount ? { forMs: count * MINUTE_MS } : null;
}

function nextTime(wallTime: string, now: EpochMs, timeZone: string): CountdownEnd | null {
  const today = instantIn(timeZone, localDateIn(timeZone, now), wallTime);
  if (today === null || today > now) return today === null ? null : { to: today };
  const tomorrow = instantIn(timeZone, localDateIn(timeZone, now + DAY_MS), wallTime);
  return tomorrow === null ? null : { to: tomorrow };
}
