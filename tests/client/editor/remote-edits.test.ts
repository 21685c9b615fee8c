// What an edit of somebody else does to an editor: it replaces what differs and leaves everything else in its place.
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Transaction } from 'prosemirror-state';
import {
  deskWith,
  editorOn,
  exchange,
  minutesOf,
  paragraphs,
  replicaOf,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

interface Stage {
  readonly fixture: EditorFixture;
  readonly desk: Y.Doc;
  readonly other: Y.Doc;
  /** The transactions since that changed the text. */
  readonly seen: Transaction[];
}

function stage(...lines: readonly string[]): Stage {
  const desk = deskWith(...lines);
  const other = replicaOf(desk);
  const fixture = editorOn(desk);
  open.push(fixture);
  const seen: Transaction[] = [];
  const { view } = fixture.editor;
  const update = view.props.dispatchTransaction;
  view.setProps({
    dispatchTransaction: (transaction) => {
      if (transaction.docChanged) seen.push(transaction);
      update?.call(view, transaction);
    },
  });
  return { fixture, desk, other, seen };
}

/** Which parts of the old text were replaced, as [from, to]. */
function replaced(seen: readonly Transaction[]): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  for (const { mapping } of seen)
    for (const map of mapping.maps) map.forEach((from, to) => void parts.push([from, to]));
  return parts;
}

function lineOf(doc: Y.Doc, index: number): Y.XmlText {
  const paragraph = minutesOf(doc).get(index);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (text instanceof Y.XmlText) return text;
  throw new Error(`no line ${index}`);
}

describe('an edit of somebody else', () => {
  it('replaces the paragraph that it changed and no other', () => {
    const { desk, other, seen, fixture } = stage('第一段', '第二段', '第三段');

    lineOf(other, 1).insert(3, '后');
    exchange(desk, other);

    // Of three blocks of five: the one from 5 to 10.
    expect(replaced(seen)).toEqual([[5, 10]]);
    expect(fixture.editor.view.dom.textContent).toBe('第一段第二段后第三段');
  });

  it('leaves the elements of the other paragraphs alone', () => {
    const { desk, other, fixture } = stage('第一段', '第二段', '第三段');
    const [first, , third] = fixture.editor.view.dom.querySelectorAll('p');

    lineOf(other, 1).insert(3, '后');
    exchange(desk, other);

    const after = fixture.editor.view.dom.querySelectorAll('p');
    expect(after[0]).toBe(first);
    expect(after[2]).toBe(third);
  });

  it.each([
    [
      'adds a paragraph at the beginning',
      (doc: Y.Doc): void => minutesOf(doc).insert(0, [new Y.XmlElement('paragraph')]),
    ],
    ['takes the last one away', (doc: Y.Doc): void => minutesOf(doc).delete(2, 1)],
    ['takes all of them away', (doc: Y.Doc): void => minutesOf(doc).delete(0, 3)],
    ['empties one', (doc: Y.Doc): void => lineOf(doc, 1).delete(0, 3)],
    ['makes two paragraphs equal', (doc: Y.Doc): void => lineOf(doc, 1).insert(0, '第一段')],
    ['makes a word bold', (doc: Y.Doc): void => lineOf(doc, 1).format(0, 1, { strong: {} })],
  ])('shows what the document holds when it %s', (_what, edit) => {
    const { desk, other, fixture } = stage('第一段', '第二段', '第三段');

    other.transact(() => edit(other));
    exchange(desk, other);
    fixture.type('甲');

    exchange(desk, other);
    expect(paragraphs(desk)).toEqual(paragraphs(other));
    expect([...fixture.editor.view.dom.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual(
      paragraphs(desk).map((line) => line.replaceAll(/<[^>]+>/g, '')),
    );
  });
});
