// Which meetings stand where on the first page: the one to enter, what is coming, what still waits for its archive.
import type { Meeting } from '../shared/api/meeting.schema.ts';
import type { EpochMs } from '../shared/lib/time.ts';

export interface MeetingDays {
  /** Running, else the next or latest of today; null when today has none. */
  readonly featured: Meeting | null;
  /** Later today and after, soonest first; those without a date last. */
  readonly coming: readonly Meeting[];
  /** Held before today and not archived, latest first. */
  readonly unfinished: readonly Meeting[];
  /** Nothing of today is left, because what was planned for it is sealed. */
  readonly isTodaySealed: boolean;
}

interface Days {
  readonly isToday: (at: EpochMs) => boolean;
  readonly isBeforeToday: (at: EpochMs) => boolean;
}

/** Sorts the open meetings out; archived and trashed ones are left out. `now` decides which of today's is next. */
export function sortOut(meetings: readonly Meeting[], days: Days, now: EpochMs): MeetingDays {
  const open = meetings.filter((meeting) => meeting.phase !== 'archived' && meeting.trashedAt === null);
  const featured = pickFeatured(open, days, now);
  const others = open.filter((meeting) => meeting !== featured);
  const sealed = meetings.filter(({ phase, trashedAt }) => phase === 'archived' && trashedAt === null);
  const isPast = (meeting: Meeting): boolean =>
    meeting.plannedStart === null ? meeting.phase === 'follow-up' : days.isBeforeToday(meeting.plannedStart);
  return {
    featured,
    coming: others.filter((meeting) => !isPast(meeting)).sort((a, b) => startOf(a) - startOf(b)),
    unfinished: others.filter(isPast).sort((a, b) => startOf(b) - startOf(a)),
    isTodaySealed:
      featured === null && sealed.some(({ plannedStart }) => plannedStart !== null && days.isToday(plannedStart)),
  };
}

function pickFeatured(open: readonly Meeting[], days: Days, now: EpochMs): Meeting | null {
  const live = open.filter((meeting) => meeting.phase === 'live');
  const today = open.filter((meeting) => meeting.plannedStart !== null && days.isToday(meeting.plannedStart));
  const byStart = (list: readonly Meeting[]): Meeting[] => [...list].sort((a, b) => startOf(a) - startOf(b));
  const ahead = byStart(today).find((meeting) => meeting.phase === 'prepare' && endOf(meeting) > now);
  return byStart(live).at(-1) ?? ahead ?? byStart(today).at(-1) ?? null;
}

function startOf(meeting: Meeting): EpochMs {
  return meeting.plannedStart ?? Number.MAX_SAFE_INTEGER;
}

function endOf(meeting: Meeting): EpochMs {
  return meeting.plannedEnd ?? startOf(meeting);
}
