// Columns, rows and lists that one person takes away while another writes in them, or takes away the rest: tables keep their
// shape, lists without items are gone, and every reader has the same.
import { afterEach, describe, expect, it } from 'vitest';
import { TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { addColumnAfter, deleteColumn, deleteRow, deleteTable } from 'prosemirror-tables';
import type * as Y from 'yjs';
import { runsOf } from '../../../shared/doc/anchor.ts';
import { blocksToText } from '../../../shared/doc/blocks-text.ts';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { insertTable, toggleList } from '../../../client/editor/editing-commands.ts';
import { pastText } from '../../../server/history/past-text.ts';
import { bindText } from '../../../client/editor/minutes-binding.ts';
import { documentOf } from '../../../client/editor/past-node.ts';
import { deskWith, editorOn, exchange, minutesOf, replicaOf, type EditorFixture } from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

interface Person {
  readonly desk: Y.Doc;
  readonly fixture: EditorFixture;
}

function personAt(desk: Y.Doc): Person {
  const fixture = editorOn(desk);
  open.push(fixture);
  fixture.editor.view.hasFocus = () => true;
  return { desk, fixture };
}

function run({ fixture }: Person, command: Command): void {
  const { view } = fixture.editor;
  fixture.undoing.separate();
  command(view.state, view.dispatch.bind(view), view);
}

function caretBehind({ fixture }: Person, words: string): void {
  const { view } = fixture.editor;
  let at = -1;
  view.state.doc.descendants((node, position) => {
    const found = node.isText && at < 0 ? (node.text ?? '').indexOf(words) : -1;
    if (found >= 0) at = position + found + words.length;
  });
  invariant(at >= 0, `${words} is on the page`);
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)));
}

function typeBehind(person: Person, words: string, typed: string): void {
  caretBehind(person, words);
  person.fixture.undoing.separate();
  person.fixture.type(typed);
}

/** The rows of the table, each cell with its words, as the page shows them. */
function rows({ fixture }: Person): string[][] {
  const found: string[][] = [];
  fixture.editor.view.state.doc.descendants((node) => {
    if (node.type.name !== 'table_row') return true;
    found.push(Array.from({ length: node.childCount }, (_, index) => node.child(index).textContent));
    return false;
  });
  return found;
}

/** The same as exports, search and sealed minutes have it. */
function readRows({ desk }: Person): string[][] {
  return readBlocks(minutesOf(desk)).flatMap((block) =>
    block.kind === 'table' ? block.rows.map((row) => row.map(({ blocks }) => blocksToText(blocks))) : [],
  );
}

/** What a page that is opened now shows. */
function shownAnew({ desk }: Person): string {
  return bindText(minutesOf(replicaOf(desk)), minutesSchema).doc.toString();
}

/** A table of three rows and three columns, 甲 to 壬, below a line, on two pages. */
function table(): { readonly a: Person; readonly b: Person; readonly meet: () => void } {
  const desk = deskWith('表：');
  const maker = editorOn(desk);
  const { view } = maker.editor;
  insertTable(3, 3)(view.state, view.dispatch.bind(view), view);
  for (const [index, word] of [...'甲乙丙丁戊己庚辛壬'].entries()) {
    const cells: number[] = [];
    view.state.doc.descendants((node, at) => {
      if (node.type.name === 'table_cell' || node.type.name === 'table_header') cells.push(at);
    });
    view.dispatch(view.state.tr.insertText(word, (cells[index] ?? 0) + 2));
  }
  maker.close();
  maker.undoing.close();
  const [a, b] = [personAt(desk), personAt(replicaOf(desk))];
  return { a, b, meet: () => exchange(a.desk, b.desk) };
}

function expectRows(all: readonly Person[], expected: readonly string[]): void {
  const cells = expected.map((row) => row.split('|'));
  for (const person of all) {
    expect(rows(person)).toEqual(cells);
    expect(readRows(person)).toEqual(cells);
    const { doc } = person.fixture.editor.view.state;
    doc.check();
    const starts: number[] = [];
    doc.descendants((node, at) => void (node.isText && starts.push(at)));
    expect(runsOf(minutesOf(person.desk)).map(({ start }) => start)).toEqual(starts);
    const past = pastText(minutesOf(person.desk), { runsOf: () => [], writerOf: () => 0 });
    expect(documentOf(past, minutesSchema)?.toString()).toBe(doc.toString());
  }
}

describe('a column that is deleted', () => {
  it('is gone on every page and for every reader when nobody writes in it', () => {
    const { a, b, meet } = table();
    caretBehind(a, '戊');

    run(a, deleteColumn);
    meet();

    expectRows([a, b], ['甲|丙', '丁|己', '庚|壬']);
  });

  it('comes back whole around what somebody else writes in one of its cells', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    caretBehind(b, '戊');

    run(a, deleteColumn);
    b.fixture.type('写');
    meet();

    expectRows([a, b], ['甲||丙', '丁|写|己', '庚||壬']);
    expect(shownAnew(a)).toBe(a.fixture.editor.view.state.doc.toString());
  });

  it('is whole on the page of who stands in one of its cells, and goes from there when they leave', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    caretBehind(b, '戊');
    run(a, deleteColumn);

    meet();
    const standing = rows(b).map((row) => row.join('|'));
    const anchored = b.fixture.editor.anchor();
    caretBehind(b, '壬');

    expect(standing).toEqual(['甲||丙', '丁||己', '庚||壬']);
    expect(anchored).toBeNull();
    expectRows([a, b], ['甲|丙', '丁|己', '庚|壬']);
  });

  it('comes back whole when somebody who stands in it goes on to write', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    caretBehind(b, '戊');
    run(a, deleteColumn);
    meet();

    b.fixture.type('写');
    meet();
    const written = rows(a).map((row) => row.join('|'));
    typeBehind(a, '写', '了');
    meet();

    expect(written).toEqual(['甲||丙', '丁|写|己', '庚||壬']);
    expectRows([a, b], ['甲||丙', '丁|写了|己', '庚||壬']);
  });

  it('comes together again with what was written in it when its deletion is undone, and goes again with redo', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    caretBehind(b, '戊');
    run(a, deleteColumn);
    b.fixture.type('写');
    meet();

    a.fixture.undoing.undo();
    meet();
    expectRows([a, b], ['甲|乙|丙', '丁|戊写|己', '庚|辛|壬']);

    a.fixture.undoing.redo();
    meet();
    expectRows([a, b], ['甲||丙', '丁|写|己', '庚||壬']);
  });

  it('can be deleted once more with what was written in it', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    caretBehind(b, '戊');
    run(a, deleteColumn);
    b.fixture.type('写');
    meet();

    caretBehind(a, '写');
    run(a, deleteColumn);
    meet();
    caretBehind(b, '壬');

    expectRows([a, b], ['甲|丙', '丁|己', '庚|壬']);
  });

  it('may be deleted by two at once, or each delete another, and undo brings all of it back once', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    caretBehind(b, '乙');
    run(a, deleteColumn);
    run(b, deleteColumn);
    meet();
    const same = rows(a).map((row) => row.join('|'));
    caretBehind(a, '甲');
    caretBehind(b, '丙');
    run(a, deleteColumn);
    run(b, deleteColumn);
    meet();
    for (const each of [a, b]) caretBehind(each, '表：');
    const none = [rows(a), readRows(b), shownAnew(a)];
    for (const each of [a, b, a, b]) {
      each.fixture.undoing.undo();
      meet();
    }

    expect(same).toEqual(['甲|丙', '丁|己', '庚|壬']);
    expect(none).toEqual([[], [], 'doc(paragraph("表："))']);
    expectRows([a, b], ['甲|乙|丙', '丁|戊|己', '庚|辛|壬']);
  });

  it('of a table that somebody deletes and another writes in stays away when the table comes back', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    run(a, deleteColumn);
    meet();
    caretBehind(b, '己');
    run(a, (state, dispatch) => deleteTable(state, dispatch));
    b.fixture.type('写');
    meet();

    expectRows([a, b], ['|', '|写', '|']);
    a.fixture.undoing.undo();
    meet();
    expectRows([a, b], ['甲|丙', '丁|己写', '庚|壬']);
  });

  it('stays, empty, when the row in which somebody had written is deleted on a page that shows it', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    caretBehind(b, '戊');
    run(a, deleteColumn);
    b.fixture.type('写');
    meet();

    caretBehind(a, '写');
    run(a, deleteRow);
    meet();
    caretBehind(b, '壬');

    expectRows([a, b], ['甲||丙', '庚||壬']);
    expect(shownAnew(a)).toBe(a.fixture.editor.view.state.doc.toString());
  });
});

describe('a column whose making is undone', () => {
  it('stays whole around what somebody else writes in it', () => {
    const { a, b, meet } = table();
    caretBehind(a, '乙');
    run(a, addColumnAfter);
    meet();
    const { view } = b.fixture.editor;
    caretBehind(b, '戊');
    // Into the empty cell behind it: out of paragraph and cell, into cell and paragraph.
    view.dispatch(view.state.tr.insert(view.state.selection.head + 3, minutesSchema.node('paragraph')));
    view.dispatch(view.state.tr.insertText('写', view.state.selection.head + 4));
    a.fixture.undoing.undo();
    meet();

    expectRows([a, b], ['甲|乙||丙', '丁|戊|写|己', '庚|辛||壬']);
  });
});

describe("one's own edit over several cells", () => {
  it.each([
    ['typed over', (state: EditorState) => state.tr.insertText('写')],
    ['deleted', (state: EditorState) => state.tr.deleteSelection()],
  ])('leaves rows of one length when they are %s, in one step of undo', (_what, edit) => {
    const { a, b, meet } = table();
    const { view } = a.fixture.editor;
    caretBehind(a, '辛');
    const { head } = view.state.selection;
    caretBehind(a, '己');
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, view.state.selection.head, head)));
    a.fixture.undoing.separate();

    view.dispatch(edit(view.state));
    meet();
    const lengths = [...rows(a), ...rows(b), ...readRows(b)].map((row) => row.length);
    a.fixture.undoing.undo();
    meet();

    expect(new Set(lengths).size).toBe(1);
    expectRows([a, b], ['甲|乙|丙', '丁|戊|己', '庚|辛|壬']);
  });
});

describe('what would be left as a shell', () => {
  /** A list of two items on two pages, and a line before it. */
  function list(): { readonly a: Person; readonly b: Person; readonly meet: () => void } {
    const desk = deskWith('前言', '一项', '二项');
    const maker = editorOn(desk);
    const { view } = maker.editor;
    const end = view.state.doc.content.size - 1;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, end - 5, end)));
    toggleList('bullet_list')(view.state, view.dispatch.bind(view), view);
    maker.close();
    maker.undoing.close();
    const [a, b] = [personAt(desk), personAt(replicaOf(desk))];
    return { a, b, meet: () => exchange(a.desk, b.desk) };
  }

  function deleteItem(person: Person, words: string): void {
    caretBehind(person, words);
    run(person, (state, dispatch) => {
      const { $head } = state.selection;
      dispatch?.(state.tr.delete($head.before($head.depth - 1), $head.after($head.depth - 1)));
      return true;
    });
  }

  it('a list is gone when its items were deleted one by one by different people', () => {
    const { a, b, meet } = list();

    deleteItem(a, '一项');
    deleteItem(b, '二项');
    caretBehind(a, '前言');
    caretBehind(b, '前言');
    meet();

    for (const { desk, fixture } of [a, b]) {
      expect(readBlocks(minutesOf(desk))).toHaveLength(1);
      expect(fixture.editor.view.state.doc.toString()).toBe('doc(paragraph("前言"))');
    }
    a.fixture.undoing.undo();
    meet();
    expect(b.fixture.editor.view.state.doc.toString()).toBe(
      'doc(paragraph("前言"), bullet_list(list_item(paragraph("一项"))))',
    );
  });

  it('a list is gone from the page of who deletes all its items, and is not written again with every key', () => {
    const { a, b, meet } = list();
    caretBehind(a, '前言');
    run(a, (state, dispatch) => {
      const listAt = state.doc.child(0).nodeSize;
      dispatch?.(state.tr.delete(listAt + 1, listAt + state.doc.child(1).nodeSize - 1));
      return true;
    });
    const { length } = minutesOf(a.desk);

    a.fixture.type('一二');
    meet();

    expect(a.fixture.editor.view.state.doc.toString()).toBe('doc(paragraph("前言一二"))');
    expect(b.fixture.editor.view.state.doc.toString()).toBe('doc(paragraph("前言一二"))');
    expect(minutesOf(a.desk)).toHaveLength(length);
  });

  it('a cell keeps a paragraph to stand in when two have deleted one each', () => {
    const { a, b, meet } = table();
    caretBehind(a, '戊');
    run(a, (state, dispatch) => {
      dispatch?.(state.tr.split(state.selection.head));
      return true;
    });
    a.fixture.type('二');
    meet();
    for (const [person, words] of [
      [a, '戊'],
      [b, '二'],
    ] as const) {
      caretBehind(person, words);
      run(person, (state, dispatch) => {
        dispatch?.(state.tr.delete(state.selection.$head.before(), state.selection.$head.after()));
        return true;
      });
    }
    meet();
    caretBehind(a, '甲');
    caretBehind(b, '甲');

    expectRows([a, b], ['甲|乙|丙', '丁||己', '庚|辛|壬']);
    expect(shownAnew(a)).toContain('table_cell(paragraph("丁")), table_cell(paragraph), table_cell(paragraph("己"))');
    expect(a.fixture.editor.view.state.doc.toString()).toBe(shownAnew(b));
  });
});
