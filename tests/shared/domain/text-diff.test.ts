// The comparison of texts: that it tells the truth for any two, and reads well for those that matter.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffLists, diffText, wordsOf, type Piece } from '../../../shared/domain/text-diff.ts';

const isSame = (a: string, b: string): boolean => a === b;
const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 });
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom('会', '议', ' ', 'abc', '12', '。')).map((all) => all.join('')),
);

function sideOf(pieces: readonly Piece[], left: 'removed' | 'added'): string {
  return pieces.map(({ kind, text }) => (kind === 'same' || kind === left ? text : '')).join('');
}

/** Of the longest list that both hold, by the textbook. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0);
  for (const one of a) {
    let diagonal = 0;
    b.forEach((other, index) => {
      const above = row[index + 1] ?? 0;
      row[index + 1] = one === other ? diagonal + 1 : Math.max(above, row[index] ?? 0);
      diagonal = above;
    });
  }
  return row.at(-1) ?? 0;
}

describe('two texts', () => {
  test('both stand in the pieces, whatever they are and however little may be searched', () => {
    fc.assert(
      fc.property(texts, texts, fc.nat(20), (before, after, maxEdits) => {
        const pieces = diffText(before, after, maxEdits);

        expect(sideOf(pieces, 'removed')).toBe(before);
        expect(sideOf(pieces, 'added')).toBe(after);
        expect(pieces.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });

  test('Chinese is told by the character', () => {
    expect(diffText('会议听取了汇报。', '会议认真听取汇报。')).toEqual([
      { kind: 'same', text: '会议' },
      { kind: 'added', text: '认真' },
      { kind: 'same', text: '听取' },
      { kind: 'removed', text: '了' },
      { kind: 'same', text: '汇报。' },
    ]);
  });

  test('Latin words and numbers are told whole', () => {
    expect(diffText('due 2026 in June', 'due 2027 in July')).toEqual([
      { kind: 'same', text: 'due ' },
      { kind: 'removed', text: '2026' },
      { kind: 'added', text: '2027' },
      { kind: 'same', text: ' in ' },
      { kind: 'removed', text: 'June' },
      { kind: 'added', text: 'July' },
    ]);
  });

  test('words put together are the text, and no character is cut in two', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(wordsOf(text).join('')).toBe(text);
      }),
    );
    expect(wordsOf('😀会')).toEqual(['😀', '会']);
  });
});

describe('two lists', () => {
  test('differ in as few places as can be', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const hunks = diffLists(a, b, isSame);
        const edits = hunks.reduce(
          (sum, { before, after }) => sum + before.to - before.from + after.to - after.from,
          0,
        );

        expect(edits).toBe(a.length + b.length - 2 * longestCommon(a, b));
      }),
    );
  });

  test('are alike outside the hunks, which stand in order and apart', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        let [x, y] = [0, 0];
        for (const { before, after } of diffLists(a, b, isSame)) {
          expect(a.slice(x, before.from)).toEqual(b.slice(y, after.from));
          expect(x === 0 || before.from > x).toBe(true);
          [x, y] = [before.to, after.to];
        }
        expect(a.slice(x)).toEqual(b.slice(y));
      }),
    );
  });

  test('that have too little in common are told as one change between their common ends', () => {
    const a = ['x', ...'abcdefgh', 'y'];
    const b = ['x', ...'stuvwrq', 'y'];

    expect(diffLists(a, b, isSame, 3)).toEqual([{ before: { from: 1, to: 9 }, after: { from: 1, to: 8 } }]);
  });

  test('of ten thousand words without anything in common end the search in time', () => {
    const a = Array.from({ length: 10_000 }, (_, index) => `a${index}`);
    const b = Array.from({ length: 10_000 }, (_, index) => `b${index}`);
    let asked = 0;

    const hunks = diffLists(a, b, (one, other) => ((asked += 1), one === other));

    expect(hunks).toHaveLength(1);
    expect(asked).toBeLessThan(1_000_000);
  });
});
