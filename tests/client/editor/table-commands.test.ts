// A table worked with the keyboard alone, as people know it from Word.
import { TextSelection } from 'prosemirror-state';
import { afterEach, describe, expect, it } from 'vitest';
import { insertTable } from '../../../client/editor/editing-commands.ts';
import { deskWith, editorOn, type EditorFixture } from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

function withTable(...texts: readonly string[]): EditorFixture {
  const fixture = editorOn(deskWith(...texts));
  open.push(fixture);
  fixture.editor.view.endOfTextblock = () => true;
  fixture.editor.run(insertTable(2, 2));
  return fixture;
}

function press({ editor }: EditorFixture, key: string, held: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
  return !editor.view.dom.dispatchEvent(event);
}

/** Rows and columns, and the text of what holds the caret. */
function shape({ editor }: EditorFixture): string {
  const rows = editor.view.dom.querySelectorAll('tr');
  return `${rows.length}×${rows[0]?.children.length ?? 0}`;
}

function fill(fixture: EditorFixture, ...words: readonly string[]): void {
  for (const [index, word] of words.entries()) {
    if (index > 0) press(fixture, 'Tab');
    fixture.type(word);
  }
}

function cells({ editor }: EditorFixture): string[] {
  return [...editor.view.dom.querySelectorAll('td, th')].map((cell) => cell.textContent ?? '');
}

describe('a table', () => {
  it('is filled by Tab, and behind its last cell grows a row', () => {
    const fixture = withTable('');

    fill(fixture, '甲', '乙', '丙', '丁', '戊');

    expect([shape(fixture), cells(fixture)]).toEqual(['3×2', ['甲', '乙', '丙', '丁', '戊', '']]);
  });

  it('Shift+Tab goes back, and in the first cell stays', () => {
    const fixture = withTable('');
    fill(fixture, '甲', '乙');

    press(fixture, 'Tab', { shiftKey: true });
    const taken = press(fixture, 'Tab', { shiftKey: true });
    const { $head } = fixture.editor.view.state.selection;

    expect([taken, $head.parent.textContent]).toEqual([true, '甲']);
  });

  it('Enter makes a new paragraph inside the cell', () => {
    const fixture = withTable('');
    fill(fixture, '甲');

    press(fixture, 'Enter');
    fixture.type('乙');

    expect([shape(fixture), fixture.editor.view.dom.querySelectorAll('th')[0]?.querySelectorAll('p')]).toMatchObject([
      '2×2',
      { length: 2 },
    ]);
  });

  it.each([
    ['Enter', { ctrlKey: true }, '3×2'],
    ['Enter', { ctrlKey: true, shiftKey: true }, '2×3'],
    ['Backspace', { ctrlKey: true, shiftKey: true }, '1×2'],
    ['Backspace', { altKey: true, shiftKey: true }, '2×1'],
  ])('%s with %j makes it %s', (key, held, result) => {
    const fixture = withTable('');

    press(fixture, key, held);

    expect(shape(fixture)).toBe(result);
  });

  it('is left by the arrows, with a paragraph made where there is none', () => {
    const fixture = withTable('');
    fill(fixture, '甲', '乙', '丙', '丁');

    const down = press(fixture, 'ArrowDown');
    fixture.type('后');
    const { view } = fixture.editor;
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(4))));
    const up = press(fixture, 'ArrowUp');
    fixture.type('前');

    expect([down, up, [...view.dom.children].map((child) => child.tagName)]).toEqual([true, true, ['P', 'TABLE', 'P']]);
    expect([view.dom.firstElementChild?.textContent, view.dom.lastElementChild?.textContent]).toEqual(['前', '后']);
  });

  it('goes to the paragraph that follows, and leaves arrows inside it to the browser', () => {
    const fixture = withTable('');
    const { view } = fixture.editor;
    view.dispatch(view.state.tr.insert(view.state.doc.content.size, view.state.schema.node('paragraph')));

    const inside = press(fixture, 'ArrowDown');
    fill(fixture, '甲', '乙', '丙');
    press(fixture, 'ArrowDown');
    fixture.type('后');

    expect([inside, view.dom.children.length, view.dom.lastElementChild?.textContent]).toEqual([false, 2, '后']);
  });

  it('is not left from the middle of a cell of several paragraphs', () => {
    const fixture = withTable('');
    fill(fixture, '甲', '乙', '丙');
    press(fixture, 'Enter');
    fixture.type('丙二');
    const { view } = fixture.editor;
    const first = view.state.selection.$head.start(view.state.selection.$head.depth - 1) + 1;

    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, first)));
    const inside = press(fixture, 'ArrowDown');

    expect([inside, view.dom.children.length, view.state.selection.from]).toEqual([false, 1, first]);
  });
});
