// Pages without their server: what was loaded once opens again, is written in, and merges when the server is back. Chromium
// counts the loopback as secure, so all of it works here as it does over https.
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { FIRM, houseOfFile, openHall } from './support/hall.ts';

/** A desk that opens without its server. */
const KEEPING = { context: { keepsProgram: true } };

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** A new tab at `address`; what fails on it is collected. */
async function openTab(context: BrowserContext, address: string): Promise<{ page: Page; errors: readonly string[] }> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  return { page, errors };
}

/** Everything this browser keeps under names and texts that a stranger could read, except what the documents hold. */
async function readableStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const urls = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    // The key of a tab's own hall screen stands there in place of its address (ADR 0016), and goes with the tab.
    const tab = Object.entries({ ...sessionStorage }).filter(([name]) => name !== 'gongbi:key:projector');
    return JSON.stringify([names, urls, { ...localStorage }, tab]);
  });
}

describe('with the server down', () => {
  it('[P10] the workspace and the hall screen open in new tabs, are written in, and merge when it returns', async () => {
    const { server, words, desk, projector } = await openHall(browser, { house: house() });
    const zhou = await desk('周敏', KEEPING);
    const hall = await projector({ keepsProgram: true });
    await hall.page.getByText('常务理事会').first().waitFor();
    await zhou.type(FIRM, '⟦线上⟧');
    await zhou.isSaved();
    await zhou.isOpenable();
    await hall.page.evaluate(() => navigator.serviceWorker.ready);
    const kept = await readableStorage(hall.page);

    await server.stop('SIGKILL');
    await zhou.reopenTab();
    await zhou.type(FIRM, '⟦离线⟧');
    await zhou.page.getByText('离线，改动已存本机').waitFor();
    const wall = await openTab(hall.page.context(), `${server.url}/projector/${hall.token}`);
    await wall.page.getByText('常务理事会').first().waitFor();
    await wall.page.getByRole('status').filter({ hasText: '连接中断' }).waitFor({ state: 'attached' });
    await server.start();
    await zhou.isSaved();
    await wall.page.getByRole('status').filter({ hasText: '连接中断' }).waitFor({ state: 'detached' });

    await eventually(() => words(FIRM).includes('⟦离线⟧'), 'the words at the server');
    for (const token of ['⟦线上⟧', '⟦离线⟧']) expect(words(FIRM).split(token)).toHaveLength(2);
    expect([...zhou.errors, ...wall.errors]).toEqual([]);
    expect(kept).toContain('gongbi-shell-');
    expect(kept).not.toContain(hall.token);
  });

  it('nothing opens for anyone after signing out, and nothing of the meeting is left on the device', async () => {
    const { server, meetingId, desk } = await openHall(browser);
    const zhou = await desk('周敏', KEEPING);
    await zhou.isSaved();
    await zhou.isOpenable();
    await zhou.page.getByRole('button', { name: /账号菜单/ }).click();
    await zhou.page.getByRole('menuitem', { name: '退出登录' }).click();
    await zhou.page.getByLabel('用户名').waitFor();

    await server.stop('SIGKILL');
    const { page } = await openTab(zhou.context, `${server.url}/meetings/${meetingId}`);
    await page.getByRole('heading', { name: '页面没有载入' }).waitFor();

    expect(await page.evaluate(countKeptUpdates)).toBe(0);
    expect(await readableStorage(page)).not.toContain('周敏');
  });
});

/** Runs in the page: how many updates of documents the browser keeps. */
async function countKeptUpdates(): Promise<number> {
  const request = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('storage'));
    });
  const database = await request(indexedDB.open('gongbi'));
  return request(database.transaction('updates').objectStore('updates').count());
}
