// The list of stock phrases: what was removed can be taken back until it is back, and a refusal says what it is.
import { afterEach, expect, test } from 'vitest';
import PhraseBook from '../../../client/panels/phrase-book.svelte';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function shownBook() {
  const phrases = [{ id: 'p1', bodyId: null, label: null, text: '会议认为，' }];
  const shown = await showPage(
    (anchor) => PhraseBook(anchor, { within: null, facts: null }),
    {
      areas: ['stock', 'preparing'],
      answers: { '/phrases': { phrases }, '/bodies': { bodies: [] }, '/phrases/p1': {} },
    },
    closing,
  );
  await shown.settle();
  const button = (text: string) =>
    [...shown.target.querySelectorAll('button')].find((each) => each.textContent.trim() === text);
  const press = async (text: string): Promise<void> => {
    button(text)?.click();
    await shown.settle();
  };
  return { shown, button, press };
}

test('the way back stays when taking back fails, and goes once it is back', async () => {
  const { shown, button, press } = await shownBook();
  await press('移除');

  shown.turn({ kind: 'silent' });
  await press('撤销');
  const afterFailure = button('撤销') !== undefined;
  shown.turn({ kind: 'well' });
  await press('撤销');

  expect([afterFailure, button('撤销')]).toEqual([true, undefined]);
});

test('what is refused for another reason is not said to be too much', async () => {
  const { shown, press } = await shownBook();

  shown.turn({ kind: 'refuses', status: 422, code: 'invalid' });
  await press('移除');

  expect(shown.target.textContent).toContain('有些内容填得不对');
  expect(shown.target.textContent).not.toContain('500');
});
