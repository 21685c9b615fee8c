// Ranges of a search become pieces to draw; whatever the ranges, the text stays whole.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markRanges, markTerms, matchedTerms } from '../../../client/search-marks.ts';

describe('marking ranges', () => {
  test('a found word is marked and the rest is not', () => {
    const pieces = markRanges('吴坚颁发聘书。', [[4, 6]]);

    expect(pieces).toEqual([
      { text: '吴坚颁发', marked: false },
      { text: '聘书', marked: true },
      { text: '。', marked: false },
    ]);
  });

  test('overlapping, unsorted, empty and outlying ranges never lose or repeat a character', () => {
    const ranges = fc.array(fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -5, max: 40 })));

    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), ranges, (text, some) => {
        const pieces = markRanges(text, some);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.every((piece) => piece.text !== '')).toBe(true);
      }),
    );
  });
});

describe('marking terms in the whole minutes', () => {
  test('the terms are the different texts that the hits matched, longest first', () => {
    const hits = [
      { text: '颁发聘书', ranges: [[2, 4]] as const },
      {
        text: '聘书由秘书处登记，聘书编号',
        ranges: [
          [0, 2],
          [9, 13],
        ] as const,
      },
    ];

    expect(matchedTerms(hits)).toEqual(['聘书编号', '聘书']);
  });

  test('where two terms begin alike the longer one is marked whole', () => {
    const pieces = markTerms('聘书编号与聘书', ['聘书编号', '聘书']);

    expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(['聘书编号', '聘书']);
  });

  test('without terms the text is one plain piece, and no text is none', () => {
    expect(markTerms('全文', [])).toEqual([{ text: '全文', marked: false }]);
    expect(markTerms('', [])).toEqual([]);
  });
});
