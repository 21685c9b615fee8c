// The page of papers in real browsers: a draft is composed, two people write in it, the record changes under it, one chooses, and
// what was chosen is what the pages and the Word file hold.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSections } from '../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../shared/doc/desk-papers.ts';
import { wordsIn } from '../../shared/domain/minutes.ts';
import { launchChromium } from '../support/chromium.ts';
import { textOfDocx } from '../support/papers/docx-text.ts';
import { eventually } from '../support/wire-clients.ts';
import type { Desk } from './support/desk.ts';
import { FIRM, openHall, type Hall } from './support/hall.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const section = (page: Page, key: string) => page.locator(`[data-section="${key}"]`);
const textOf = (page: Page, key: string) => section(page, key).getByRole('textbox');

async function openPapers(desk: Desk, { server, meetingId }: Hall): Promise<Page> {
  await desk.page.goto(`${server.url}/meetings/${meetingId}/papers`);
  return desk.page;
}

/** What the server has of a section. */
function said({ stock }: Hall, key: string): string {
  return readSections(stock.doc, MINUTES_DRAFT)
    .filter((one) => one.key === key && !one.removed)
    .map(({ blocks }) => wordsIn(blocks))
    .join('\n');
}

async function writeAtEnd(page: Page, key: string, words: string): Promise<void> {
  await textOf(page, key).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(words);
}

it('minutes are composed, edited by two, composed again without losing a word, and printed as was chosen', async () => {
  const hall = await openHall(browser);
  const [li, zhou] = [await hall.desk('李文静'), await hall.desk('周敏')];
  const key = `item-${hall.itemCalled(FIRM)}`;
  const page = await openPapers(li, hall);

  await page.getByRole('button', { name: '生成初稿' }).click();
  await textOf(page, key).waitFor();
  await eventually(() => said(hall, key).includes('会议听取了'), 'the draft at the server');

  const other = await openPapers(zhou, hall);
  await textOf(other, 'opening').waitFor();
  await writeAtEnd(other, 'opening', '周敏写的');
  await writeAtEnd(page, key, '李文静改的');
  await textOf(page, 'opening').getByText('周敏写的').waitFor();
  await eventually(() => said(hall, key).includes('李文静改的'), 'her words at the server');

  // The record changes: of the item that she edited, and of the whole.
  await other.goto(`${hall.server.url}/meetings/${hall.meetingId}`);
  await zhou.type(FIRM, '另设知识产权部');
  const question = page.locator(`[data-compare="${key}"]`);
  await question.waitFor();
  await question.locator('ins', { hasText: '另设知识产权部' }).waitFor();
  await question.locator('del', { hasText: '李文静改的' }).waitFor();
  expect(said(hall, key)).not.toContain('另设知识产权部');

  await question.getByRole('button', { name: '两份都留' }).click();
  await question.waitFor({ state: 'detached' });
  await eventually(() => said(hall, key).includes('另设知识产权部'), 'both at the server');
  expect(said(hall, key)).toContain('李文静改的');

  await page.getByRole('radio', { name: '打印样' }).click();
  const spoken = page.locator('.spoken');
  await expect.poll(() => spoken.textContent(), { timeout: 30_000 }).toContain('另设知识产权部');
  expect(await spoken.textContent()).toContain('李文静改的');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载会议纪要 Word' }).click(),
  ]);
  const words = textOfDocx(await download.path());
  expect(words).toContain('李文静改的');
  expect(words).toContain('另设知识产权部');
  expect(words).toContain('周敏写的');
  expect([...li.errors, ...zhou.errors]).toEqual([]);
});
