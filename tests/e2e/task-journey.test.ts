// A task's whole way in real browsers and over a real mail server: a sentence in the minutes, one key, handed out, the letter, the
// owner's phone, their report with a picture, the next meeting made from this one, its opening on the hall screen, one more key.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import { field, listed, textField } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { jpeg } from '../support/files/pictures.ts';
import { partOf, startMailServer } from '../support/mail-server.ts';
import { eventually } from '../support/wire-clients.ts';
import type { Desk } from './support/desk.ts';
import { ownBrowser } from './support/desk.ts';
import { goTo } from './support/go-to.ts';
import { FIRM, openHall, type Hall } from './support/hall.ts';
import { Typist } from './support/typist.ts';

const BODY = 'standing_council';
const OWNER = 'jiang@firm.example';
const WHAT = '寄出合作协议';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const presses = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** A sentence as an input method writes it, and the one key that makes it a task. */
async function noteTask(hall: Hall, desk: Desk): Promise<void> {
  const { page } = desk;
  await desk.caretAtEnd(FIRM);
  await page.keyboard.press('Enter');
  const typist = await Typist.at(page);
  for (const [pinyin, words] of [
    ['qingjiangweidong', '请蒋维东于6月底前'],
    ['jichuhezuoxieyi', `${WHAT}。`],
  ] as const) {
    await typist.compose(pinyin);
    await typist.commit(words);
  }
  await page.getByRole('region', { name: '建议1条，待确认' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await eventually(() => readTasks(hall.stock.doc).length === 1, 'the task at the stock client');
  expect(readTasks(hall.stock.doc)[0]).toMatchObject({
    ...{ what: WHAT, owners: [{ name: '蒋维东' }], due: '2021-06-30', itemId: hall.itemCalled(FIRM) },
    anchor: expect.anything(),
  });
}

async function handOut(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /任务/ }).click();
  await presses(page, '交办…');
  await page.getByLabel('蒋维东的邮箱').fill(OWNER);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '已交办1项' }).waitFor();
}

it('goes from a sentence to a letter, a phone, a report, the next meeting, and is closed there by one key', async () => {
  const post = await startMailServer({ disabledCommands: ['STARTTLS'] });
  const hall = await openHall(browser, {
    env: {
      ...{ SMTP_URL: `smtp://127.0.0.1:${post.port}`, MAIL_FROM: '秘书处 <office@example.org>', QUIET_HOURS: 'none' },
    },
  });
  await hall.admin.post('/bodies', { id: BODY, name: '常务理事会' });
  await hall.admin.patch(`/meetings/${hall.meetingId}`, { bodyId: BODY }, { headers: { 'if-match': '*' } });
  const desk = await hall.desk('李文静');
  await noteTask(hall, desk);
  await handOut(desk.page);

  await expect.poll(() => post.mails.length).toBe(1);
  const [mail] = post.mails;
  expect(mail?.to).toEqual([OWNER]);
  const letter = partOf(mail?.source ?? '', 'text/plain') ?? '';
  expect(letter).toContain('请蒋维东于6月底前寄出合作协议。');
  const link = /http:\/\/\S+\/tasks\/[\w-]{20,}/.exec(letter)?.[0] ?? '';
  await answerOnPhone(link);

  await hall.admin.post(`/meetings/${hall.meetingId}/phase`, { to: 'follow-up' });
  const wall = await openNextMeeting(hall, desk.page);
  expect(await figuresOn(wall)).toBe('上次会议1办结0逾期0');
  await expect.poll(() => wall.locator('li').allInnerTexts()).toHaveLength(1);
  expect(await wall.locator('li').innerText()).toMatch(/蒋维东\s*寄出合作协议\s*待审/);
  await goThrough(desk.page, wall);

  const register = await hall.admin.get(`/tasks?meeting=${hall.meetingId}`);
  expect(listed(register, 'tasks', 'state')).toEqual(['closed']);
  const statistics = await hall.admin.get(`/task-statistics?body=${BODY}`);
  expect(field(statistics, 'lastMeeting')).toMatchObject({ id: hall.meetingId, all: 1, closed: 1, overdue: 0 });
});

/** One key a standing; the last is taken back, and each is on the wall. */
async function goThrough(page: Page, wall: Page): Promise<void> {
  const row = page.getByRole('region', { name: '上次督办' }).getByRole('button', { name: new RegExp(WHAT) });
  const standsAs = (words: string): Promise<void> => wall.locator('li .state', { hasText: words }).waitFor();
  await row.press('2');
  await standsAs('逾期');
  expect(await figuresOn(wall)).toBe('上次会议1办结0逾期1');
  await row.press('3');
  await page.getByLabel('延期到').fill('2099-12-30');
  await page.keyboard.press('Enter');
  await standsAs('进行中');
  await standsAs('12月30日');
  await row.getByText('延期到2099年12月30日').waitFor();
  await row.press('4');
  await standsAs('暂缓');
  await row.press('5');
  await standsAs('取消');
  await row.press('z');
  await standsAs('暂缓');
  await row.press('1');
  await standsAs('办结');
  expect(await figuresOn(wall)).toBe('上次会议1办结1逾期0');
}

const figuresOn = async (wall: Page): Promise<string> => (await wall.locator('dl').innerText()).replaceAll(/\s+/gu, '');

/** Made from the one before, opened for the hall, and its first item begun. */
async function openNextMeeting({ server, admin }: Hall, page: Page): Promise<Page> {
  await goTo(page, `${server.url}/register/bodies/${BODY}/meetings`);
  await page.getByRole('link', { name: '由上次会议新建' }).click();
  await page.getByText('上次会议1项，办结0，逾期0').waitFor();
  await page.getByLabel('会议名称').fill('三届三次常务理事会');
  await page.getByLabel('日期').fill(localDateIn('Asia/Shanghai', Date.now()));
  await presses(page, '建立会议');
  await page.waitForURL(/\/meetings\/[\w-]{8,}$/);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await admin.post(`/meetings/${id}/publish`);
  await admin.post(`/meetings/${id}/phase`, { to: 'live' });
  const token = textField(await admin.post(`/meetings/${id}/links`, { kind: 'projector' }), 'token');
  const hall = await ownBrowser(browser, { viewport: { width: 1920, height: 1080 } });
  onTestFinished(() => hall.close());
  const wall = await hall.newPage();
  await Promise.all([wall.goto(`${server.url}/projector/${token}`), beginReview(page)]);
  await wall.getByText(WHAT).waitFor();
  return wall;
}

async function answerOnPhone(link: string): Promise<void> {
  const phone = await ownBrowser(browser, PHONE);
  onTestFinished(() => phone.close());
  const page = await phone.newPage();
  await page.goto(link);
  await presses(page, '签收');
  await page.getByText('已签收。').waitFor();
  await presses(page, '已完成');
  await page.getByLabel('完成情况').fill('已寄出');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '回执.jpg', mimeType: 'image/jpeg', buffer: jpeg(80, 60) });
  await page.getByText('已传好').waitFor();
  await presses(page, '报办结');
  await page.getByText('已报办结，等督办人审核。').first().waitFor();
}

/** Guests and the house where they meet are introduced before it. */
async function beginReview(page: Page): Promise<void> {
  await page.getByRole('button', { name: /开始第一项/ }).click();
  for (const title of ['律所情况介绍', '上次会议决定事项落实情况']) {
    await page.getByRole('button', { name: '下一项' }).first().click();
    await page.getByText(`开始：${title}`).first().waitFor();
  }
}
