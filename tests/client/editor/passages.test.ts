// Passages in the text as it is shown: drawn, followed through everybody's edits, found at the caret, jumped to.
import { TextSelection } from 'prosemirror-state';
import { splitBlock } from 'prosemirror-commands';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as Y from 'yjs';
import { anchorOf } from '../../../shared/doc/anchor.ts';
import type { Anchor } from '../../../shared/domain/anchor.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { setHeading } from '../../../client/editor/editing-commands.ts';
import { Passages, type Passage } from '../../../client/editor/passage-board.ts';
import { passagesAt } from '../../../client/editor/passages.ts';
import {
  deskWith,
  editorOn,
  exchange,
  FIRST,
  firstText,
  paragraphs,
  replicaOf,
  SECOND,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

function opened(fixture: EditorFixture): EditorFixture {
  open.push(fixture);
  return fixture;
}

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
  vi.useRealTimers();
});

function anchored(desk: Y.Doc, from: number, to: number, item = FIRST): Anchor {
  const anchor = anchorOf(desk, item, { from, to });
  invariant(anchor, 'there is text');
  return anchor;
}

function task(anchor: Anchor, number: number): Passage {
  return { id: `t${number}`, kind: 'task', anchor, number };
}

function drawn({ editor }: EditorFixture, selector = '.passage-task'): string[] {
  return [...editor.view.dom.querySelectorAll(selector)].map((element) => element.textContent ?? '');
}

function select({ editor: { view } }: EditorFixture, from: number, to = from): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
}

describe('a passage', () => {
  it('is drawn when it is fed, with its number beside the paragraph, and goes when it is fed no more', () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));

    fixture.passages.feed('links', [task(anchored(desk, 4, 8), 1), task(anchored(desk, 1, 3), 2)]);
    const during = [drawn(fixture), fixture.editor.view.dom.querySelector('p')?.dataset['margin']];
    fixture.passages.feed('links', []);

    expect(during).toEqual([['团标', '抓紧审核'], 'task 1、task 2']);
    expect(fixture.editor.view.dom.innerHTML).not.toContain('passage');
  });

  it('is drawn in an editor that is made after it was fed', async () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));
    fixture.passages.feed('links', [task(anchored(desk, 4, 8, SECOND), 1)]);

    const later = opened(editorOn(desk, { itemId: SECOND, passages: fixture.passages }));
    await Promise.resolve();

    expect([drawn(fixture), drawn(later)]).toEqual([[], ['抓紧审核']]);
  });

  it("stays with its words through one's own typing, splitting and change of the paragraph's kind", () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));
    fixture.passages.feed('links', [task(anchored(desk, 4, 8), 1)]);

    select(fixture, 1);
    fixture.type('请');
    const typed = drawn(fixture);
    select(fixture, 5);
    fixture.editor.run(splitBlock);
    const split = [drawn(fixture), fixture.editor.view.dom.querySelectorAll('p')[1]?.dataset['margin']];
    fixture.editor.run(setHeading(2));

    expect([typed, split, drawn(fixture)]).toEqual([['抓紧审核'], [['抓紧审核'], 'task 1'], ['抓紧审核']]);
    expect(paragraphs(desk)).toHaveLength(2);
  });

  it('is found by others, and after a reload, where somebody split its paragraph or made it a heading', () => {
    const desk = deskWith('团标委抓紧审核');
    const other = replicaOf(desk);
    const passage = task(anchored(desk, 4, 8), 1);
    const fixture = opened(editorOn(desk));
    const theirs = opened(editorOn(other));
    theirs.passages.feed('links', [passage]);

    select(fixture, 4);
    fixture.editor.run(splitBlock);
    fixture.editor.run(setHeading(3));
    exchange(desk, other);
    const reloaded = opened(editorOn(replicaOf(desk)));
    reloaded.passages.feed('links', [passage]);

    expect([drawn(theirs), drawn(reloaded)]).toEqual([['抓紧审核'], ['抓紧审核']]);
  });

  it("stays where it is through others' edits, which replace the whole text as shown", () => {
    const desk = deskWith('团标委抓紧审核');
    const other = replicaOf(desk);
    const fixture = opened(editorOn(desk));
    fixture.passages.feed('links', [task(anchored(desk, 4, 8), 1)]);

    firstText(other).insert(0, '今天，');
    exchange(desk, other);

    expect(drawn(fixture)).toEqual(['抓紧审核']);
  });

  it('stays where it is while an input method composes before it, and afterwards', () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));
    fixture.passages.feed('links', [task(anchored(desk, 4, 8), 1)]);
    select(fixture, 1);

    fixture.composition.start();
    fixture.type('qing');
    fixture.passages.feed('remarks', [{ id: 'c', kind: 'comment', anchor: anchored(desk, 1, 3) }]);
    const during = drawn(fixture);
    fixture.editor.view.dispatch(fixture.editor.view.state.tr.insertText('请', 1, 5));
    fixture.composition.end();
    fixture.device.advance(60);

    expect([during, drawn(fixture), drawn(fixture, '.passage-comment')]).toEqual([
      ['抓紧审核'],
      ['抓紧审核'],
      ['团标'],
    ]);
  });

  it('is no more drawn once its words are deleted', () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));
    fixture.passages.feed('links', [task(anchored(desk, 4, 8), 1)]);

    fixture.editor.view.dispatch(fixture.editor.view.state.tr.delete(4, 8));

    expect([drawn(fixture), fixture.editor.view.dom.querySelector('[data-margin]')]).toEqual([[], null]);
  });

  it.each([
    ['begins the paragraph', '', ['张三抓紧审核']],
    ['begins a sentence', '散会。', ['张三抓紧审核']],
    ['ends the words before', '会议请', ['抓紧审核']],
  ])('has its line under a chosen name that %s', (_where, before, lines) => {
    const desk = deskWith(before === '' ? '抓紧审核' : before);
    const fixture = opened(editorOn(desk));
    const { view } = fixture.editor;
    const name = view.state.schema.node('mention', { key: 'p1', label: '张三' });
    const at = before.length + 1;
    view.dispatch(view.state.tr.insert(at, before === '' ? name : [name, view.state.schema.text('抓紧审核')]));

    fixture.passages.feed('links', [task(anchored(desk, at + 1, at + 5), 1)]);

    expect([drawn(fixture).join('')]).toEqual(lines);
  });

  it('says one number beside a table for what stands in its cells', () => {
    const desk = deskWith('前');
    const fixture = opened(editorOn(desk));
    const { view } = fixture.editor;
    const { schema } = view.state;
    const cell = schema.node('table_cell', null, [schema.node('paragraph', null, [schema.text('单元格')])]);
    view.dispatch(view.state.tr.insert(3, schema.node('table', null, [schema.node('table_row', null, [cell])])));

    fixture.passages.feed('links', [task(anchored(desk, 7, 10), 3)]);

    expect(drawn(fixture)).toEqual(['单元格']);
    expect(view.dom.querySelector('table')?.dataset['margin']).toBe('task 3');
  });
});

describe('passages at the caret', () => {
  it('are those around it, the shortest first, and none elsewhere', () => {
    const desk = deskWith('团标委抓紧审核发布');
    const fixture = opened(editorOn(desk));
    fixture.passages.feed('links', [task(anchored(desk, 1, 8), 1), task(anchored(desk, 4, 6), 2)]);

    select(fixture, 5);
    const inside = passagesAt(fixture.editor.view.state).map(({ id }) => id);
    select(fixture, 10);

    expect([inside, passagesAt(fixture.editor.view.state)]).toEqual([['t2', 't1'], []]);
  });

  it('Ctrl+Enter opens what the nearest belongs to, and is left alone where there is none', () => {
    const desk = deskWith('团标委抓紧审核发布');
    const fixture = opened(editorOn(desk));
    fixture.passages.feed('links', [task(anchored(desk, 4, 6), 2)]);
    const press = (): boolean =>
      fixture.editor.view.dom.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }),
      );

    select(fixture, 5);
    const wasLeft = press();

    expect([wasLeft, fixture.openedPassages.map(({ id }) => id)]).toEqual([false, ['t2']]);
  });
});

describe('a sentence that seems to set a task', () => {
  const hint = (anchor: Anchor): Passage => ({ id: 'h1', kind: 'hint', anchor, number: null });
  const linesOf = (kinds: readonly Passage[]): string => kinds.map(({ kind }) => kind).join('\n');

  function noted(
    desk: Y.Doc,
    passages: readonly Passage[],
  ): { readonly fixture: EditorFixture; readonly asked: string[] } {
    const asked: string[] = [];
    const board = new Passages({
      ...{ desk: () => desk, renew: () => undefined, approach: () => undefined },
      ...{ marginOf: linesOf, open: ({ id }) => asked.push(id) > 0 },
    });
    const fixture = opened(editorOn(desk, { passages: board }));
    board.feed('links', passages);
    return { fixture, asked };
  }

  const press = ({ editor }: EditorFixture, line: number): boolean =>
    editor.view.dom
      .querySelector('[data-margin]')
      ?.dispatchEvent(
        new MouseEvent('mousedown', { bubbles: true, cancelable: true, clientX: 9, clientY: line * 15 + 7 }),
      ) ?? true;

  it('is underlined, and made one by a press on the last line of the note, not on the lines above', () => {
    const desk = deskWith('团标委抓紧审核。请张建国汇总。');
    const { fixture, asked } = noted(desk, [task(anchored(desk, 1, 8), 1), hint(anchored(desk, 9, 16))]);

    press(fixture, 0);
    press(fixture, 1);

    expect(drawn(fixture, '.passage-hint')).toEqual(['请张建国汇总。']);
    expect(asked).toEqual(['t1', 'h1']);
  });

  it('shares the one line of its paragraph with the note of what is there already', () => {
    const desk = deskWith('团标委抓紧审核。请张建国汇总。', '会议强调');
    const { fixture } = noted(desk, [task(anchored(desk, 1, 8), 1), hint(anchored(desk, 9, 16))]);
    const note = fixture.editor.view.dom.querySelector('[data-margin]');

    expect([note?.getAttribute('data-margin'), note?.getAttribute('data-margin-lines')]).toEqual(['task\nhint', '2']);
  });

  it('is made one by a press on the note that is its own', () => {
    const desk = deskWith('请张建国汇总。');
    const { fixture, asked } = noted(desk, [hint(anchored(desk, 1, 8))]);

    press(fixture, 0);

    expect(asked).toEqual(['h1']);
  });

  it('leaves Ctrl+Enter to the table it stands in, and takes it elsewhere', () => {
    const desk = deskWith('请张建国汇总。');
    const { fixture, asked } = noted(desk, [hint(anchored(desk, 1, 8))]);
    const { view } = fixture.editor;
    const enter = (): boolean =>
      view.dom.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }),
      );
    select(fixture, 3);
    enter();
    const { schema } = view.state;
    const cell = schema.node('table_cell', null, [schema.node('paragraph', null, [schema.text('请李文静统计。')])]);
    view.dispatch(view.state.tr.insert(9, schema.node('table', null, [schema.node('table_row', null, [cell])])));
    fixture.passages.feed('more', [{ ...hint(anchored(desk, 13, 20)), id: 'h2' }]);
    select(fixture, 15);

    enter();

    expect(drawn(fixture, 'td .passage-hint')).toEqual(['请李文静统计。']);
    expect(asked).toEqual(['h1']);
    expect(view.dom.querySelectorAll('tr')).toHaveLength(2);
  });
});

describe('a jump', () => {
  it('puts the caret before the passage, marks it and lets the mark go', () => {
    vi.useFakeTimers();
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));

    const found = fixture.passages.reveal(anchored(desk, 4, 8));
    const during = [drawn(fixture, '.passage-flash'), fixture.editor.view.state.selection.head];
    vi.advanceTimersByTime(2_000);

    expect([found, during, drawn(fixture, '.passage-flash')]).toEqual([true, [['抓紧审核'], 4], []]);
  });

  it('waits for an editor that is only made as its item comes near', async () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));

    fixture.passages.reveal(anchored(desk, 4, 8, SECOND));
    const later = opened(editorOn(desk, { itemId: SECOND, passages: fixture.passages }));
    await Promise.resolve();

    expect([later.editor.view.state.selection.head, fixture.editor.view.state.selection.head]).toEqual([4, 1]);
  });

  it('waits while an input method composes, with its mark', () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));
    const anchor = anchored(desk, 4, 8);

    fixture.composition.start();
    const found = fixture.passages.reveal(anchor);
    const during = [drawn(fixture, '.passage-flash'), fixture.editor.view.state.selection.head];
    fixture.composition.end();
    fixture.device.advance(60);

    expect([found, during]).toEqual([true, [[], 1]]);
    expect([drawn(fixture, '.passage-flash'), fixture.editor.view.state.selection.head]).toEqual([['抓紧审核'], 4]);
  });

  it('leaves the caret where it is when asked to, and says when the text is gone', () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));
    const anchor = anchored(desk, 4, 8);

    fixture.passages.reveal(anchor, { focus: false });
    const head = fixture.editor.view.state.selection.head;
    firstText(desk).delete(0, 7);

    expect([head, fixture.passages.reveal(anchor)]).toEqual([1, false]);
  });
});

describe('an editor', () => {
  it('gives the anchor of the selection, of the paragraph without one, and none while composing', () => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = opened(editorOn(desk));

    select(fixture, 4, 8);
    const selected = fixture.editor.anchor()?.quote;
    select(fixture, 2);
    const paragraph = fixture.editor.anchor()?.quote;
    fixture.composition.start();
    const during = fixture.editor.anchor();

    expect([selected, paragraph, during]).toEqual(['抓紧审核', '团标委抓紧审核', null]);
  });

  it('gives that of words composed this very moment, which the document then has', () => {
    const desk = deskWith('');
    const fixture = opened(editorOn(desk));
    fixture.composition.start();
    fixture.type('审核');
    fixture.composition.end();

    expect([fixture.editor.anchor()?.quote, paragraphs(desk)]).toEqual(['审核', ['审核']]);
  });
});

describe('a passage whose characters were written anew', () => {
  /** A passage whose new positions are fed back, as the workspace does. */
  function renewing(desk: Y.Doc, range: readonly [number, number]): EditorFixture {
    const passages = new Passages({
      desk: () => desk,
      approach: () => undefined,
      marginOf: () => '',
      open: () => true,
      renew: (passage, anchor) => passages.feed('links', [{ ...passage, anchor }]),
    });
    passages.feed('links', [task(anchored(desk, ...range), 1)]);
    return opened(editorOn(desk, { passages }));
  }

  it.each([
    ['Enter before it', ({ editor: { view } }: EditorFixture) => splitBlock(view.state, view.dispatch)],
    [
      'it was cut and the cut undone',
      ({ editor: { view }, undoing }: EditorFixture) => {
        view.dispatch(view.state.tr.delete(4, 8));
        undoing.undo();
      },
    ],
  ])('stands where it stood after %s, and after its words change too', async (_name, act) => {
    const desk = deskWith('团标委抓紧审核');
    const fixture = renewing(desk, [4, 8]);
    await Promise.resolve();
    select(fixture, 3);

    act(fixture);
    await Promise.resolve();
    const [at] = passageRanges(fixture);
    const { view } = fixture.editor;
    view.dispatch(view.state.tr.insertText('再', (at ?? 0) + 2));
    // As after a reload: by the kept positions alone.
    const fed = fixture.passages.of(FIRST)[0];
    const place = fed && fixture.passages.place(fed.anchor);

    expect(place && view.state.doc.textBetween(place.from, place.to)).toBe('抓紧再审核');
  });
});

function passageRanges({ editor: { view } }: EditorFixture): readonly number[] {
  return [...view.dom.querySelectorAll('.passage-task')].map((element) => view.posAtDOM(element, 0));
}
