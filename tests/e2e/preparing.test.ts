// A new user, from the first start to the first live meeting, and the ways to a new meeting: what is pasted is understood,
// shown and made; of a draft nothing leaves the house; the sample goes and comes back.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textField } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { ownBrowser } from './support/desk.ts';
import { goTo } from './support/go-to.ts';
import { ADMINISTRATOR, ServerUnderTest } from './support/server.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NOTICE = readFileSync(join(import.meta.dirname, '../fixtures/notices/02-council-table.txt'), 'utf8');

const dataDir = mkdtempSync(join(tmpdir(), 'gongbi-preparing-'));
let browser: Browser;
let server: ServerUnderTest;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), ServerUnderTest.start({ dataDir })]);
  context = await ownBrowser(browser);
  page = await context.newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('用户名').fill(ADMINISTRATOR.username);
  await page.getByLabel('密码', { exact: true }).fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: '登录' }).click();
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

async function seriousOffences(): Promise<unknown> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe: { run(options: object): Promise<{ violations: { id: string; impact: string }[] }> } = Reflect.get(
      window,
      'axe',
    );
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] });
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
  });
}

describe('preparing a meeting', () => {
  it('offers a sample on an empty installation, which is marked, goes with one click and comes back', async () => {
    await page.getByRole('button', { name: '看一场示范会议' }).click();
    await page.getByText('这是示范会议').waitFor();

    await page.getByRole('button', { name: '删除示范会议' }).click();
    await page.getByText('示范会议已删除。').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();

    await page.getByText('常务理事会').first().waitFor();
  });

  it('reads a pasted notice, shows what it understood and what not, and makes the meeting by keyboard', async () => {
    await goTo(page, `${server.url}/meetings/new?from=notice`);
    await page.getByLabel('通知全文').fill(NOTICE);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('底色标出的是认出的内容').waitFor();

    expect(await page.getByLabel('会议名称').inputValue()).toBe('第二届第五次理事会');
    expect(await page.getByLabel('日期').inputValue()).toBe('2026-12-08');
    expect(await page.getByLabel('第2项的标题').inputValue()).toBe('审议2026年度工作报告');
    expect(await page.getByLabel('第2项的分钟数').inputValue()).toBe('30');
    expect(await page.locator('mark').count()).toBeGreaterThan(10);
    expect(await seriousOffences()).toEqual([]);

    await page.getByLabel('会议名称').focus();
    await page.keyboard.press('Enter');
    await page.getByText('草稿：什么都没有发出').waitFor();
  });

  it('lets nothing of a draft out until its agenda is published', async () => {
    const id = page.url().split('/').at(-1) ?? '';
    const admin = await server.admin();
    expect((await admin.post(`/meetings/${id}/links`, { kind: 'projector' })).status).toBe(409);

    await page.getByRole('button', { name: '发布议程' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '发布议程' }).click();
    await page.getByText('草稿：什么都没有发出').waitFor({ state: 'detached' });

    const link = await admin.post(`/meetings/${id}/links`, { kind: 'projector' });
    expect(textField(link, 'url')).toContain('/projector/');
  });

  it('begins from a template, and keeps an agenda as one', async () => {
    await goTo(page, `${server.url}/meetings/new?from=template`);
    await page.getByRole('button', { name: /^会员大会/ }).click();
    expect(await page.getByLabel('第1项的标题').inputValue()).toBe('宣布开会，报告到会人数');

    await page.getByRole('button', { name: '另存为模板' }).click();
    await page.getByLabel('模板名称').fill('我们的会员大会');
    await page.keyboard.press('Enter');
    await page.getByText('已存为模板“我们的会员大会”。').waitFor();
    await goTo(page, `${server.url}/meetings/templates`);

    const row = page.getByRole('listitem').filter({ hasText: '我们的会员大会' });
    await row.getByRole('button', { name: '移除' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await row.waitFor();
  });

  it('follows a link that is pressed in the instant in which a dialog takes its step back', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.evaluate(() => {
      const back = history.back.bind(history);
      history.back = () => {
        back();
        document.querySelector<HTMLAnchorElement>('a.mark')?.click();
      };
    });

    await page.keyboard.press('Escape');

    await page.waitForURL(`${server.url}/`);
    await page.getByRole('heading', { name: '会议' }).first().waitFor();
  });
});
