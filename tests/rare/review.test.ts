// Two note-takers go over the minutes together in real browsers: a suggestion becomes text and can be taken back, notes stay
// where they belong and survive the network, a word is found and replaced everywhere.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readThreads } from '../../shared/doc/desk-comments.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import type { Desk } from '../e2e/support/desk.ts';
import { FIRM, openHall, SUZHOU, type Hall } from '../e2e/support/hall.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const tab = (desk: Desk, name: RegExp) => desk.page.getByRole('tab', { name }).click();
const mine = (desk: Desk) => desk.page.getByLabel('我的笔记的内容');
const button = (desk: Desk, name: string) => desk.page.getByRole('button', { name, exact: true });

/** Types at an item's end and selects what was typed. */
async function writeAndSelect(desk: Desk, title: string, words: string): Promise<void> {
  await desk.type(title, words);
  await desk.page.keyboard.down('Shift');
  for (let count = 0; count < words.length; count += 1) await desk.page.keyboard.press('ArrowLeft');
  await desk.page.keyboard.up('Shift');
}

interface Two {
  readonly hall: Hall;
  readonly li: Desk;
  readonly zhou: Desk;
}

/** A suggestion by one, accepted by the other, taken back by whoever accepted it. */
async function acceptAndTakeBack({ hall, li, zhou }: Two): Promise<void> {
  await writeAndSelect(li, FIRM, '六月底');
  await li.page.keyboard.press('Alt+m');
  await li.page.getByRole('radio', { name: '改写建议' }).check();
  await li.page.getByLabel('改为').fill('6月30日前');
  await li.page.keyboard.press('Control+Enter');
  await tab(zhou, /批注/);
  await button(zhou, '采纳').click();
  await eventually(() => hall.words(FIRM).includes('6月30日前'), 'the suggestion in the text');
  expect(hall.words(FIRM)).not.toContain('六月底');
  await li.page.getByText('已了结1').waitFor();
  await button(zhou, '撤销').click();
  await eventually(() => hall.words(FIRM).includes('六月底'), 'the old words');
  await eventually(() => readThreads(hall.stock.doc)[0]?.resolved === null, 'the suggestion open again');
}

/** A passage that reads otherwise by now is not replaced: all three are shown. */
async function acceptTooLate({ hall, li, zhou }: Two): Promise<void> {
  await li.caretAtEnd(FIRM);
  await li.page.keyboard.press('ArrowLeft');
  await li.page.keyboard.insertText('之');
  await eventually(() => hall.words(FIRM).includes('六月之底'), 'the changed passage');
  await zhou.minutesOf(FIRM).getByText('六月之底').waitFor();
  await button(zhou, '采纳').click();
  await zhou.page.getByText('这段文字后来改过').first().waitFor();
  expect(hall.words(FIRM)).toContain('六月之底');
}

/** Shared notes are the other's too, private ones are not, and what is typed offline is there afterwards. */
async function keepNotes({ li, zhou }: Two): Promise<void> {
  await Promise.all([tab(li, /备忘/), tab(zhou, /备忘/)]);
  await li.page.getByRole('textbox', { name: '共同备忘的内容' }).click();
  await li.page.keyboard.press('Control+Home');
  await li.page.keyboard.insertText('聘书会后补发');
  await zhou.page.getByRole('textbox', { name: '共同备忘的内容' }).getByText('聘书会后补发').waitFor();
  await mine(li).fill('他没有说完');
  await li.page.locator('.mine').getByText('已保存').waitFor();
  await li.goOffline();
  await mine(li).fill('他没有说完，会后问');
  await li.page.locator('.mine').getByRole('status').filter({ hasText: '未上传，已存在本机' }).waitFor();
  await li.context.setOffline(false);
  await li.page.locator('.mine').getByText('已保存').waitFor();
  await li.reopenTab();
  await tab(li, /备忘/);
  await li.page.waitForFunction(
    (label) => document.querySelector<HTMLTextAreaElement>(`[aria-label="${label}"]`)?.value === '他没有说完，会后问',
    '我的笔记的内容',
  );
  expect(await mine(zhou).inputValue()).toBe('');
}

/** Over all items, as one step; the second press of the key is left to the browser. */
async function findAndReplace({ hall, zhou }: Two): Promise<void> {
  await zhou.type(SUZHOU, '⟦试⟧甲乙⟦试⟧');
  await zhou.page.keyboard.press('Control+f');
  const find = zhou.page.getByRole('search');
  await find.getByLabel('查找', { exact: true }).fill('⟦试⟧');
  await find.getByText('1/2').waitFor();
  await find.getByLabel('替换为').fill('⟦定⟧');
  await button(zhou, '全部替换').click();
  await eventually(() => hall.words(SUZHOU).includes('⟦定⟧甲乙⟦定⟧'), 'both replaced');
  await button(zhou, '撤销').click();
  await eventually(() => hall.words(SUZHOU).includes('⟦试⟧甲乙⟦试⟧'), 'both as before');
  await find.getByLabel('查找', { exact: true }).focus();
  const isTaken = await zhou.page.evaluate(() => {
    const key = new KeyboardEvent('keydown', {
      code: 'KeyF',
      key: 'f',
      ctrlKey: true,
      bubbles: true,
      cancelable: true,
    });
    document.activeElement?.dispatchEvent(key);
    return key.defaultPrevented;
  });
  expect(isTaken).toBe(false);
}

it('go over a text, keep what is theirs to themselves, and find what they look for', async () => {
  const hall = await openHall(browser);
  const [li, zhou] = await Promise.all([hall.desk('李文静'), hall.desk('周敏')]);
  const two = { hall, li, zhou };

  await acceptAndTakeBack(two);
  await acceptTooLate(two);
  await keepNotes(two);
  await findAndReplace(two);

  expect([li.errors, zhou.errors]).toEqual([[], []]);
});
