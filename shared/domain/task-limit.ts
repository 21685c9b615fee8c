// How a task stands to its limit at a moment: 逾期 and 临期 (domain.md §3.4). Reckoned anew whenever it is asked, never kept; whether
// the task is done with is for whoever asks.
import { localDateIn, type EpochMs, type LocalDate } from '../lib/time.ts';
import { workingDaysBetween, type WorkCalendar } from './working-days.ts';

/** 绿 · 黄 · 红; null without a limit. */
export type TaskLimit = 'ahead' | 'due-soon' | 'overdue' | null;

export interface LimitQuestion {
  readonly now: EpochMs;
  /** IANA name: a limit is over when its day is, there. */
  readonly timeZone: string;
  readonly calendar: WorkCalendar;
}

/** 临期: so few working days are left, or none. */
const SOON_WORKING_DAYS = 3;

export function taskLimit(due: LocalDate | null, { now, timeZone, calendar }: LimitQuestion): TaskLimit {
  if (due === null) return null;
  const today = localDateIn(timeZone, now);
  if (due < today) return 'overdue';
  return workingDaysBetween(today, due, calendar) <= SOON_WORKING_DAYS ? 'due-soon' : 'ahead';
}
