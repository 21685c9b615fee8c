// A work report becomes tasks and the tasks are handed out, in a real browser and by keys alone from the first field to the last
// Enter: what the stock client and the register have of it is what was chosen.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { openHall } from './support/hall.ts';

const REPORT = '常务理事会上半年工作汇报与下半年工作布置';
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function openReport(page: Page): Promise<void> {
  const row = page.locator('[data-item]', { hasText: REPORT });
  await row.hover();
  await row.getByRole('button', { name: /更多|菜单/ }).click();
  await page.getByRole('menuitem', { name: /修改/ }).click();
}

async function keys(page: Page, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key);
}

it('a report of nine lines is gone through by keys, made into tasks, and these are handed out', async () => {
  const hall = await openHall(browser);
  const { page, errors } = await hall.desk('李文静');
  await openReport(page);
  await page.getByRole('button', { name: '从下一步计划生成任务…' }).click();
  await expectFocus(page, '生成：组织培训（原文作培养）');

  // The second line is left, the first one gets another owner and a limit that all below have too.
  await keys(page, 'ArrowDown', 'Space', 'ArrowUp', 'ArrowRight', 'ArrowRight');
  await page.keyboard.type('zj');
  await keys(page, 'Enter', 'ArrowRight');
  await page.keyboard.type('2021-09-30');
  await keys(page, 'Alt+Shift+ArrowDown', 'Enter');

  await eventually(() => readTasks(hall.stock.doc).length === 8, 'eight tasks at the stock client');
  const made = readTasks(hall.stock.doc);
  expect(made[0]).toMatchObject({ owners: [{ name: '赵军' }], due: '2021-09-30', state: 'confirmed' });
  expect(new Set(made.map(({ due }) => due))).toEqual(new Set(['2021-09-30']));
  expect(made.every(({ reportLine }) => reportLine !== undefined)).toBe(true);

  await page.getByRole('button', { name: '交办…' }).click();
  await expectFocus(page, '组织培训（原文作培养）');
  await keys(page, 'ArrowDown', 'ArrowRight', 'ArrowRight');
  await page.keyboard.type('月底');
  await keys(page, 'Alt+ArrowDown', 'Enter');
  await page.getByRole('heading', { name: '已交办8项' }).waitFor();
  const { body } = await hall.admin.get(`/tasks?meeting=${hall.meetingId}`);
  expect(body).toMatchObject({ totals: { all: 8 } });
  expect(JSON.stringify(body).match(/"reportLine":\{/g)).toHaveLength(8);

  // From the line to its task, and nothing is offered twice.
  await openReport(page);
  await page.getByRole('button', { name: '从下一步计划生成任务…' }).click();
  await page.getByText('共9条计划，其中8条已有任务，不再重复生成。').waitFor();
  await keys(page, 'Escape');
  await page.getByRole('button', { name: '已有任务，去看：扩大影响力' }).click();
  await page.getByRole('link', { name: '扩大影响力' }).waitFor();
  expect(errors).toEqual([]);
});

async function expectFocus(page: Page, label: string): Promise<void> {
  await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, label);
}
