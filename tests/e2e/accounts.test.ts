// Who may come in, seen in browsers: an invitation accepted on a phone, a password that puts the other browser out, an
// account that is disabled while its meeting is open, and what the audit log tells of it.
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { accountId, field, textField, type Caller } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { Desk, addPerson, liveMeeting } from './support/desk.ts';
import { ADMINISTRATOR, ServerUnderTest } from './support/server.ts';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** As `addPerson` gives it. */
const PASSWORD = 'a password of ten';
const CHOSEN = '每周五上午在三楼开例会';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function started(): Promise<ServerUnderTest> {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  return server;
}

/** A browser of its own at `address`, signed in by nobody. */
async function visit(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', ...options });
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

async function administrationOf(server: ServerUnderTest, path = '/admin'): Promise<Page> {
  const page = await visit(`${server.url}${path}`);
  await signIn(page, ADMINISTRATOR);
  await page.getByRole('navigation', { name: '管理' }).waitFor();
  return page;
}

/** The link of a new account, made without a page. */
async function invited(admin: Caller): Promise<string> {
  const made = await admin.post('/accounts', { username: 'zhoumin', displayName: '周敏', role: 'notetaker' });
  return textField({ ...made, body: field(made, 'invitation') }, 'url');
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
    const server = await started();
    const link = await inviteThrough(await administrationOf(server), '周敏', 'zhoumin');
    const token = new URL(link).hash.slice(1);
    const phone = await visit('about:blank', PHONE);
    const sent: string[] = [];
    phone.on('request', (request) => sent.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));

    await phone.goto(link);
    await phone.getByRole('heading', { name: '周敏，您好' }).waitFor();
    const opened = await phone.evaluate(() => ({ address: location.href, steps: history.length }));
    await phone.getByLabel('密码', { exact: true }).fill(CHOSEN);
    await phone.getByLabel('再输一遍密码').fill(CHOSEN);
    await phone.getByRole('button', { name: '设好密码，进入' }).click();
    await phone.getByRole('button', { name: /周敏/ }).waitFor();
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
    expect(phone.url()).toBe(home);
  });

  it('works once; whoever comes later is told whom to ask', async () => {
    const server = await started();
    const url = await invited(await server.admin());
    const first = await visit(url, PHONE);
    await first.getByLabel('密码', { exact: true }).fill(CHOSEN);
    await first.getByLabel('再输一遍密码').fill(CHOSEN);
    await first.getByRole('button', { name: '设好密码，进入' }).click();
    await first.waitForURL(`${server.url}/`);

    const second = await visit(url, PHONE);

    await second.getByRole('heading', { name: '链接已失效' }).waitFor();
    expect(await second.getByRole('main').textContent()).toContain('联系发链接给您的管理员');
  });

  it('asks before it signs somebody else out', async () => {
    const server = await started();
    const url = await invited(await server.admin());
    const page = await administrationOf(server);

    await page.goto(url);
    await page.getByRole('heading', { name: /这台设备正登录着/ }).waitFor();
    await page.getByRole('button', { name: '退出并继续' }).click();

    await page.getByRole('heading', { name: '周敏，您好' }).waitFor();
    expect(await page.getByLabel('用户名').inputValue()).toBe('zhoumin');
  });
});

describe('my own account', () => {
  it('with a new password stays open here and is out in the other browser, which says so', async () => {
    const server = await started();
    await addPerson(await server.admin(), '李文静', 'secretary');
    const li = { username: '李文静', password: PASSWORD };
    const [here, other] = [await visit(`${server.url}/account`), await visit(`${server.url}/account`)];
    await signIn(other, li);
    await other.getByText('只在这台设备上登录。').waitFor();
    await signIn(here, li);
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
    await signIn(other, { ...li, password: CHOSEN });
    await other.waitForURL(`${server.url}/account`);
  });

  it('says which of the three passwords is wrong', async () => {
    const server = await started();
    await addPerson(await server.admin(), '李文静', 'secretary');
    const page = await visit(`${server.url}/account`);
    await signIn(page, { username: '李文静', password: PASSWORD });

    await page.getByLabel('当前密码').fill('not the password');
    await page.getByLabel('新密码', { exact: true }).fill('1234567890');
    await page.getByLabel('再输一遍新密码').fill('1234567891');
    await page.getByRole('button', { name: '修改密码' }).click();
    await page.getByText('太容易猜到：是连着的、重复的或常用的字词').waitFor();
    await page.getByText('两遍不一样').waitFor();
    await page.getByLabel('新密码', { exact: true }).fill(CHOSEN);
    await page.getByLabel('再输一遍新密码').fill(CHOSEN);
    await page.getByRole('button', { name: '修改密码' }).click();

    await page.getByText('当前密码不对').waitFor();
  });
});

describe('an administrator', () => {
  it('disables an account whose meeting is open: the page says so, keeps its words, and comes back after signing in', async () => {
    const server = await started();
    const admin = await server.admin();
    const meetingId = await liveMeeting(admin);
    await addPerson(admin, '周敏', 'notetaker');
    const zhou = await Desk.open(browser, { server, username: '周敏', meetingId });
    onTestFinished(() => zhou.context.close());
    const office = await administrationOf(server);

    await office.getByRole('button', { name: '周敏，操作' }).click();
    await office.getByRole('menuitem', { name: '停用账号' }).click();
    await office.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
    await office.getByText('周敏的账号已停用，已退出所有设备。').waitFor();
    const disabledAt = performance.now();
    await zhou.page.getByRole('dialog', { name: '您已退出登录' }).waitFor();
    const toldMs = performance.now() - disabledAt;
    await zhou.page.getByRole('button', { name: '先留在这一页' }).click();
    await zhou.type('律所情况介绍', '⟦停用之后写的⟧');
    await zhou.page.waitForFunction(() => document.querySelector('[data-save]')?.getAttribute('data-save') !== 'saved');

    expect(toldMs).toBeLessThan(2_500);
    await admin.patch(`/accounts/${await accountId(admin, '周敏')}`, { disabled: false });
    await zhou.page.getByRole('button', { name: '重新登录' }).click();
    await signIn(zhou.page, { username: '周敏', password: PASSWORD });
    await zhou.page.waitForURL(`${server.url}/meetings/${meetingId}`);
    await zhou.isSaved();
    await zhou.minutesOf('律所情况介绍').getByText('⟦停用之后写的⟧').waitFor();
  });

  it('cannot disable or demote itself, and is told why', async () => {
    const office = await administrationOf(await started());
    await office.getByRole('button', { name: /，操作$/ }).click();
    const disable = office.getByRole('menuitem', { name: '停用账号' });

    expect(await disable.getAttribute('aria-disabled')).toBe('true');
    expect(await disable.textContent()).toContain('请另一位管理员来做');
    await office.getByRole('menuitem', { name: '修改姓名和权限' }).click();
    const dialog = office.getByRole('dialog');
    expect(await dialog.textContent()).toContain('请另一位管理员来做');
    expect(await dialog.getByRole('button', { name: /去掉/ }).count()).toBe(0);
  });

  it('reads what was done in the audit log, and that nobody has changed it', async () => {
    const server = await started();
    await addPerson(await server.admin(), '周敏', 'notetaker');
    const office = await administrationOf(server, '/admin/accounts');
    await inviteThrough(office, '李文静', 'liwenjing');
    await office.getByRole('button', { name: '周敏，操作' }).click();
    await office.getByRole('menuitem', { name: '停用账号' }).click();
    await office.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
    await office.getByText('周敏的账号已停用，已退出所有设备。').waitFor();

    await office.getByRole('link', { name: '操作记录' }).click();
    await office.getByText('停用了周敏的账号').waitFor();
    const told = await office.getByRole('list').allTextContents();
    await office.getByLabel('操作', { exact: true }).selectOption('account.disabled');
    await office.getByText('建立了李文静的账号').waitFor({ state: 'detached' });
    await office.getByRole('button', { name: '核对完整性' }).click();
    await office.getByText(/记录完整：\d+条首尾相接/).waitFor();

    expect(told.join('\n')).toContain('建立了李文静的账号');
  });

  it('has pages that are not there for anybody else', async () => {
    const server = await started();
    await addPerson(await server.admin(), '周敏', 'notetaker');
    const page = await visit(`${server.url}/admin`);
    await signIn(page, { username: '周敏', password: PASSWORD });

    await page.getByRole('heading', { name: '没有这一页' }).waitFor();
    await page.getByRole('button', { name: /周敏/ }).click();

    expect(await page.getByRole('menuitem', { name: '管理' }).count()).toBe(0);
  });
});
