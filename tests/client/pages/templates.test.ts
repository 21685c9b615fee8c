// The page of templates: what was removed can be taken back until it is back.
import { afterEach, expect, test } from 'vitest';
import Templates from '../../../client/pages/templates.svelte';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('the way back stays when taking back fails, and goes once it is back', async () => {
  const templates = [{ id: 't1', bodyId: null, name: '常务理事会', items: [] }];
  const shown = await showPage(
    Templates,
    { areas: ['preparing', 'stock'], answers: { '/templates': { templates }, '/templates/t1': {} } },
    closing,
  );
  await shown.settle();
  const button = (text: string) =>
    [...shown.target.querySelectorAll('button')].find((each) => each.textContent.trim() === text);
  const press = async (text: string): Promise<void> => {
    button(text)?.click();
    await shown.settle();
  };
  await press('移除');

  shown.turn({ kind: 'silent' });
  await press('撤销');
  const afterFailure = button('撤销') !== undefined;
  shown.turn({ kind: 'well' });
  await press('撤销');

  expect([afterFailure, button('撤销')]).toEqual([true, undefined]);
});
