// Each page speaks one language: over a meeting whose own words are all Latin, the English pages show no Han character, in
// what stands there, in what is read out and in what opens. What the sources hold is judged by tests/untranslated.test.ts.
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { textField } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { ownBrowser } from './support/desk.ts';
import { ADMINISTRATOR, ServerUnderTest } from './support/server.ts';
import { trafficOf } from './support/traffic.ts';

const PAGES = ['/', '/meetings', '/meetings/new', '/archive', '/account', '/nowhere', '/admin', '/admin/audit'];
/** A language calls itself by its own name. */
const OWN_NAMES = new Set(['中文', '简体中文', '共笔', '共笔 Gongbi']);

/** Every text and every spoken attribute that a page shows. */
async function wordsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const words: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, nodeValue } = walker.currentNode;
      // For whoever has no script to choose a language: in both of them.
      if (parentElement?.localName !== 'noscript') words.push(nodeValue ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-placeholder', 'data-drop'])
      for (const element of document.querySelectorAll(`[${name}]`)) words.push(element.getAttribute(name) ?? '');
    return words.map((word) => word.trim());
  });
}

it('in English no page of the secretariat shows a Chinese word of its own', async () => {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const admin = await server.admin();
  const meetingId = textField(await admin.post('/meetings', { title: 'Board meeting' }), 'id');
  const context = await ownBrowser(browser, { locale: 'en-GB' });
  const page = await context.newPage();
  const traffic = trafficOf(page);
  const found: Record<string, readonly string[]> = {};
  const judge = async (where: string): Promise<void> => {
    const words = (await wordsOf(page)).filter((word) => /\p{Script=Han}/u.test(word) && !OWN_NAMES.has(word));
    if (words.length > 0) found[where] = words;
  };

  await page.goto(`${server.url}/sign-in`);
  await page.locator('form').waitFor();
  await judge('/sign-in');
  await page.locator('input').first().fill(ADMINISTRATOR.username);
  await page.locator('input').nth(1).fill(ADMINISTRATOR.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.url}/`);
  for (const path of PAGES) {
    await page.goto(`${server.url}${path}`);
    await page.locator('main').first().waitFor();
    await traffic.silence();
    await judge(path);
  }
  await page.goto(`${server.url}/meetings/${meetingId}`);
  await page.locator('[data-save=saved]').waitFor();
  await judge('the workspace');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await judge(`the tab ${(await tab.textContent())?.trim() ?? ''}`);
  }
  await page.keyboard.press('Escape');
  // A key is the browser's until the part that hears it is here; in a field that took the focus it is a letter.
  const keys = async (): Promise<string> => {
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    if ((await page.getByRole('dialog').count()) === 0) await page.keyboard.press('?');
    if ((await page.getByRole('dialog').count()) === 1) return 'open';
    return page.evaluate(() => `closed over ${document.activeElement?.outerHTML ?? ''}, ${document.body.innerText}`);
  };
  await expect.poll(keys, { timeout: 30_000, interval: 500 }).toBe('open');
  await judge('the keys');

  expect(found).toEqual({});
});
