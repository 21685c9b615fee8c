// Who may not come in or may not do it, and how they are told: a link used twice, somebody else's device, a wrong password, an
// administrator who would be the last one, pages of the administration for anybody else.
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { field, textField } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { addPerson, enter, ownBrowser } from '../e2e/support/desk.ts';
import { houseOfFile } from '../e2e/support/hall.ts';
import { ADMINISTRATOR } from '../e2e/support/server.ts';

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

/** The link of a new account, made without a page. */
async function invited(displayName: string, username: string): Promise<string> {
  const made = await house().admin.post('/accounts', { username, displayName, role: 'notetaker' });
  return textField({ ...made, body: field(made, 'invitation') }, 'url');
}

describe('an invitation', () => {
  it('works once; whoever comes later is told whom to ask', async () => {
    const { server } = house();
    const url = await invited('郑和平', 'zhengheping');
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
    const url = await invited('钱进', 'qianjin');
    const page = await administration();

    await page.goto(url);
    await page.getByRole('heading', { name: /这台设备正登录着/ }).waitFor();
    await page.getByRole('button', { name: '退出并继续' }).click();

    await page.getByRole('heading', { name: '钱进，您好' }).waitFor();
    expect(await page.getByLabel('用户名').inputValue()).toBe('qianjin');
  });
});

describe('my own account', () => {
  it('says which of the three passwords is wrong', async () => {
    const { server, admin } = house();
    await addPerson(admin, '冯唐', 'secretary');
    const page = await visit(`${server.url}/account`);
    await signIn(page, { username: '冯唐', password: PASSWORD });

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
  it('cannot disable or demote itself, and is told why', async () => {
    const office = await administration();
    await office.getByRole('button', { name: 'admin，操作' }).click();
    const disable = office.getByRole('menuitem', { name: '停用账号' });

    expect(await disable.getAttribute('aria-disabled')).toBe('true');
    expect(await disable.textContent()).toContain('请另一位管理员来做');
    await office.getByRole('menuitem', { name: '修改姓名和权限' }).click();
    const dialog = office.getByRole('dialog');
    expect(await dialog.textContent()).toContain('请另一位管理员来做');
    expect(await dialog.getByRole('button', { name: /去掉/ }).count()).toBe(0);
  });

  it('has pages that are not there for anybody else', async () => {
    const { server, admin } = house();
    await addPerson(admin, '沈括', 'notetaker');
    const page = await visit(`${server.url}/admin`);
    await signIn(page, { username: '沈括', password: PASSWORD });

    await page.getByRole('heading', { name: '没有这一页' }).waitFor();
    await page.getByRole('button', { name: /沈括/ }).click();

    expect(await page.getByRole('menuitem', { name: '管理' }).count()).toBe(0);
  });
});
