// Steering a meeting: what the buttons of the agenda add to its progress. Each step is an event; taking one back is an
// event too, so nothing anyone did is lost (architecture.md, decision 5).
import type { EventId, ItemId } from '../../shared/domain/ids.ts';
import { isStep, type TimelineEntry } from '../../shared/domain/timeline.ts';
import type { ProgressEvent } from '../../shared/domain/progress-event.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { MeetingState } from './meeting.svelte.ts';

export type StepKind = 'start' | 'finish' | 'skip' | 'suspend' | 'resume';

/** Adds a step for one item; the answer names it, so that it can be taken back. */
export function step(meeting: MeetingState, kind: StepKind, itemId: ItemId): EventId {
  return record(meeting, { ...stamp(meeting), ...stepOf(kind, itemId) });
}

/** 下次再议. An empty reason is none. */
export function postpone(meeting: MeetingState, itemId: ItemId, reason: string): EventId {
  const said = reason.trim();
  return record(meeting, { kind: 'postpone', itemId, ...(said === '' ? {} : { reason: said }), ...stamp(meeting) });
}

/** 休会: suspends the whole meeting, or says anew when it goes on. */
export function suspendMeeting(meeting: MeetingState, until: EpochMs | null): EventId {
  return record(meeting, { kind: 'suspend', itemId: null, ...(until === null ? {} : { until }), ...stamp(meeting) });
}

/** 复会. */
export function resumeMeeting(meeting: MeetingState): EventId {
  return record(meeting, { kind: 'resume', itemId: null, ...stamp(meeting) });
}

/** What becomes of an item with the adjournment. */
export interface LastStep {
  readonly kind: 'skip' | 'postpone' | 'finish';
  readonly itemId: ItemId;
}

/** In this order whatever their ids, and still one breath: the steps stand just before the adjournment. */
const BREATH_MS = 1;

/** Ends the meeting: takes `steps`, finishes what is then current and gives the time, once. */
export function adjourn(meeting: MeetingState, steps: readonly LastStep[] = []): void {
  const now = stamp(meeting);
  meeting.desk.transact(() => {
    for (const each of steps) record(meeting, { ...each, ...now, at: now.at - BREATH_MS });
    if (meeting.progress.adjournedAt === null) record(meeting, { kind: 'adjourn', ...now });
  });
}

/** Takes a step back, as if it had never been made. */
export function takeBack(meeting: MeetingState, of: EventId): EventId {
  return record(meeting, { kind: 'revoke', of, ...stamp(meeting) });
}

/**
 * 补正: sets the time of a step right afterwards; the step itself stays as it was written. What was said with an
 * adjournment goes along with it, unless its own time was set right before.
 */
export function correct(meeting: MeetingState, of: EventId, to: EpochMs): void {
  const now = stamp(meeting);
  const ends = meeting.timeline.filter(({ id, event, stands }) => id === of && stands && event.kind === 'adjourn');
  const along = saidWith(meeting, ends).filter(({ at }) => ends.every((end) => end.at - at <= BREATH_MS));
  meeting.desk.transact(() => {
    for (const { id } of along) record(meeting, { kind: 'correct', of: id, to: to - BREATH_MS, ...now });
    record(meeting, { kind: 'correct', of, to, ...now });
  });
}

/**
 * Takes back the adjournment that stands, all of them if it was clicked twice, with what was said of items in the same
 * breath; false when there is none.
 */
export function unadjourn(meeting: MeetingState): boolean {
  const standing = meeting.timeline.filter(({ event, stands }) => stands && isStep(event));
  const ends = standing.filter(({ event }) => event.kind === 'adjourn');
  const said = saidWith(meeting, ends);
  for (const { id } of [...ends, ...said]) takeBack(meeting, id);
  return ends.length > 0;
}

/** The steps that stand and were made in one breath with one of these adjournments. */
function saidWith({ timeline }: MeetingState, ends: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return timeline.filter(
    ({ event, stands }) =>
      stands &&
      isStep(event) &&
      event.kind !== 'adjourn' &&
      ends.some((end) => end.event.by === event.by && end.event.at - event.at === BREATH_MS),
  );
}

function stepOf(kind: StepKind, itemId: ItemId) {
  return kind === 'suspend' || kind === 'resume' ? { kind, itemId } : { kind, itemId };
}

function record(meeting: MeetingState, event: ProgressEvent): EventId {
  const id = brand<EventId>(meeting.newId());
  addProgress(meeting.desk, id, event);
  return id;
}

function stamp({ clock, me }: MeetingState): Pick<ProgressEvent, 'at' | 'by' | 'byName'> {
  return { at: clock.now(), by: me.userId, ...(me.displayName === '' ? {} : { byName: me.displayName }) };
}
