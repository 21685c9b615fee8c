// The passages that tasks, decisions and remarks are about, and the ways between them and their rows.
import { Passages, type Passage } from '../editor/passage-board.ts';
import type * as Y from 'yjs';
import { moveThread } from '../../shared/doc/desk-comments.ts';
import { setDecision } from '../../shared/doc/desk-decisions.ts';
import { setTask } from '../../shared/doc/desk-tasks.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { CommentId, DecisionId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Words } from '../i18n.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { Remarks } from '../state/remarks.svelte.ts';
import type { TaskHints } from '../state/task-hints.svelte.ts';
import type { WorkspaceView } from '../state/workspace-view.svelte.ts';

/** What passages open besides rows of the side panel. */
interface Opened {
  readonly remarks: Remarks;
  readonly hints: TaskHints;
}

/** The board of one workspace; whoever makes it closes it. */
export function workspacePassages(
  meeting: MeetingState,
  view: WorkspaceView,
  words: Words,
  { remarks, hints }: Opened,
): Passages {
  return new Passages({
    desk: () => meeting.desk,
    marginOf: (passages) => marginOf(passages, words),
    open: (passage) => openRow(passage, view, { remarks, hints }),
    approach: (itemId) => view.approachItem(itemId),
    renew: (passage, anchor) => {
      const { desk } = meeting;
      // Nobody's step: undo leads to where the passage stands, not to where it stood.
      desk.transact(() => keepAnchor(desk, passage, anchor), RENEWAL);
    },
  });
}

/** Confirmed tasks by their number in the list, drafts without one; decisions by theirs. */
export function linkedPassages({ tasks, decisions }: Pick<MeetingState, 'tasks' | 'decisions'>): readonly Passage[] {
  const confirmed = tasks.filter(({ state }) => state === 'confirmed');
  return [
    ...tasks.flatMap((task): readonly Passage[] => {
      const place = confirmed.indexOf(task);
      const number = place < 0 ? null : place + 1;
      return task.anchor ? [{ id: task.id, kind: 'task', anchor: task.anchor, number }] : [];
    }),
    ...decisions.flatMap(({ id, anchor }, index): readonly Passage[] =>
      anchor ? [{ id, kind: 'decision', anchor, number: index + 1 }] : [],
    ),
  ];
}

/** Remarks that are open, and the passage that one is being written about. */
export function remarkedPassages({ open, draft }: Pick<Remarks, 'open' | 'draft'>): readonly Passage[] {
  const drawn = open.map(({ id, kind, anchor }): Passage => ({ id, kind, anchor, number: null }));
  return draft ? [...drawn, { id: 'draft', kind: 'comment', anchor: draft.anchor }] : drawn;
}

const RENEWAL = 'renewal of a passage';

function keepAnchor(desk: Y.Doc, { id, kind }: Passage, anchor: Anchor): void {
  if (kind === 'task') setTask(desk, brand<TaskId>(id), { anchor });
  else if (kind === 'decision') setDecision(desk, brand<DecisionId>(id), { anchor });
  else if (kind === 'comment' || kind === 'suggestion') moveThread(desk, brand<CommentId>(id), anchor);
}

function marginOf(passages: readonly Passage[], words: Words): string {
  const say = words.minutes.margin;
  const numbersOf = (kind: Passage['kind']): readonly number[] =>
    passages.flatMap((each) => (each.kind === kind && typeof each.number === 'number' ? [each.number] : []));
  const [tasks, decisions] = [numbersOf('task'), numbersOf('decision')];
  const remarks = passages.filter(({ kind }) => kind === 'comment' || kind === 'suggestion').length;
  const hints = passages.filter(({ kind }) => kind === 'hint').length;
  const hasDraft = passages.some(({ kind, number }) => kind === 'task' && number === null);
  return [
    ...(tasks.length > 0 ? [say.tasks(tasks)] : []),
    ...(hasDraft ? [say.draft] : []),
    ...(decisions.length > 0 ? [say.decisions(decisions)] : []),
    ...(remarks > 0 ? [remarkNote(remarks, words)] : []),
    ...(hints > 0 ? [words.stock.hints.margin(hints)] : []),
  ].join('\n');
}

/** One needs no number. */
function remarkNote(count: number, words: Words): string {
  const { comment, comments } = words.workspace.side;
  return count > 1 ? `${comments} ${count}` : comment;
}

/** Of a hint it makes the task. */
function openRow({ id, kind }: Passage, view: WorkspaceView, { remarks, hints }: Opened): boolean {
  if (kind === 'task') void view.goToTask(brand<TaskId>(id));
  else if (kind === 'decision') void view.goToDecision(brand<DecisionId>(id));
  else if (kind === 'comment' || kind === 'suggestion') remarks.show(brand<CommentId>(id));
  else return kind === 'hint' && hints.accept(id);
  return true;
}
