// Places while a paragraph that somebody else deleted is still on one's page, around the caret: the page then counts more
// than the document, and what is pointed at below must nevertheless be the words that one sees.
import { afterEach, describe, expect, it } from 'vitest';
import { splitBlock } from 'prosemirror-commands';
import { TextSelection } from 'prosemirror-state';
import type * as Y from 'yjs';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { anchorOf, resolveAnchor, runsOf } from '../../../shared/doc/anchor.ts';
import type { Anchor } from '../../../shared/domain/anchor.ts';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { toggleInternal } from '../../../client/editor/editing-commands.ts';
import { Passages, type Passage } from '../../../client/editor/passage-board.ts';
import { passagesAt } from '../../../client/editor/passages.ts';
import { seeded } from '../../support/seeded.ts';
import {
  deskWith,
  editorOn,
  exchange,
  FIRST,
  minutesOf,
  replicaOf,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const SEEDS = Number(process.env['GONGBI_SEEDS'] ?? 8);
const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

interface Person {
  readonly desk: Y.Doc;
  readonly fixture: EditorFixture;
}

function personAt(desk: Y.Doc, passages?: Passages): Person {
  const fixture = editorOn(desk, passages ? { passages } : {});
  open.push(fixture);
  // Each has a page of their own; here they share one, which has one focus.
  fixture.editor.view.hasFocus = () => true;
  return { desk, fixture };
}

function positionOf({ fixture }: Person, words: string): number {
  let at = -1;
  fixture.editor.view.state.doc.descendants((node, position) => {
    const found = node.isText && at < 0 ? (node.text ?? '').indexOf(words) : -1;
    if (found >= 0) at = position + found;
  });
  invariant(at >= 0, `${words} is on the page`);
  return at;
}

function select({ fixture }: Person, anchor: number, head = anchor): void {
  const { view } = fixture.editor;
  view.dispatch(
    view.state.tr.setSelection(TextSelection.between(view.state.doc.resolve(anchor), view.state.doc.resolve(head))),
  );
}

function page({ fixture }: Person): string[] {
  const { doc } = fixture.editor.view.state;
  return Array.from({ length: doc.childCount }, (_, index) => doc.child(index).textContent);
}

function drawn({ fixture }: Person, kind: Passage['kind']): string {
  return [...fixture.editor.view.dom.querySelectorAll(`.passage-${kind}`)].map((each) => each.textContent).join('');
}

/** What a reader without an editor finds at an anchor. */
function wordsAt(desk: Y.Doc, anchor: Anchor): string {
  const range = resolveAnchor(desk, anchor);
  if (!range) return '';
  return runsOf(minutesOf(desk))
    .map(({ start, words }) => words.slice(Math.max(0, range.from - start), Math.max(0, range.to - start)))
    .join('');
}

/** The caret of A in a paragraph that B has deleted meanwhile; `renewed`: what A's page bound anew. */
function held(): { readonly a: Person; readonly b: Person; readonly renewed: Anchor[]; readonly meet: () => void } {
  const desk = deskWith('第一段', '第二段', '会议同意购置', '第四段');
  const renewed: Anchor[] = [];
  const board = new Passages({
    desk: () => desk,
    marginOf: () => '',
    open: () => true,
    renew: (_passage, anchor) => renewed.push(anchor),
    approach: () => undefined,
  });
  const [a, b] = [personAt(desk, board), personAt(replicaOf(desk))];
  select(a, positionOf(a, '第二段') + 2);
  const { view } = b.fixture.editor;
  const second = positionOf(b, '第二段');
  view.dispatch(view.state.tr.delete(second - 1, second + 4));
  const meet = (): void => exchange(a.desk, b.desk);
  meet();
  invariant(page(a).length === 4 && page(b).length === 3, 'the deleted paragraph is on one page only');
  return { a, b, renewed, meet };
}

describe('while a deleted paragraph is held under the caret', () => {
  it('a remark, task or decision made of words below binds those words', () => {
    const { a } = held();
    const at = positionOf(a, '同意');

    // The head of the selection stays where the caret is, so that the paragraph stays held.
    select(a, at + 2, positionOf(a, '第一段') + 4 + 1);
    const { from, to } = a.fixture.editor.view.state.selection;
    const selected = a.fixture.editor.view.state.doc.textBetween(from, to);

    expect([page(a).length, selected]).toEqual([4, '会议同意']);
    expect(a.fixture.editor.anchor()?.quote).toBe('会议同意');
  });

  it('an empty paragraph has nothing that a remark could bind', () => {
    const { a } = held();

    expect(a.fixture.editor.anchor()).toBeNull();
  });

  it.each(['task', 'comment', 'hint'] as const)('a %s below is drawn on its words, above and below alike', (kind) => {
    const { a } = held();
    const [above, below] = [
      [2, 4],
      [8, 10],
    ].map(([from = 0, to = 0]) => anchorOf(a.desk, FIRST, { from, to }));
    invariant(above && below, 'there are words');

    a.fixture.passages.feed('them', [
      { id: '1', kind, anchor: above },
      { id: '2', kind, anchor: below },
    ]);

    expect([above.quote, below.quote]).toEqual(['一段', '同意']);
    expect(drawn(a, kind)).toBe('一段同意');
    expect(page(a)).toHaveLength(4);
  });

  it('one that was drawn before stays on its words, and is found there by the caret', () => {
    const { a } = held();
    const anchor = anchorOf(a.desk, FIRST, { from: 8, to: 10 });
    invariant(anchor, 'there are words');
    a.fixture.passages.feed('them', [{ id: '1', kind: 'comment', anchor }]);

    const at = positionOf(a, '同意');
    select(a, at + 1);

    expect(page(a)).toHaveLength(3);
    expect(drawn(a, 'comment')).toBe('同意');
    expect(passagesAt(a.fixture.editor.view.state).map(({ id }) => id)).toEqual(['1']);
  });

  it('a jump to a passage below puts the caret before its words', () => {
    const { a } = held();
    const anchor = anchorOf(a.desk, FIRST, { from: 8, to: 10 });
    invariant(anchor, 'there are words');

    a.fixture.passages.reveal(anchor);

    const { selection } = a.fixture.editor.view.state;
    expect(selection.head).toBe(positionOf(a, '同意'));
    expect(drawn(a, 'flash')).toBe('同意');
  });

  it('a passage whose words one’s undo writes anew is bound to those', () => {
    const { a, b, renewed, meet } = held();
    b.fixture.undoing.undo();
    meet();
    // A passage in words that A's splitting moves, the shorter half.
    a.fixture.undoing.separate();
    select(a, positionOf(a, '购置'));
    a.fixture.editor.run(splitBlock);
    const at = positionOf(a, '购置');
    const anchor = anchorOf(a.desk, FIRST, { from: at, to: at + 2 });
    invariant(anchor, 'there are words');
    a.fixture.passages.feed('them', [{ id: '1', kind: 'task', anchor }]);
    select(a, positionOf(a, '第二段') + 2);
    b.fixture.undoing.redo();
    meet();
    invariant(page(a).length === 5, 'the paragraph is held again');

    a.fixture.undoing.undo();

    expect(drawn(a, 'task')).toBe('购置');
    expect(renewed.map((each) => wordsAt(a.desk, each))).toEqual(['购置']);
  });

  it('internal words below are those that were selected, for everybody', () => {
    const { a, b, meet } = held();
    const at = positionOf(a, '同意');

    select(a, at, at + 2);
    a.fixture.editor.run(toggleInternal);
    meet();

    const spans = readBlocks(minutesOf(b.desk)).flatMap((block) => (block.kind === 'paragraph' ? block.inline : []));
    expect(spans.filter((each) => each.kind === 'text' && each.marks.internal === true)).toEqual([
      expect.objectContaining({ text: '同意' }),
    ]);
  });

  it("others' carets below stand where they stand, and one's own is told where it is", async () => {
    const { a, b } = held();
    const tell = (from: Person, to: Person): void =>
      applyAwarenessUpdate(
        to.fixture.awareness,
        encodeAwarenessUpdate(from.fixture.awareness, [from.desk.clientID]),
        'wire',
      );
    for (const [person, id, name] of [
      [a, 'jia', '甲'],
      [b, 'yi', '乙'],
    ] as const)
      person.fixture.awareness.setLocalStateField('user', { id, name, colour: 1 });

    select(b, positionOf(b, '同意'), positionOf(b, '同意') + 2);
    tell(b, a);
    await Promise.resolve();
    const theirs = a.fixture.editor.view.dom.querySelector('.remote-selection')?.textContent;
    select(a, positionOf(a, '购置'), positionOf(a, '第一段') + 5);
    tell(a, b);
    await Promise.resolve();
    const own = b.fixture.editor.view.dom.querySelector('.remote-selection')?.textContent;

    expect([page(a).length, theirs, own]).toEqual([4, '同意', '会议同意']);
  });
});

describe('words pointed at while two write, delete and undo', () => {
  const FIRST_LETTER = 0x6e00;

  function deleteFrom(person: Person, from: number, to: number): void {
    const { view } = person.fixture.editor;
    person.fixture.undoing.separate();
    select(person, from, to);
    if (!view.state.selection.empty) view.dispatch(view.state.tr.deleteSelection());
  }

  it.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
    'are those that were selected, on both pages and for readers without one (seed %i)',
    (seed) => {
      const chance = seeded(seed);
      const below = (count: number): number => Math.floor(chance() * count);
      const desk = deskWith('天地一二三', '四五六七八', '九十上中下', '左人口手心', '山水火土木');
      const all = [personAt(desk), personAt(replicaOf(desk))] as const;
      const anchors: Anchor[] = [];
      let letter = FIRST_LETTER;

      for (let turn = 0; turn < 100; turn += 1) {
        const person = all[below(2)] ?? all[0];
        const { view } = person.fixture.editor;
        const { size } = view.state.doc.content;
        const what = below(12);
        if (what < 4) {
          if (below(3) === 0) select(person, below(size + 1));
          else select(person, view.state.selection.head);
          view.dispatch(view.state.tr.insertText(String.fromCharCode(letter++)));
        } else if (what < 6) {
          if (below(3) === 0) deleteFrom(person, 0, size);
          else {
            const from = below(size + 1);
            deleteFrom(person, from, Math.min(size, from + below(12)));
          }
        } else if (what < 7) void (below(3) === 0 ? person.fixture.undoing.redo() : person.fixture.undoing.undo());
        else if (what < 9) exchange(all[0].desk, all[1].desk);
        else {
          // With the head where the caret is, the paragraph around it stays held.
          const { head } = view.state.selection;
          select(person, below(size + 1), below(3) === 0 ? below(size + 1) : head);
          const { selection, doc } = view.state;
          const words = doc.textBetween(selection.from, selection.to, '', '');
          const anchor = selection.empty ? null : person.fixture.editor.anchor();
          if (!selection.empty) expect((anchor?.quote ?? '').replace(/\s/gu, '')).toBe(words.slice(0, 200));
          if (anchor) {
            expect(wordsAt(person.desk, anchor)).toBe(words);
            anchors.push(anchor);
          }
        }
        if (what < 8) continue;
        for (const each of all) {
          for (const anchor of anchors.slice(-2)) {
            // A page that one writes on follows its own edits; here it is asked anew.
            each.fixture.passages.feed('one', []);
            each.fixture.passages.feed('one', [{ id: 'one', kind: 'comment', anchor }]);
            expect(drawn(each, 'comment')).toBe(wordsAt(each.desk, anchor));
          }
        }
      }
      expect(anchors.length).toBeGreaterThan(0);
    },
    20_000,
  );
});
