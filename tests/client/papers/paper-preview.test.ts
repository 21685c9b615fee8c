// The pages of a paper on the screen: those that are here stay until newer ones come, none are asked for before all is saved,
// and a busy printer is asked again.
import { expect, test } from 'vitest';
import { PaperPreview } from '../../../client/papers/paper-preview.svelte.ts';
import type { PaperPages } from '../../../shared/api/paper.schema.ts';
import type { Answer } from '../../../client/answer.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { ok, refused } from '../../../shared/lib/result.ts';

const pagesCalled = (title: string): PaperPages => ({
  ...{ title, count: 1, from: 0, pages: ['<svg></svg>'], spoken: [] },
  ...{ unprintable: [], substituted: [] },
});

function stage() {
  const asked: { readonly path: string; readonly answer: (answer: Answer<PaperPages>) => void }[] = [];
  const timers: (() => void)[] = [];
  let isSaved = true;
  const preview = new PaperPreview({
    ask: (path) => new Promise((answer) => asked.push({ path, answer })),
    after: (_delay, task) => {
      timers.push(task);
      return () => void timers.splice(0, timers.length, ...timers.filter((each) => each !== task));
    },
    isSaved: () => isSaved,
  });
  return {
    ...{ preview, asked, timers },
    save: (saved: boolean) => (isSaved = saved),
    pass: () => timers.splice(0).forEach((task) => task()),
    async answer(answer: Answer<PaperPages>) {
      const question = asked.at(-1);
      invariant(question, 'somebody asked');
      question.answer(answer);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test('pages stay while newer ones are set', async () => {
  const { preview, answer, pass } = stage();
  preview.show('/a');
  await answer(ok(pagesCalled('first')));

  preview.touch();
  pass();

  expect(preview.waiting).toBe(true);
  expect(preview.value?.title).toBe('first');
  await answer(ok(pagesCalled('second')));
  expect(preview.value?.title).toBe('second');
});

test('many letters are one question', async () => {
  const { preview, answer, asked, timers, pass } = stage();
  preview.show('/a');
  await answer(ok(pagesCalled('first')));

  for (let letter = 0; letter < 5; letter += 1) preview.touch();

  expect(timers).toHaveLength(1);
  pass();
  expect(asked).toHaveLength(2);
});

test('nothing is asked before all is saved', async () => {
  const { preview, answer, asked, save, pass } = stage();
  preview.show('/a');
  await answer(ok(pagesCalled('first')));
  save(false);
  preview.touch();

  pass();
  expect(asked).toHaveLength(1);

  save(true);
  pass();
  expect(asked).toHaveLength(2);
});

test('a busy printer is asked again, and the pages stay', async () => {
  const { preview, answer, asked, pass } = stage();
  preview.show('/a');
  await answer(ok(pagesCalled('first')));
  void preview.load();
  await answer(refused('printer-busy', { retryAfterSeconds: 10 }));

  expect(preview.value?.title).toBe('first');
  expect(preview.failure?.code).toBe('printer-busy');
  pass();
  expect(asked).toHaveLength(3);
});

test('what cannot be printed any more is not shown as if it still stood', async () => {
  const { preview, answer } = stage();
  preview.show('/a');
  await answer(ok(pagesCalled('first')));
  void preview.load();
  await answer(refused('paper-missing', {}));

  expect(preview.value).toBeNull();
});

test('of another paper nothing of the former is shown, nor its late answer', async () => {
  const { preview, answer, asked } = stage();
  preview.show('/a');
  await answer(ok(pagesCalled('first')));
  void preview.load();
  const late = asked.at(-1);

  preview.show('/b');
  expect(preview.value).toBeNull();
  late?.answer(ok(pagesCalled('late')));
  await Promise.resolve();
  expect(preview.value).toBeNull();
  await answer(ok(pagesCalled('other')));
  expect(preview.value?.title).toBe('other');
});
