// A body's own phrase: which braces are fields, and what becomes of them.
import { expect, test } from 'vitest';
import { fieldValues, filledPhrase, phrasePieces, type PhraseFacts } from '../../../shared/domain/phrase.ts';

const facts: PhraseFacts = {
  ...{ title: '上半年工作', presenters: [], meeting: '三届二次常务理事会', body: '常务理事会' },
  ...{ venue: null, chair: null, day: '4月23日下午' },
};
const values = fieldValues(facts, '秘书长王坤泉');

test.each([
  ['{发言人}汇报了{议题}。', '秘书长王坤泉汇报了上半年工作。'],
  ['｛汇报人｝在{ 机构 }上发言', '秘书长王坤泉在常务理事会上发言'],
  ['{Speaker} reported on {title} on {date}.', '秘书长王坤泉 reported on 上半年工作 on 4月23日下午.'],
  ['{地点}{主持人}会议认为，', '会议认为，'],
  ['集合{1,2}和{不认识}', '集合{1,2}和{不认识}'],
  ['{{议题}}', '{上半年工作}'],
  ['{议题', '{议题'],
])('%s', (text, written) => {
  expect(filledPhrase(text, values)).toBe(written);
});

test('the pieces of a phrase are the phrase', () => {
  const text = '会议听取了{发言人}关于{议题}的汇报';

  expect(phrasePieces(text).map((piece) => [piece.field, piece.text])).toEqual([
    [null, '会议听取了'],
    ['speaker', '{发言人}'],
    [null, '关于'],
    ['title', '{议题}'],
    [null, '的汇报'],
  ]);
  expect(phrasePieces('')).toEqual([]);
});
