// What happens to a meeting, an item or a page while somebody composes in it: nothing composed is lost or doubled, the
// caret stays where one writes, and all copies agree.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { itemMinutes, moveItem, readAgenda, removeItem, restoreItem } from '../../shared/doc/desk-agenda.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import {
  BEFORE,
  BEHIND,
  caretBehind,
  openTable,
  shownLines,
  type ComposingTable,
} from '../e2e/support/composing-table.ts';
import { FIRM, SUZHOU } from '../e2e/support/hall.ts';

const WHOLE = `${BEFORE}标准${BEHIND}`;

const ends: (() => unknown)[] = [];
let browser: Browser;
let table: ComposingTable;

beforeAll(async () => {
  browser = await launchChromium();
  table = await openTable(browser, (end) => ends.unshift(end));
});
afterAll(async () => {
  for (const end of ends) await end();
  await browser.close();
});

/** Begins to compose in a fresh paragraph of an item; the candidate window is open when this resolves. */
async function begin(title: string): Promise<Y.XmlElement> {
  const paragraph = await table.paragraph(title);
  await caretBehind(table.zhou, title, BEFORE);
  await table.typist.compose('biaozhun');
  return paragraph;
}

async function lastLine(title: string): Promise<string | undefined> {
  const lines = await table.agreed(title);
  expect([...table.zhou.errors, ...table.li.errors]).toEqual([]);
  return lines.at(-1);
}

/** Ids of the agenda as the headings of a browser follow each other. */
async function orderIn(title: string): Promise<number> {
  return table.li.page
    .locator('article')
    .evaluateAll(
      (articles, wanted) => articles.findIndex((one) => one.querySelector('textarea')?.value === wanted),
      title,
    );
}

describe('while the candidate window is open', () => {
  it('the item may be moved: the words come, and the next ones too', async () => {
    const { hall, typist, zhou } = table;
    await begin(SUZHOU);

    moveItem(hall.stock.doc, hall.itemCalled(SUZHOU), { parentId: null, beforeId: hall.itemCalled(FIRM) }, 'Zz');
    await eventually(() => readAgenda(hall.stock.doc)[1]?.title === SUZHOU, 'the new order');
    await expect.poll(() => orderIn(SUZHOU)).toBe(1);
    await typist.compose('biaozhun');
    await typist.commit('标准');
    await zhou.isSaved();
    await expect.poll(() => zhou.page.locator('article').nth(1).locator('textarea').first().inputValue()).toBe(SUZHOU);
    await zhou.page.keyboard.insertText('了');

    expect(await lastLine(SUZHOU)).toBe(`${BEFORE}标准了${BEHIND}`);
  });

  it('other items may be moved around it', async () => {
    const { hall, typist, zhou } = table;
    await begin(SUZHOU);

    const agenda = readAgenda(hall.stock.doc);
    const [first, last] = [agenda[0], agenda.at(-2)];
    if (!first || !last) throw new Error('no agenda');
    moveItem(hall.stock.doc, last.id, { parentId: null, beforeId: first.id }, 'Zy');
    moveItem(hall.stock.doc, first.id, { parentId: null, beforeId: null }, 'Zx');
    await expect.poll(() => orderIn(first.title)).toBe(agenda.length - 1);
    await typist.commit('标准');
    await expect
      .poll(() => zhou.page.locator('article').last().locator('textarea').first().inputValue())
      .toBe(first.title);
    await zhou.page.keyboard.insertText('了');

    expect(await lastLine(SUZHOU)).toBe(`${BEFORE}标准了${BEHIND}`);
  });

  it('the connection may be lost and come back', async () => {
    const { typist, zhou } = table;
    const paragraph = await begin(FIRM);
    const text = paragraph.get(0);

    await zhou.context.setOffline(true);
    if (text instanceof Y.XmlText) text.insert(0, '先');
    await zhou.context.setOffline(false);
    await zhou.page.waitForEvent('websocket');
    await typist.compose('biaozhun');
    expect((await shownLines(zhou, FIRM)).at(-1)).toBe(`${BEFORE}biaozhun${BEHIND}`);
    await typist.commit('标准');

    expect(await lastLine(FIRM)).toBe(`先${WHOLE}`);
  });

  it('the connection may be lost before the candidate is chosen, and come back later', async () => {
    const { typist, zhou } = table;
    await begin(FIRM);

    await zhou.context.setOffline(true);
    await typist.commit('标准');
    await zhou.page.locator('[data-save=offline]').waitFor();
    await typist.compose('jiyao');
    await zhou.context.setOffline(false);
    await zhou.page.waitForEvent('websocket');
    await typist.commit('纪要');

    expect(await lastLine(FIRM)).toBe(`${BEFORE}标准纪要${BEHIND}`);
  });

  it.each(['Control+z', 'Control+y', 'Control+b'])('%s does not tear what is composed', async (keys) => {
    const { typist, zhou } = table;
    await begin(FIRM);

    await zhou.page.keyboard.press(keys);
    expect((await shownLines(zhou, FIRM)).at(-1)).toBe(`${BEFORE}biaozhun${BEHIND}`);
    await typist.compose('biaozhun');
    await typist.commit('标准');

    expect(await lastLine(FIRM)).toBe(WHOLE);
  });

  it('afterwards one undo takes back what was composed and nothing else', async () => {
    const { typist, zhou } = table;
    const paragraph = await begin(FIRM);
    const text = paragraph.get(0);

    if (text instanceof Y.XmlText) text.insert(0, '先');
    await typist.commit('标准');
    await expect.poll(() => shownLines(zhou, FIRM).then((lines) => lines.at(-1))).toBe(`先${WHOLE}`);
    await zhou.page.keyboard.press('Control+z');

    expect(await lastLine(FIRM)).toBe(`先${BEFORE}${BEHIND}`);
  });

  it('Escape takes the pinyin away and leaves the text as it was', async () => {
    const { typist, zhou } = table;
    await begin(FIRM);

    await typist.cancel();
    await zhou.page.keyboard.insertText('已');

    expect(await lastLine(FIRM)).toBe(`${BEFORE}已${BEHIND}`);
  });

  it('the caret may leave for another item', async () => {
    const { zhou } = table;
    const paragraph = await begin(FIRM);

    await zhou.minutesOf(SUZHOU).focus();
    await zhou.page.keyboard.insertText('别处');

    // What browsers do when a field loses the caret: the pinyin stays as letters.
    expect(await lastLine(FIRM)).toBe(`${BEFORE}biaozhun${BEHIND}`);
    expect((await table.agreed(SUZHOU)).filter((line) => line.includes('别处'))).toHaveLength(1);
    const text = paragraph.get(0);
    if (text instanceof Y.XmlText) text.delete(BEFORE.length, 'biaozhun'.length);
    expect(await lastLine(FIRM)).toBe(BEFORE + BEHIND);
  });

  it('something may be pasted', async () => {
    const { typist, zhou } = table;
    await zhou.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await zhou.page.evaluate(() => navigator.clipboard.writeText('粘贴'));
    await begin(FIRM);

    await zhou.page.keyboard.press('Control+v');
    await expect.poll(() => shownLines(zhou, FIRM).then((lines) => lines.at(-1))).toContain('粘贴');
    await typist.commit('标准');

    const line = await lastLine(FIRM);
    expect(line?.match(/标准/g)).toHaveLength(1);
    expect(line?.match(/粘贴/g)).toHaveLength(1);
    expect(line).not.toMatch(/[a-z]/);
  });

  it('the paragraph may be taken away by another: what was composed stays, once', async () => {
    const { hall, typist } = table;
    await table.paragraph(FIRM, [new Y.XmlText('后一段')]);
    await begin(FIRM);
    const fragment = itemMinutes(hall.stock.doc, hall.itemCalled(FIRM));
    fragment?.delete(fragment.length - 1, 1);
    await table.isShownBy(table.li, FIRM);
    await typist.commit('标准');

    expect(await lastLine(FIRM)).toBe('标准');
  });

  it('the item may be removed: what was composed is there when it is put back', async () => {
    const { hall, typist, zhou, li } = table;
    const id = hall.itemCalled('签订友好合作协议');
    await begin('签订友好合作协议');

    removeItem(hall.stock.doc, id);
    await li.minutesOf('签订友好合作协议').waitFor({ state: 'detached' });
    await typist.commit('标准');
    await zhou.minutesOf('签订友好合作协议').waitFor({ state: 'detached' });
    await zhou.isSaved();
    restoreItem(hall.stock.doc, id);
    await zhou.minutesOf('签订友好合作协议').waitFor();

    expect(await lastLine('签订友好合作协议')).toBe(WHOLE);
  });
});

describe('the meeting is archived while somebody composes', () => {
  it('seals nothing half-typed, and says here what did not get in', async () => {
    const { hall, typist, zhou, li } = table;
    await begin(FIRM);

    const reply = await hall.admin.post(`/meetings/${hall.meetingId}/archive`, { override: { reason: '试' } });
    expect(reply.status).toBeLessThan(300);
    await li.page.locator('.ProseMirror[contenteditable=true]').first().waitFor({ state: 'detached' });
    await typist.commit('标准');
    await zhou.page.locator('.ProseMirror[contenteditable=true]').first().waitFor({ state: 'detached' });

    expect(table.lines(FIRM).at(-1)).toBe(BEFORE + BEHIND);
    expect(zhou.errors).toEqual([]);
    expect(await zhou.page.locator('body').innerText()).not.toMatch(/biaozhun/);
  });
});
