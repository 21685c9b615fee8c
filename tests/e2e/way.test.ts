// Finding one's way in a real browser: Ctrl+K to a line of the minutes and back, a link through the sign-in page, a link to
// what is gone, and a phone that shows the minutes without sliding sideways.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { addPerson, Desk, liveMeeting } from './support/desk.ts';
import { goBack, goTo, reload } from './support/go-to.ts';
import { ServerUnderTest } from './support/server.ts';

const LINE = '标准化管理办法';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

it('leads to a place and back again, by command, by link and on a phone', async () => {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  const meetingId = await liveMeeting(admin);
  await addPerson(admin, '李文静', 'secretary');
  const { page, context } = await Desk.open(browser, { server, username: '李文静', meetingId });
  onTestFinished(() => context.close());
  const scrolled = (): Promise<number> => page.locator('section.minutes .scroll').evaluate((node) => node.scrollTop);

  // Out of the middle of writing, to a line of the minutes; Back to where one was.
  await page.locator('.ProseMirror').first().click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '查找与命令' }).fill(LINE);
  await page.getByRole('group', { name: '正文' }).getByRole('option').first().click();
  await page.locator('.passage-flash', { hasText: LINE }).waitFor();
  expect(await page.locator('dialog[open]').count()).toBe(0);
  expect(await scrolled()).toBeGreaterThan(0);
  await goBack(page);
  await expect.poll(scrolled).toBe(0);

  // A link to an item, asked for by somebody who has to sign in first.
  const items = await page
    .locator('[data-item]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item')));
  const last = items.at(-1) ?? '';
  const { page: phone, context: pocket } = await Desk.open(browser, {
    ...{ server, username: '李文静', meetingId: `${meetingId}#item=${last}` },
    context: { viewport: { width: 390, height: 844 } },
  });
  onTestFinished(() => pocket.close());
  await expect
    .poll(() => phone.locator(`#minutes-${last}`).evaluate((node) => node.getBoundingClientRect().top))
    .toBeLessThan(500);

  // The phone: nothing slides sideways; the drawer closes by Back, and the meeting stays.
  const [width, barWidth] = await phone.evaluate(() => [
    document.documentElement.scrollWidth,
    document.querySelector('header')?.scrollWidth ?? 0,
  ]);
  expect([width, barWidth]).toEqual([390, 390]);
  const opener = phone.locator('.opener.side button');
  await opener.click();
  await phone.getByRole('tab', { name: /决议/ }).click();
  await goBack(phone);
  await expect.poll(() => opener.getAttribute('aria-pressed')).toBe('false');
  expect(phone.url()).toContain(`/meetings/${meetingId}`);

  // What is gone is said.
  await goTo(phone, `${server.url}/meetings/${meetingId}#task=00000000000000000000ab`);
  await reload(phone);
  await phone.getByText('链接所指的任务已经移除。').waitFor();
});
