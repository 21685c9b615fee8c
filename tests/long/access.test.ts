// Every page in every state, in both languages, light and dark, on a laptop, on a phone and at 200 %: an accessibility
// checker finds nothing, the page speaks one language, everything fits and can be reached.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { LOCALES } from '../../shared/i18n/locale.ts';
import { foreignWords, misfits, offences } from '../e2e/support/judges.ts';
import { PAGE_STATES, showState, signIn, stageOffice, type Stage } from '../e2e/support/page-states.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';
import { launchChromium } from '../support/chromium.ts';

const WINDOWS = {
  'a laptop, light': { viewport: { width: 1366, height: 768 }, colorScheme: 'light' },
  'a laptop, dark': { viewport: { width: 1366, height: 768 }, colorScheme: 'dark' },
  'a phone, light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'a phone, dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  'a laptop at 200 %': { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2, colorScheme: 'light' },
} as const satisfies Record<string, BrowserContextOptions>;
/** Below this the panels are drawers; from here on everything stands beside the minutes. */
const WIDE = 1200;

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe.each(LOCALES)('in %s', (locale) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongbi-access-'));
  let server: ServerUnderTest;
  let stage: Stage;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ dataDir });
    stage = await stageOffice(await server.admin(), server.url, locale);
  });
  afterAll(async () => {
    await server.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(Object.entries(WINDOWS))('every state on %s is clean', { timeout: 1_800_000 }, async (_name, window) => {
    const open = async (): Promise<Page> => {
      const context = await browser.newContext({ ...window, locale, reducedMotion: 'reduce' });
      onTestFinished(() => context.close());
      return context.newPage();
    };
    const [inside, outside] = [await open(), await open()];
    await signIn(inside, stage);
    const isWide = window.viewport.width >= WIDE;
    const found: Record<string, readonly string[]> = {};

    for (const state of PAGE_STATES) {
      if (state.only !== undefined && (state.only === 'wide') !== isWide) continue;
      const page = state.signedOut ? outside : inside;
      await showState(page, stage, state);
      const list = [...(await offences(page)), ...(await foreignWords(page, locale)), ...(await misfits(page))];
      if (list.length > 0) found[state.name] = list;
    }

    expect(found).toEqual({});
  });
});
