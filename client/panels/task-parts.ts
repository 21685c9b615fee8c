// What stands behind the first picture of a meeting's tasks: what reads a line as one, and those that were handed out.
import type { DeskTask } from '../../shared/domain/task.ts';
import { assignedIn } from '../state/assigned-tasks.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import { captureTask, readCapture } from '../state/task-capture.ts';
import TaskOffers from './task-offers.svelte';
import UnderstoodTask from './understood-task.svelte';

/** For one list of one meeting. */
export function openTaskParts() {
  let readAssigned: ReturnType<typeof assignedIn> | null = null;
  /** Those that were not handed out; reactive. */
  const notesOf = (meeting: Pick<MeetingState, 'record' | 'tasks'>): readonly DeskTask[] => {
    readAssigned ??= assignedIn(meeting);
    const assigned = readAssigned();
    return meeting.tasks.filter(({ id }) => !assigned.has(id));
  };
  return { captureTask, readCapture, notesOf, TaskOffers, UnderstoodTask };
}
