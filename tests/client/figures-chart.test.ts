// Where the bars of the statistics stand: on one scale, within their room, and long names in lines that read well.
import { describe, expect, test } from 'vitest';
import { layoutChart, wrapped } from '../../client/figures-chart.ts';
import type { TaskCounts } from '../../shared/domain/task-statistics.ts';

const NONE: TaskCounts = {
  ...{ all: 0, closed: 0, closedInTime: 0, closedLate: 0, cancelled: 0, standing: 0, open: 0, overdue: 0 },
};
const of = (open: number, closed: number): TaskCounts => ({
  ...{ ...NONE, all: open + closed, open, overdue: Math.floor(open / 2), closed, closedInTime: closed },
});
const owners = (count: number) =>
  Array.from({ length: count }, (_unused, at) => ({ name: `第${at + 1}专业委员会`, counts: [of(at, 3), of(2, at)] }));

describe('the bars', () => {
  test.each([
    [1, 1240],
    [4, 1240],
    [30, 1240],
    [30, 358],
    [4, 260],
  ])('of %i owners on %i px stay within their columns, and rows under each other', (count, width) => {
    const chart = layoutChart(owners(count), 2, { width, letter: 12 });

    expect(chart.rows).toHaveLength(count);
    for (const [at, row] of chart.rows.entries()) {
      const next = chart.rows[at + 1]?.y ?? chart.height;
      expect(row.y + row.height).toBeLessThan(next);
      for (const bar of row.bars) {
        const [first, last] = [bar.pieces[0], bar.pieces.at(-1)];
        expect(first?.x ?? bar.x).toBe(bar.x);
        expect(bar.end).toBeCloseTo((last?.x ?? bar.x) + (last?.width ?? 0));
        expect(bar.pieces.reduce((sum, piece) => sum + piece.count, 0)).toBe(bar.all);
        // Its number stands behind it.
        expect(bar.end + 12 * 2).toBeLessThanOrEqual((chart.columns[bar.at] ?? 0) + chart.columnWidth);
      }
    }
  });

  test('are all drawn on one scale', () => {
    const chart = layoutChart([{ name: '甲', counts: [of(2, 2), of(4, 4)] }], 2, { width: 1_000, letter: 12 });

    const lengths = chart.rows[0]?.bars.map(({ x, end }) => end - x) ?? [];
    expect(lengths[1]).toBeCloseTo(2 * (lengths[0] ?? 0));
  });

  test('of half-years without anything have no length and say nought', () => {
    const chart = layoutChart([{ name: '甲', counts: [null, NONE] }], 2, { width: 1_000, letter: 12 });

    expect(chart.rows[0]?.bars).toMatchObject([
      { all: 0, pieces: [] },
      { all: 0, pieces: [] },
    ]);
    expect(layoutChart([], 2, { width: 1_000, letter: 12 }).rows).toEqual([]);
  });

  test('stand beneath each other where there is little room, under the name', () => {
    const [row] = layoutChart(owners(1), 2, { width: 358, letter: 12 }).rows;

    expect(row?.bars.map(({ x }) => x)).toEqual([row?.bars[0]?.x, row?.bars[0]?.x]);
    expect(row?.bars[1]?.y).toBeGreaterThan((row?.bars[0]?.y ?? 0) + 12);
    expect(row?.bars[0]?.y).toBeGreaterThan(12);
  });
});

describe('a long name', () => {
  test('is broken where it is full, and nothing of it is lost', () => {
    const name = '国际合作与“一带一路”产业促进工作委员会暨对外联络部';

    expect(wrapped(name, 10).join('')).toBe(name);
    expect(wrapped(name, 10).length).toBeGreaterThan(2);
    expect(wrapped('团标委', 10)).toEqual(['团标委']);
  });

  test('begins no line with a mark that closes, and ends none with one that opens', () => {
    expect(wrapped('甲乙丙丁（戊）', 4)).toEqual(['甲乙丙丁', '（戊）']);
    expect(wrapped('甲乙丙（戊己庚辛）', 4)).toEqual(['甲乙丙', '（戊己庚', '辛）']);
    expect(wrapped('甲乙丙丁、戊', 4)).toEqual(['甲乙丙丁、', '戊']);
  });

  test('keeps words of letters whole, and breaks the one that is longer than a line', () => {
    expect(wrapped('Committee on Standards', 8)).toEqual(['Committee on', 'Standards']);
    expect(wrapped('Donaudampfschifffahrtsgesellschaft', 6).join('')).toBe('Donaudampfschifffahrtsgesellschaft');
    expect(Math.max(...wrapped('Donaudampfschifffahrtsgesellschaft', 6).map((line) => line.length))).toBeLessThan(14);
  });
});
