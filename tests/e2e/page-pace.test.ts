// What one letter costs a page, as counts that no busy machine can blur: which parts of the document change for one's own
// letter and for somebody else's, whether anything moves by itself, and what is said aloud.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { caretBehind, openTable, type ComposingTable } from './support/composing-table.ts';
import { FIRM, SUZHOU } from './support/hall.ts';

const LETTERS = 'abcdefghij';
const BESIDE = 'beside the minutes';

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

/** Watches every change of a page's document; answers where the changes since were, with their number. */
async function watchChanges(page: Page): Promise<() => Promise<Readonly<Record<string, number>>>> {
  await page.evaluate((beside) => {
    const changes: Record<string, number> = {};
    Reflect.set(window, 'changesSeen', changes);
    const placeOf = ({ target, type }: MutationRecord): string => {
      const element = target instanceof Element ? target : target.parentElement;
      const article = element?.closest('article');
      if (!article) return beside;
      const line = element?.closest('.ProseMirror > *');
      const where = line ? line.textContent.slice(0, 4) : element?.matches('.ProseMirror') ? type : 'around the text';
      return `${article.querySelector('textarea')?.value ?? ''}: ${where}`;
    };
    new MutationObserver((records) => {
      for (const record of records) {
        // Written again as it was.
        const { target, attributeName, oldValue } = record;
        if (attributeName !== null && target instanceof Element && target.getAttribute(attributeName) === oldValue)
          continue;
        const place = placeOf(record);
        changes[place] = (changes[place] ?? 0) + 1;
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeOldValue: true });
  }, BESIDE);
  return () => page.evaluate((): Record<string, number> => Reflect.get(window, 'changesSeen'));
}

/** Collects what moves by itself, and every text that a live region comes to hold. */
async function watchCalm(page: Page): Promise<() => Promise<{ readonly shifts: number; readonly said: string[] }>> {
  await page.evaluate(() => {
    const seen: { shifts: number; said: string[] } = { shifts: 0, said: [] };
    Reflect.set(window, 'calmSeen', seen);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (Reflect.get(entry, 'hadRecentInput') === false) seen.shifts += 1;
    }).observe({ type: 'layout-shift' });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[aria-live=polite], [aria-live=assertive], [role=status], [role=alert]');
        if (region) seen.said.push(region.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate((): { shifts: number; said: string[] } => Reflect.get(window, 'calmSeen'));
}

describe('one letter', () => {
  it('of my own changes my paragraph, and nothing in any other item', async () => {
    const { zhou } = table;
    await table.paragraph(FIRM, [new Y.XmlText('我的一段')]);
    await caretBehind(zhou, FIRM, '我的一段');
    await zhou.isSaved();
    const changes = await watchChanges(zhou.page);
    const calm = await watchCalm(zhou.page);

    await zhou.page.keyboard.type(LETTERS, { delay: 20 });
    await zhou.isSaved();
    const seen = await changes();

    const { [`${FIRM}: 我的一段`]: mine = 0, [BESIDE]: beside = 0, ...others } = seen;
    expect(others).toEqual({});
    expect(mine).toBeGreaterThanOrEqual(LETTERS.length);
    // The light between what is on its way and what is saved; undo, once.
    expect(beside / LETTERS.length).toBeLessThanOrEqual(6);
    expect(await calm()).toEqual({ shifts: 0, said: [] });
  });

  it('of somebody else changes their paragraph, and nothing in any other item', async () => {
    const { zhou, hall } = table;
    const paragraph = await table.paragraph(SUZHOU, [new Y.XmlText('别人一段话')]);
    const text = paragraph.get(0);
    if (!(text instanceof Y.XmlText)) throw new Error('no text');
    await caretBehind(zhou, FIRM, '我的一段');
    await zhou.isSaved();
    await zhou.isWhole();
    const changes = await watchChanges(zhou.page);
    const calm = await watchCalm(zhou.page);

    for (const letter of LETTERS) {
      text.insert(text.length, letter);
      await eventually(() => hall.words(SUZHOU).includes(letter), 'the letter');
    }
    await table.isShownBy(zhou, SUZHOU);
    await zhou.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
    const seen = await changes();

    // The count of words may follow, once in a while.
    const { [`${SUZHOU}: 别人一段`]: theirs = 0, [BESIDE]: beside = 0, ...others } = seen;
    expect(others).toEqual({});
    expect(theirs).toBeGreaterThan(0);
    expect(beside).toBeLessThanOrEqual(2);
    expect(await calm()).toEqual({ shifts: 0, said: [] });
  });
});
