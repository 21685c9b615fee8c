// Words that somebody deleted and gave back: they still belong to the undo of who wrote them, and to nobody else's.
import { expect, onTestFinished, test } from 'vitest';
import type * as Y from 'yjs';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { deskWith, exchange, firstText, minutesOf, replicaOf } from '../support/desk-fixture.ts';

const PAGE = 'page';

interface Person {
  readonly desk: Y.Doc;
  readonly undoing: DeskUndo;
}

function two(): { readonly a: Person; readonly b: Person; readonly meet: () => void } {
  const first = deskWith('记录：');
  const [a, b] = [first, replicaOf(first)].map((desk) => ({ desk, undoing: new DeskUndo(desk) }));
  if (!a || !b) throw new Error('two people');
  for (const { undoing } of [a, b]) undoing.track(PAGE);
  onTestFinished(() => {
    a.undoing.close();
    b.undoing.close();
  });
  return { a, b, meet: () => exchange(a.desk, b.desk) };
}

/** As an editor writes: under an origin of its own. */
function write({ desk }: Person, edit: (text: Y.XmlText) => void): void {
  desk.transact(() => edit(firstText(desk)), PAGE);
}

function words({ desk }: Person): string {
  return firstText(desk).toString();
}

test('what one wrote, another replaced and gave back is taken away by one’s own undo', () => {
  const { a, b, meet } = two();
  write(b, (text) => text.insert(3, '标准化好标准化好'));
  meet();
  write(a, (text) => {
    for (const at of [7, 3]) {
      text.delete(at, 3);
      text.insert(at, 'STD');
    }
  });
  meet();
  const replaced = words(b);

  a.undoing.undo();
  meet();
  const givenBack = words(b);
  b.undoing.undo();
  meet();

  expect([replaced, givenBack]).toEqual(['记录：STD好STD好', '记录：标准化好标准化好']);
  expect(words(b)).toBe('记录：');
  expect(words(a)).toBe('记录：');
});

test('it comes again with one’s own redo', () => {
  const { a, b, meet } = two();
  write(b, (text) => text.insert(3, '标准化好'));
  meet();
  write(a, (text) => text.delete(3, 3));
  meet();
  a.undoing.undo();
  meet();

  b.undoing.undo();
  b.undoing.redo();
  meet();

  expect(words(a)).toBe('记录：标准化好');
});

test('what another writes anew in its place stays theirs', () => {
  const { a, b, meet } = two();
  write(b, (text) => text.insert(3, '标准化'));
  meet();
  write(a, (text) => text.delete(3, 3));
  write(a, (text) => text.insert(3, '规范'));
  meet();

  b.undoing.undo();
  meet();

  expect(words(a)).toBe('记录：规范');
  expect(readBlocks(minutesOf(b.desk))).toEqual(readBlocks(minutesOf(a.desk)));
});
