// The pages, in both languages and both themes by turns: each opens without a fault, keeps the security policy, and has
// nothing that an accessibility checker calls serious.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { field, textField } from '../support/app.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import { launchChromium } from '../support/chromium.ts';
import { enter, liveMeeting, ownBrowser } from './support/desk.ts';
import { houseOfFile, openHall } from './support/hall.ts';
import { ADMINISTRATOR } from './support/server.ts';
import { drawn, openWall, WALL_NOW } from './support/wall.ts';
import { titleSizeU, wallFaults } from './support/wall-judges.ts';
import {
  bareItem,
  everyScene,
  itemScene,
  OVERLAY,
  ROOM,
  signingScene,
  titleOf,
  welcomeScene,
} from './support/wall-scenes.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Beside the workspace: half of them in each look. Every page in every look is opened in `tests/long/access`. */
const PATHS = [
  ['/', '/meetings/new', '/account'],
  ['/meetings', '/archive', '/nowhere'],
] as const;

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

interface Faults {
  readonly list: string[];
}

function listen(page: Page): Faults {
  const list: string[] = [];
  page.on('pageerror', (error) => list.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) list.push(message.text());
  });
  return { list };
}

/** Ids of the serious and critical offences on the page, with the first place of each. */
async function offences(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe: {
      run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }>;
    } = Reflect.get(window, 'axe');
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`);
  });
}

/** Text by which a page of the administration is known to have its list, in either language; half of them in each look. */
const OFFICE = [
  { '/admin/links': /苏州|常务/, '/admin/tokens': /备份脚本/, '/admin/audit': /李文静/ },
  { '/admin': /李文静/, '/admin/sessions': /127\.0\.0\.1/ },
] as const;

describe('every page of the administration, and the one behind an invitation', () => {
  it.each([
    ['zh-CN', 'light', 1366, OFFICE[0]],
    ['en', 'dark', 390, OFFICE[1]],
  ] as const)('opens cleanly in %s, %s, %i wide', { timeout: 120_000 }, async (locale, colorScheme, width, pages) => {
    const { server, admin } = house();
    await admin.post(`/meetings/${await liveMeeting(admin)}/links`, { kind: 'projector' });
    await admin.post('/tokens', { label: '备份脚本' });
    const guest = { username: `guest-${locale}`, displayName: '吴越', role: 'secretary' };
    const made = await admin.post('/accounts', guest);
    const context = await ownBrowser(browser, {
      viewport: { width, height: 768 },
      locale,
      colorScheme,
      reducedMotion: 'reduce',
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const faults = listen(page);
    const found: Record<string, string[]> = {};
    const judge = async (path: string): Promise<void> => {
      const list = await offences(page);
      if (list.length > 0) found[path] = list;
    };

    await page.goto(textField({ ...made, body: field(made, 'invitation') }, 'url'));
    await page.locator('form').waitFor();
    await judge('/invite');
    await enter(context, { server, url: server.url, ...ADMINISTRATOR });
    for (const [path, known] of Object.entries(pages)) {
      await page.goto(`${server.url}${path}`);
      await page.getByRole('main').getByText(known).filter({ visible: true }).first().waitFor();
      await judge(path);
    }
    await page.goto(`${server.url}/admin`);
    await page.locator('main header button').click();
    await page.getByRole('dialog').waitFor();
    await judge('/admin, inviting');

    expect(found).toEqual({});
    expect(faults.list).toEqual([]);
  });
});

describe('every page', () => {
  it.each([
    ['zh-CN', 'light', PATHS[0]],
    ['en', 'dark', PATHS[1]],
  ] as const)('opens cleanly in %s, %s', { timeout: 120_000 }, async (locale, colorScheme, paths) => {
    const hall = await openHall(browser, { house: house() });
    const { page } = await hall.desk('李文静');
    const faults = listen(page);
    await page.evaluate((language) => localStorage.setItem('gongbi.locale', language), locale);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found: Record<string, string[]> = {};

    for (const path of [...paths, `/meetings/${hall.meetingId}`]) {
      await page.goto(`${hall.server.url}${path}`);
      await page.locator('main').first().waitFor();
      // A desk is judged once it has joined: before, its text stands read-only and has nothing to focus yet.
      if (path.startsWith('/meetings/') && path !== '/meetings/new') {
        await page.locator('[data-save=saved]').waitFor();
        await page.locator('.ProseMirror[contenteditable=true]').first().waitFor();
      }
      const list = await offences(page);
      if (list.length > 0) found[path] = list;
    }

    expect(found).toEqual({});
    expect(faults.list).toEqual([]);
  });
});

/** Where the size of a title changes, and the longest there is; as `hall-fit` of the long tests has every length. */
const LENGTHS = [1, 10, 11, 12, 13, 28, 29, 34, 35, 57, 58, 98, 99, 200];
/** As the target pictures have it: by the characters of a title that stands with nothing but its item. */
const SIZES: Readonly<Record<number, number>> = { 1: 13, 10: 13, 12: 11.4, 28: 9.6, 32: 8.2, 54: 7.2 };

describe('the wall of a hall', () => {
  it.each(['dark', 'light'] as const)('shows every scene whole, large and at 7:1 or more, %s', async (theme) => {
    const { page, show } = await openWall(browser, { url: house().server.url, width: 1280, height: 720, theme });
    const found: Record<string, readonly string[]> = {};

    for (const [name, scene] of Object.entries(everyScene('关于《管理办法》（草案）的说明'))) {
      await show(scene, { room: ROOM });
      const faults = await wallFaults(page);
      if (faults.length > 0) found[name] = faults;
    }
    await show(itemScene('标准化建设'), { overlay: OVERLAY });
    found['overlay'] = await wallFaults(page);

    expect(found).toEqual({ overlay: [] });
  });

  it('sets a title as large as its characters allow, and never cuts or squeezes one', async () => {
    const { page, show } = await openWall(browser, { url: house().server.url, width: 1280, height: 720 });
    const found: Record<string, readonly string[]> = {};
    const sizes: Record<number, number> = {};

    for (const length of LENGTHS) {
      const title = titleOf(length);
      for (const scene of [itemScene(title), signingScene(title), welcomeScene(title), bareItem(title)]) {
        await show(scene);
        const faults = await wallFaults(page);
        if (faults.length > 0) found[`${scene.kind} ${length}`] = faults;
      }
    }
    for (const length of Object.keys(SIZES).map(Number)) {
      await show(bareItem(titleOf(length, '安全管理规范解读情况')));
      sizes[length] = await titleSizeU(page);
    }

    expect(found).toEqual({});
    expect(sizes).toEqual(SIZES);
    await page.evaluate(() => document.querySelector<HTMLElement>('.hall h1')?.style.setProperty('font-size', '60vh'));
    await page.evaluate(drawn);
    expect(await wallFaults(page), 'what a judge says of a title that is cut').not.toEqual([]);
  });

  it('keeps its picture while the server is away for ninety seconds, and returns by itself within five', async () => {
    const twoDaysLate = WALL_NOW - 2 * DAY_MS;
    const place = { url: house().server.url, width: 1280, height: 720 };
    const { page, show, cut, mend } = await openWall(browser, { ...place, clock: twoDaysLate });
    await show(itemScene('标准化建设'));
    await cut();
    await page.clock.runFor(90_000);
    const gone = await page.locator('.stage').innerText();
    const isMarked = await page.locator('.away').isVisible();

    mend(itemScene('聘任协会顾问'));
    await page.clock.runFor(5_000);
    await page.getByRole('heading', { name: '聘任协会顾问' }).waitFor();

    expect(gone).toContain('标准化建设');
    // By the server's clock, which went on; by the computer's own it is two days earlier.
    expect(gone).toContain('14:31');
    expect(isMarked).toBe(true);
    expect(await page.locator('.away').count()).toBe(0);
  });
});
