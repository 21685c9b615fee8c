// The agenda run by keys alone, from the first item to a recess and back, with the hall following.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { readProgressEvents } from '../../shared/doc/desk-progress.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { FIRM, openHall } from './support/hall.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const current = (page: Page) => page.locator('section.agenda li[aria-current="true"] .jump');
const isCurrent = (page: Page, title: string) => current(page).filter({ hasText: title }).waitFor();

it('starts, takes back, inserts, goes back, makes a part, suspends, resumes and finishes without a mouse', async () => {
  const { stock, desk, projector } = await openHall(browser);
  const screen = await projector();
  const { page } = await desk('李文静');
  const { keyboard } = page;

  await keyboard.press('Alt+KeyN');
  await isCurrent(page, '介绍重要嘉宾');
  await keyboard.press('Alt+KeyN');
  await isCurrent(page, FIRM);
  await page.locator('[contenteditable="true"]:focus').waitFor();
  await keyboard.press('Control+KeyZ');
  await isCurrent(page, '介绍重要嘉宾');
  await keyboard.press('Alt+KeyN');
  await isCurrent(page, FIRM);

  await keyboard.press('Alt+Shift+KeyN');
  await page.locator('.insert input:focus').waitFor();
  await keyboard.insertText('临时动议 10分');
  await keyboard.press('Control+Enter');
  await isCurrent(page, '临时动议');
  await screen.page.getByText('临时动议').first().waitFor();
  await keyboard.press('Alt+Shift+KeyP');
  await isCurrent(page, FIRM);
  await page.getByRole('link', { name: /临时动议/ }).focus();
  await keyboard.press('Alt+Shift+ArrowRight');
  await page.getByRole('heading', { name: /（一）/ }).waitFor();

  await page
    .locator('section.agenda')
    .getByRole('button', { name: `${FIRM}：更多操作` })
    .focus();
  await keyboard.press('Enter');
  await page.getByRole('menuitem', { name: '休会…' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: '休会' }).waitFor();
  await page.getByRole('button', { name: '休会', exact: true }).focus();
  await keyboard.press('Enter');
  await screen.page.getByText(/继续开会/).waitFor();
  await page.getByRole('button', { name: '复会', exact: true }).focus();
  await keyboard.press('Enter');
  await screen.page.getByText(FIRM).first().waitFor();
  await keyboard.press('Alt+Shift+KeyE');
  await expect.poll(() => current(page).count()).toBe(0);

  const kinds = () => [...readProgressEvents(stock.doc).values()].map((event) => event.kind).sort();
  await eventually(() => kinds().includes('finish'), 'the last step at the stock client');
  expect(kinds()).toEqual(['finish', 'resume', 'revoke', 'start', 'start', 'start', 'start', 'start', 'suspend']);
  const inserted = readAgenda(stock.doc).find((item) => item.title === '临时动议');
  expect(inserted?.parentId).toBe(readAgenda(stock.doc).find((item) => item.title === FIRM)?.id);
  expect(screen.errors).toEqual([]);
});
