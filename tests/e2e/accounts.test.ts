// Who may come in, seen in browsers: an invitation accepted on a phone, a password that puts the other browser out, an
// account that is disabled while its meeting is open, and what the audit log tells of it.
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { accountId } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { Desk, addPerson, enter, liveMeeting, ownBrowser } from './support/desk.ts';
import { houseOfFile } from './support/hall.ts';
import { ADMINISTRATOR } from './support/server.ts';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** As `addPerson` gives it. */
const PASSWORD = 'a password of ten';
const CHOSEN = '每周五上午在三楼开例会';

/** Each test has people of its own in it. */
const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** A browser of its own at `address`, signed in by nobody. */
async function visit(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await ownBrowser(browser, options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function signIn(page: Page, { username, password }: { readonly username: string; readonly password: string }) {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

async function administration(path = '/admin'): Promise<Page> {
  const { server } = house();
  const page = await visit('about:blank');
  await enter(page.context(), { server, url: server.url, ...ADMINISTRATOR });
  await page.goto(`${server.url}${path}`);
  await page.getByRole('navigation', { name: '管理' }).waitFor();
  return page;
}

/** Invites through the administrator's page; the link as it stands there to be copied. */
async function inviteThrough(page: Page, name: string, username: string): Promise<string> {
  await page.getByRole('button', { name: '邀请', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('姓名').fill(name);
  await dialog.getByLabel('用户名').fill(username);
  await dialog.getByRole('button', { name: '生成邀请链接' }).click();
  const link = await dialog.getByLabel('链接', { exact: true }).inputValue();
  expect(await dialog.getByLabel('可直接发送的消息').inputValue()).toContain(link);
  await dialog.getByRole('button', { name: '已经发出' }).click();
  return link;
}

describe('an invitation', () => {
  it('is accepted on a phone, and its key is nowhere but in the page', async () => {
    const { server } = house();
    const link = await inviteThrough(await administration(), '吴越', 'wuyue');
    const token = new URL(link).hash.slice(1);
    const phone = await visit('about:blank', PHONE);
    const sent: string[] = [];
    phone.on('request', (request) => sent.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));

    await phone.goto(link);
    await phone.getByRole('heading', { name: '吴越，您好' }).waitFor();
    const opened = await phone.evaluate(() => ({ address: location.href, steps: history.length }));
    await phone.getByLabel('密码', { exact: true }).fill(CHOSEN);
    await phone.getByLabel('再输一遍密码').fill(CHOSEN);
    await phone.getByRole('button', { name: '设好密码，进入' }).click();
    await phone.getByRole('button', { name: /吴越/ }).waitFor();
    const home = phone.url();
    await phone.evaluate(() => location.assign('/archive'));
    await phone.waitForURL('**/archive');
    const referrer = await phone.evaluate(() => document.referrer);

    // One step for the blank page, one for the invitation: nothing was added to take the key away.
    expect(opened).toEqual({ address: `${server.url}/invite`, steps: 2 });
    expect(home).toBe(`${server.url}/`);
    expect(token.length).toBeGreaterThan(20);
    expect([...sent, referrer].filter((text) => text.includes(token))).toEqual([]);
    await phone.goBack();
    await phone.waitForURL(home);
  });
});

describe('my own account', () => {
  it('with a new password stays open here and is out in the other browser, which says so', async () => {
    const { server, admin } = house();
    await addPerson(admin, '孙立', 'secretary');
    const sun = { username: '孙立', password: PASSWORD };
    const [here, other] = [await visit(`${server.url}/account`), await visit(`${server.url}/account`)];
    await signIn(other, sun);
    await other.getByText('只在这台设备上登录。').waitFor();
    await signIn(here, sun);
    await here.getByRole('button', { name: '结束全部其他设备' }).waitFor();

    await here.getByLabel('当前密码').fill(PASSWORD);
    await here.getByLabel('新密码', { exact: true }).fill(CHOSEN);
    await here.getByLabel('再输一遍新密码').fill(CHOSEN);
    await here.getByRole('button', { name: '修改密码' }).click();
    await here.getByText('密码已修改，其他设备已退出登录。').waitFor();
    const changedAt = performance.now();
    await other.getByRole('dialog', { name: '您已退出登录' }).waitFor();
    const toldMs = performance.now() - changedAt;

    await here.getByText('只在这台设备上登录。').waitFor();
    expect(toldMs).toBeLessThan(2_500);
    expect(await other.evaluate(() => document.activeElement?.textContent)).toBe('重新登录');
    await other.getByRole('button', { name: '重新登录' }).click();
    await signIn(other, { ...sun, password: CHOSEN });
    await other.waitForURL(`${server.url}/account`);
  });
});

describe('an administrator', () => {
  it('disables an account whose meeting is open: the page says so, keeps its words, and comes back after signing in', async () => {
    const { server, admin } = house();
    const meetingId = await liveMeeting(admin);
    await addPerson(admin, '褚英', 'notetaker');
    const chu = await Desk.open(browser, { server, username: '褚英', meetingId });
    onTestFinished(() => chu.context.close());
    const office = await administration();

    await office.getByRole('button', { name: '褚英，操作' }).click();
    await office.getByRole('menuitem', { name: '停用账号' }).click();
    await office.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
    await office.getByText('褚英的账号已停用，已退出所有设备。').waitFor();
    const disabledAt = performance.now();
    await chu.page.getByRole('dialog', { name: '您已退出登录' }).waitFor();
    const toldMs = performance.now() - disabledAt;
    await chu.page.getByRole('button', { name: '先留在这一页' }).click();
    await chu.type('律所情况介绍', '⟦停用之后写的⟧');
    await chu.page.waitForFunction(() => document.querySelector('[data-save]')?.getAttribute('data-save') !== 'saved');

    expect(toldMs).toBeLessThan(2_500);
    await admin.patch(`/accounts/${await accountId(admin, '褚英')}`, { disabled: false });
    await chu.page.getByRole('button', { name: '重新登录' }).click();
    await signIn(chu.page, { username: '褚英', password: PASSWORD });
    await chu.page.waitForURL(`${server.url}/meetings/${meetingId}`);
    await chu.isSaved();
    await chu.minutesOf('律所情况介绍').getByText('⟦停用之后写的⟧').waitFor();
  });

  it('reads what was done in the audit log, and that nobody has changed it', async () => {
    await addPerson(house().admin, '卫青', 'notetaker');
    const office = await administration('/admin/accounts');
    await inviteThrough(office, '蒋琬', 'jiangwan');
    await office.getByRole('button', { name: '卫青，操作' }).click();
    await office.getByRole('menuitem', { name: '停用账号' }).click();
    await office.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
    await office.getByText('卫青的账号已停用，已退出所有设备。').waitFor();

    await office.getByRole('link', { name: '操作记录' }).click();
    await office.getByText('停用了卫青的账号').waitFor();
    const told = await office.getByRole('list').allTextContents();
    await office.getByLabel('操作', { exact: true }).selectOption('account.disabled');
    await office.getByText('建立了蒋琬的账号').waitFor({ state: 'detached' });
    await office.getByRole('button', { name: '核对完整性' }).click();
    await office.getByText(/记录完整：\d+条首尾相接/).waitFor();

    expect(told.join('\n')).toContain('建立了蒋琬的账号');
  });
});
