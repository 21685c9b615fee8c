// Lengths as Word tells them (审阅 → 字数统计 → 字数).
import { describe, expect, it } from 'vitest';
import { countBlocks, countWords } from '../../../client/editor/word-count.ts';

describe('字数', () => {
  it.each([
    ['', 0],
    ['  \n\u3000', 0],
    ['会议决定', 4],
    ['会议决定，抓紧审核。', 10],
    ['6月30日前', 5],
    ['GB 50348-2018 标准', 4],
    ['“团标”——发布……', 10],
    ['𠮷野家', 3],
    ['The meeting decided.', 3],
    ['第3届 second', 4],
  ])('of %j is %d', (text, count) => {
    expect(countWords(text)).toBe(count);
  });
});

it('counts the text of lists, quotes and tables and the names in it, but no numbers and no times of day', () => {
  const paragraph = { kind: 'paragraph', inline: [{ kind: 'text', text: '会议', marks: {} }] } as const;
  const cell = { header: false, colspan: 1, rowspan: 1, blocks: [paragraph] };
  const named = {
    kind: 'paragraph',
    inline: [
      { kind: 'mention', key: '', label: '张三', marks: {} },
      { kind: 'timestamp', at: 0, marks: {} },
    ],
  } as const;

  expect(
    countBlocks([
      { kind: 'list', ordered: true, start: 1, items: [[paragraph], [paragraph]] },
      { kind: 'quote', blocks: [paragraph] },
      { kind: 'table', rows: [[cell]] },
      { kind: 'rule' },
      named,
    ]),
  ).toBe(10);
});
