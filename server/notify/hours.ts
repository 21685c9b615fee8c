// When people may be disturbed: the hours in which nothing rings, and the one mail of the day. Wall times of one zone; a night
// that a change of summer time makes longer or shorter is as long as the clocks say.
import { plusDays } from '../../shared/lib/calendar-day.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { instantIn, localDateIn, wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';

/** `HH:MM` both; from the evening to the morning, or within one day. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

export interface OfficeHours {
  readonly quiet: QuietHours | null;
  /** When the mail of the day leaves, `HH:MM`. */
  readonly digestAt: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** Whether people are left alone at `now`. */
export function isQuiet({ quiet, timeZone }: OfficeHours, now: EpochMs): boolean {
  if (quiet === null) return false;
  const time = wallTimeIn(timeZone, now);
  const { from, to } = quiet;
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** The newest instant, `now` included, at which a mail of the day was due. */
export function lastDigest({ digestAt, timeZone }: OfficeHours, now: EpochMs): EpochMs {
  const today = localDateIn(timeZone, now);
  const at = instantIn(timeZone, today, digestAt);
  invariant(at !== null, `${digestAt} is no time of day`);
  if (at <= now) return at;
  const before = instantIn(timeZone, plusDays(today, -1), digestAt);
  invariant(before !== null, `${digestAt} is no time of day`);
  return before;
}
