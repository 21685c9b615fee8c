// The page of papers where it seldom is: its server killed while somebody types, a colleague in the section in which one composes
// Chinese, the whole way by keys alone, and every file it offers.
import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readSections, sectionText } from '../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../shared/doc/desk-papers.ts';
import { wordsIn } from '../../shared/domain/minutes.ts';
import { formatsOf, PAPER_KINDS, type PaperFormat } from '../../shared/papers/kinds.ts';
import type { Desk } from '../e2e/support/desk.ts';
import { FIRM, houseOfFile, openHall, type Hall } from '../e2e/support/hall.ts';
import { PHONE } from '../e2e/support/room.ts';
import { Typist } from '../e2e/support/typist.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const textOf = (page: Page, key: string) => page.locator(`[data-section="${key}"]`).getByRole('textbox');
const times = (text: string, words: string): number => text.split(words).length - 1;

/** What the server has of a section. */
function said({ stock }: Hall, key: string): string {
  return readSections(stock.doc, MINUTES_DRAFT)
    .filter((one) => one.key === key && !one.removed)
    .map(({ blocks }) => wordsIn(blocks))
    .join('\n');
}

async function begin({ page }: Desk, { server, meetingId, itemCalled }: Hall): Promise<string> {
  await page.goto(`${server.url}/meetings/${meetingId}/papers`);
  await page.getByRole('button', { name: '生成初稿' }).click();
  const key = `item-${itemCalled(FIRM)}`;
  await textOf(page, key).waitFor();
  return key;
}

async function caretAtEnd(page: Page, key: string): Promise<void> {
  await textOf(page, key).and(page.locator('[contenteditable=true]')).click();
  await page.keyboard.press('Control+End');
}

it('killed while one types, the server has every letter once it is back, and the page opens without it meanwhile', async () => {
  const hall = await openHall(browser, { house: house() });
  const li = await hall.desk('李文静', { context: { keepsProgram: true } });
  await li.isSaved();
  await li.isOpenable();
  const { page } = li;
  const key = await begin(li, hall);
  await eventually(() => said(hall, key).includes('会议听取了'), 'the draft at the server');
  await caretAtEnd(page, key);
  const typed = page.keyboard.type('甲乙丙丁戊己庚辛壬癸', { delay: 40 });
  await hall.server.stop('SIGKILL');
  await typed;
  await page.getByText('离线，改动已存本机').waitFor();

  const word = page.getByRole('link', { name: '下载会议纪要 Word' });
  expect(await word.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('radio', { name: '打印样' }).click();
  await page.getByRole('heading', { name: '打印样要连上服务器才能排' }).waitFor();
  await page.getByRole('radio', { name: '正文' }).click();
  await textOf(page, key).waitFor();
  await page.reload();
  await textOf(page, key).getByText('壬癸').waitFor();
  await caretAtEnd(page, key);
  await page.keyboard.type('离线再写');
  await page.getByRole('radio', { name: '打印样' }).click();
  await page.getByRole('heading', { name: '打印样要连上服务器才能排' }).waitFor();
  await hall.server.start();

  const spoken = page.locator('.spoken');
  await expect.poll(() => spoken.textContent(), { timeout: 60_000 }).toContain('甲乙丙丁戊己庚辛壬癸离线再写');
  await eventually(() => said(hall, key).includes('壬癸离线再写'), 'the words at the server');
  expect(times(said(hall, key), '壬癸离线再写')).toBe(1);
  await expect.poll(() => word.getAttribute('aria-disabled'), { timeout: 20_000 }).toBeNull();
  expect(li.errors).toEqual([]);
});

it('what is composed in a section stays whole while a colleague writes in it', async () => {
  const hall = await openHall(browser, { house: house() });
  const li = await hall.desk('李文静');
  const { page } = li;
  const key = await begin(li, hall);
  await eventually(() => said(hall, key).includes('会议听取了'), 'the draft at the server');
  await caretAtEnd(page, key);
  const typist = await Typist.at(page);
  await typist.compose('biao');
  const id = readSections(hall.stock.doc, MINUTES_DRAFT).find((one) => one.key === key)?.id;
  const fragment = id === undefined ? null : sectionText(hall.stock.doc, id);
  const paragraph = fragment?.toArray().at(-1);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error('the section has words');

  text.insert(0, '同事写的，');
  await typist.compose('biaozhun');
  const during = await typist.compositions();
  await typist.commit('标准');

  expect(during).toEqual({ starts: 1, ends: 0 });
  await eventually(() => said(hall, key).includes('标准'), 'what was composed at the server');
  await textOf(page, key).getByText('同事写的，').waitFor();
  for (const words of [said(hall, key), await textOf(page, key).innerText()]) {
    expect(times(words, '标准')).toBe(1);
    expect(times(words, '同事写的，')).toBe(1);
    expect(words).not.toContain('biao');
  }
  expect(li.errors).toEqual([]);
});

it('by keys alone one chooses a paper, edits a section, answers what differs and has the file, and never loses the focus', async () => {
  const hall = await openHall(browser, { house: house() });
  const [li, zhou] = [await hall.desk('李文静'), await hall.desk('周敏')];
  const { page } = li;
  await page.goto(`${hall.server.url}/meetings/${hall.meetingId}/papers?paper=agenda`);
  const key = `item-${hall.itemCalled(FIRM)}`;
  await press(page, 'link', /^会议纪要/u, 'Enter');
  await press(page, 'button', '生成初稿', 'Enter');
  await textOf(page, key).and(page.locator('[contenteditable=true]')).waitFor();
  await expect.poll(() => focused(page)).not.toBe('body');
  await textOf(page, key).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('键盘写的');
  await eventually(() => said(hall, key).includes('键盘写的'), 'the words at the server');
  await zhou.type(FIRM, '另设知识产权部');
  const question = page.locator(`[data-compare="${key}"]`);
  await question.locator('ins', { hasText: '另设知识产权部' }).waitFor();

  await press(page, 'button', '两份都留', 'Enter');
  await question.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).not.toBe('body');
  // What it was about is still there to read.
  await expect.poll(() => isSeen(page, key)).toBe(true);
  await eventually(() => said(hall, key).includes('另设知识产权部'), 'both at the server');
  const word = page.getByRole('link', { name: '下载会议纪要 Word' });
  await expect.poll(() => word.getAttribute('aria-disabled')).toBeNull();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    press(page, 'link', '下载会议纪要 Word', 'Enter'),
  ]);

  expect(download.suggestedFilename()).toMatch(/纪要\.docx$/u);
  await expect.poll(() => focused(page)).toBe('下载会议纪要 Word');
  expect(said(hall, key)).toContain('键盘写的');
  expect([...li.errors, ...zhou.errors]).toEqual([]);
});

/** Whether some of a section's text is in sight. */
const isSeen = (page: Page, key: string): Promise<boolean> =>
  textOf(page, key).evaluate((text) => {
    const [{ top, bottom }, frame] = [text.getBoundingClientRect(), text.closest('.sections')?.getBoundingClientRect()];
    return frame !== undefined && bottom > frame.top + 20 && top < frame.bottom - 20;
  });

/** Goes there by Tab, as somebody without a mouse does, and presses. */
async function press(page: Page, role: 'link' | 'button', name: string | RegExp, key: string): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  await wanted.waitFor();
  for (let tabs = 0; tabs < 120; tabs += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return page.keyboard.press(key);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(name)} is out of reach of the keys`);
}

/** The name of what has the focus; `body` = it is lost. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body
      ? 'body'
      : (at.getAttribute('aria-label') ?? at.textContent ?? '').trim();
  });
}

const MAGIC: Readonly<Record<PaperFormat, RegExp>> = {
  docx: /^PK\x03\x04/u,
  xlsx: /^PK\x03\x04/u,
  pdf: /^%PDF-1\./u,
  ics: /^BEGIN:VCALENDAR\r\n/u,
  html: /^<!doctype html>/iu,
  txt: /^\S/u,
};

async function head(download: Download): Promise<string> {
  return (await readFile(await download.path())).subarray(0, 200).toString('latin1');
}

it('on a telephone what stands above an article goes away while one writes; a question looks like the article', async () => {
  const hall = await openHall(browser, { house: house() });
  const [li, zhou] = [await hall.desk('李文静', { context: PHONE }), await hall.desk('周敏')];
  const { page } = li;
  await page.goto(`${hall.server.url}/meetings/${hall.meetingId}/papers?paper=article`);
  const row = page.locator('.settings li', { has: page.getByRole('checkbox', { name: `登“${FIRM}”` }) });
  await row.getByRole('button', { name: `改写“${FIRM}”` }).click();
  await row.getByRole('textbox').and(page.locator('[contenteditable=true]')).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('手机上写的');
  await zhou.type(FIRM, '另设知识产权部');
  const question = row.locator('[data-compare]');
  await question.locator('ins', { hasText: '另设知识产权部' }).waitFor();
  const strip = page.locator('.article-desk > .notice');
  await question.scrollIntoViewIfNeeded();

  const top = async (): Promise<number> => (await strip.boundingBox())?.y ?? 0;
  await expect.poll(top).toBeLessThan(-100);
  const [box, list] = [await question.boundingBox(), await row.boundingBox()];
  expect(box?.width).toBe(list?.width);
  const told = question.locator('.past');
  expect(await told.evaluate((at) => getComputedStyle(at).fontFamily)).toContain('sans-serif');
  expect(
    await told
      .locator('p')
      .first()
      .evaluate((at) => getComputedStyle(at).textIndent),
  ).toBe('0px');
  for (const name of [`上移“${FIRM}”`, `下移“${FIRM}”`]) {
    const arrow = await row.getByRole('button', { name }).boundingBox();
    expect(Math.min(arrow?.width ?? 0, arrow?.height ?? 0)).toBeGreaterThanOrEqual(40);
  }
  await strip.scrollIntoViewIfNeeded();
  const inset = (at: string) => page.locator(at).first().boundingBox();
  expect((await inset('.article-desk > .notice > :first-child'))?.x).toBe(
    (await inset('.article .bar > :first-child'))?.x,
  );
  expect(li.errors).toEqual([]);
});

it('every file that is offered comes, opens by its first bytes, and says in its name which edition it is', async () => {
  const hall = await openHall(browser, { house: house() });
  const li = await hall.desk('李文静');
  await li.addTask('整理会议材料');
  await li.isSaved();
  const { page } = li;
  const names = new Set<string>();
  for (const kind of PAPER_KINDS) {
    await page.goto(`${hall.server.url}/meetings/${hall.meetingId}/papers?paper=${kind}&edition=internal&view=pages`);
    const files = page.locator('header .files a[download]');
    const nothing = page.getByRole('heading', { name: '还不能印' });
    await page.locator('.pages img').first().or(nothing).waitFor();
    if (await nothing.isVisible()) continue;
    expect(await files.count()).toBe(formatsOf(kind).length);
    for (const [at, format] of formatsOf(kind).entries()) {
      await expect.poll(() => files.nth(at).getAttribute('aria-disabled')).toBeNull();
      const [download] = await Promise.all([page.waitForEvent('download'), files.nth(at).click()]);
      const name = download.suggestedFilename();
      expect(name).toMatch(new RegExp(`\\.${format}$`, 'u'));
      expect(await head(download)).toMatch(MAGIC[format]);
      expect(names).not.toContain(name);
      names.add(name);
    }
  }

  expect([...names].filter((name) => name.includes('（内部版）')).length).toBeGreaterThanOrEqual(4);
  expect(names.size).toBeGreaterThan(20);
  expect(li.errors).toEqual([]);
});
