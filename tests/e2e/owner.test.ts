// An owner without an account, on a phone: from the link in a mail to a task that is closed, with a picture, Chinese typing, a
// network that goes and comes, and the secretariat on the other side.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDateIn } from '../../shared/lib/time.ts';
import { textField, type Caller } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { jpeg } from '../support/files/pictures.ts';
import { enter, ownBrowser } from './support/desk.ts';
import { cutWords, foreignWords, misfits, offences, paleWords } from './support/judges.ts';
import { ADMINISTRATOR, ServerUnderTest } from './support/server.ts';
import { Typist } from './support/typist.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const dayIn = (days: number): string => localDateIn('Asia/Shanghai', Date.now() + days * 86_400_000);

const dataDir = mkdtempSync(join(tmpdir(), 'gongbi-owner-'));
let browser: Browser;
let server: ServerUnderTest;
let admin: Caller;
let phone: BrowserContext;
let owner: Page;
let desk: Page;
let task: string;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), ServerUnderTest.start({ dataDir })]);
  admin = await server.admin();
  const owners = [{ name: '律所', kind: 'outsider', email: 'firm@example.com' }];
  const made = await admin.post('/tasks', { bodyId: null, what: '审阅合作协议', owners, due: dayIn(20) });
  task = textField(made, 'id');
  phone = await ownBrowser(browser, PHONE);
  owner = await phone.newPage();
  const context = await ownBrowser(browser);
  await enter(context, { server, url: server.url, ...ADMINISTRATOR });
  desk = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

const acts = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
async function act(action: string, confirm: string): Promise<void> {
  await desk.goto(`${server.url}/tasks/${task}`);
  await acts(desk, action).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('an owner on a phone', () => {
  it('opens the link that the secretariat made, whose key leaves the address, and accepts', async () => {
    await desk.goto(`${server.url}/tasks/${task}`);
    await acts(desk, '给律所发链接').click();
    const url = await desk.getByLabel('律所的链接').inputValue();

    await owner.goto(url);
    await owner.getByRole('heading', { name: '审阅合作协议' }).waitFor();
    expect(new URL(owner.url()).pathname).toBe('/tasks/link');
    await owner.reload();
    await acts(owner, '签收').click();

    await owner.getByText('已签收。').waitFor();
    expect(await offences(owner)).toEqual([]);
  });

  it('reports in Chinese with a picture; what is typed survives a reload and a network that is away', async () => {
    await acts(owner, '汇报进展').click();
    await owner.getByLabel('进展到哪一步了').focus();
    const typist = await Typist.at(owner);
    await typist.compose('yishen');
    await typist.commit('已审');
    await typist.compose('liangzhang');
    await typist.commit('两章');
    await owner
      .locator('input[type=file]')
      .setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: jpeg(80, 60) });
    await owner.getByText('已传好').waitFor();
    expect(await offences(owner)).toEqual([]);

    await owner.reload();
    expect(await owner.getByLabel('进展到哪一步了').inputValue()).toBe('已审两章');
    await phone.setOffline(true);
    await acts(owner, '提交进展').click();
    await owner.getByText('联网后自动提交').waitFor();
    await phone.setOffline(false);

    await owner.getByText('进展已提交').waitFor();
    await desk.goto(`${server.url}/tasks/${task}`);
    const picture = desk.getByRole('link', { name: '现场.jpg' }).locator('img');
    await picture.waitFor();
    expect(await desk.getByText('汇报进展：已审两章').count()).toBe(1);
    await expect.poll(() => picture.evaluate((img) => Reflect.get(img, 'naturalWidth'))).toBe(80);
  });

  it('asks for more time, which the secretariat grants, and reports it as done, which is closed', async () => {
    await acts(owner, '申请延期').click();
    await acts(owner, '提交申请').click();
    await owner.getByText('请写明理由。').waitFor();
    await owner.getByLabel('延到哪一天').fill(dayIn(40));
    await owner.getByLabel('为什么需要延期').fill('等对方回函');
    await acts(owner, '提交申请').click();
    await owner.getByText('延期申请已提交').waitFor();
    await act('同意延期', '同意延期');

    await owner.reload();
    await owner.getByText('同意延期到').waitFor();
    await acts(owner, '已完成').click();
    await acts(owner, '报办结').dblclick();
    await owner.getByText('已报办结，等督办人审核。').first().waitFor();
    await act('办结销号', '办结销号');

    await owner.reload();
    await owner.locator('summary').click();
    await owner.getByText('这件事已办结，谢谢。').waitFor();
    const { history } = Object((await admin.get(`/tasks/${task}`)).body);
    expect(history.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['assigned', 'accepted', 'begun', 'reported', 'extension-asked', 'extension-granted', 'submitted', 'closed'],
    ]);
  });

  it('reads it in English, in the dark and with more contrast, letters twice as large, nothing cut and nothing pale', async () => {
    const context = await ownBrowser(browser, { ...PHONE, locale: 'en-GB', colorScheme: 'dark', contrast: 'more' });
    const page = await context.newPage();
    const owners = [{ name: 'Law firm', kind: 'outsider', email: 'law@example.com' }];
    const made = await admin.post('/tasks', { bodyId: null, what: 'Review the agreement', owners, due: dayIn(3) });
    const { key } = Object(made.body).owners[0];
    const link = await admin.post(`/tasks/${textField(made, 'id')}/links`, { owner: key });
    await page.goto(`${server.url}/tasks/${textField(link, 'token')}`);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await acts(page, 'Report progress').click();

    expect(await offences(page)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    expect(await cutWords(page)).toEqual([]);
    expect(await paleWords(page)).toEqual([]);
    await context.close();
  });

  it('is told whom to ask when the link is over', async () => {
    await desk.goto(`${server.url}/tasks/${task}`);
    await desk.getByRole('button', { name: /^撤销律所/ }).click();
    await acts(desk, '确定撤销').click();
    await desk.getByText('以前的1条').waitFor();

    await owner.reload();

    await owner.getByText('请联系给您发链接的秘书处').waitFor();
    expect([await offences(owner), await foreignWords(owner, 'zh-CN')]).toEqual([[], []]);
  });
});
