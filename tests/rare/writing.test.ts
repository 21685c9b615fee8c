// Minutes written as a Chinese secretary writes them: composed words, the menus at the caret, a task out of a line,
// the way from its row to the passage and back, and nothing internal on the hall screen.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import type { EventId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import type { Desk } from '../e2e/support/desk.ts';
import { openHall, FIRM } from '../e2e/support/hall.ts';
import { Typist } from '../e2e/support/typist.ts';

type Write = (pinyin: string, words: string) => Promise<void>;

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** A stock phrase by its initials; a person by his, composed in the middle of the sentence. */
async function writePhrase({ page }: Desk, write: Write): Promise<void> {
  const menu = page.getByRole('listbox');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/hyjd');
  await menu.getByText('会议决定').waitFor();
  await page.keyboard.press('Enter');
  await write('you', '由');
  await page.keyboard.type('@wkq');
  await menu.getByText('王坤泉').waitFor();
  await page.keyboard.press('Enter');
  await write('fuze', '负责联络');
}

/** `/任务 @王坤泉 6月30日前编写通讯录`, the last word chosen right before Enter. */
async function writeTask({ page }: Desk, write: Write): Promise<void> {
  await page.keyboard.press('Enter');
  await page.keyboard.type('/');
  await write('renwu', '任务');
  await page.keyboard.type(' @wkq');
  await page.getByRole('listbox').getByText('王坤泉').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('6');
  await write('yue', '月');
  await page.keyboard.type('30');
  await write('riqian', '日前');
  await write('bianxie', '编写通讯录');
  await page.keyboard.press('Enter');
}

it('phrases, names and a task are written without leaving the text; its row leads to its words and back', async () => {
  const hall = await openHall(browser);
  const desk = await hall.desk('李文静');
  const { page } = desk;
  const typist = await Typist.at(page);
  const write: Write = async (pinyin, words) => {
    await typist.compose(pinyin);
    await typist.commit(words);
  };

  await desk.caretAtEnd(FIRM);
  await writePhrase(desk, write);
  // Enter came in the breath after Ctrl+End: the line below the last one, not a split of the one that was clicked.
  await eventually(() => hall.words(FIRM).endsWith('负责联络'), 'the phrase at the end, on the server');
  await writeTask(desk, write);
  await eventually(() => readTasks(hall.stock.doc).some(({ what }) => what === '编写通讯录'), 'the task on the server');
  const task = readTasks(hall.stock.doc).find(({ what }) => what === '编写通讯录');
  expect(task).toMatchObject({ owners: [{ name: '王坤泉' }], dueText: '6月30日前', state: 'confirmed' });

  // What is internal stays at the desk.
  await write('neibu', '只给秘书处');
  await page.keyboard.press('Alt+i');
  await page.locator('.internal').getByText('只给秘书处').waitFor();

  // The passage shows its task, and both ways lead there.
  const number = desk.minutesOf(FIRM).locator('[data-margin]').last();
  expect(await number.getAttribute('data-margin')).toMatch(/^任务\d+$/);
  const row = page.locator(`#task-${task?.id}`);
  await row.getByRole('button', { name: '原文' }).click();
  await page.locator('.passage-flash').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await row.getByRole('textbox').first().waitFor();
  for (const width of [1366, 1280, 1000]) {
    await page.setViewportSize({ width, height: 768 });
    await row.getByRole('button', { name: '收起' }).click();
    if (width < 1200) await page.keyboard.press('Escape');
    await number.scrollIntoViewIfNeeded();
    const at = await number.evaluate(noteBeside);
    await page.mouse.click(at.x, at.y);
    await row.getByRole('textbox').first().waitFor();
  }
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1366, height: 768 });

  // It is there after a reload, and the hall sees it, but nothing internal.
  await desk.isSaved();
  await desk.reopenTab();
  await desk.page.locator('.passage-task').first().waitFor();
  const screen = await hall.projector();
  const eventId = brand<EventId>('begun-by-the-test');
  startItem(hall.stock.doc, { eventId, itemId: hall.itemCalled(FIRM), at: Date.now(), by: '李文静' });
  await desk.showOnScreen('实时纪要');
  await screen.page.getByText('编写通讯录').first().waitFor();
  expect(await screen.page.locator('body').innerText()).not.toContain('只给秘书处');
  expect([...desk.errors, ...screen.errors]).toEqual([]);
});

/** The middle of the note drawn beside a paragraph, or behind its last letter where the column leaves no margin. */
function noteBeside(block: Element): { readonly x: number; readonly y: number } {
  const box = block.getBoundingClientRect();
  if (getComputedStyle(block, '::after').position === 'absolute') return { x: box.right + 24, y: box.top + 15 };
  const text = document.createRange();
  text.selectNodeContents(block);
  const last = [...text.getClientRects()].at(-1) ?? box;
  return { x: last.right + 20, y: last.top + last.height / 2 };
}
