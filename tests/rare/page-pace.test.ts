// What one letter costs a page, as counts that no busy machine can blur: which parts of the document change for one's own
// letter and for somebody else's, whether anything moves by itself, and what is said aloud.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { caretBehind, textBefore } from '../e2e/support/composing-table.ts';
import { addPerson, enter, ownBrowser, PASSWORD, type Desk } from '../e2e/support/desk.ts';
import { FIRM, openHall, SUZHOU, type Hall } from '../e2e/support/hall.ts';
import { ADMINISTRATOR } from '../e2e/support/server.ts';

const LETTERS = 'abcdefghij';
const BESIDE = 'beside the minutes';
/** What changes beside the minutes however many letters are typed. */
const ONCE = 4;

const ends: (() => unknown)[] = [];
let browser: Browser;
let hall: Hall;
let zhou: Desk;
let text: ReturnType<typeof textBefore>;

beforeAll(async () => {
  browser = await launchChromium();
  hall = await openHall(browser, { atEnd: (end) => ends.unshift(end) });
  zhou = await hall.desk('周敏');
  text = textBefore(hall, [zhou]);
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

/** What changed, moved and was said while `act` ran. */
async function watched(page: Page, act: () => Promise<void>) {
  const changes = await watchChanges(page);
  const calm = await watchCalm(page);
  await act();
  return { changes: await changes(), calm: await calm() };
}

/**
 * Takes what `measure` sees; anew when the page's clock moved on meanwhile: with the minute the forecasts of all items do,
 * whoever writes.
 */
async function withinOneMinute<T>(page: Page, measure: () => Promise<T>): Promise<T> {
  const clock = (): Promise<string | null> => page.locator('header .clock').textContent();
  const [before, seen, after] = [await clock(), await measure(), await clock()];
  return before === after ? seen : withinOneMinute(page, measure);
}

async function facesAt(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelectorAll('header button.face').length >= wanted, count);
}

/** Keeps from the first moment of its next pages on what moves by itself, each with what it was. */
async function keepMoves(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const moved: string[] = [];
    Reflect.set(window, 'movedSeen', moved);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'hadRecentInput') === true) continue;
        const sources: readonly { readonly node: Node | null }[] = Reflect.get(entry, 'sources');
        for (const { node } of sources) {
          const element = node instanceof Element ? node : node?.parentElement;
          moved.push(`${element?.className ?? 'gone'}: ${element?.textContent.trim().slice(0, 20) ?? ''}`);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate((): string[] => Reflect.get(window, 'movedSeen'));
}

describe('one letter', () => {
  it('of my own changes my paragraph, and nothing in any other item', async () => {
    await text.paragraph(FIRM, [new Y.XmlText('我的一段')]);
    await caretBehind(zhou, FIRM, '我的一段');
    await zhou.isSaved();
    await zhou.isWhole();

    const { changes, calm } = await withinOneMinute(zhou.page, () =>
      watched(zhou.page, async () => {
        await zhou.page.keyboard.type(LETTERS, { delay: 20 });
        await zhou.isSaved();
      }),
    );

    const { [`${FIRM}: 我的一段`]: mine = 0, [BESIDE]: beside = 0, ...others } = changes;
    expect(others).toEqual({});
    expect(mine).toBeGreaterThanOrEqual(LETTERS.length);
    // The light between what is on its way and what is saved, twice a letter; undo, when it was saved and the count, once.
    expect(beside).toBeLessThanOrEqual(6 * LETTERS.length + ONCE);
    expect(calm).toEqual({ shifts: 0, said: [] });
  });

  it('of somebody else changes their paragraph, and nothing in any other item', async () => {
    const paragraph = await text.paragraph(SUZHOU, [new Y.XmlText('别人一段话')]);
    const theirText = paragraph.get(0);
    if (!(theirText instanceof Y.XmlText)) throw new Error('no text');
    await caretBehind(zhou, FIRM, '我的一段');
    await zhou.isSaved();
    await zhou.isWhole();

    const { changes, calm } = await withinOneMinute(zhou.page, () =>
      watched(zhou.page, async () => {
        for (const letter of LETTERS) {
          theirText.insert(theirText.length, letter);
          await eventually(() => hall.words(SUZHOU).includes(letter), 'the letter');
        }
        await text.isShownBy(zhou, SUZHOU);
        await zhou.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
      }),
    );

    // The count of words may follow, once in a while.
    const { [`${SUZHOU}: 别人一段`]: theirs = 0, [BESIDE]: beside = 0, ...others } = changes;
    expect(others).toEqual({});
    expect(theirs).toBeGreaterThan(0);
    expect(beside).toBeLessThanOrEqual(2);
    expect(calm).toEqual({ shifts: 0, said: [] });
  });
});

describe('opening a meeting', () => {
  it('moves nothing by itself, and no more do the faces of the three who are there or come', async () => {
    await addPerson(hall.admin, '吴坚', 'notetaker');
    // In the language whose words are longer, on a computer four times as slow.
    const context = await ownBrowser(browser, { locale: 'en-US' });
    ends.unshift(() => context.close());
    await enter(context, { server: hall.server, url: hall.server.url, username: '吴坚', password: PASSWORD });
    const page = await context.newPage();
    const moves = await keepMoves(page);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });

    await page.goto(zhou.page.url());
    await facesAt(page, 1);
    await Promise.all(['李文静', ADMINISTRATOR.username].map((username) => hall.desk(username)));
    await facesAt(page, 3);
    await page.waitForLoadState('networkidle');

    expect(await moves()).toEqual([]);
  });
});
