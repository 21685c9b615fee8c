// Nothing that others paste, type or send runs anywhere: the corpus of hostile texts in every field of a meeting, on
// every page that shows one, watched for code, requests, navigations, policy violations and errors.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { CANARY_HOST } from '../support/inert/bait.ts';
import { batches, CORPUS, HOSTILE_HTML } from '../support/inert/corpus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually, openSocketIoClient, type WireClient } from '../support/wire-clients.ts';
import { Canary, liveInPage } from './support/canary.ts';
import { FIRM, openHall, type Hall } from './support/hall.ts';
import { plantCorpus, rename, TARGET } from './support/hostile-meeting.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

interface Stage {
  readonly hall: Hall;
  readonly stranger: WireClient;
}

/** A meeting that a program of somebody's own has filled with the corpus. */
async function hostileMeeting(): Promise<Stage> {
  const hall = await openHall(browser);
  const token = await hall.server.tokenOf(hall.admin);
  const stranger = openSocketIoClient({ url: hall.server.url, token, doc: hall.doc });
  onTestFinished(() => stranger.close());
  await plantCorpus(stranger);
  return { hall, stranger };
}

async function expectInert(page: Page, canary: Canary, where: string): Promise<void> {
  expect(await page.evaluate(liveInPage), where).toEqual([]);
  expect(canary.seen, where).toEqual([]);
}

describe('the workspace over a hostile desk', () => {
  it('shows titles, people, tasks, decisions, minutes and carets as words', async () => {
    const { hall, stranger } = await hostileMeeting();
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

describe('what is derived from a hostile desk', () => {
  it('is words on every hall scene, on the lists, in the archive, its search, and the printed files', async () => {
    const { hall, stranger } = await hostileMeeting();
    const { server, admin, meetingId } = hall;
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
    onTestFinished(() => context.close());
    const folder = temporaryFolder();
    const canary = await Canary.watch(context, { home: [server.url, `file://${folder}`] });
    const page = await context.newPage();

    await showEveryScene(hall, stranger, { page, canary });
    await showAdministration(hall, { page, canary });
    await showArchive(hall, { page, canary });
    for (const format of ['html', 'md', 'json']) {
      const file = await admin.get(`/meetings/${meetingId}/export.${format}`);
      const text = typeof file.body === 'string' ? file.body : JSON.stringify(file.body);
      expect(file.status).toBe(200);
      await openAsAnswer(page, { url: `${server.url}/api/v1/meetings/${meetingId}/export.${format}` });
      await expectInert(page, canary, `${format} from the server`);
      const path = join(folder, `纪要.${format === 'md' ? 'txt' : format}`);
      writeFileSync(path, text);
      await page.goto(`file://${path}`);
      await expectInert(page, canary, `${format} from a disk`);
    }
  });
});

interface Watched {
  readonly page: Page;
  readonly canary: Canary;
}

async function showEveryScene(hall: Hall, stranger: WireClient, { page, canary }: Watched): Promise<void> {
  const { admin, meetingId, server } = hall;
  const link = await admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' });
  const { token } = link.body as { token: string };
  await page.goto(`${server.url}/projector/${token}`);
  const desk = await hall.desk('李文静');
  for (const scene of ['入场', '议程', '当前议题', '休会', '实时纪要', '闭会', '黑屏']) {
    await desk.showOnScreen(scene);
    for (const [index, text] of batches(CORPUS, 30, '　').entries()) {
      if (scene !== '入场' && index > 2) break;
      rename(stranger, `⟦${scene}${index}⟧${text}`);
      await eventually(() => stranger.isSynced, 'the new name');
    }
    await expectInert(page, canary, `scene ${scene}`);
  }
}

/** Account names, token labels, meetings on lists: through the API, which refuses what is no line of text. */
async function showAdministration({ admin, server }: Hall, { page, canary }: Watched): Promise<void> {
  for (const [index, { text }] of CORPUS.filter(({ id }) => id % 16 === 0).entries())
    await admin.post('/accounts', {
      ...{ username: `stranger-${index}`, displayName: text, password: 'a password of ten', role: 'reader' },
    });
  await Promise.all(
    CORPUS.flatMap(({ text }) => [
      admin.post('/tokens', { label: text }),
      admin.post('/meetings', { title: text, venue: text }),
    ]),
  );
  await page.goto(`${server.url}/sign-in?return=${encodeURIComponent('//canary.invalid/return')}`);
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码', { exact: true }).fill('a password for tests');
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  for (const path of ['/', '/meetings', '/meetings/new', '/archive', '/account', '/accounts']) {
    await page.goto(`${server.url}${path}`);
    await page.getByRole('main').first().waitFor();
    await page.waitForLoadState('networkidle');
    await expectInert(page, canary, path);
  }
}

async function showArchive({ admin, server, meetingId }: Hall, { page, canary }: Watched): Promise<void> {
  await admin.post(`/meetings/${meetingId}/phase`, { to: 'follow-up' });
  const sealed = await admin.post(`/meetings/${meetingId}/archive`, { override: { reason: CORPUS[0]?.text } });
  expect(sealed.status).toBe(201);
  const { archiveId } = sealed.body as { archiveId: string };
  await page.goto(`${server.url}/archive/${archiveId}`);
  await page.getByText(TARGET).first().waitFor();
  await expectInert(page, canary, 'sealed sheet');
  await page.goto(`${server.url}/archive`);
  const box = page.getByRole('searchbox');
  for (const { text } of CORPUS) await box.fill(text);
  await box.fill('');
  await box.fill(TARGET);
  await page.locator('mark').first().waitFor();
  await expectInert(page, canary, 'search');
  for (const { text } of CORPUS.filter(({ id }) => id % 60 === 0)) {
    await page.goto(`${server.url}/archive?q=${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}`);
    await box.waitFor();
  }
  await expectInert(page, canary, 'search by address');
}

/** The server's own answer, its content policy included, opened in place instead of saved. */
async function openAsAnswer(page: Page, { url }: { readonly url: string }): Promise<void> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const { 'content-disposition': disposition, ...headers } = response.headers();
    expect(disposition).toMatch(/^attachment;/);
    expect(headers['content-security-policy']).toMatch(/\bsandbox\b/);
    await route.fulfill({ response, headers });
  });
  await page.goto(url);
  await page.unroute(url);
}

/** Takes the whole page away, and with it what it would show. */
const LEAVING = /http-equiv/i;

describe('the watch itself', () => {
  it.each([
    ['without a policy', {}, /^ran: /],
    ['under our policy', { 'content-security-policy': "default-src 'self'; script-src 'self'" }, /^policy: script-src/],
  ])('finds a page that puts the corpus in as markup, %s', async (_name, headers, expected) => {
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
    await eventually(() => canary.seen.some((what) => expected.test(what)), 'the watch notices');

    expect(canary.seen.filter((what) => expected.test(what)).length).toBeGreaterThan(20);
    expect((await page.evaluate(liveInPage)).length).toBeGreaterThan(200);
  });
});
