// What people see when the server's disk takes nothing, and when a part of their meeting cannot be read any more: what
// happened, what was kept, what to do; and that it is over by itself (reliability F7, F9, P3).
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { Disk, NO_SHIM } from '../support/disk/disk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { addPerson, Desk, liveMeeting } from '../e2e/support/desk.ts';
import { ServerUnderTest, type Ground } from '../e2e/support/server.ts';

const needs = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;
const FIRM = '律所情况介绍';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function typingDesk(ground: Ground) {
  const server = await ServerUnderTest.start(ground);
  onTestFinished(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  const meetingId = await liveMeeting(admin);
  await addPerson(admin, '周敏', 'notetaker');
  const desk = await Desk.open(browser, { server, username: '周敏', meetingId });
  onTestFinished(() => desk.context.close());
  const wordsOnServer = async (): Promise<string> =>
    JSON.stringify((await admin.get(`/meetings/${meetingId}/snapshot?audience=internal`)).body);
  return { server, desk, meetingId, wordsOnServer };
}

/** Its checksum no longer matches, as after a flipped bit. */
function breakLastRow(file: string, doc: string): void {
  const database = new Database(file);
  const last = 'SELECT max(seq) FROM journal WHERE doc = @doc';
  database
    .prepare(`UPDATE journal SET bytes = zeroblob(length(bytes)) WHERE doc = @doc AND seq = (${last})`)
    .run({ doc });
  database.close();
}

describe('the workspace in trouble', () => {
  it.skipIf(NO_SHIM !== '')(
    `[F7, P3] on a full disk: not saved within two seconds, text kept, saved by itself once there is room${needs}`,
    async () => {
      const disk = new Disk(temporaryFolder());
      const { desk, wordsOnServer } = await typingDesk({ dataDir: disk.folder, env: disk.env });
      const light = desk.page.locator('[data-save]');
      await desk.type(FIRM, '⟦满之前⟧');
      await desk.isSaved();
      // Read-only from the start of the trouble: a full disk would first use up its reserve.
      disk.setState('read-only');

      await desk.type(FIRM, '⟦满之后⟧');
      const typedAt = performance.now();
      await desk.page.locator('[data-save=offline]').waitFor();
      const noticedMs = performance.now() - typedAt;
      // What is on this device, and why it is not on the server, is known a moment later.
      await expect.poll(() => light.innerText()).toContain('未保存，改动已存本机');
      await expect
        .poll(() => desk.page.locator('body').innerText())
        .toContain('服务器的磁盘写不进去，所写内容还没有保存，已存于本机，恢复后自动补存。');
      const kept = await desk.minutesOf(FIRM).innerText();
      disk.heal();
      await desk.page.locator('[data-save=saved]').waitFor({ timeout: 20_000 });

      expect(noticedMs).toBeLessThan(2_000);
      expect(kept).toContain('⟦满之后⟧');
      expect((await wordsOnServer()).split('⟦满之后⟧').length - 1).toBe(1);
      expect(await desk.page.locator('body').innerText()).not.toContain('磁盘写不进去');
      expect(desk.errors).toEqual([]);
    },
  );

  it('[F9, F12] over a damaged document: says what broke and what to do, and shows what this device holds', async () => {
    const dataDir = temporaryFolder();
    const { server, desk, meetingId } = await typingDesk({ dataDir });
    await desk.type(FIRM, '坏前的话');
    await desk.isSaved();
    await server.stop('SIGKILL');
    breakLastRow(join(dataDir, 'gongbi.sqlite'), `${meetingId}/desk`);

    await server.start();
    await desk.page.locator('[data-save=refused]').waitFor({ timeout: 30_000 });

    await expect
      .poll(() => desk.page.locator('body').innerText())
      .toContain('服务器上的这份内容有一段读不出来，已暂停写入以免受损。您的改动仍在本机，请告知管理员。');
    expect(await desk.minutesOf(FIRM).innerText()).toContain('坏前的话');
    expect(desk.errors).toEqual([]);
  });
});
