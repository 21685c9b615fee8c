// The words of a paper alone: nothing that is printed is missing from what is heard, and it is heard in the paper's order.
import { expect, test } from 'vitest';
import { plainWords } from '../../shared/papers/plain-words.ts';
import type { Paper } from '../../shared/papers/paper.ts';
import { SAMPLE_CARDS, SAMPLE_LETTER, SAMPLE_MINUTES, SAMPLE_NOTICE } from '../fixtures/sample-papers.ts';

/** Every sentence in the value of a paper, wherever it stands. */
function sentencesIn(value: unknown, key = ''): readonly string[] {
  const silent = ['form', 'locale', 'audience', 'kind', 'place', 'fileId', 'organisation', 'separator'];
  if (silent.includes(key)) return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => sentencesIn(inner, name));
}

test.each<[string, Paper]>([
  ['minutes', SAMPLE_MINUTES],
  ['a notice', SAMPLE_NOTICE],
  ['a letter', SAMPLE_LETTER],
  ['name cards', SAMPLE_CARDS],
])('everything that %s say is said', (_, paper) => {
  const heard = plainWords(paper).join('\n');

  const { title: _title, ...printed } = paper;
  expect(sentencesIn(printed).filter((sentence) => !heard.includes(sentence))).toEqual([]);
  expect(plainWords(paper).every((line) => line.trim() !== '')).toBe(true);
});

test('it is heard in the order of the paper', () => {
  const heard = plainWords(SAMPLE_MINUTES).join('\n');

  const places = ['〔2021〕2号', '一、签订', '1.已立项', '完成时限', '出席：张　伟（甲公司）、', '附件1', '分送：'].map(
    (words) => heard.indexOf(words),
  );
  expect(places.every((place) => place >= 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
});
