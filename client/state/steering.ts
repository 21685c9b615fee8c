// Steering a meeting: what the buttons of the agenda add to its progress. Each step is an event; taking one back is an
// event too, so nothing anyone did is lost (architecture.md, decision 5).
import type { EventId, ItemId } from '../../shared/domain/ids.ts';
import type { ProgressEvent } from '../../shared/domain/progress.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { MeetingState } from './meeting.svelte.ts';

export type StepKind = Exclude<ProgressEvent['kind'], 'adjourn' | 'revoke'>;

/** Adds a step for one item; the answer names it, so that it can be taken back. */
export function step(meeting: MeetingState, kind: StepKind, itemId: ItemId): EventId {
  return record(meeting, { kind, itemId, ...stamp(meeting) });
}

/** Ends the meeting: finishes what is current and gives the time. */
export function adjourn(meeting: MeetingState): EventId {
  return record(meeting, { kind: 'adjourn', ...stamp(meeting) });
}

/** Takes one's own step back, as if it had never been made. */
export function takeBack(meeting: MeetingState, of: EventId): EventId {
  return record(meeting, { kind: 'revoke', of, ...stamp(meeting) });
}

function record(meeting: MeetingState, event: ProgressEvent): EventId {
  const id = brand<EventId>(meeting.newId());
  addProgress(meeting.desk, id, event);
  return id;
}

function stamp(meeting: MeetingState): { readonly at: number; readonly by: string } {
  return { at: meeting.clock.now(), by: meeting.me.userId };
}
