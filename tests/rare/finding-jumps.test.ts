// From a finding to where it is put right and back, by keys alone: the caret stands in the sentence or the field, never above the
// page, and Back leads to the finding with the focus on it.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FIRM, houseOfFile, openHall } from '../e2e/support/hall.ts';
import { launchChromium } from '../support/chromium.ts';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const rows = (page: Page, says: string) => page.locator('[data-row]', { hasText: says }).first();

/** Goes to the finding by Tab, as somebody without a mouse does, and follows it. */
async function follow(page: Page, says: string): Promise<void> {
  const link = rows(page, says).getByRole('link');
  await link.waitFor();
  for (let tabs = 0; tabs < 120; tabs += 1) {
    if (await link.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`${says} is out of reach of the keys`);
}

/** What Back changes: the address, or a dialog that closes first. */
const stand = (page: Page): Promise<string> =>
  page.evaluate(() => [location.href, document.querySelectorAll('dialog[open]').length].join(' '));

async function back(page: Page, says: string): Promise<void> {
  for (let times = 0; times < 3 && !page.url().includes('view=checks'); times += 1) {
    const before = await stand(page);
    await page.evaluate(() => history.back());
    await expect.poll(() => stand(page)).not.toBe(before);
  }
  const link = rows(page, says).getByRole('link');
  await expect.poll(() => link.evaluate((element) => element === document.activeElement)).toBe(true);
}

/** What has the focus, and the words in which its caret stands. */
const caretIn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at instanceof HTMLInputElement) return at.closest('[data-fact]')?.getAttribute('data-fact') ?? 'a field';
    const isText = at instanceof HTMLElement && at.isContentEditable;
    return isText ? `text: ${getSelection()?.anchorNode?.textContent ?? ''}` : (at?.tagName ?? 'nothing');
  });

it('the caret goes to what is put right, and Back to the finding', async () => {
  const hall = await openHall(browser, { house: house() });
  const li = await hall.desk('李文静');
  await li.type(FIRM, '设备清单见附件3。');
  await li.isSaved();
  const { page } = li;
  await page.goto(`${hall.server.url}/meetings/${hall.meetingId}/papers?paper=minutes&view=checks`);

  const item = '签订友好合作协议';
  await follow(page, item);
  await expect.poll(() => caretIn(page), { timeout: 15_000 }).toMatch(/^text: /u);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(item);
  await back(page, item);

  await follow(page, '没有写主持人');
  await expect.poll(() => caretIn(page), { timeout: 15_000 }).toBe('chair');
  await back(page, '没有写主持人');

  await follow(page, '附件3');
  await expect.poll(() => caretIn(page), { timeout: 15_000 }).toMatch(/^text: .*附件3/u);
  // Put right: what one comes back for is gone, and the focus is at the head of what is left.
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await li.isSaved();
  await page.evaluate(() => history.back());
  await rows(page, '没有写主持人').waitFor();
  // The first look of the page may be at what this browser kept from before.
  await expect.poll(() => rows(page, '附件3').count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  expect(li.errors).toEqual([]);
});
