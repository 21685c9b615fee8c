// Where one composes: every kind of place in the text, the fields that people edit together, the lines that become
// entries; with a keyboard, and the way a phone's keyboard does it.
import type { Browser, Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { itemTitle } from '../../shared/doc/desk-agenda.ts';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import {
  BEFORE,
  BEHIND,
  caretBehind,
  caretInto,
  openTable,
  shownLines,
  type ComposingTable,
} from '../e2e/support/composing-table.ts';
import type { Desk } from '../e2e/support/desk.ts';
import { FIRM } from '../e2e/support/hall.ts';
import { Typist } from '../e2e/support/typist.ts';

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

async function compose(pinyin: string, words: string, typist = table.typist): Promise<void> {
  await typist.compose(pinyin);
  await typist.commit(words);
}

async function lastLine(): Promise<string | undefined> {
  const lines = await table.agreed(FIRM);
  expect([...table.zhou.errors, ...table.li.errors]).toEqual([]);
  return lines.at(-1);
}

function element(name: string, children: readonly (Y.XmlElement | Y.XmlText)[] = []): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, [...children]);
  return made;
}

function mention(label: string): Y.XmlElement {
  const made = element('mention');
  made.setAttribute('key', '张春野');
  made.setAttribute('label', label);
  return made;
}

describe('what is composed comes out whole', () => {
  it('in an empty paragraph, while another writes before it', async () => {
    const paragraph = await table.paragraph(FIRM, []);
    await caretInto(table.zhou, table.zhou.minutesOf(FIRM).locator('p').last());

    await table.typist.compose('biao');
    const { parent } = paragraph;
    if (parent instanceof Y.XmlFragment) parent.insert(0, [element('paragraph', [new Y.XmlText('开头')])]);
    await table.isShownBy(table.li, FIRM);
    await compose('biaozhun', '标准');

    expect(await lastLine()).toBe('标准');
    expect(table.lines(FIRM)[0]).toBe('开头');
  });

  it('in an empty paragraph in which another begins at the same time', async () => {
    await table.paragraph(FIRM, []);
    for (const desk of [table.zhou, table.li]) await caretInto(desk, desk.minutesOf(FIRM).locator('p').last());

    await table.typist.compose('biaozhun');
    await compose('jiyao', '纪要', table.other);
    await eventually(() => table.lines(FIRM).at(-1) === '纪要', 'the words of the other');
    await table.typist.commit('标准');

    expect(['标准纪要', '纪要标准']).toContain(await lastLine());
  });

  it('behind a hard break', async () => {
    await table.paragraph(FIRM, [new Y.XmlText(BEFORE), element('hard_break'), new Y.XmlText(BEHIND)]);
    await caretBehind(table.zhou, FIRM, BEHIND);
    await table.zhou.page.keyboard.press('Home');

    await compose('biaozhun', '标准');

    expect(await lastLine()).toBe(`${BEFORE}\n标准${BEHIND}`);
  });

  it('after a hard break at the end of a paragraph', async () => {
    await table.paragraph(FIRM);
    await caretBehind(table.zhou, FIRM, BEHIND);
    await table.zhou.page.keyboard.press('Shift+Enter');

    await compose('biaozhun', '标准');
    await compose('jiyao', '纪要');

    expect(await lastLine()).toBe(`${BEFORE}${BEHIND}\n标准纪要`);
  });

  it.each([
    ['before', 'Home', '标准张会长汇报'],
    ['behind', 'mention', '张会长标准汇报'],
  ])('%s a mention', async (_where, place, result) => {
    await table.paragraph(FIRM, [mention('张会长'), new Y.XmlText('汇报')]);
    await caretBehind(table.zhou, FIRM, '汇报');
    await table.zhou.page.keyboard.press('Home');
    if (place === 'mention') await table.zhou.page.keyboard.press('ArrowRight');

    await compose('biaozhun', '标准');

    expect(await lastLine()).toBe(result);
  });

  it('between two mentions', async () => {
    await table.paragraph(FIRM, [mention('张会长'), mention('李处长')]);
    await caretInto(table.zhou, table.zhou.minutesOf(FIRM).locator('p').last());
    await table.zhou.page.keyboard.press('Home');
    await table.zhou.page.keyboard.press('ArrowRight');

    await compose('he', '和');

    expect(await lastLine()).toBe('张会长和李处长');
  });

  it('in a cell of a table, while another writes in the next one', async () => {
    const paragraph = await table.paragraph(FIRM);
    const cells = ['甲', '乙'].map((word) => element('table_cell', [element('paragraph', [new Y.XmlText(word)])]));
    const { parent } = paragraph;
    if (parent instanceof Y.XmlFragment) parent.push([element('table', [element('table_row', cells)])]);
    for (const desk of [table.zhou, table.li]) await table.isShownBy(desk, FIRM);
    await caretBehind(table.zhou, FIRM, '甲');
    await caretBehind(table.li, FIRM, '乙');

    await table.typist.compose('biaozhun');
    await compose('jiyao', '纪要', table.other);
    await eventually(() => table.lines(FIRM).at(-1) === '乙纪要', 'the words of the other');
    await table.typist.commit('标准');
    await table.isShownBy(table.zhou, FIRM);
    await table.zhou.page.keyboard.press('Tab');
    await table.zhou.page.keyboard.press('End');
    await compose('ban', '版');

    expect((await table.agreed(FIRM)).slice(-2).map((line) => [...line].sort().join(''))).toEqual([
      [...'甲标准'].sort().join(''),
      [...'乙纪要版'].sort().join(''),
    ]);
    await table.paragraph(FIRM);
  });
});

describe('the menu behind a slash', () => {
  it.each(['、', '/'])(
    'opens after a composition that ends in %s, and Enter in the next composition is no choice',
    async (sign) => {
      await table.paragraph(FIRM, []);
      const { zhou, typist } = table;
      await caretInto(zhou, zhou.minutesOf(FIRM).locator('p').last());

      await compose(sign, sign);
      await zhou.page.getByRole('listbox').waitFor();
      await typist.compose('renwu');
      await zhou.page.keyboard.press('Escape');
      await typist.cancel();
      await zhou.page.keyboard.press('Escape');
      await zhou.page.getByRole('listbox').waitFor({ state: 'detached' });

      expect(await lastLine()).toBe(sign);
    },
  );
});

/** A field for plain words: what it holds, and how the server has it. */
interface Line {
  readonly name: string;
  readonly field: (desk: Desk) => Locator;
}

describe('the title of an item', () => {
  const title: Line = {
    name: '上海市标准化建设过程介绍',
    field: ({ page }) =>
      page
        .locator('article', { has: page.locator('[data-copy*="上海市"]') })
        .locator('textarea')
        .first(),
  };

  it('takes what is composed in it whole while another writes in it too', async () => {
    const { hall, zhou, li, typist } = table;
    const text = itemTitle(hall.stock.doc, hall.itemCalled(title.name));
    await title.field(zhou).focus();
    await zhou.page.keyboard.press('End');

    await typist.compose('biaozhun');
    text?.insert(0, '（远）');
    await expect.poll(() => title.field(li).inputValue()).toContain('（远）');
    expect(await title.field(zhou).inputValue()).toBe(`${title.name}biaozhun`);
    await typist.commit('标准');

    const whole = `（远）${title.name}标准`;
    await expect.poll(() => text?.toString()).toBe(whole);
    for (const desk of [zhou, li]) await expect.poll(() => title.field(desk).inputValue()).toBe(whole);
  });
});

describe('a line that becomes an entry', () => {
  it('takes the Enter of an input method for what it is', async () => {
    const { hall, zhou, typist } = table;
    await zhou.page.getByRole('tab', { name: /任务/ }).click();
    const line = zhou.page.getByLabel('新任务');
    await line.focus();

    await typist.compose('bianxie');
    await zhou.page.keyboard.press('Enter');
    await typist.show('bianxie');
    await typist.commit('编写');
    await compose('jiaocai', '教材');
    expect(readTasks(hall.stock.doc)).toEqual([]);
    await line.press('Enter');

    await eventually(() => readTasks(hall.stock.doc).length === 1, 'the task');
    expect(readTasks(hall.stock.doc)[0]?.what).toBe('编写教材');
  });
});

describe("a phone's keyboard", () => {
  it('may take words back into a composition while another writes in the paragraph', async () => {
    const { hall } = table;
    const phone = await hall.desk('陈一帆', {
      context: {
        userAgent:
          'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36',
        hasTouch: true,
      },
    });
    const thumb = await Typist.at(phone.page);
    const { parent } = await table.paragraph(FIRM);
    const text = new Y.XmlText('手机听取了汇报');
    // At the beginning of the item: keyboards count letters from there.
    if (parent instanceof Y.XmlFragment) parent.insert(0, [element('paragraph', [text])]);
    await table.isShownBy(phone, FIRM);
    await caretBehind(phone, FIRM, '手机听取');

    await thumb.recompose(2, '听');
    text.insert(text.length, '完');
    await table.isShownBy(table.li, FIRM);
    await thumb.show('听到');
    expect((await shownLines(phone, FIRM))[0]).toBe('手机听到了汇报');
    await thumb.commit('听到');
    await compose('biaozhun', '标准', thumb);
    await phone.isSaved();

    await table.isShownBy(phone, FIRM);
    expect((await table.agreed(FIRM))[0]).toBe('手机听到标准了汇报完');
    expect(phone.errors).toEqual([]);
  });
});
