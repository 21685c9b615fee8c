// A copy in a real browser that differs from the server's document below what Yjs can see: it is found, made whole and
// told of by itself, in a browser that hashes and in a page without secure context alike. [R16]
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { FIRM, houseOfFile, openHall } from '../e2e/support/hall.ts';

const FIRST = '介绍重要嘉宾';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('sound copies', () => {
  it('are compared while two people type without end, and neither is told of anything', async () => {
    const { desk: open } = await openHall(browser, { house: house() });
    const [li, zhou] = [await open('李文静'), await open('周敏')];

    const words = '会议听取了标准化建设情况的汇报'.repeat(8);
    await li.caretAtEnd(FIRM);
    await zhou.caretAtEnd(FIRST);
    await Promise.all([li, zhou].map(({ page }) => page.keyboard.type(words, { delay: 60 })));
    for (const desk of [li, zhou]) await desk.isSaved();

    for (const desk of [li, zhou]) expect(await desk.page.getByText('不一致').count()).toBe(0);
    // While one writes oneself, others' words are shown ten times a second.
    await expect.poll(() => zhou.minutesOf(FIRM).innerText()).toContain(words);
  });
});

describe('a damaged copy on this device', () => {
  it('is whole again and told of soon after joining the meeting', async () => {
    const hall = await openHall(browser, { house: house() });
    const desk = await hall.desk('李文静');
    await desk.type(FIRM, '会议听取了核对结果。');
    await desk.isSaved();

    const beside = await desk.context.newPage();
    await beside.goto(`${hall.server.url}/api/v1/session`);
    await desk.page.close();
    const altered = await beside.evaluate(alterStoredWords, { from: '核', to: '桥' });
    await desk.reopenTab();
    await desk.isSaved();
    const openedAt = performance.now();
    await desk.page.getByText('已自动换成服务器上的').waitFor();
    await desk.minutesOf(FIRM).getByText('核对结果').waitFor();
    const tookMs = performance.now() - openedAt;

    expect(altered).toBeGreaterThan(0);
    // Five seconds are promised, and held by hand clock in tests/client/sync/watchdog.test.ts; a busy machine has as many again.
    expect(tookMs).toBeLessThan(10_000);
    expect(await desk.minutesOf(FIRM).innerText()).not.toContain('桥对');
    await desk.page.getByText('有1处内容没有进入会议').waitFor();
    await desk.isSaved();
    expect(desk.errors).toEqual([]);
  });
});

/** Runs in a page: replaces a letter by another of as many bytes in every stored update; answers how many it found. */
async function alterStoredWords({ from, to }: { from: string; to: string }): Promise<number> {
  const request = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('storage'));
    });
  const [old, fresh] = [from, to].map((words) => new TextEncoder().encode(words));
  const database = await request(indexedDB.open('gongbi'));
  const store = database.transaction('updates', 'readwrite').objectStore('updates');
  let found = 0;
  for (const key of await request(store.getAllKeys())) {
    const row: { key: string; bytes: Uint8Array } = await request(store.get(key));
    for (let at = 0; old && fresh && at + old.length <= row.bytes.length; at += 1) {
      if (!old.every((byte, index) => row.bytes[at + index] === byte)) continue;
      row.bytes.set(fresh, at);
      found += 1;
    }
    await request(store.put(row, key));
  }
  database.close();
  return found;
}
