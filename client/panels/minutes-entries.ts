// What the insert menu offers, and making a task or a decision out of a passage.
import { addDecision, readDecisions } from '../../shared/doc/desk-decisions.ts';
import { addTask, readTasks } from '../../shared/doc/desk-tasks.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import type { DecisionId, TaskId } from '../../shared/domain/ids.ts';
import type { minutes } from '../../shared/i18n/zh-CN/minutes.ts';
import type { Catalogue } from '../../shared/i18n/locale.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import type { InsertEditor, InsertEntry } from '../editor/insert-menu.svelte.ts';
import type { WallTime } from '../editor/node-views.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { EditorKit } from './late-parts.ts';

export interface PassageActions {
  readonly makeTask: (editor: InsertEditor) => void;
  readonly makeDecision: (editor: InsertEditor) => void;
  readonly choosePicture: (editor: InsertEditor) => void;
}

interface EntryActions extends PassageActions {
  readonly openCeremony: (editor: InsertEditor, kind: 'signing' | 'appointment') => void;
}

/** The entries in the order offered, in the words given. */
export function insertEntries(
  say: Catalogue<typeof minutes>['insert'],
  meeting: { readonly clock: Pick<MeetingState['clock'], 'now'> },
  { makeTask, makeDecision, choosePicture, openCeremony }: EntryActions,
  { wallTime, commands }: { readonly wallTime: WallTime; readonly commands: EditorKit['commands'] },
): readonly InsertEntry[] {
  const now = meeting.clock.now();
  const stamp = { ...say.timestamp, hint: wallTime(now) };
  return [
    { id: 'task', ...say.task, run: makeTask },
    { id: 'decision', ...say.decision, run: makeDecision },
    { id: 'signing', ...say.signing, run: (editor) => openCeremony(editor, 'signing') },
    { id: 'appointment', ...say.appointment, run: (editor) => openCeremony(editor, 'appointment') },
    { id: 'quote', ...say.quote, run: (editor) => editor.run(commands.toggleQuote()) },
    { id: 'timestamp', ...stamp, run: (editor) => editor.run(commands.insertTimestamp(meeting.clock.now())) },
    { id: 'phrases', ...say.phrases, opens: 'phrases', run: () => undefined },
    { id: 'table', ...say.table, run: (editor) => editor.run(commands.insertTable(3, 3)) },
    { id: 'picture', ...say.picture, run: choosePicture },
    { id: 'internal', ...say.internal, run: (editor) => editor.run(commands.toggleInternal) },
    { id: 'heading', ...say.heading, run: (editor) => editor.run(commands.setHeading(2)) },
    { id: 'subheading', ...say.subheading, run: (editor) => editor.run(commands.setHeading(3)) },
    { id: 'bullets', ...say.bullets, run: (editor) => editor.run(commands.toggleList('bullet_list')) },
    { id: 'numbers', ...say.numbers, run: (editor) => editor.run(commands.toggleList('ordered_list')) },
    { id: 'rule', ...say.rule, run: (editor) => editor.run(commands.insertRule()) },
  ];
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
