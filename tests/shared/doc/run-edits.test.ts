// Replacing words in a run: only what differs is written, so that whoever wrote the rest stays its writer.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { changeWords } from '../../../shared/doc/run-edits.ts';

function textReading(words: string): { readonly desk: Y.Doc; readonly text: Y.XmlText } {
  const desk = new Y.Doc();
  const text = new Y.XmlText();
  desk.getXmlFragment('notes').insert(0, [text]);
  text.insert(0, words);
  return { desk, text };
}

/** How many units of the text this replica wrote. */
function ownUnits(text: Y.XmlText, client: number): number {
  let own = 0;
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.countable && item.id.client === client) own += item.length;
  return own;
}

test('标准 becomes 标准化: who wrote 标准 stays its writer, and an undo takes out 化 alone', () => {
  const { desk, text } = textReading('按标准执行');
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(desk));
  const theirs = other.getXmlFragment('notes').get(0);
  if (!(theirs instanceof Y.XmlText)) throw new Error('no text');
  const undo = new Y.UndoManager(other.getXmlFragment('notes'));

  other.transact(() => changeWords({ text: theirs, index: 1, length: 2 }, '标准化'));
  const [reads, own] = [theirs.toString(), ownUnits(theirs, other.clientID)];
  undo.undo();

  expect([reads, own]).toEqual(['按标准化执行', 1]);
  expect([theirs.toString(), ownUnits(theirs, desk.clientID)]).toEqual(['按标准执行', 5]);
  expect(text.toString()).toBe('按标准执行');
});

test('any words give way to any others, and what stands around them stays', () => {
  const words = fc.string({ unit: fc.constantFrom('甲', '乙', 'a', '😀', '😁', '𠮷'), maxLength: 6 });
  fc.assert(
    fc.property(
      words,
      words.filter((each) => each !== ''),
      words,
      words,
      (before, old, after, now) => {
        const { desk, text } = textReading(before + old + after);

        desk.transact(() => changeWords({ text, index: before.length, length: old.length }, now));

        expect(text.toString()).toBe(before + now + after);
      },
    ),
  );
});
