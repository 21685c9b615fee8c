// Word files as LibreOffice draws them, measured against GB/T 9704-2012 like the PDFs (paper-pdf.test.ts): what the XML asks for
// is what stands on the paper. Runs where LibreOffice and poppler are installed; docx.test.ts judges the file everywhere.
import { beforeAll, describe, expect, test } from 'vitest';
import { docxFile } from '../../../server/export/papers/docx.ts';
import type { Paper } from '../../../shared/papers/paper.ts';
import { SAMPLE_MINUTES } from '../../fixtures/sample-papers.ts';
import { drawnWords, HAS_LIBREOFFICE } from '../../support/papers/draw-word.ts';
import { HAS_POPPLER, inkOf, linesOf, said, textPaper, wordsOf } from '../../support/papers/print.ts';
import { atEndOfFile, temporaryFolder } from '../../support/temporary-folder.ts';

const [TOP, LEFT, RIGHT, FOOT] = [37, 28, 184, 262];
const LINE = 225 / 22;
const CELL = 156 / 28;
/** What LibreOffice rounds its squares by: a quarter of a millimetre either side. */
const NEAR_MM = 0.3;

function must<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('it is not on the page');
  return found;
}

/** Of such lengths that a third of the names would be torn. */
const NAMES = Array.from(
  { length: 24 },
  (_, at) => `${'赵钱孙李周吴郑王'.charAt(at % 8)}晓新（${'苏'.repeat(4 + (at % 7))}）`,
);

const PAPERS: Readonly<Record<string, Paper>> = {
  full: textPaper([said('会'.repeat(28 * 44 - 2))]),
  minutes: SAMPLE_MINUTES,
  names: textPaper([{ kind: 'names', label: '特邀', separator: '、', names: NAMES }]),
  words: textPaper([said(`${'会'.repeat(23)}新版50348号，会议于09:45开始`)]),
};

describe.skipIf(!HAS_LIBREOFFICE || !HAS_POPPLER)('drawn by LibreOffice', () => {
  let drawn: ReadonlyMap<string, Uint8Array> = new Map();
  const folder = atEndOfFile();
  const pdf = (name: string): Uint8Array => must(drawn.get(name));

  beforeAll(async () => {
    const files = new Map<string, Buffer>();
    for (const [name, paper] of Object.entries(PAPERS)) files.set(name, await docxFile(paper, new Map()));
    drawn = drawnWords(files, temporaryFolder(folder));
  }, 60_000);

  test('22 lines of 28 characters fill 版心, and a paragraph begins two characters in', () => {
    const words = wordsOf(pdf('full'));

    for (const page of [1, 2]) {
      const lines = linesOf(words, page).filter(({ text }) => text.startsWith('会'));
      expect(lines.map(({ text }) => text.length)).toEqual(
        Array.from({ length: 22 }, (_, index) => (page === 1 && index === 0 ? 26 : 28)),
      );
      for (const [index, { left, right, top, bottom }] of lines.entries()) {
        const begin = page === 1 && index === 0 ? LEFT + 2 * CELL : LEFT;
        expect(Math.abs(left - begin)).toBeLessThan(NEAR_MM);
        expect(Math.abs(right - RIGHT)).toBeLessThan(2 * NEAR_MM);
        expect(top).toBeGreaterThan(TOP);
        expect(bottom).toBeLessThan(FOOT);
        expect(Math.abs(top - (lines[0]?.top ?? 0) - index * LINE)).toBeLessThan(NEAR_MM);
      }
    }
    expect(linesOf(words, 3).filter(({ text }) => text.startsWith('会'))).toEqual([]);
  });

  test('no name is torn, and none is parted from its bracket', () => {
    const lines = [1, 2].flatMap((page) => linesOf(wordsOf(pdf('names')), page).map(({ text }) => text));

    expect(lines.length).toBeGreaterThan(8);
    expect(NAMES.filter((name) => !lines.some((line) => line.includes(name.slice(0, 5))))).toEqual([]);
  });

  test('a number or a time in Chinese text is not torn', () => {
    const words = wordsOf(pdf('words')).map(({ text }) => text);

    expect(words.some((word) => word.includes('50348'))).toBe(true);
    expect(words.some((word) => word.includes('09:45'))).toBe(true);
  });

  test('page numbers stand 7 mm below 版心, odd ones right and even ones left, one character in', () => {
    const words = wordsOf(pdf('full'));
    const numbers = [1, 2].flatMap((page) => linesOf(words, page).filter(({ top }) => top > FOOT));
    const oneCharacter = 14 * (25.4 / 72);

    expect(numbers.map(({ text }) => text)).toEqual(['—1—', '—2—']);
    expect(Math.abs(RIGHT - must(numbers[0]).right - oneCharacter)).toBeLessThan(NEAR_MM);
    expect(Math.abs(must(numbers[1]).left - LEFT - oneCharacter)).toBeLessThan(NEAR_MM);
    const left = must(numbers[0]).left + 0.8;
    const [dash] = inkOf(pdf('full'), 1)
      .rows(left, left + 3, 0.9)
      .filter(({ from }) => from > FOOT);
    expect(Math.abs(must(dash).from - (FOOT + 7))).toBeLessThan(0.5);
  });

  test('the red name begins 35 mm below the top of 版心, the red rule lies 4 mm below the line above it', () => {
    const ink = inkOf(pdf('minutes'), 1);
    const red = linesOf(wordsOf(pdf('minutes')), 1).slice(0, 2);

    expect(red.map(({ text }) => text)).toEqual(['苏州市安全技术防范行业协会', '常务理事会会议纪要']);
    // A face that is not here is replaced by one whose letters begin a little higher or lower in their squares.
    expect(Math.abs(must(ink.rows(LEFT, RIGHT)[0]).from - (TOP + 35))).toBeLessThan(1);
    const [rule] = ink.rows(LEFT + 0.5, RIGHT - 0.5, 0.98);
    const above = ink.rows(LEFT + CELL, RIGHT - CELL).filter(({ to }) => to < must(rule).from);
    expect(Math.abs(must(rule).from - must(above.at(-1)).to - 4)).toBeLessThan(1);
  });

  test('版记 lies on the lower edge of the last page, between rules of 0.35 and 0.25 mm', () => {
    const last = wordsOf(pdf('minutes')).at(-1)?.page ?? 0;
    const rules = inkOf(pdf('minutes'), last)
      .rows(LEFT + 0.5, RIGHT - 0.5, 0.98)
      .slice(-3);

    expect(last).toBeGreaterThan(1);
    expect(Math.abs(must(rules[2]).to - FOOT)).toBeLessThan(0.3);
    expect(rules.map(({ from, to }) => to - from)).toEqual([0.35, 0.25, 0.35].map((mm) => expect.closeTo(mm, 0)));
  });
});
