// History in a real browser: two people write, one reads who wrote what, brings an earlier text back and takes that back;
// then names the meeting as it stands and compares.
import type { Browser, Locator } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openHall, FIRM } from '../e2e/support/hall.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function textsOf(locator: Locator): Promise<readonly string[]> {
  return (await locator.allInnerTexts()).map((text) => text.replaceAll(/\s/g, ''));
}

it('who wrote what is read from the item’s head, and an earlier text comes back by one’s own edit', async () => {
  const { desk } = await openHall(browser);
  const [li, zhou] = [await desk('李文静'), await desk('周敏')];
  await li.type(FIRM, '会议听取介绍。');
  await li.isSaved();
  await zhou.minutesOf(FIRM).getByText('会议听取介绍。').waitFor();
  await zhou.type(FIRM, '要求跟进。');
  await zhou.isSaved();
  await li.minutesOf(FIRM).getByText('要求跟进。').waitFor();

  await li.page.getByRole('button', { name: `“${FIRM}”的历史` }).click();
  const dialog = li.page.getByRole('dialog', { name: `“${FIRM}”的历史` });
  await dialog.getByRole('radio', { name: /周敏/ }).waitFor();
  await dialog.locator('ins').first().waitFor();

  // The newest is chosen: what Zhou added, said as well as coloured.
  expect(await textsOf(dialog.locator('ins'))).toEqual(['新增：要求跟进。']);
  await dialog.getByRole('radio', { name: '谁写的' }).check();
  expect(await textsOf(dialog.getByRole('listitem'))).toEqual(expect.arrayContaining(['文李文静', '文周敏']));

  // The state after Li's writing comes back, and Zhou sees it.
  await dialog.getByRole('radio', { name: /李文静.*会议听取介绍。/ }).check();
  await dialog.getByRole('button', { name: '恢复到此刻' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await zhou.minutesOf(FIRM).getByText('要求跟进。').waitFor({ state: 'detached' });
  expect(await li.minutesOf(FIRM).innerText()).toContain('会议听取介绍。');

  await li.page.getByRole('button', { name: '撤销', exact: true }).last().click();
  await zhou.minutesOf(FIRM).getByText('要求跟进。').waitFor();

  await li.page.getByRole('button', { name: '更多操作', exact: true }).click();
  await li.page.getByRole('menuitem', { name: '版本与比较…' }).click();
  const versions = li.page.getByRole('dialog', { name: '版本与比较' });
  await versions.getByLabel('版本名称').fill('送审稿');
  await versions.getByRole('button', { name: '存为版本' }).click();
  await versions.getByRole('radio', { name: /送审稿/ }).check();
  await versions.getByText(/^从“会议开始”到“送审稿”$/).waitFor();
  await versions.locator('ins').first().waitFor();

  expect(await textsOf(versions.locator('ins'))).toEqual(['新增：会议听取介绍。', '新增：要求跟进。']);
  expect([li.errors, zhou.errors]).toEqual([[], []]);
}, 90_000);
