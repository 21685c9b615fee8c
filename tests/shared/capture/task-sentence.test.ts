// Sentences of minutes that set somebody a task, and those that only look like it. Of each file: `more` was written before
// the rules, `unseen` and `later` afterwards to see how they do on what nobody had in mind, and then kept.
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { sentencesOf } from '../../../shared/capture/sentences.ts';
import { readTaskSentence } from '../../../shared/capture/task-sentence.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';

interface Expected {
  readonly text: string;
  readonly isTask: boolean;
  readonly owners: readonly string[];
  readonly due: string | null;
  readonly what: string;
}

const base = parseLocalDate('2021-04-23');
if (base === null) throw new Error('no such day');
const read = (text: string, parties: readonly string[] = []) => readTaskSentence(text, { parties, base });

function expectedIn(name: string): readonly Expected[] {
  const file: { readonly sentences?: readonly Expected[] } & readonly Expected[] = JSON.parse(
    readFileSync(new URL(`../../fixtures/capture/${name}-sentences.json`, import.meta.url), 'utf8'),
  );
  return file.sentences ?? file;
}

/** Pairs of neighbouring characters: how much of the words was found. */
function overlap(found: string, expected: string): number {
  const pairs = (text: string): ReadonlySet<string> =>
    new Set(Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2)));
  const [have, want] = [pairs(found), pairs(expected)];
  return [...want].filter((pair) => have.has(pair)).length / Math.max(1, want.size);
}

describe.each(['task', 'more', 'unseen', 'later'])('of the %s sentences', (name) => {
  const sentences = expectedIn(name);

  it.each(sentences.filter(({ isTask }) => isTask))('$text', ({ text, owners, due }) => {
    const task = read(text);
    expect(task && { owners: [...task.owners, ...task.supporters], due: task.due }).toEqual({ owners, due });
    expect(text).toContain(task?.what);
    expect(text).toContain(task?.dueText);
  });

  it.each(sentences.filter(({ isTask }) => !isTask))('none: $text', ({ text }) => {
    expect(read(text)).toBeNull();
  });

  test('the words for nine in ten of the tasks are found', () => {
    const tasks = sentences.filter(({ isTask }) => isTask);
    const good = tasks.filter(({ text, what }) => overlap(read(text)?.what ?? '', what) >= 0.6);
    expect(good.length / tasks.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe('names the meeting knows', () => {
  it('are found where their form says nothing', () => {
    expect(read('请阿依古丽于5月10日前提交照片。')).toBeNull();
    expect(read('请阿依古丽于5月10日前提交照片。', ['阿依古丽'])?.owners).toEqual(['阿依古丽']);
  });

  it('win over the form, the longest first', () => {
    const parties = ['团体标准专家委', '团体标准专家委员会'];
    expect(read('由团体标准专家委员会6月底前完成审核。', parties)?.owners).toEqual(['团体标准专家委员会']);
  });
});

it.each([
  '由于秘书处4月底前搬迁，电话暂时不通。',
  '培训部未能在3月底前完成教材编写。',
  '培训部没有在3月底前完成教材编写。',
  '上次会议要求秘书处3月底前提交报告，秘书处没有提交。',
])('none: %s', (text) => {
  expect(read(text)).toBeNull();
});

it('a sentence longer than any is not read', () => {
  expect(read(`由秘书处于5月15日前完成${'核对'.repeat(300)}。`)).toBeNull();
});

describe('a text', () => {
  it('is cut into sentences with their places, and not inside quotes', () => {
    const text = ' 会议听取了报告。由秘书处通知“各位请准时；勿迟到。”的要求；\n李明负责。';
    expect(sentencesOf(text).map((sentence) => [sentence.from, sentence.text])).toEqual([
      [1, '会议听取了报告。'],
      [9, '由秘书处通知“各位请准时；勿迟到。”的要求；'],
      [32, '李明负责。'],
    ]);
  });

  it('that forgot to close a bracket goes on with the next line', () => {
    expect(sentencesOf('（未完\n第二行。第三句').map(({ text }) => text)).toEqual(['（未完', '第二行。', '第三句']);
  });
});
