// Undo of one's own edits only, attacked: three people write, split, format, delete and undo in the same two items, in
// tasks, decisions, comments and the agenda, on replicas that hear of each other late. Every letter has one author.
import { afterEach, describe, expect, it } from 'vitest';
import { splitBlock } from 'prosemirror-commands';
import { TextSelection } from 'prosemirror-state';
import type * as Y from 'yjs';
import { itemTitle, moveItem, readAgenda, setItem } from '../../../shared/doc/desk-agenda.ts';
import { addDecision, decisionText, readDecisions, setDecision } from '../../../shared/doc/desk-decisions.ts';
import { addTask, readTasks, setTask, taskText } from '../../../shared/doc/desk-tasks.ts';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { writeText } from '../../../shared/doc/text.ts';
import type { DecisionId, ItemId, TaskId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { setHeading, toggle, toggleList, toggleQuote } from '../../../client/editor/editing-commands.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import {
  deskWith,
  editorOn,
  exchange,
  FIRST,
  minutesOf,
  replicaOf,
  SECOND,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const ITEMS = [FIRST, SECOND] as const;
const TASK = brand<TaskId>('task1');
const DECISION = brand<DecisionId>('decision1');
const PEOPLE = 3;
/** Letters of person n begin here; each is used once in a run. */
const FIRST_LETTER = 0x4e00;
const LETTERS_EACH = 4_000;

type Chance = (below: number) => number;

interface Writer {
  readonly index: number;
  readonly desk: Y.Doc;
  readonly undoing: DeskUndo;
  readonly editors: readonly EditorFixture[];
  /** Others' letters that this person deleted by intent. */
  readonly deleted: Set<string>;
  nextLetter: number;
}

const open: Writer[] = [];

afterEach(() => {
  for (const { editors } of open.splice(0)) for (const editor of editors) editor.close();
});

function chanceFrom(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function sharedDesk(): Y.Doc {
  const desk = deskWith('天地', '日月');
  addTask(desk, {
    ...{ id: TASK, what: '办', owners: [], supporters: [], due: null, dueText: null, itemId: null },
    ...{ state: 'draft', order: 'a1' },
  });
  addDecision(desk, { id: DECISION, wording: '议', itemId: null, outcome: null, motionId: null, order: 'a1' });
  return desk;
}

function writersAt(desk: Y.Doc, count: number): Writer[] {
  return Array.from({ length: count }, (_, index) => {
    const replica = replicaOf(desk);
    const undoing = new DeskUndo(replica);
    const editors = ITEMS.map((itemId) => editorOn(replica, { itemId, undoing }));
    const writer = { index, desk: replica, undoing, editors, deleted: new Set<string>(), nextLetter: 0 };
    open.push(writer);
    return writer;
  });
}

/** A letter that nobody else ever writes. */
function letter(writer: Writer): string {
  return String.fromCharCode(FIRST_LETTER + writer.index * LETTERS_EACH + writer.nextLetter++);
}

function authorOf(char: string): number | null {
  const index = Math.floor((char.charCodeAt(0) - FIRST_LETTER) / LETTERS_EACH);
  return index >= 0 && index < PEOPLE ? index : null;
}

/** Everything that is written on a desk, in a fixed order. */
function allText(desk: Y.Doc): string {
  const fields = [
    ...ITEMS.map((id) => itemTitle(desk, id)?.toString() ?? ''),
    ...[taskText(desk, TASK), decisionText(desk, DECISION)].map((text) => text?.toString() ?? ''),
  ];
  return [...ITEMS.map((id) => JSON.stringify(readBlocks(minutesOf(desk, id)))), ...fields].join('\n');
}

function lettersOfOthers(writer: Writer): Set<string> {
  return new Set([...allText(writer.desk)].filter((char) => ![null, writer.index].includes(authorOf(char))));
}

function values(desk: Y.Doc): unknown {
  return [
    ITEMS.map((id) => readBlocks(minutesOf(desk, id))),
    readAgenda(desk).map(({ id, title, plannedMs, order }) => [id, title, plannedMs, order]),
    readTasks(desk).map(({ what, due, dueText, owners }) => [what, due, dueText, owners]),
    readDecisions(desk).map(({ wording, outcome }) => [wording, outcome]),
    desk.getMap('comments').toJSON(),
  ];
}

function someEditor({ editors }: Writer, chance: Chance): EditorFixture {
  const editor = editors[chance(editors.length)];
  invariant(editor, 'each writer has editors');
  return editor;
}

function putCaret({ editor: { view } }: EditorFixture, chance: Chance, span = 0): void {
  const size = view.state.doc.content.size;
  const from = chance(size + 1);
  const { doc } = view.state;
  const to = Math.min(size, from + span);
  view.dispatch(view.state.tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))));
}

function typeSome(writer: Writer, chance: Chance): void {
  const editor = someEditor(writer, chance);
  putCaret(editor, chance);
  for (let count = 1 + chance(3); count > 0; count -= 1)
    editor.editor.view.dispatch(editor.editor.view.state.tr.insertText(letter(writer)));
}

function deleteSome(writer: Writer, chance: Chance): void {
  const editor = someEditor(writer, chance);
  putCaret(editor, chance, 1 + chance(4));
  const { state, dispatch } = editor.editor.view;
  const { from, to } = state.selection;
  for (const char of state.doc.textBetween(from, to)) writer.deleted.add(char);
  dispatch.call(editor.editor.view, state.tr.deleteSelection());
}

function shape(writer: Writer, chance: Chance): void {
  const editor = someEditor(writer, chance);
  putCaret(editor, chance, chance(5));
  const commands = [
    splitBlock,
    setHeading(3),
    setHeading(null),
    toggle('strong'),
    toggleList('bullet_list'),
    toggleQuote(),
  ];
  const command = commands[chance(commands.length)];
  const { view } = editor.editor;
  // Splitting a selection deletes it first.
  if (command === splitBlock)
    for (const char of view.state.doc.textBetween(view.state.selection.from, view.state.selection.to))
      writer.deleted.add(char);
  if (command) editor.editor.run(command);
}

function field(writer: Writer, chance: Chance): void {
  const { desk } = writer;
  const texts = [itemTitle(desk, FIRST), itemTitle(desk, SECOND), taskText(desk, TASK), decisionText(desk, DECISION)];
  const text = texts[chance(texts.length)];
  if (text) {
    const at = chance(text.length + 1);
    writeText(text, text.toString().slice(0, at) + letter(writer) + text.toString().slice(at));
  }
}

function value(writer: Writer, chance: Chance): void {
  const { desk, index } = writer;
  const id: ItemId = ITEMS[chance(2)] ?? FIRST;
  const acts = [
    () => setItem(desk, id, { plannedMs: 60_000 * (1 + chance(60)) }),
    () => moveItem(desk, id, { parentId: null, beforeId: id === FIRST ? null : FIRST }, `${index}${chance(9)}`),
    () => setTask(desk, TASK, { dueText: `${chance(12) + 1}月` }),
    () => setDecision(desk, DECISION, { outcome: chance(2) === 0 ? 'adopted' : null }),
    () => desk.transact(() => desk.getMap('comments').set(`c${index}${chance(3)}`, { text: letter(writer) })),
  ];
  acts[chance(acts.length)]?.();
}

/** One act of somebody, as a step of its own. */
function act(writer: Writer, chance: Chance): void {
  writer.undoing.separate();
  const acts = [typeSome, typeSome, deleteSome, shape, field, value];
  acts[chance(acts.length)]?.(writer, chance);
}

/** Which letters of others went away while this person undid or redid, without ever having been deleted by them. */
function harmedBy(writer: Writer, undoOrRedo: () => unknown): string[] {
  const before = lettersOfOthers(writer);
  undoOrRedo();
  const after = lettersOfOthers(writer);
  return [...before].filter((char) => !after.has(char) && !writer.deleted.has(char));
}

/** Everybody hears of everybody. */
function meetAll(writers: readonly Writer[]): void {
  for (const one of writers) for (const two of writers) if (one !== two) exchange(one.desk, two.desk);
}

describe('undo among three people', () => {
  // 16 and 22 lost a letter in a heading and in a list once.
  it.each([16, 22, ...Array.from({ length: 14 }, (_, index) => index + 1)])(
    'never touches what others wrote (seed %i)',
    (seed) => {
      const chance = chanceFrom(seed);
      const writers = writersAt(sharedDesk(), PEOPLE);
      const harmed: string[] = [];

      for (let turn = 0; turn < 90; turn += 1) {
        const writer = writers[chance(PEOPLE)];
        const other = writers[chance(PEOPLE)];
        invariant(writer && other, 'somebody is chosen');
        const what = chance(10);
        if (what < 5) act(writer, chance);
        else if (what < 7) harmed.push(...harmedBy(writer, () => writer.undoing.undo()));
        else if (what < 8) harmed.push(...harmedBy(writer, () => writer.undoing.redo()));
        else if (writer !== other) exchange(writer.desk, other.desk);
      }
      meetAll(writers);
      meetAll(writers);

      expect(harmed).toEqual([]);
      expect(writers.map(({ desk }) => values(desk))).toEqual(
        writers.map(() => values(writers[0]?.desk ?? sharedDesk())),
      );
      expect(writers.some(({ editors }) => editors.some((editor) => editor.saysUnreadable()))).toBe(false);
    },
  );

  it.each(Array.from({ length: 8 }, (_, index) => index + 1))(
    'alone, gives back every state in the order of doing, and forth again (seed %i)',
    (seed) => {
      const chance = chanceFrom(seed);
      const [writer] = writersAt(sharedDesk(), 1);
      invariant(writer, 'somebody writes');
      const states: unknown[] = [values(writer.desk)];

      for (let step = 0; step < 25; step += 1) {
        act(writer, chance);
        const now = values(writer.desk);
        if (JSON.stringify(now) !== JSON.stringify(states.at(-1))) states.push(now);
      }
      const seen: unknown[] = [values(writer.desk)];
      while (writer.undoing.undo()) {
        const now = values(writer.desk);
        if (JSON.stringify(now) !== JSON.stringify(seen.at(-1))) seen.push(now);
      }
      const back = [...seen].reverse();
      while (writer.undoing.redo());

      expect(back).toEqual(states);
      expect(values(writer.desk)).toEqual(states.at(-1));
    },
  );
});
