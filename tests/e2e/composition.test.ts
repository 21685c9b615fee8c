// Composing Chinese while others write (README, known trap 5): whatever happens to the text meanwhile, what is composed is
// not interrupted, and afterwards both browsers and the server hold the same words, none doubled, lost, torn or misplaced.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { launchChromium } from '../support/chromium.ts';
import {
  BEFORE,
  BEHIND,
  caretBehind,
  openTable,
  serverHas,
  shownLines,
  type ComposingTable,
} from './support/composing-table.ts';
import { FIRM, SUZHOU } from './support/hall.ts';

const PINYIN = 'biaozhun';
const WORDS = '标准';

const ends: (() => unknown)[] = [];
let browser: Browser;
let table: ComposingTable;
/** The paragraph of the scenario, and its text. */
let paragraph: Y.XmlElement;
let text: Y.XmlText;

beforeAll(async () => {
  browser = await launchChromium();
  table = await openTable(browser, (end) => ends.unshift(end));
});
afterAll(async () => {
  for (const end of ends) await end();
  await browser.close();
});
beforeEach(async () => {
  paragraph = await table.paragraph(FIRM);
  text = textOf(paragraph);
});

function textOf(element: Y.XmlElement): Y.XmlText {
  const first = element.get(0);
  if (first instanceof Y.XmlText) return first;
  throw new Error('the paragraph has no text');
}

/** Composes at the caret while `meanwhile` happens, in both halves of the pinyin; then chooses the candidate. */
async function composeWhile(meanwhile: () => unknown, { pinyin = PINYIN, words = WORDS } = {}): Promise<void> {
  const { typist, zhou } = table;
  const before = await typist.compositions();
  await typist.compose(pinyin.slice(0, 2));
  await meanwhile();
  // What is sent to one is sent to all: once the other browser shows it, it has come to this one too.
  await table.isShownBy(table.li, FIRM);
  await typist.compose(pinyin);
  await typist.show(pinyin);

  const during = await typist.compositions();
  expect({ starts: during.starts - before.starts, ends: during.ends - before.ends }).toEqual({ starts: 1, ends: 0 });
  expect((await shownLines(zhou, FIRM)).at(-1)).toBe(BEFORE + pinyin + BEHIND);
  await typist.commit(words);
}

/** The last line of the item, once all agree about it. */
async function lastLine(): Promise<string | undefined> {
  const lines = await table.agreed(FIRM);
  expect([...table.zhou.errors, ...table.li.errors]).toEqual([]);
  return lines.at(-1);
}

describe('composing while another writes', () => {
  beforeEach(() => caretBehind(table.zhou, FIRM, BEFORE));

  it('stays whole when the other writes in another paragraph of the item', async () => {
    const fragment = paragraph.parent;
    const first = fragment instanceof Y.XmlFragment ? fragment.get(0) : null;

    await composeWhile(() => first instanceof Y.XmlElement && textOf(first).insert(0, '首段'));

    expect(await lastLine()).toBe(BEFORE + WORDS + BEHIND);
    expect(table.lines(FIRM)[0]?.startsWith('首段')).toBe(true);
  });

  it('stays whole when the other writes in another item', async () => {
    const elsewhere = textOf(await table.paragraph(SUZHOU));
    await caretBehind(table.zhou, FIRM, BEFORE);

    await composeWhile(() => elsewhere.insert(0, '别处'));

    expect(await lastLine()).toBe(BEFORE + WORDS + BEHIND);
    expect((await table.agreed(SUZHOU)).at(-1)).toBe(`别处${BEFORE}${BEHIND}`);
  });

  it('stays whole when the caret of the other moves through the paragraph', async () => {
    await composeWhile(async () => {
      await caretBehind(table.li, FIRM, BEFORE);
      await table.li.page.keyboard.press('ArrowRight');
      await table.li.page.keyboard.press('Shift+ArrowLeft');
    });

    expect(await lastLine()).toBe(BEFORE + WORDS + BEHIND);
  });

  it.each([
    ['before the place', (): void => text.insert(0, '先'), `先${BEFORE}${WORDS}${BEHIND}`],
    ['behind the place', (): void => text.insert(text.length, '后'), `${BEFORE}${WORDS}${BEHIND}后`],
    ['all before it away', (): void => text.delete(0, BEFORE.length), WORDS + BEHIND],
    ['all behind it away', (): void => text.delete(BEFORE.length, BEHIND.length), BEFORE + WORDS],
    ['the words around it bold', (): void => text.format(2, 4, { strong: {} }), BEFORE + WORDS + BEHIND],
  ])('stays whole when the other writes or takes %s', async (_what, meanwhile, result) => {
    await composeWhile(meanwhile);

    expect(await lastLine()).toBe(result);
  });

  it('stays whole when the other writes exactly there', async () => {
    await composeWhile(() => text.insert(BEFORE.length, '远程'));

    const line = await lastLine();
    expect([`${BEFORE}${WORDS}远程${BEHIND}`, `${BEFORE}远程${WORDS}${BEHIND}`]).toContain(line);
  });

  it('stays whole when the other breaks the paragraph behind the place', async () => {
    await composeWhile(async () => {
      await caretBehind(table.li, FIRM, '了汇');
      await table.li.page.keyboard.press('Enter');
      await serverHas(table, FIRM, `${BEFORE}了汇`);
    });

    const lines = await table.agreed(FIRM);
    expect(lines.slice(-2)).toEqual([`${BEFORE}${WORDS}了汇`, '报']);
  });

  it('keeps both when two compose in one paragraph', async () => {
    await caretBehind(table.li, FIRM, BEHIND);

    await composeWhile(async () => {
      await table.other.compose('jiyao');
      await table.typist.compose('biaozhun');
      await table.other.commit('纪要');
      await serverHas(table, FIRM, '纪要');
    });

    expect(await lastLine()).toBe(`${BEFORE}${WORDS}${BEHIND}纪要`);
  });

  it('keeps both when two compose at one place', async () => {
    await caretBehind(table.li, FIRM, BEFORE);

    await composeWhile(async () => {
      await table.other.compose('jiyao');
      await table.other.commit('纪要');
      await serverHas(table, FIRM, '纪要');
    });

    const line = await lastLine();
    expect([`${BEFORE}${WORDS}纪要${BEHIND}`, `${BEFORE}纪要${WORDS}${BEHIND}`]).toContain(line);
  });
});
