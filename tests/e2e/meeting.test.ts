// The main job in real browsers: three people, one hall screen, one stock client; the server is killed in the middle.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentDigest } from '../../server/sync/digest.ts';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import { launchChromium } from '../support/chromium.ts';
import { minutesText, wordsOf } from '../support/rooms-fixture.ts';
import { eventually, type WireClient } from '../support/wire-clients.ts';
import type { Desk } from './support/desk.ts';
import { FIRM, houseOfFile, openHall, SUZHOU, type HallScreen } from './support/hall.ts';
import { Typist } from './support/typist.ts';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** Records every text a page shows from now on; answers them all. */
async function everythingShownBy(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const shown: string[] = [document.body.innerText];
    new MutationObserver(() => shown.push(document.body.innerText)).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Reflect.set(window, 'shownTexts', shown);
  });
  return () => page.evaluate((): string[] => Reflect.get(window, 'shownTexts'));
}

/**
 * What each browser keeps comes to equal what the server sends to a stock client. It takes a moment: what others wrote
 * last reaches each desk's disk on its own way, and nothing a desk shows tells of it.
 */
async function expectEqualReplicas(stock: WireClient, doc: DocName, desks: readonly Desk[]): Promise<void> {
  for (const desk of desks) {
    const digests = async (): Promise<string[]> =>
      [await desk.storedReplica(doc), stock.doc].map((replica) => contentDigest(replica, 'desk', canonicalRoots));
    await expect.poll(digests, { timeout: 10_000 }).toSatisfy(([kept, sent]) => kept === sent);
    expect(desk.errors).toEqual([]);
  }
}

/** Nobody but whoever turns pages at the hall's computer moves it while the server is away; the server takes it back later. */
async function ledByHand({ page }: HallScreen): Promise<void> {
  await page.locator('.away').waitFor();
  await page.getByText(FIRM).first().waitFor();
  await page.keyboard.press('PageDown');
  await page.getByText(FIRM).waitFor({ state: 'detached' });
  await page.getByText('签订友好合作协议').waitFor();
}

describe('a meeting with three note-takers, a hall screen and a stock client', () => {
  it('[R1] loses nothing and doubles nothing when the server is killed in mid-typing', async () => {
    const { server, stock, doc, itemCalled, desk, projector } = await openHall(browser, { house: house() });
    const screen = await projector();
    // One of them with everything as it is shipped: its browser keeps the program too.
    const li = await desk('李文静', { context: { keepsProgram: true } });
    const desks = [li, await desk('周敏'), await desk('陈一帆')] as const;
    // 李 and 周 write in one paragraph, at its two ends: at one spot the letters of both would alternate.
    const [, zhou, chen] = desks;

    await li.page
      .getByRole('button', { name: /开始第一项|下一项/ })
      .first()
      .click();
    await Promise.all([li.type(FIRM, '⟦李1⟧'), zhou.type(FIRM, '⟦周1⟧', 'line-start'), chen.type(SUZHOU, '⟦陈1⟧')]);
    minutesText(stock.doc, itemCalled(SUZHOU)).insert(0, '⟦程1⟧');
    await li.addTask('编写培训教材');
    await li.page.getByRole('button', { name: '下一项' }).first().click();
    await screen.page.getByText(FIRM).first().waitFor();
    const typing = Promise.all([
      li.type(FIRM, '⟦李2⟧⟦李3⟧⟦李4⟧'),
      zhou.type(FIRM, '⟦周2⟧⟦周3⟧', 'line-start'),
      chen.type(SUZHOU, '⟦陈2⟧⟦陈3⟧'),
    ]);
    await eventually(
      () => wordsOf(stock.doc, itemCalled(FIRM)).includes('⟦李2⟧'),
      'the first words of the second round',
      30_000,
    );
    const shown = wordsOf(stock.doc, itemCalled(FIRM));
    await server.stop('SIGKILL');
    await typing;
    await li.page.getByText(/离线/).first().waitFor();
    await ledByHand(screen);
    await server.start();
    for (const one of desks) await one.isSaved();
    await zhou.addTask('组织培训');
    await eventually(() => readTasks(stock.doc).length === 2, 'the task after the restart', 30_000);

    const words = [FIRM, SUZHOU].map((title) => wordsOf(stock.doc, itemCalled(title))).join('\n');
    for (const token of ['李1', '李2', '李3', '李4', '周1', '周2', '周3', '陈1', '陈2', '陈3', '程1']) {
      expect(words.split(`⟦${token}⟧`).length - 1, token).toBe(1);
    }
    expect(shown).toContain('⟦李2⟧');
    await expectEqualReplicas(stock, doc, desks);
    expect(screen.errors).toEqual([]);
    expect(await screen.page.locator('body').innerText()).not.toMatch(/错误|error|undefined|\[object/i);
    await screen.page.getByText(FIRM).first().waitFor();
  });

  it('keeps what was typed offline in a closed tab, and merges it on return', async () => {
    const { stock, doc, itemCalled, desk } = await openHall(browser, { house: house() });
    const zhou = await desk('周敏');
    const li = await desk('李文静');
    await zhou.isSaved();

    const before = await standing(zhou.page);
    await zhou.goOffline();
    await zhou.page.locator('.strips [role=status]').waitFor();
    expect(await standing(zhou.page)).toEqual(before);
    await zhou.type(FIRM, '⟦离线写的⟧');
    await zhou.page.getByText(/离线/).first().waitFor();
    await li.type(FIRM, '⟦同时写的⟧');
    await li.isSaved();
    await zhou.page.close({ runBeforeUnload: false });
    await zhou.context.setOffline(false);
    await zhou.reopenTab().catch(() => zhou.reopenTab());
    await eventually(() => wordsOf(stock.doc, itemCalled(FIRM)).includes('⟦离线写的⟧'), 'the offline words', 20_000);
    await zhou.isSaved();

    const words = wordsOf(stock.doc, itemCalled(FIRM));
    expect(words.split('⟦离线写的⟧').length - 1).toBe(1);
    expect(words).toContain('⟦同时写的⟧');
    await expectEqualReplicas(stock, doc, [zhou, li]);
  });

  it('shows no raw pinyin to anyone while one composes and another types in the same paragraph', async () => {
    const { stock, itemCalled, desk, projector } = await openHall(browser, { house: house() });
    const screen = await projector();
    const zhou = await desk('周敏');
    const li = await desk('李文静');
    await li.page
      .getByRole('button', { name: '下一项' })
      .or(li.page.getByRole('button', { name: '开始第一项' }))
      .first()
      .click();
    await li.page.getByRole('button', { name: '下一项' }).first().click();
    await li.showOnScreen('实时纪要');
    const onScreen = await everythingShownBy(screen.page);
    const seen: string[] = [];
    stock.doc.on('update', () => seen.push(wordsOf(stock.doc, itemCalled(FIRM))));
    const typist = await Typist.at(zhou.page);

    await zhou.caretAtEnd(FIRM);
    await typist.compose('huiyi');
    await li.type(FIRM, '远程插入的话');
    await eventually(() => wordsOf(stock.doc, itemCalled(FIRM)).includes('远程插入的话'), 'the words of the other');
    const whileComposing = await li.minutesOf(FIRM).innerText();
    await typist.compose('huiyijiyao');
    await typist.commit('会议纪要');
    await eventually(() => wordsOf(stock.doc, itemCalled(FIRM)).includes('会议纪要'), 'the committed words');

    for (const words of [...seen, whileComposing]) expect(words).not.toMatch(/[a-z]{2,}/);
    expect(await zhou.minutesOf(FIRM).innerText()).not.toMatch(/[a-z]{2,}/);
    // The paragraph goes up ten seconds after its last keystroke, and not a letter of it before.
    await screen.page.getByText('会议纪要').first().waitFor({ timeout: 30_000 });
    expect((await onScreen()).join('\n')).not.toMatch(/huiyi|hu?i?$/m);
    expect(wordsOf(stock.doc, itemCalled(FIRM))).toContain('远程插入的话');
  });
});

/** Where the columns stand, and each heading of the minutes: what a strip across the page must not move. */
function standing(page: Page): Promise<readonly string[]> {
  return page
    .locator('section.agenda, aside, main [role=toolbar], article h2')
    .evaluateAll((all) => all.map((each) => `${each.tagName} ${Math.round(each.getBoundingClientRect().top)}`));
}
