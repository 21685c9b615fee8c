// What opens over and beside a page, in both languages and both themes by turns: nothing an accessibility checker calls
// serious, no word of the other language, nothing that does not fit.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { ownBrowser } from '../e2e/support/desk.ts';
import { foreignWords, misfits, offences } from '../e2e/support/judges.ts';
import { PAGE_STATES, signIn, stageOffice } from '../e2e/support/page-states.ts';
import { showState } from '../e2e/support/page-steps.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** What opens over and beside a page: these few at each run, all of them in `tests/long/access`. */
const OPENED = [
  [
    'menu insert',
    'palette, found',
    'dialog item',
    'the console of the screens',
    'dialog history',
    'tab people, open',
    'new meeting, a notice read',
  ],
  ['the desk, agenda drawer', 'tab decisions', 'keys', 'new meeting'],
] as const;

describe('what opens over a page', () => {
  it.each([
    ['zh-CN', 'light', 1366, OPENED[0]],
    ['en', 'dark', 390, OPENED[1]],
  ] as const)('is clean in %s, %s, %i wide', { timeout: 120_000 }, async (locale, colorScheme, width, names) => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));
    const stage = await stageOffice(await server.admin(), server.url, locale);
    const viewport = { width, height: 800 };
    const context = await ownBrowser(browser, { viewport, locale, colorScheme, reducedMotion: 'reduce' });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await signIn(page, stage);
    const found: Record<string, readonly string[]> = {};

    for (const name of names) {
      const state = PAGE_STATES.find((each) => each.name === name);
      if (state === undefined) throw new Error(`no state ${name}`);
      await showState(page, stage, state);
      const list = [...(await offences(page)), ...(await foreignWords(page, locale)), ...(await misfits(page))];
      if (list.length > 0) found[name] = list;
    }

    expect(found).toEqual({});
  });
});
