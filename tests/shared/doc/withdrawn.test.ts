// What counts as withdrawn.
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { isAway, takeAway } from '../../../shared/doc/withdrawn.ts';
import { EARLIER, grown, type Tree } from '../../support/earlier-marks.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function minutesWith(...trees: readonly Tree[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('minutes');
  fragment.insert(0, trees.map(grown));
  return fragment;
}

function childOf(parent: Y.XmlFragment, ...path: readonly number[]): Y.XmlElement {
  const [at, ...rest] = path;
  const child: unknown = parent.get(at ?? 0);
  if (!(child instanceof Y.XmlElement)) throw new Error('no element there');
  return rest.length === 0 ? child : childOf(child, ...rest);
}

/** In one edit. */
function takeAwayAll(fragment: Y.XmlFragment, ...paths: readonly (readonly number[])[]): void {
  fragment.doc?.transact(() => {
    for (const block of paths.map((path) => childOf(fragment, ...path))) takeAway(block);
  });
}

function paragraph(words: string): Tree {
  return ['paragraph', {}, words];
}

function tableOf(rows: number): Tree {
  const row: Tree = ['table_row', {}, ...['甲', '乙', '丙'].map((words): Tree => ['table_cell', {}, paragraph(words)])];
  return ['table', {}, ...Array.from({ length: rows }, () => row)];
}

describe('a withdrawn block', () => {
  it('is never a thing without content of its own, whatever it is marked with', () => {
    const fragment = minutesWith(['paragraph', {}, ['mention', { key: 'p1', label: '张三', withdrawn: 'yes' }]]);

    expect(isAway(childOf(fragment, 0, 0))).toBe(false);
    expect(readBlocks(fragment)).toEqual([
      { kind: 'paragraph', inline: [{ kind: 'mention', key: 'p1', label: '张三', marks: {} }] },
    ]);
  });

  it('takes the list with it that it leaves without items', () => {
    const list: Tree = ['bullet_list', {}, ['list_item', {}, paragraph('甲')], ['list_item', {}, paragraph('乙')]];
    const fragment = minutesWith(list, paragraph('丙'));

    takeAwayAll(fragment, [0, 0]);
    takeAwayAll(fragment, [0, 1]);

    expect(readBlocks(fragment)).toMatchObject([{ kind: 'paragraph' }]);
  });

  it('does not take a list with it in which an empty item stands', () => {
    const fragment = minutesWith(['bullet_list', {}, ['list_item', {}, paragraph('甲')], ['list_item', {}]]);

    takeAwayAll(fragment, [0, 0]);

    expect(readBlocks(fragment)).toEqual([{ kind: 'list', ordered: false, start: 1, items: [[]] }]);
  });

  it('leaves a list with the earlier mark on one item, and takes it away with its last one', () => {
    const gone: Tree = ['list_item', { withdrawn: 'yes' }, ['paragraph', { withdrawn: 'yes' }, '']];
    const fragment = minutesWith(['bullet_list', {}, gone, ['list_item', {}, paragraph('乙')]]);
    expect(readBlocks(fragment)).toMatchObject([{ items: [[{ kind: 'paragraph' }]] }]);

    takeAwayAll(fragment, [0, 1]);

    expect(readBlocks(fragment)).toEqual([]);
  });

  it('is read as soon as words stand in a cell of its column, and no longer once they are deleted', () => {
    const fragment = minutesWith(tableOf(2));
    takeAwayAll(fragment, [0, 0, 1], [0, 1, 1]);
    const widths = (): readonly number[] =>
      readBlocks(fragment).flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.length) : []));
    expect(widths()).toEqual([2, 2]);

    const late = new Y.XmlText('迟到的字');
    childOf(fragment, 0, 0, 1, 0).insert(0, [late]);
    expect(widths()).toEqual([3, 3]);
    late.delete(0, late.length);
    expect(widths()).toEqual([2, 2]);

    fragment.doc?.transact(() => {
      late.insert(0, '再来');
      expect(widths()).toEqual([3, 3]);
      late.delete(0, late.length);
      expect(widths()).toEqual([2, 2]);
    });
  });

  it.each([
    ['is away', false],
    ['came back', true],
  ])('is looked for once in each table: a column that %s costs the same for each row', (_, comesBack) => {
    const asked = (rows: number): number => {
      const fragment = minutesWith(tableOf(rows));
      takeAwayAll(fragment, ...Array.from({ length: rows }, (_row, row) => [0, row, 1]));
      if (comesBack) childOf(fragment, 0, rows - 1, 1, 0).insert(0, [new Y.XmlText('迟到的字')]);
      const looked = vi.spyOn(Y.XmlElement.prototype, 'toArray');
      readBlocks(fragment);
      const { length } = looked.mock.calls;
      looked.mockRestore();
      return length;
    };

    const [few, many] = [asked(20), asked(200)];

    expect(few).toBeGreaterThan(20);
    expect(many).toBeLessThanOrEqual(few * 10);
  });
});

describe('minutes with marks from before they named their edit', () => {
  it.each(EARLIER)('read as they did then: $name', ({ written, read }) => {
    expect(JSON.stringify(readBlocks(minutesWith(...written)))).toBe(JSON.stringify(read));
  });
});
