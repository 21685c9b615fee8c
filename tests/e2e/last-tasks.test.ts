// The tasks of the last meeting in real browsers: the hall shows them by itself, the clerk says with one key how each stands, and the
// wall follows. What is internal counts and is not on it.
import type { Browser } from 'playwright';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { addItem, readAgenda, setItem } from '../../shared/doc/desk-agenda.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { EventId, ItemId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { textField } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventually, openStockClient } from '../support/wire-clients.ts';
import { Desk, ownBrowser } from './support/desk.ts';
import { houseOfFile, type House } from './support/hall.ts';

const BODY = 'council-of-tasks';
const [OPEN, HIDDEN, REVIEW] = [brand<ItemId>('open'), brand<ItemId>('hidden'), brand<ItemId>('going-through')];
const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function meetingIn({ server, admin }: House, title: string, plannedStart: number) {
  const id = textField(await admin.post('/meetings', { title, bodyId: BODY, plannedStart }), 'id');
  await admin.post(`/meetings/${id}/phase`, { to: 'live' });
  const client = openStockClient({ url: server.url, token: await server.tokenOf(admin), doc: `${id}/desk` });
  onTestFinished(() => client.close());
  await eventually(() => client.isSynced, 'the desk');
  return { id, client };
}

/** Three tasks that are late, one of them from an internal item. */
async function lastMeeting(of: House): Promise<void> {
  const { id, client } = await meetingIn(of, '三届二次常务理事会', Date.now() - 86_400_000);
  client.doc.transact(() => {
    addItem(client.doc, { id: OPEN, kind: 'work_report', title: '工作汇报', order: 'a0' });
    addItem(client.doc, { id: HIDDEN, kind: 'election', title: '内部人事', order: 'a1' });
    setItem(client.doc, HIDDEN, { internal: true });
    for (const [at, what] of ['发布两项团体标准', '组织专家专题学习', '内部考察人选'].entries()) {
      const owners = [{ key: `o${at}`, name: '团标专家委', lead: true }];
      addTask(client.doc, {
        ...{ id: brand<TaskId>(`t${at}`), what, owners, supporters: [], due: brand<LocalDate>('2021-06-30') },
        ...{ dueText: null, itemId: at === 2 ? HIDDEN : OPEN, state: 'confirmed', order: `a${at}` },
      });
    }
  });
  const auth = { token: await of.server.tokenOf(of.admin) };
  const socket = io(of.server.url, { transports: ['websocket'], auth, forceNew: true });
  onTestFinished(() => void socket.disconnect());
  await eventually(() => socket.connected, 'a connection');
  const tasks = ['t0', 't1', 't2'].map((task) => ({ task }));
  const command = { meetingId: id, kind: 'task.assign', data: { tasks }, claimedAt: 0 };
  await expect
    .poll(async () =>
      JSON.stringify(
        await socket.emitWithAck('command', { ...command, id: `hand-out-number-${Math.floor(performance.now())}` }),
      ),
    )
    .toContain('tasks-assigned');
}

it('says with one key how each task stands, and the wall follows', async () => {
  const of = house();
  await lastMeeting(of);
  const { id, client } = await meetingIn(of, '三届三次常务理事会', Date.now());
  addItem(client.doc, { id: REVIEW, kind: 'task_review', title: '上次会议决定事项落实情况', order: 'a0' });
  startItem(client.doc, { eventId: brand<EventId>('begun'), itemId: REVIEW, at: Date.now(), by: 'li' });
  await eventually(() => readAgenda(client.doc).length === 1, 'the item');
  const token = textField(await of.admin.post(`/meetings/${id}/links`, { kind: 'projector' }), 'token');
  const context = await ownBrowser(browser, { viewport: { width: 1920, height: 1080 } });
  onTestFinished(() => context.close());
  const wall = await context.newPage();
  const [desk] = await Promise.all([
    Desk.open(browser, { server: of.server, username: '李文静', meetingId: id, cookie: of.cookies['李文静'] }),
    wall.goto(`${of.server.url}/projector/${token}`),
  ]);
  onTestFinished(() => desk.context.close());
  await wall.getByText('发布两项团体标准').waitFor();
  const figures = async (): Promise<string> => (await wall.locator('dl').innerText()).replaceAll(/\s+/gu, '');
  expect(await figures()).toBe('上次会议3办结0逾期3');

  const list = desk.page.getByRole('region', { name: '上次督办' });
  await list.locator('[data-place="0"]').focus();
  await desk.page.keyboard.press('1');
  await expect.poll(figures, { timeout: 2_000 }).toBe('上次会议3办结1逾期2');
  await desk.page.keyboard.press('5');
  await desk.page.keyboard.press('1');
  await expect.poll(figures).toBe('上次会议3办结2逾期0');
  await desk.page.keyboard.press('z');
  await expect.poll(figures).toBe('上次会议3办结1逾期1');

  expect(await wall.locator('body').innerText()).not.toMatch(/内部|人选/u);
  expect(await list.getByText('不上大屏').count()).toBe(1);
});
