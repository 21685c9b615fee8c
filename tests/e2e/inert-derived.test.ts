// Nothing that others paste, type or send runs where it is shown to others: the corpus of hostile texts on hall scenes, lists,
// pages of the administration, in the archive and its search, and in the printed files.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Caller } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { upload } from '../support/files/uploads.ts';
import { batches, CORPUS } from '../support/inert/corpus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { WireClient } from '../support/wire-clients.ts';
import { Canary } from './support/canary.ts';
import { ownBrowser } from './support/desk.ts';
import type { Hall } from './support/hall.ts';
import { beginItem, rename, TARGET } from './support/hostile-meeting.ts';
import { expectInert, hostileMeeting } from './support/hostile-stage.ts';
import { ADMINISTRATOR } from './support/server.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** Twelve pages and six files, each with the whole corpus on it. */
const LIMIT_MS = 300_000;

describe('what is derived from a hostile desk', () => {
  it(
    'is words on every hall scene, on the lists, in the archive, its search, and the printed files',
    { timeout: LIMIT_MS },
    async () => {
      const { hall, stranger } = await hostileMeeting(browser);
      const { server, admin, meetingId } = hall;
      const context = await ownBrowser(browser);
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
    },
  );
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
  const texts = batches(CORPUS, 30, '　');
  for (const scene of ['入场', '议程', '当前议题', '休会', '实时纪要', '闭会', '黑屏']) {
    await desk.showOnScreen(scene);
    // A hall of briefings, of a signing and of an appointment.
    for (const item of scene === '当前议题' ? [0, 1, 2] : [0]) {
      beginItem(stranger, item);
      await named(`⟦${scene}${item}⟧${texts[item] ?? ''}`);
      await expectInert(page, canary, `scene ${scene} ${item}`);
    }
  }
  await desk.showOnScreen('入场');
  for (const [index, text] of texts.entries()) await named(`⟦${index}⟧${text}`);
  await expectInert(page, canary, 'every text as the name of the meeting');

  /** Resolves when the hall shows the meeting under this name, and with it whatever was changed before. */
  async function named(text: string): Promise<void> {
    rename(stranger, text);
    await page.waitForFunction((mark) => document.title.includes(mark), text.slice(0, text.indexOf('⟧') + 1));
  }
}

const PAGES: readonly string[] = [
  ...['/', '/meetings', '/meetings/new', '/archive', '/account', '/admin/accounts', '/admin/links', '/admin/sessions'],
  ...['/admin/tokens', '/admin/audit'],
];

/** Names of accounts, tokens, browsers, files and meetings: by HTTP, which refuses what is no line of text. */
async function showAdministration({ admin, server, meetingId }: Hall, { page, canary }: Watched): Promise<void> {
  for (const [index, { text }] of CORPUS.filter(({ id }) => id % 32 === 0).entries()) {
    const account = { username: `stranger-${index}`, password: 'a password of ten', role: 'reader' };
    await admin.post('/accounts', { ...account, displayName: text });
    const agent = { headers: { 'user-agent': text.replace(/[^\x20-\x7e]/g, '?').slice(0, 400) } };
    await new Caller(server.url).post('/session', ADMINISTRATOR, agent);
    await upload(admin, meetingId, { name: `${text}.txt` });
  }
  await Promise.all(
    CORPUS.flatMap(({ text }) => [
      admin.post('/tokens', { label: text }),
      admin.post('/meetings', { title: text, venue: text }),
    ]),
  );
  await page.goto(`${server.url}/sign-in?return=${encodeURIComponent('//canary.invalid/return')}`);
  await page.getByLabel('用户名').fill(ADMINISTRATOR.username);
  await page.getByLabel('密码', { exact: true }).fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  for (const path of PAGES) {
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
  await box.evaluate(
    (field: HTMLInputElement, texts) => {
      for (const text of texts) {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    },
    CORPUS.map(({ text }) => text),
  );
  await expectInert(page, canary, 'words to search for');
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
