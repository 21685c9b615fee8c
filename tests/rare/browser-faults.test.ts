// What happens to few people's browsers, done to real ones: more tabs than one, storage that fails, a sleep of hours, a tab
// that was closed before its meeting was archived.
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { notOnce, sleepAndReturn } from '../e2e/support/asleep.ts';
import type { Desk } from '../e2e/support/desk.ts';
import { FIRM, houseOfFile, openHall, SUZHOU, type Hall } from '../e2e/support/hall.ts';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** Each of these stands once in what the server has, and nothing failed on the pages. */
async function expectOnce(
  { words }: Hall,
  title: string,
  tokens: readonly string[],
  desks: readonly Desk[],
): Promise<void> {
  await eventually(
    () => tokens.every((token) => words(title).includes(token)),
    `${tokens.join()} at the server`,
    20_000,
  );
  for (const token of tokens) expect(words(title).split(token), token).toHaveLength(2);
  for (const desk of desks) expect(desk.errors).toEqual([]);
}

describe('one person in several tabs', () => {
  it('[F20] writes in both, each under an id of its own, and is one person to the others', async () => {
    const hall = await openHall(browser, { house: house() });
    const li = await hall.desk('李文静');
    const zhou = await hall.desk('周敏');
    const second = await zhou.secondTab();
    const before = hall.stock.doc.store.clients.size;

    await Promise.all([zhou.type(FIRM, '⟦左⟧'), second.type(SUZHOU, '⟦右⟧')]);

    await expectOnce(hall, FIRM, ['⟦左⟧'], [zhou, second, li]);
    await expectOnce(hall, SUZHOU, ['⟦右⟧'], []);
    await zhou.minutesOf(SUZHOU).getByText('⟦右⟧').waitFor();
    await second.minutesOf(FIRM).getByText('⟦左⟧').waitFor();
    expect(hall.stock.doc.store.clients.size).toBe(before + 2);
    // 李文静, 周敏, and the administrator whose stock client watches.
    await li.page.getByRole('toolbar', { name: '3人在线' }).waitFor();
    await second.page.getByRole('toolbar', { name: '3人在线' }).waitFor();
  });

  it('[T2] may duplicate a tab that holds unsent work: all of it arrives once', async () => {
    const hall = await openHall(browser, { house: house() });
    const zhou = await hall.desk('周敏', { context: { keepsProgram: true } });
    await zhou.isSaved();
    await zhou.isOpenable();
    await hall.server.stop('SIGKILL');
    await zhou.type(FIRM, '⟦复制前⟧');
    await zhou.page.getByText('离线，改动已存本机').waitFor();

    const copy = await zhou.duplicateTab();
    await copy.type(SUZHOU, '⟦副本⟧');
    await zhou.type(FIRM, '⟦复制后⟧');
    await hall.server.start();
    await Promise.all([zhou.isSaved(), copy.isSaved()]);

    await expectOnce(hall, FIRM, ['⟦复制前⟧', '⟦复制后⟧'], [zhou, copy]);
    await expectOnce(hall, SUZHOU, ['⟦副本⟧'], []);
  });
});

describe('a browser that keeps nothing', () => {
  async function blockStorage(context: BrowserContext): Promise<void> {
    await context.addInitScript(() =>
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      }),
    );
  }

  it('[F23] because storage is blocked says so, saves online, and claims nothing offline', async () => {
    const hall = await openHall(browser, { house: house() });
    const zhou = await hall.desk('周敏', { prepare: blockStorage });
    await zhou.page.getByText('这个浏览器不能存到本机').waitFor();

    await zhou.type(FIRM, '⟦在线⟧');
    await zhou.isSaved();
    await expectOnce(hall, FIRM, ['⟦在线⟧'], [zhou]);
    await hall.server.stop('SIGKILL');
    await zhou.type(FIRM, '⟦断网⟧');
    await zhou.page.getByText('离线，有改动未存').waitFor();
    await zhou.page.getByText('请不要关闭页面').waitFor();
    expect(await zhou.page.locator('body').innerText()).not.toContain('已存于本机');
    await hall.server.start();
    await zhou.isSaved();

    await expectOnce(hall, FIRM, ['⟦在线⟧', '⟦断网⟧'], [zhou]);
  });

  it('[F23] because its disk is full says so and still saves online', async () => {
    const hall = await openHall(browser, { house: house() });
    const fillDisk = async (context: BrowserContext): Promise<void> => {
      // The quota holds as long as the session that set it.
      const session = await context.newCDPSession(await context.newPage());
      await session.send('Storage.overrideQuotaForOrigin', { origin: hall.server.url, quotaSize: 1 });
    };

    const zhou = await hall.desk('周敏', { prepare: fillDisk });
    await zhou.type(FIRM, '⟦磁盘已满⟧');
    await zhou.page.getByText('这个浏览器不能存到本机').waitFor();
    await zhou.isSaved();

    await expectOnce(hall, FIRM, ['⟦磁盘已满⟧'], [zhou]);
  });
});

describe('a laptop that slept for two hours', () => {
  it('[P10] brings 400 edits in within three seconds of dialling, beside what the others wrote', async () => {
    const hall = await openHall(browser, { house: house() });
    const sleeper = await hall.desk('周敏');
    const other = await hall.desk('李文静');
    await sleeper.isSaved();

    const { tokens, mergeMs } = await sleepAndReturn({ sleeper, other }, { edits: 400 });
    await eventually(() => notOnce(hall, tokens).length === 0, 'every word once at the server', 20_000);

    expect(mergeMs).toBeLessThan(3_000);
    expect([...sleeper.errors, ...other.errors]).toEqual([]);
  });
});

describe('a meeting archived while somebody is away with unsent work', () => {
  async function archive({ admin, meetingId }: Hall): Promise<void> {
    await admin.post(`/meetings/${meetingId}/phase`, { to: 'follow-up' });
    const reply = await admin.post(`/meetings/${meetingId}/archive`, { override: { reason: '演练' } });
    if (reply.status >= 300) throw new Error(`not archived: ${JSON.stringify(reply.body)}`);
  }

  it('[F21] offers it also to a tab that was closed in the meantime', async () => {
    const hall = await openHall(browser, { house: house() });
    const zhou = await hall.desk('周敏');
    await zhou.isSaved();
    await zhou.goOffline();
    await zhou.type(FIRM, '⟦关页前⟧');
    await zhou.page.locator('[data-save=offline]').waitFor();
    await zhou.page.close();
    await archive(hall);

    await zhou.context.setOffline(false);
    await zhou.reopenTab();
    await zhou.page.getByText('有1处内容没有进入会议').waitFor();

    expect(hall.words(FIRM)).not.toContain('⟦关页前⟧');
  });
});
