// Two moments of a text shown as one: what stayed, what came, what went, block by block and word by word.
import { describe, expect, test } from 'vitest';
import { isChanged, shownBlocks, type PastNode, type ShownNode } from '../../../shared/domain/past-text.ts';

function doc(...content: readonly PastNode[]): PastNode {
  return { type: 'doc', content };
}

function paragraph(text: string, by = 0): PastNode {
  return { type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text, by }] };
}

function list(...items: readonly string[]): PastNode {
  return {
    type: 'bullet_list',
    content: items.map((text) => ({ type: 'list_item', content: [paragraph(text)] })),
  };
}

/** `+added`, `-removed`, ` same` of each run and each block that has none. */
function told(blocks: readonly ShownNode[]): readonly string[] {
  const sign = { same: ' ', added: '+', removed: '-' };
  return blocks.flatMap(({ change, node, runs, blocks: inner }) => [
    ...runs.map((run) => `${sign[run.change]}${run.node.text ?? run.node.type}`),
    ...told(inner),
    ...(runs.length + inner.length === 0 ? [`${sign[change]}${node.type}`] : []),
  ]);
}

describe('two moments of a text', () => {
  test('that are alike have no change, whoever wrote them', () => {
    const blocks = shownBlocks(doc(paragraph('会议听取汇报', 0)), doc(paragraph('会议听取汇报', 3)));

    expect(told(blocks)).toEqual([' 会议听取汇报']);
    expect(isChanged(blocks)).toBe(false);
  });

  test('are told word by word where a paragraph was changed', () => {
    const blocks = shownBlocks(doc(paragraph('会议听取了汇报')), doc(paragraph('会议认真听取汇报')));

    expect(told(blocks)).toEqual([' 会议', '+认真', ' 听取', '-了', ' 汇报']);
    expect(isChanged(blocks)).toBe(true);
  });

  test('keep a changed paragraph together although another one came before it', () => {
    const before = doc(paragraph('会议听取了工作汇报'));
    const after = doc(paragraph('主持人致辞'), paragraph('会议听取了年度工作汇报'));

    expect(told(shownBlocks(before, after))).toEqual(['+主持人致辞', ' 会议听取了', '+年度', ' 工作汇报']);
  });

  test('tell a paragraph that went and one of other words in its place', () => {
    expect(told(shownBlocks(doc(paragraph('甲乙丙丁')), doc(paragraph('一二三四'))))).toEqual([
      '-甲乙丙丁',
      '+一二三四',
    ]);
  });

  test('are compared inside lists', () => {
    expect(told(shownBlocks(doc(list('第一条', '第二条')), doc(list('第一条', '第二条改', '又一点'))))).toEqual([
      ' 第一条',
      ' 第二条',
      '+改',
      '+又一点',
    ]);
  });

  test('join words of one writer and part those of two', () => {
    const after = doc({
      type: 'paragraph',
      content: [
        { type: 'text', text: '会议', by: 0 },
        { type: 'text', text: '要求', by: 1 },
      ],
    });

    const [block] = shownBlocks(doc(paragraph('会')), after);

    expect(block?.runs.map(({ change, node }) => [change, node.text, node.by])).toEqual([
      ['same', '会', 0],
      ['added', '议', 0],
      ['added', '要求', 1],
    ]);
  });

  test('show a changed mention or picture as gone and come', () => {
    const mention = (label: string): PastNode => ({
      type: 'paragraph',
      content: [
        { type: 'text', text: '由' },
        { type: 'mention', attrs: { key: label, label } },
        { type: 'text', text: '负责' },
      ],
    });

    expect(told(shownBlocks(doc(mention('甲')), doc(mention('乙'))))).toEqual([' 由', '-mention', '+mention', ' 负责']);
  });

  test('have nothing marked when there is no earlier one', () => {
    expect(told(shownBlocks(null, doc(paragraph('会议'), { type: 'horizontal_rule' })))).toEqual([
      ' 会议',
      ' horizontal_rule',
    ]);
  });
});
