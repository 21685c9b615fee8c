// Pages without their server, what happens more seldom: a list of what is kept, a new build under an open page, and what a page
// over plain http says that it cannot do.
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/architecture/source-tree.ts';
import { launchChromium } from '../support/chromium.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually } from '../support/wire-clients.ts';
import { FIRM, houseOfFile, openHall } from '../e2e/support/hall.ts';

/** Leads to the loopback like an address of the LAN would: by a name that browsers do not count as the machine itself. */
const LAN_NAME = 'gongbi.test';

/** A desk that opens without its server. */
const KEEPING = { context: { keepsProgram: true } };

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium({ args: [`--host-resolver-rules=MAP ${LAN_NAME} 127.0.0.1`] });
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

describe('with the server down', () => {
  it('the first page names the meetings kept here, and a meeting that is not kept says what to do', async () => {
    const { server, meetingId, desk } = await openHall(browser, { house: house() });
    const zhou = await desk('周敏', KEEPING);
    await zhou.isSaved();
    await zhou.isOpenable();

    await server.stop('SIGKILL');
    const home = await openTab(zhou.context, server.url);
    await home.page.getByRole('heading', { name: '存在本机的会议' }).waitFor();
    await home.page.getByRole('link', { name: /常务理事会/ }).click();
    await home.page.waitForURL(`**/meetings/${meetingId}`);
    await home.page.getByRole('banner').getByText('离线', { exact: true }).waitFor();
    const unknown = await openTab(zhou.context, `${server.url}/meetings/nowhere`);
    await unknown.page.getByText('这台电脑上没有保存这次会议').waitFor();

    expect([...home.errors, ...unknown.errors]).toEqual([]);
  });
});

describe('a new build', () => {
  it('takes over under an open page without reloading it; the build before the last one goes', async () => {
    const program = copyOfProgram();
    const { server, words, desk } = await openHall(browser, { main: join(program, 'dist/server/main.js') });
    const zhou = await desk('周敏', KEEPING);
    await zhou.isSaved();
    await zhou.isOpenable();
    await zhou.page.evaluate(() => Reflect.set(window, 'isStillTheSame', true));
    const [first] = await shellNames(zhou.page);

    release(program, 'second');
    await takesOver(zhou.page, [first ?? '', 'gongbi-shell-second']);
    await zhou.type(FIRM, '⟦更新之后⟧');
    release(program, 'third');
    await takesOver(zhou.page, ['gongbi-shell-second', 'gongbi-shell-third']);
    const isStillTheSame = await zhou.page.evaluate((): unknown => Reflect.get(window, 'isStillTheSame'));
    await zhou.isSaved();
    await eventually(() => words(FIRM).includes('⟦更新之后⟧'), 'the words at the server');
    await server.stop('SIGKILL');
    await zhou.reopenTab();

    expect(isStillTheSame).toBe(true);
    expect(await zhou.page.locator('meta[name=build]').getAttribute('content')).toBe('third');
    expect(zhou.errors).toEqual([]);
  });
});

describe('over plain http on a LAN', () => {
  it('the page says in one place what it cannot do, and everything else works', async () => {
    const { server, desk, words } = await openHall(browser, { house: house() });
    const url = server.url.replace('127.0.0.1', LAN_NAME);
    const li = await desk('李文静', { url, ...KEEPING });

    await li.type(FIRM, '⟦明文⟧');
    await li.isSaved();
    await li.page.getByRole('button', { name: '存盘与连接：详情' }).click();
    const details = await li.page.getByRole('dialog').innerText();
    await li.page.keyboard.press('Escape');
    const registered = await li.page.evaluate(() => 'serviceWorker' in navigator);

    expect(registered).toBe(false);
    expect(details).toContain('断网时写的内容存在本机');
    expect(details).toContain('服务器停机时，打不开会议和投影页面');
    expect(details).toContain('请管理员为服务器配置 https');
    await eventually(() => words(FIRM).includes('⟦明文⟧'), 'the words at the server');
    expect(li.errors).toEqual([]);
  });

  it('a page that browsers trust says that it can', async () => {
    const { desk } = await openHall(browser, { house: house() });
    const li = await desk('李文静', KEEPING);
    await li.isOpenable();

    await li.page.getByRole('button', { name: '存盘与连接：详情' }).click();
    await li.page.getByText('服务器停机时，也能打开看过的会议和投影').waitFor();

    expect(await li.page.getByRole('dialog').innerText()).not.toContain('https');
  });
});

/** The built program in a folder of its own, whose client can be replaced. */
function copyOfProgram(): string {
  const folder = temporaryFolder();
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Puts another build into `program`: the page says its name, and so does the worker's list of files. */
function release(program: string, version: string): void {
  const client = join(program, 'dist/client');
  const page = readFileSync(join(client, 'index.html'), 'utf8').replace(/<meta name="build"[^>]*>/, '');
  writeFileSync(join(client, 'index.html'), page.replace('</head>', `<meta name="build" content="${version}"></head>`));
  const worker = readFileSync(join(client, 'service-worker.js'), 'utf8');
  writeFileSync(join(client, 'service-worker.js'), worker.replace(/(version:\s*["'`])\w+/, `$1${version}`));
}

/**
 * Asks for the new worker, as any navigation does, and waits until it has taken over and keeps just `shells`. Asks again
 * and again: the browser asks by itself as well, and answers us with that question if it was put before the release.
 */
async function takesOver(page: Page, shells: readonly string[]): Promise<void> {
  const asked = async (): Promise<string[]> => {
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    return shellNames(page);
  };
  await expect.poll(asked, { timeout: 30_000, interval: 250 }).toEqual(shells);
  const state = (): Promise<unknown> =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  await expect.poll(state, { timeout: 30_000 }).toBe('activated');
  // The one that answers this page is the newest: none is left that waits or goes.
  const isAlone = (): Promise<boolean> =>
    page.evaluate(async () => {
      const known = await navigator.serviceWorker.getRegistration();
      return (
        known?.waiting === null && known.installing === null && navigator.serviceWorker.controller === known.active
      );
    });
  await expect.poll(isAlone, { timeout: 30_000 }).toBe(true);
}

function shellNames(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}
