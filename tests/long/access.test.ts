// Every page in every state, in both languages, light and dark, on a laptop, on a phone, at a zoom of 200 %, with letters of
// 200 %, with more contrast and with forced colours: an accessibility checker finds nothing, the page speaks one language,
// everything fits, no word is cut off, all can be reached, and what is chosen looks chosen.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { LOCALES, type Locale } from '../../shared/i18n/locale.ts';
import { cutWords, foreignWords, misfits, offences, paleWords, unmarkedStates } from '../e2e/support/judges.ts';
import { PAGE_STATES, signIn, stageOffice } from '../e2e/support/page-states.ts';
import { showState, type Stage } from '../e2e/support/page-steps.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';
import { launchChromium } from '../support/chromium.ts';

interface Window extends BrowserContextOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  /** What the reader set in the browser, once for all pages. */
  readonly lettersPx?: number;
}

const WINDOWS = {
  'a laptop, light': { viewport: { width: 1366, height: 768 }, colorScheme: 'light' },
  'a laptop, dark': { viewport: { width: 1366, height: 768 }, colorScheme: 'dark' },
  'a phone, light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'a phone, dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  'a laptop at 200 %': { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2, colorScheme: 'light' },
  'a laptop with letters of 200 %': { viewport: { width: 1366, height: 768 }, colorScheme: 'light', lettersPx: 32 },
  'a laptop with more contrast, light': {
    viewport: { width: 1366, height: 768 },
    colorScheme: 'light',
    contrast: 'more',
  },
  'a laptop with more contrast, dark': {
    viewport: { width: 1366, height: 768 },
    colorScheme: 'dark',
    contrast: 'more',
  },
  'a laptop with forced colours': { viewport: { width: 1366, height: 768 }, forcedColors: 'active' },
} as const satisfies Record<string, Window>;
/** Below this the panels are drawers; from here on everything stands beside the minutes. */
const WIDE = 1200;
const USUAL_LETTERS_PX = 16;
/** For whatever leads to a state, on a machine that does something else as well. */
const PATIENCE_MS = 15_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** With more contrast, and with colours of the system's own, nothing changes but colours. */
async function faultsOf(
  page: Page,
  { locale, contrast, forcedColors }: BrowserContextOptions & { readonly locale: Locale },
): Promise<string[]> {
  if (contrast === 'more') return paleWords(page);
  if (forcedColors === 'active') return unmarkedStates(page);
  return [
    ...(await offences(page)),
    ...(await foreignWords(page, locale)),
    ...(await misfits(page)),
    ...(await cutWords(page)),
  ];
}

/** Why a state could not be shown: one that is out of reach is a finding like any other, and the walk goes on. */
async function obstacleTo(showing: Promise<void>): Promise<string | null> {
  try {
    await showing;
    return null;
  } catch (cause) {
    return `not to be shown: ${cause instanceof Error ? cause.message.slice(0, 400) : String(cause)}`;
  }
}

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

  it.each(Object.entries(WINDOWS))(
    'every state on %s is clean',
    { timeout: 1_800_000 },
    async (_name, window: Window) => {
      const { lettersPx = USUAL_LETTERS_PX, ...options } = window;
      const open = async (): Promise<Page> => {
        const context = await browser.newContext({ ...options, locale, reducedMotion: 'reduce' });
        onTestFinished(() => context.close());
        const page = await context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        const browserOf = await context.newCDPSession(page);
        await browserOf.send('Page.setFontSizes', { fontSizes: { standard: lettersPx } });
        return page;
      };
      const [inside, outside] = [await open(), await open()];
      await signIn(inside, stage);
      const isWide = window.viewport.width >= (WIDE * lettersPx) / USUAL_LETTERS_PX;
      const found: Record<string, readonly string[]> = {};

      for (const state of PAGE_STATES) {
        if (state.only !== undefined && (state.only === 'wide') !== isWide) continue;
        const page = state.signedOut ? outside : inside;
        const obstacle = await obstacleTo(showState(page, stage, state));
        if (obstacle !== null) {
          found[state.name] = [obstacle];
          continue;
        }
        const list = await faultsOf(page, { ...options, locale });
        if (list.length > 0) found[state.name] = list;
      }

      expect(found).toEqual({});
    },
  );
});
