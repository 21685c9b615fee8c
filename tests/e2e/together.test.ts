// Several note-takers at one meeting in real browsers: who is where, an item that nobody notes, handing over, following.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import type { Desk } from './support/desk.ts';
import { FIRM, houseOfFile, openHall, SUZHOU, type Hall } from './support/hall.ts';

/** How soon everyone must know that an item runs without notes. */
const TOLD_WITHIN_MS = 2_000;
const NOBODY = /没有人在记/;

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const next = (desk: Desk) => desk.page.getByRole('button', { name: /^(下一项|开始第一项)/ }).first();
const notice = (desk: Desk, text: string | RegExp) => desk.page.locator('.note').filter({ hasText: text });

describe('an item that nobody notes', () => {
  it('is known at every desk within two seconds, never in the hall, and no more once somebody notes it', async () => {
    const hall = await openHall(browser, { house: house() });
    const [li, zhou] = [await hall.desk('李文静'), await hall.desk('周敏')];
    for (const desk of [li, zhou]) await desk.isSaved();
    const screen = await hall.projector();
    await screen.page.getByText('三届二次').first().waitFor();
    await next(li).click();
    await notice(zhou, NOBODY).waitFor();
    await zhou.type('介绍重要嘉宾', '逐一介绍来宾');
    await notice(li, NOBODY).waitFor({ state: 'detached' });

    const [clicked, ...known] = [momentOf(li, 'click'), ...[li, zhou].map((desk) => momentOf(desk, '第1项没有人在记'))];
    await Promise.all(known.map(({ isWatched }) => isWatched));
    await clicked.isWatched;
    await next(li).click();
    const told = Math.max(...(await Promise.all(known.map(({ at }) => at())))) - (await clicked.at());
    await hall.desk('陈一帆').then((chen) => notice(chen, '第1项没有人在记').waitFor());
    const heard = await zhou.page.locator('[aria-live]').allInnerTexts();
    await notice(zhou, NOBODY).getByRole('button', { name: '我来主记' }).click();
    await notice(li, NOBODY).waitFor({ state: 'detached' });

    expect(told, 'milliseconds until both desks knew').toBeLessThan(TOLD_WITHIN_MS);
    expect(heard.filter((text) => NOBODY.test(text))).toHaveLength(1);
    await expect.poll(() => zhou.page.locator(':focus').getAttribute('aria-label')).toContain(FIRM);
    await li.page.getByText('周敏正在主记').waitFor();
    expect(await screen.page.locator('body').innerText()).not.toMatch(/没有人|主记/);
    // Its note-taker leaves: everyone knows again, and after a while that the item can be taken over.
    await zhou.page.close();
    await notice(li, '第1项没有人在记').waitFor();
    expect(li.errors).toEqual([]);
  });
});

describe('people at one desk', () => {
  it('lose no word when one deletes everything while the other writes, and undoes it', async () => {
    const hall = await openHall(browser, { house: house() });
    const [li, zhou] = [await hall.desk('李文静'), await hall.desk('周敏')];
    const lines = (desk: Desk) => desk.minutesOf(FIRM).locator('p').allTextContents();
    await li.minutesOf(FIRM).click();
    await li.page.keyboard.press('Control+a');
    await li.page.keyboard.type('第一段内容');
    await li.page.keyboard.press('Enter');
    await li.page.keyboard.type('第二段内容');
    await expect.poll(() => lines(zhou)).toEqual(['第一段内容', '第二段内容']);
    await zhou.minutesOf(FIRM).click();
    await zhou.page.keyboard.press('Control+a');
    await li.page.bringToFront();
    await li.caretAtEnd(FIRM);

    const writing = li.page.keyboard.type('一二三四五六七八九十', { delay: 60 });
    await zhou.page.keyboard.press('Delete');
    await writing;
    await zhou.page.keyboard.press('Control+z');

    for (const desk of [li, zhou])
      await expect.poll(() => lines(desk)).toEqual(['第一段内容', '第二段内容一二三四五六七八九十']);
    expect([...li.errors, ...zhou.errors]).toEqual([]);
  });

  it('hand an item over and back, see who is where, and follow one another', async () => {
    const hall = await openHall(browser, { house: house() });
    const [li, zhou] = [await hall.desk('李文静'), await hall.desk('周敏')];
    // Only a desk that has joined, with all its parts, is told what happens at it.
    for (const desk of [li, zhou]) {
      await desk.isSaved();
      await desk.isWhole();
    }
    const suzhou = li.page.locator('article').filter({ has: li.minutesOf(SUZHOU) });

    await suzhou.getByRole('button', { name: '我来主记' }).click();
    await suzhou.getByRole('button', { name: '交出' }).click();
    await suzhou.getByRole('menuitem', { name: '周敏' }).click();
    await notice(zhou, '李文静请您主记第3项').getByRole('button', { name: '交还' }).click();
    await notice(li, '周敏把第3项交还给您了').waitFor();
    await suzhou.getByText('我正在主记').waitFor();
    await zhou.page
      .locator('article')
      .filter({ has: zhou.minutesOf(SUZHOU) })
      .getByRole('button', { name: '接手' })
      .click();
    await notice(li, '周敏接手了第3项').waitFor();

    await suzhou.getByText('周敏正在主记').waitFor();
    expect([...li.errors, ...zhou.errors]).toEqual([]);
    await seeAndFollow(hall, li, zhou);
  });
});

/** Who is where, and following until one does something oneself: with the same people, since a browser costs seconds. */
async function seeAndFollow(hall: Hall, li: Desk, zhou: Desk): Promise<void> {
  const far = '会议结束';
  await zhou.secondTab();
  const face = li.page.getByRole('toolbar').getByRole('button', { name: /^周敏/ });

  await zhou.type(SUZHOU, '第三项的话');
  await li.page.getByRole('button', { name: '周敏：正在写第3项' }).waitFor();
  expect(await face.count()).toBe(1);
  await face.focus();
  await li.page.keyboard.press('Enter');
  await li.page.getByRole('dialog', { name: '谁在哪' }).getByRole('button', { name: '跟随周敏' }).click();
  await notice(li, '正在跟随周敏').waitFor();
  await zhou.page.bringToFront();
  await zhou.type(far, '散会');
  await expect.poll(() => isInView(li, far), { timeout: 10_000 }).toBe(true);
  await zhou.page
    .getByRole('toolbar')
    .getByRole('button', { name: /^李文静/ })
    .waitFor();
  await li.page.mouse.move(700, 400);
  await li.page.mouse.wheel(0, -200);
  await notice(li, '已停止跟随周敏').waitFor();
  const before = await scrolled(li);
  await zhou.type(FIRM, '第一项的话');
  await eventually(() => hall.words(FIRM).includes('第一项的话'), 'the words in the first item');

  expect(await scrolled(li)).toBe(before);
  // What was changed where 李文静 does not look is marked.
  const row = li.page.locator('li', { has: li.page.getByRole('link', { name: new RegExp(FIRM) }) });
  await row.getByText('周敏').first().waitFor({ state: 'attached' });
  expect(li.errors).toEqual([]);
}

/**
 * When a page was first clicked, or first showed a text: taken in the page itself, since the tools of a test wait for
 * many things. All pages of one machine have one clock.
 */
function momentOf(desk: Desk, what: string): { isWatched: Promise<void>; at: () => Promise<number> } {
  const isWatched = desk.page.evaluate((wanted) => {
    const moments: Record<string, Promise<number>> = Reflect.get(window, 'moments') ?? {};
    Reflect.set(window, 'moments', moments);
    moments[wanted] = new Promise((resolve) => {
      const isShown = (): boolean =>
        [...document.querySelectorAll('.note')].some((note) => note.textContent.includes(wanted));
      document.addEventListener('click', () => wanted === 'click' && resolve(Date.now()), { capture: true });
      new MutationObserver(() => isShown() && resolve(Date.now())).observe(document.body, {
        subtree: true,
        childList: true,
      });
    });
  }, what);
  return { isWatched, at: () => desk.page.evaluate((wanted) => Reflect.get(window, 'moments')[wanted], what) };
}

async function isInView(desk: Desk, title: string): Promise<boolean> {
  const box = await desk.minutesOf(title).boundingBox();
  return box !== null && box.y > 0 && box.y < 768;
}

function scrolled(desk: Desk): Promise<number> {
  return desk.page.evaluate(() => document.querySelector('.minutes .scroll')?.scrollTop ?? -1);
}
