// Nothing that others paste, type or send runs in a workspace: the corpus of hostile texts in every field of a desk and on
// the clipboard, watched for code, requests, navigations, policy violations and errors; and the watch itself.
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { CANARY_HOST } from '../support/inert/bait.ts';
import { batches, CORPUS, HOSTILE_HTML } from '../support/inert/corpus.ts';
import { eventually } from '../support/wire-clients.ts';
import { Canary, liveInPage } from '../e2e/support/canary.ts';
import { FIRM, openHall } from '../e2e/support/hall.ts';
import { rename, TARGET } from '../e2e/support/hostile-meeting.ts';
import { expectInert, hostileMeeting } from '../e2e/support/hostile-stage.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('the workspace over a hostile desk', () => {
  it('shows titles, people, tasks, decisions, minutes and carets as words', async () => {
    const { hall, stranger } = await hostileMeeting(browser);
    let canary: Canary | null = null;
    const watch = async (context: BrowserContext): Promise<void> => {
      canary = await Canary.watch(context, { home: [hall.server.url] });
    };
    const li = await hall.desk('李文静', { prepare: watch });
    const { page } = li;
    if (canary === null) throw new Error('nobody watches');

    await page.getByText(TARGET).first().waitFor();
    // Every item's editor is made, near the window or not.
    await page.waitForFunction(() => document.querySelectorAll('.ProseMirror').length >= 20);
    await expectInert(page, canary, 'minutes');
    for (const tab of [/决议/, /人员|签到/, /任务/]) {
      await page.getByRole('tab', { name: tab }).click();
      await expectInert(page, canary, `side panel ${String(tab)}`);
    }
    for (const { id, text } of CORPUS) {
      rename(stranger, `${text}⟦${id}⟧`);
      stranger.awareness.setLocalState({
        ...{ user: { id: text, name: text, colour: text, color: text }, itemId: text, name: text, color: text },
        caret: { anchor: text, head: { type: text, tname: text } },
      });
      if (id % 12 === 0) await page.waitForFunction((mark) => document.title.includes(mark), `⟦${id}⟧`);
    }
    await page.getByRole('button', { name: '投影', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await expectInert(page, canary, 'titles and presence');
  });

  it('takes hostile clipboards and drops as words', async () => {
    const hall = await openHall(browser);
    let canary: Canary | null = null;
    const watch = async (context: BrowserContext): Promise<void> => {
      canary = await Canary.watch(context, { home: [hall.server.url] });
    };
    const { page } = await hall.desk('李文静', { prepare: watch });
    if (canary === null) throw new Error('nobody watches');
    await page.getByRole('textbox', { name: `${FIRM}：记录` }).click();

    const html = HOSTILE_HTML.map(({ text }) => text);
    const plain = [...batches(CORPUS, 6)];
    await page.evaluate(pasteAll, { name: `${FIRM}：记录`, html, plain });
    await page.evaluate(dropAll, { name: `${FIRM}：记录`, html: html.slice(0, 60), plain: plain.slice(0, 10) });

    await expectInert(page, canary, 'clipboard');
    await page.locator('[data-save=saved]').waitFor({ timeout: 30_000 });
    expect(await page.getByRole('textbox', { name: `${FIRM}：记录` }).innerText()).toContain('审议');
  });
});

/** Runs in the page: the clipboard's events as a browser fires them. */
function pasteAll({ name, html, plain }: { name: string; html: string[]; plain: string[] }): void {
  const editor = document.querySelector(`[aria-label="${name}"]`);
  if (editor === null) throw new Error('no editor');
  const paste = (type: string, text: string): void => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(type, text);
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  };
  for (const text of html) paste('text/html', text);
  for (const text of plain) paste('text/plain', text);
}

/** Runs in the page: what is dragged from another window. */
function dropAll({ name, html, plain }: { name: string; html: string[]; plain: string[] }): void {
  const editor = document.querySelector(`[aria-label="${name}"]`);
  const box = editor?.getBoundingClientRect();
  if (!editor || !box) throw new Error('no editor');
  const drop = (type: string, text: string): void => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData(type, text);
    const at = { clientX: box.left + 80, clientY: box.top + 10 };
    for (const event of ['dragenter', 'dragover', 'drop'])
      editor.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true, ...at }));
  };
  for (const text of html) drop('text/html', text);
  for (const text of plain) drop('text/plain', text);
}

/** As the shipped server sends it with its pages. */
async function ourPolicy(): Promise<string> {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const policy = (await fetch(`${server.url}/sign-in`)).headers.get('content-security-policy');
  if (policy === null) throw new Error('pages come without a policy');
  return policy;
}

function withoutTrustedTypes(headers: Readonly<Record<string, string>>): string {
  const directives = (headers['content-security-policy'] ?? '').split(';');
  return directives.filter((directive) => !directive.includes('trusted-types')).join(';');
}

/** Takes the whole page away, and with it what it would show. */
const LEAVING = /http-equiv/i;

describe('the watch itself', () => {
  it.each([
    { policy: 'without a policy', expected: /^ran: / },
    { policy: 'under our policy', expected: /^policy: require-trusted-types-for/ },
    { policy: 'under our policy, without trusted types', expected: /^policy: script-src/ },
  ])('finds a page that puts the corpus in as markup, $policy', async ({ policy, expected }) => {
    const headers: Record<string, string> =
      policy === 'without a policy' ? {} : { 'content-security-policy': await ourPolicy() };
    // Not every browser has them: there the rest of the policy stands alone.
    if (policy.endsWith('without trusted types')) headers['content-security-policy'] = withoutTrustedTypes(headers);
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const canary = await Canary.watch(context, { home: ['http://careless.test/'] });
    const page = await context.newPage();
    const texts = JSON.stringify(CORPUS.map(({ text }) => text).filter((text) => !LEAVING.test(text))).replaceAll(
      '<',
      '\\u003c',
    );
    const careless = `for (const text of ${texts}) { const place = document.createElement('div'); document.body.append(place); try { place.innerHTML = text; } catch {} }`;
    await context.route('**/*', (route) => {
      const { pathname, hostname } = new URL(route.request().url());
      if (hostname === CANARY_HOST) return route.abort();
      if (pathname === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: careless });
      return route.fulfill({ contentType: 'text/html', headers, body: '<body><script src="/page.js"></script>' });
    });

    await page.goto('http://careless.test/');
    // One after another: the page goes on while the first are seen.
    await eventually(() => canary.seen.filter((what) => expected.test(what)).length > 20, 'the watch notices');

    const live = (await page.evaluate(liveInPage)).length;
    if (policy === 'under our policy') expect(live).toBe(0);
    else expect(live).toBeGreaterThan(200);
  });
});
