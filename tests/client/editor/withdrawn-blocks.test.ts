// What one person writes in a block while another deletes, joins or changes it, and what undo gives back afterwards.
import { afterEach, describe, expect, it } from 'vitest';
import { deleteSelection, joinBackward, selectAll, splitBlock } from 'prosemirror-commands';
import { AllSelection, TextSelection, type Command } from 'prosemirror-state';
import * as Y from 'yjs';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { setHeading, toggleList } from '../../../client/editor/editing-commands.ts';
import {
  deskWith,
  editorOn,
  exchange,
  FIRST,
  minutesOf,
  replicaOf,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

interface Person {
  readonly desk: Y.Doc;
  readonly fixture: EditorFixture;
}

/** Two people at one text, who hear of each other when `meet` is called. */
function two(...lines: readonly string[]): { readonly a: Person; readonly b: Person; readonly meet: () => void } {
  const desk = deskWith(...lines);
  const [a, b] = [desk, replicaOf(desk)].map((each) => ({ desk: each, fixture: editorOn(each) }));
  if (!a || !b) throw new Error('two people');
  open.push(a.fixture, b.fixture);
  return { a, b, meet: () => exchange(a.desk, b.desk) };
}

/** Puts the caret behind the first place that reads `words`. */
function caretBehind({ fixture }: Person, words: string): void {
  const { view } = fixture.editor;
  let at = -1;
  view.state.doc.descendants((node, position) => {
    const found = node.isText && at < 0 ? (node.text ?? '').indexOf(words) : -1;
    if (found >= 0) at = position + found + words.length;
  });
  if (at < 0) throw new Error(`no ${words}`);
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)));
  view.focus();
}

function caretBefore(person: Person, words: string): void {
  caretBehind(person, words);
  const { view } = person.fixture.editor;
  const at = view.state.selection.head - words.length;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)));
}

function run({ fixture }: Person, command: Command): void {
  const { view } = fixture.editor;
  command(view.state, view.dispatch.bind(view), view);
}

function deleteAll(person: Person): void {
  person.fixture.undoing.separate();
  run(person, selectAll);
  run(person, deleteSelection);
}

/** The lines one sees, those without words left out. */
function lines({ fixture }: Person): string[] {
  const found: string[] = [];
  fixture.editor.view.state.doc.descendants((node) => {
    if (node.isTextblock && node.content.size > 0) found.push(node.textContent);
  });
  return found;
}

/** What a reader without an editor finds. */
function readLines({ desk }: Person): string[] {
  return readBlocks(minutesOf(desk, FIRST)).flatMap((block) =>
    block.kind === 'paragraph' || block.kind === 'heading'
      ? [block.inline.map((each) => (each.kind === 'text' ? each.text : '')).join('')]
      : [],
  );
}

describe('words written in a paragraph that somebody else is deleting', () => {
  it('stay where they were written and come together with what undo gives back', () => {
    const { a, b, meet } = two('第一段内容', '第二段内容');
    caretBehind(a, '第二段内容');
    a.fixture.type('一二');
    meet();

    a.fixture.type('三四');
    deleteAll(b);
    meet();
    a.fixture.type('五六');
    meet();
    expect(lines(a)).toEqual(['三四五六']);

    b.fixture.undoing.undo();
    meet();
    a.fixture.type('七八九十');
    meet();

    expect(lines(a)).toEqual(['第一段内容', '第二段内容一二三四五六七八九十']);
    expect(lines(b)).toEqual(lines(a));
    expect(readLines(a)).toEqual(lines(a));
  });

  it('go on in their paragraph although everything in it had been seen when it was deleted', () => {
    const { a, b, meet } = two('第一段内容', '第二段内容');
    caretBehind(a, '第二段内容');
    a.fixture.type('一二');
    meet();

    deleteAll(b);
    meet();
    a.fixture.type('三四');
    meet();
    b.fixture.undoing.undo();
    meet();

    expect(lines(b)).toEqual(['第一段内容', '第二段内容一二三四']);
    expect(lines(a)).toEqual(lines(b));
  });

  it('are on every page when it is joined to the paragraph before', () => {
    const { a, b, meet } = two('第一段', '第二段');
    caretBehind(a, '第二段');
    a.fixture.type('一');
    caretBefore(b, '第二段');
    run(b, joinBackward);
    meet();
    a.fixture.type('二');
    meet();

    expect(lines(b)).toEqual(['第一段第二段', '一二']);
    expect(lines(a)).toEqual(lines(b));
    expect(readLines(b)).toEqual(lines(b));
  });

  it.each([
    ['a heading', setHeading(3)],
    ['a list', toggleList('bullet_list')],
  ])('are on every page when it becomes %s', (_what, command) => {
    const { a, b, meet } = two('第一段', '第二段');
    caretBehind(a, '第二段');
    a.fixture.type('一');
    caretBehind(b, '第二段');
    run(b, command);
    meet();
    a.fixture.type('二');
    meet();

    expect(lines(b)).toEqual(['第一段', '第二段', '一二']);
    expect(lines(a)).toEqual(lines(b));
    b.fixture.undoing.undo();
    meet();
    expect(lines(a)).toEqual(['第一段', '第二段一二']);
  });

  it('are kept when undo takes back the paragraph itself', () => {
    const { a, b, meet } = two('第一段');
    caretBehind(b, '第一段');
    b.fixture.undoing.separate();
    run(b, splitBlock);
    meet();
    const { view } = a.fixture.editor;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, view.state.doc.content.size - 1)));
    a.fixture.type('一');
    b.fixture.undoing.undo();
    meet();

    expect(lines(a)).toEqual(['第一段', '一']);
    expect(lines(b)).toEqual(lines(a));
  });
});

describe('a deleted paragraph', () => {
  it('is nowhere to be seen when nobody wrote in it', () => {
    const { a, b, meet } = two('第一段', '第二段');

    deleteAll(b);
    meet();

    expect(b.fixture.editor.view.state.doc.childCount).toBe(1);
    expect(a.fixture.editor.view.state.doc.childCount).toBe(1);
    expect(readBlocks(minutesOf(a.desk))).toEqual([{ kind: 'paragraph', inline: [] }]);
  });

  it('stays around the caret of whoever stands in it, and goes when they leave', () => {
    const { a, b, meet } = two('第一段', '第二段');
    caretBehind(a, '第二段');

    deleteAll(b);
    meet();
    const whileStanding = a.fixture.editor.view.state.doc.childCount;
    const { view } = a.fixture.editor;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 1)));

    expect(whileStanding).toBe(2);
    expect(view.state.doc.childCount).toBe(1);
    expect(view.state.selection.head).toBe(1);
  });

  it('stays around the caret when something else changes the text on the same page', () => {
    const { a, b, meet } = two('第一段', '第二段');
    const { view } = a.fixture.editor;
    view.hasFocus = () => true;
    caretBehind(a, '第二段');
    deleteAll(b);
    meet();

    a.desk.transact(() => minutesOf(a.desk).insert(0, [new Y.XmlElement('paragraph')]), 'another part of the page');
    a.fixture.type('一');
    meet();
    b.fixture.undoing.undo();
    meet();

    expect(lines(a)).toEqual(['第一段', '第二段一']);
    expect(lines(b)).toEqual(lines(a));
  });

  it('is undone as one step, and redone as one', () => {
    const { b } = two('第一段');
    caretBehind(b, '第一段');
    b.fixture.type('甲');
    b.fixture.undoing.separate();
    run(b, splitBlock);

    b.fixture.undoing.undo();
    expect(b.fixture.editor.view.state.doc.childCount).toBe(1);
    expect(lines(b)).toEqual(['第一段甲']);
    b.fixture.undoing.redo();
    expect(b.fixture.editor.view.state.doc.childCount).toBe(2);
    expect(lines(b)).toEqual(['第一段甲']);
  });
});

describe('words that two have deleted', () => {
  /** A deletes a word, B deletes everything, neither knowing of the other. */
  function bothDelete(): ReturnType<typeof two> {
    const all = two('第一段', '张三同意购置');
    const { a, b, meet } = all;
    caretBehind(a, '张三同意');
    const { view } = a.fixture.editor;
    view.dispatch(view.state.tr.delete(view.state.selection.head - 2, view.state.selection.head));
    deleteAll(b);
    meet();
    return all;
  }

  it.each(['first', 'last'])('come back once when both undo, whoever had deleted less %s', (order) => {
    const { a, b, meet } = bothDelete();
    const [one, other] = order === 'first' ? [a, b] : [b, a];

    one.fixture.undoing.undo();
    meet();
    other.fixture.undoing.undo();
    meet();

    expect(lines(a)).toEqual(['第一段', '张三同意购置']);
    expect(lines(b)).toEqual(lines(a));
  });

  it('come back once when both undo without knowing of each other', () => {
    const { a, b, meet } = bothDelete();

    a.fixture.undoing.undo();
    b.fixture.undoing.undo();
    meet();
    meet();

    expect(lines(a)).toEqual(['第一段', '张三同意购置']);
    expect(lines(b)).toEqual(lines(a));
  });

  it.each(['before', 'after'])('come back once when one had typed directly %s them', (where) => {
    const { a, b, meet } = two('第一段', '天地一二');
    if (where === 'before') caretBefore(a, '天地');
    else caretBehind(a, '天');
    a.fixture.type('甲乙');
    const { view } = a.fixture.editor;
    caretBehind(a, '天');
    a.fixture.undoing.separate();
    view.dispatch(view.state.tr.delete(view.state.selection.head - 1, view.state.selection.head));
    a.fixture.undoing.undo();
    deleteAll(b);
    meet();
    b.fixture.undoing.undo();
    meet();

    expect(lines(a)).toEqual(['第一段', where === 'before' ? '甲乙天地一二' : '天甲乙地一二']);
    expect(lines(b)).toEqual(lines(a));
  });

  it('come back when the other has taken them away once more', () => {
    const { a, b, meet } = bothDelete();

    a.fixture.undoing.undo();
    a.fixture.undoing.redo();
    meet();
    b.fixture.undoing.undo();
    meet();

    expect(lines(a)).toEqual(['第一段', '张三同意购置']);
    expect(lines(b)).toEqual(lines(a));
  });
});

describe('a selection of everything', () => {
  it('stays one when somebody else writes', () => {
    const { a, b, meet } = two('第一段', '第二段');
    run(b, selectAll);
    caretBehind(a, '第一段');
    a.fixture.type('一');

    meet();

    expect(b.fixture.editor.view.state.selection).toBeInstanceOf(AllSelection);
  });
});
