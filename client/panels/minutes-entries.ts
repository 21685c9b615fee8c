// Making a task or a decision out of a passage.
import { addDecision, readDecisions } from '../../shared/doc/desk-decisions.ts';
import { addTask, readTasks } from '../../shared/doc/desk-tasks.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import type { DecisionId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import type { InsertEditor } from '../editor/insert-menu.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';

export interface PassageActions {
  readonly makeTask: (editor: InsertEditor) => void;
  readonly makeDecision: (editor: InsertEditor) => void;
  readonly choosePicture: (editor: InsertEditor) => void;
}

/**
 * A task to be confirmed, worded as the passage at the caret and linked with it; `read`: who, by when and what the passage says,
 * where that is known.
 */
export function draftTask(
  meeting: MeetingState,
  editor: InsertEditor,
  read: Pick<DeskTask, 'what' | 'owners' | 'supporters' | 'due' | 'dueText'> | null = null,
): TaskId {
  const { desk } = meeting;
  const id = brand<TaskId>(meeting.newId());
  const anchor = editor.anchor();
  const tasks = readTasks(desk);
  addTask(desk, {
    id,
    ...(read ?? { what: editor.passage(), owners: [], supporters: [], due: null, dueText: null }),
    itemId: editor.itemId,
    state: 'draft',
    order: keyAt(tasks, tasks.length, meeting.newSuffix()).order,
    ...(anchor ? { anchor } : {}),
  });
  return id;
}

/** A decision worded as the passage at the caret and linked with it, its outcome still open. */
export function draftDecision(meeting: MeetingState, editor: InsertEditor): DecisionId {
  const { desk } = meeting;
  const id = brand<DecisionId>(meeting.newId());
  const decisions = readDecisions(desk);
  const order = keyAt(decisions, decisions.length, meeting.newSuffix()).order;
  const anchor = editor.anchor();
  addDecision(desk, {
    ...{ id, wording: editor.passage(), itemId: editor.itemId, outcome: null, motionId: null, order },
    ...(anchor ? { anchor } : {}),
  });
  return id;
}
