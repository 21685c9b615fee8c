// The forecast as a page shows it: by the minute, by the plan before the meeting, silent when plan and day lie apart.
import { forecast, type Forecast } from '../../shared/domain/forecast.ts';
import { HOUR_MS, MINUTE_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { MeetingState } from './meeting.svelte.ts';

/** A meeting held on another day than planned is neither late nor early. */
const FARTHEST_MS: DurationMs = 6 * HOUR_MS;

export interface Outlook extends Forecast {
  /** Whole minutes late (negative: early); null when there is no plan to compare with, or it is of another day. */
  readonly lateMinutes: number | null;
}

export function outlookOf(meeting: Pick<MeetingState, 'items' | 'progress' | 'facts' | 'phase' | 'now'>): Outlook {
  const { items, progress, facts, phase } = meeting;
  // The minute is what is shown: counting seconds would derive this sixty times for one change.
  const minute = Math.floor(meeting.now / MINUTE_MS) * MINUTE_MS;
  const from = phase === 'prepare' ? (facts.plannedStart ?? minute) : minute;
  const outlook = forecast(items, progress, facts, from);
  const isComparable = facts.plannedEnd !== null && outlook.end !== null && Math.abs(outlook.deltaMs) <= FARTHEST_MS;
  return { ...outlook, lateMinutes: isComparable ? Math.round(outlook.deltaMs / MINUTE_MS) : null };
}
