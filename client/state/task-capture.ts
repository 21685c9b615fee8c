// A line becomes a task of the meeting: its names are looked up among those it knows, its limit is counted from its day.
// Loaded when somebody may write one; nothing of it is needed for the first picture.
import { parseTaskLine, type TaskLine } from '../../shared/capture/task-line.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { ItemId, TaskId } from '../../shared/domain/ids.ts';
import type { DeskTask, TaskParty } from '../../shared/domain/task.ts';
import type { WorkCalendar } from '../../shared/domain/working-days.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import type { MeetingState } from './meeting.svelte.ts';
import { partySuggestions } from './party-suggestions.ts';

export interface CaptureSource {
  readonly itemId: ItemId | null;
  readonly anchor: Anchor | null;
  /** IANA name; the meeting's day is read in it. */
  readonly timeZone: string;
}

/** What of a meeting is asked. */
export type CaptureMeeting = Pick<
  MeetingState,
  'desk' | 'items' | 'tasks' | 'people' | 'facts' | 'newId' | 'newSuffix'
> &
  Counting & { readonly clock: Pick<MeetingState['clock'], 'now'> };

/** The days the house works on; without them they are as published. */
interface Counting {
  readonly workDays?: WorkCalendar | null;
}

/** How a line will be understood. */
export function readCapture(
  meeting: Omit<CaptureMeeting, 'desk' | 'newId' | 'newSuffix'>,
  line: string,
  timeZone: string,
): TaskLine {
  const base = localDateIn(timeZone, meeting.facts.plannedStart ?? meeting.clock.now());
  return parseTaskLine(line, { parties: knownNames(meeting), base, ...countedBy(meeting) });
}

/** As what reads a line takes it. */
export function countedBy({ workDays }: Counting): { readonly calendar?: WorkCalendar } {
  return workDays ? { calendar: workDays } : {};
}

export type CapturedFacts = Pick<DeskTask, 'what' | 'owners' | 'supporters' | 'due' | 'dueText'>;

/** What a line says of a task, its names looked up. */
export function capturedFacts(meeting: CaptureMeeting, line: string, timeZone: string): CapturedFacts {
  const read = readCapture(meeting, line, timeZone);
  const owners = partiesOf(meeting, read.owners);
  return {
    what: read.what === '' ? line.trim() : read.what,
    owners: owners.map((owner, index) => ({ ...owner, lead: owners.length > 1 && index === 0 })),
    supporters: partiesOf(meeting, read.supporters),
    due: read.due,
    dueText: read.dueText,
  };
}

/** Adds the task. With somebody to do it and a limit it is complete, and needs no confirmation. */
export function captureTask(
  meeting: CaptureMeeting,
  line: string,
  { itemId, anchor, timeZone }: CaptureSource,
): DeskTask {
  const { desk, tasks } = meeting;
  const facts = capturedFacts(meeting, line, timeZone);
  const isWorded = readCapture(meeting, line, timeZone).what !== '';
  const task: DeskTask = {
    id: brand<TaskId>(meeting.newId()),
    ...facts,
    itemId,
    state: facts.owners.length > 0 && facts.dueText !== null && isWorded ? 'confirmed' : 'draft',
    order: keyAt(tasks, tasks.length, meeting.newSuffix()).order,
    ...(anchor ? { anchor } : {}),
  };
  addTask(desk, task);
  return task;
}

/** Whoever a task may be given to: those suggested, speakers, and the bodies people come from. */
export function knownNames(meeting: Pick<MeetingState, 'items' | 'tasks' | 'people'>): readonly string[] {
  const speakers = meeting.items.flatMap(({ presenters }) => presenters.map(({ name }) => name));
  const bodies = meeting.people.flatMap(({ org }) => org ?? []);
  return [...new Set([...partySuggestions(meeting), ...speakers, ...bodies])];
}

/** Names as parties; whoever is on the list of people is named by their key. */
export function partiesOf({ people, newId }: CaptureMeeting, names: readonly string[]): readonly TaskParty[] {
  return names.map((name) => ({ key: people.find((each) => each.name === name)?.id ?? newId(), name, lead: false }));
}
