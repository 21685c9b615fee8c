// Files of a meeting in real browsers: sent with progress, cancelled, seen elsewhere at once, removed and brought back,
// photographed on a phone, and found again on the sealed sheet.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { addPerson, Desk, liveMeeting } from './support/desk.ts';
import { ServerUnderTest } from './support/server.ts';

const ITEM = '律所情况介绍';
const BUDGET = { name: '预算.txt', mimeType: 'text/plain', buffer: Buffer.from('一二三') };
const RECORDING = { name: '现场.txt', mimeType: 'text/plain', buffer: Buffer.alloc(3_000_000, 'x') };

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** What this browser sends crawls from now on; 0 = as fast as it can. */
async function slowDown(page: Page, bytesASecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const uploadThroughput = bytesASecond === 0 ? -1 : bytesASecond;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput },
  });
}

/** Runs in the page: addresses of attached files that the service worker keeps. */
async function cachedFiles(): Promise<string[]> {
  const kept: string[] = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) if (url.includes('/files/')) kept.push(url);
  }
  return kept;
}

describe('files of a meeting', () => {
  it('come with progress, are cancelled, seen at once elsewhere, removed, brought back and sealed', async () => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));
    const admin = await server.admin();
    const meetingId = await liveMeeting(admin);
    await addPerson(admin, '李文静', 'secretary');
    await addPerson(admin, '周敏', 'notetaker');
    const li = await Desk.open(browser, { server, username: '李文静', meetingId });
    const zhou = await Desk.open(browser, { server, username: '周敏', meetingId });
    onTestFinished(() => li.context.close());
    onTestFinished(() => zhou.context.close());
    const item = li.page.getByRole('article').filter({ has: li.minutesOf(ITEM) });
    const files = li.page.getByRole('list', { name: `“${ITEM}”的附件` });
    const seen = zhou.page.getByRole('list', { name: `“${ITEM}”的附件` });

    await slowDown(li.page, 100_000);
    await item.locator('[data-adds=files]').setInputFiles([RECORDING, BUDGET]);
    await files
      .getByText(/正在上传 [1-9]\d*%/)
      .first()
      .waitFor();
    await li.page.getByRole('button', { name: '取消上传现场.txt' }).click();
    await slowDown(li.page, 0);

    await seen.getByRole('link', { name: '预算.txt' }).waitFor();
    expect(await files.getByText('现场.txt').count()).toBe(0);
    // Who sent it hears of it last: while the answer is on its way, the list still tells of the sending.
    await expect.poll(() => files.locator('[data-upload]').allTextContents()).toEqual([]);

    await files.getByRole('button', { name: '预算.txt：更多操作' }).click();
    await li.page.getByRole('menuitem', { name: '移除' }).click();
    await files.waitFor({ state: 'detached' });
    await li.page.getByRole('button', { name: '撤销', exact: true }).last().click();
    await files.getByRole('link', { name: '预算.txt' }).waitFor();

    const photo = { name: 'image.png', mimeType: 'image/png', buffer: await li.page.screenshot() };
    await zhou.page.setViewportSize({ width: 390, height: 844 });
    const phone = zhou.page.getByRole('article').filter({ has: zhou.minutesOf(ITEM) });
    await phone.locator('[data-adds=photo]').setInputFiles(photo);
    const picture = files.getByRole('link', { name: '图片image.png' }).locator('img');
    await picture.scrollIntoViewIfNeeded();
    await li.page.waitForFunction(
      (image) => image instanceof HTMLImageElement && image.naturalWidth > 0,
      await picture.elementHandle(),
    );

    await admin.post(`/meetings/${meetingId}/phase`, { to: 'follow-up' });
    await admin.post(`/meetings/${meetingId}/archive`, { override: { reason: '报道未载的事项从略' } });
    await li.page.locator('[data-save=read-only]').waitFor();
    await expect.poll(() => item.locator('[data-adds]').count()).toBe(0);
    await li.page.locator('a[href^="/archive/"]').first().click();
    const sheet = li.page.getByRole('region', { name: '附件' });
    await sheet.getByRole('link', { name: '预算.txt' }).waitFor();

    expect(await sheet.locator('img').count()).toBe(1);
    expect(await li.page.evaluate(cachedFiles)).toEqual([]);
    expect([...li.errors, ...zhou.errors]).toEqual([]);
  });
});
