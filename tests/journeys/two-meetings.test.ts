// Two meetings of one body in sequence, over HTTP, both documents and the wires: the first puts an item off, hands tasks out and is
// sealed; the next is made from it, goes through the tasks while the hall follows, and closes them. The first stays what it was.
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { carriedFrom, withTopic } from '../../client/carry-over.ts';
import { meetingOf, planAfter } from '../../client/meeting-plan.ts';
import { addDecision } from '../../shared/doc/desk-decisions.ts';
import { addItem, readAgenda, removeItem, setItem } from '../../shared/doc/desk-agenda.ts';
import { addProgress, startItem } from '../../shared/doc/desk-progress.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { DecisionId, EventId, ItemId, TaskId } from '../../shared/domain/ids.ts';
import type { SceneReview } from '../../shared/domain/scene.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import { preparing } from '../../shared/i18n/zh-CN/preparing.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import type { ChairState } from '../../shared/protocol/chair-state.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import { field, listed, startApp, textField, type Caller, type Reply, type TestApp } from '../support/app.ts';
import { eventually, openSocketIoClient } from '../support/wire-clients.ts';

const ZONE = 'Asia/Shanghai';
const BODY = 'council';
const SECRET = '内部人选';
const DAY_MS = 86_400_000;
const [OPEN, LATER, HIDDEN] = [brand<ItemId>('item-open'), brand<ItemId>('item-later'), brand<ItemId>('item-hidden')];

const noted = (id: string, what: string, more: Partial<DeskTask> = {}): DeskTask => ({
  ...{ id: brand<TaskId>(id), what, owners: [{ key: id, name: '团标专家委', lead: true }], supporters: [] },
  ...{ due: brand<LocalDate>('2021-06-30'), dueText: null, itemId: OPEN, state: 'confirmed', order: id, ...more },
});

interface House {
  readonly app: TestApp;
  readonly admin: Caller;
  readonly token: string;
}

async function house(): Promise<House> {
  const app = await startApp();
  const admin = await app.admin();
  await admin.post('/bodies', { id: BODY, name: '常务理事会' });
  return { app, admin, token: textField(await admin.post('/tokens', { label: 'journey' }), 'token') };
}

function deskOf({ app, token }: House, meetingId: string) {
  const client = openSocketIoClient({ url: app.url, token, doc: `${meetingId}/desk` });
  onTestFinished(() => client.close());
  return client;
}

/** Three tasks, one of them from an internal item; one item put off; two topics written down by hand. */
async function firstMeeting(of: House): Promise<string> {
  const { app, admin, token } = of;
  const plannedStart = Date.now() - 2 * DAY_MS;
  const id = textField(
    await admin.post('/meetings', { title: '三届二次常务理事会', bodyId: BODY, plannedStart }),
    'id',
  );
  await admin.post(`/meetings/${id}/phase`, { to: 'live' });
  const { doc } = deskOf(of, id);
  await eventually(() => doc.getMap('meeting').size > 0, 'the desk');
  doc.transact(() => {
    addItem(doc, { id: OPEN, kind: 'work_report', title: '工作汇报', order: 'a0' });
    addItem(doc, { id: LATER, kind: 'deliberation', title: '会费标准', order: 'a1' });
    addItem(doc, { id: HIDDEN, kind: 'election', title: SECRET, order: 'a2' });
    setItem(doc, HIDDEN, { internal: true });
    addTask(doc, noted('t1', '发布两项团标'));
    addTask(doc, noted('t2', '组织专家学习'));
    addTask(doc, noted('t3', `${SECRET}考察`, { itemId: HIDDEN }));
    addDecision(doc, {
      ...{ id: brand<DecisionId>('d1'), wording: '同意发布两项团标', itemId: OPEN },
      ...{ outcome: 'adopted', motionId: null, order: 'a0' },
    });
    addDecision(doc, {
      ...{ id: brand<DecisionId>('d2'), wording: `${SECRET}的决定`, itemId: HIDDEN },
      ...{ outcome: 'adopted', motionId: null, order: 'a1' },
    });
    startItem(doc, { eventId: brand<EventId>('e1'), itemId: OPEN, at: Date.now(), by: 'li' });
    const put = { kind: 'postpone', itemId: LATER, reason: '材料不齐' } as const;
    addProgress(doc, brand<EventId>('e2'), { ...put, at: Date.now(), by: 'li' });
  });
  await eventually(() => readAgenda(doc).length === 3, 'three items');
  const socket = io(app.url, { transports: ['websocket'], auth: { token }, forceNew: true });
  onTestFinished(() => void socket.disconnect());
  const tasks = ['t1', 't2', 't3'].map((task) => ({ task }));
  const command = { id: 'hand-out-number-one', meetingId: id, kind: 'task.assign', data: { tasks }, claimedAt: 0 };
  await eventually(() => socket.connected, 'a connection');
  let answer: unknown = null;
  for (let tries = 0; tries < 20 && !JSON.stringify(answer ?? '').includes('"ok"'); tries += 1) {
    answer = await socket.emitWithAck('command', { ...command, id: `hand-out-number-${tries}` });
  }
  expect(answer).toMatchObject({ ok: expect.anything() });
  await admin.post(`/meetings/${id}/phase`, { to: 'follow-up' });
  const sealed = await admin.post(`/meetings/${id}/archive`, { override: { reason: '无签到' } });
  expect(sealed.status).toBeLessThan(300);
  return id;
}

/** As the page for a new meeting does it. */
async function secondMeeting({ admin }: House, firstId: string): Promise<string> {
  const { body } = await admin.get(`/meetings/${firstId}/snapshot?audience=internal`);
  // What the route answers is a snapshot; the page trusts it likewise.
  const snapshot = body as MeetingSnapshot;
  const api = {
    get: async <T>(path: string) => {
      const reply = await admin.get(path);
      return { ok: true as const, value: reply.body as T, version: null };
    },
  };
  const carried = await carriedFrom(api, { id: firstId, title: '三届二次常务理事会', bodyId: BODY }, snapshot);
  const plan = planAfter(snapshot, {
    ...{ bodyId: BODY, timeZone: ZONE, handedOut: carried.handedOut },
    say: { tasks: preparing.last.tasks, groupAs: preparing.groupAs },
  });
  const items = carried.topics.reduce((all, topic) => withTopic(all, topic, true), plan.items);
  const made = await admin.post('/meetings', {
    ...meetingOf({ ...plan, items }, ZONE, preparing.groupAs),
    ...{ plannedStart: Date.now(), plannedEnd: null },
  });
  expect(made.status).toBe(201);
  const id = textField(made, 'id');
  await admin.post(`/meetings/${id}/publish`);
  await admin.post(`/meetings/${id}/phase`, { to: 'live' });
  return id;
}

async function hears<State>({ app, admin }: House, meetingId: string, kind: 'projector' | 'chair'): Promise<State[]> {
  const link = await admin.post(`/meetings/${meetingId}/links`, {
    ...(kind === 'chair' ? { kind } : { kind, screen: 'main' }),
  });
  const auth = { token: textField(link, 'token') };
  const socket = io(`${app.url}/screen`, { transports: ['websocket'], auth, forceNew: true });
  onTestFinished(() => void socket.disconnect());
  const states: State[] = [];
  socket.on(kind === 'chair' ? 'chair' : 'screen', (state: State) => states.push(state));
  await eventually(() => states.length > 0, `the first state of ${kind}`);
  return states;
}

const review = (admin: Caller, meetingId: string): Promise<Reply> => admin.get(`/meetings/${meetingId}/review`);
const topicsNamed = async (admin: Caller, state: string): Promise<readonly string[]> => {
  const list = await admin.get(`/bodies/${BODY}/topics`);
  const states = listed(list, 'topics', 'state');
  return listed(list, 'topics', 'title').filter((_title, at) => states[at] === state);
};

/** As the clerk does it, one press a task; the hall follows. */
async function walkThrough({ admin }: House, secondId: string, screens: readonly ScreenState[]): Promise<void> {
  const ids = listed(await review(admin, secondId), 'tasks', 'id');
  const scene = (): SceneReview => {
    const shown = screens.at(-1)?.scene;
    if (shown?.kind !== 'tasks') throw new Error('another scene');
    return shown;
  };
  expect(scene()).toMatchObject({ all: 3, closed: 0, overdue: 3 });
  expect(scene().tasks.map(({ what }) => what)).toEqual(['发布两项团标', '组织专家学习']);

  const say = (at: number, status: string, due: string | null = null) =>
    admin.patch(
      `/meetings/${secondId}/review/${ids[at]}`,
      { status, due, reason: '会上' },
      { headers: { 'if-match': '*' } },
    );
  expect(await say(0, 'closed')).toMatchObject({ status: 200, body: { state: 'closed' } });
  await eventually(() => scene().closed === 1, 'the hall follows', 1_000);
  expect(await say(1, 'extended', '2099-12-31')).toMatchObject({ status: 200, body: { due: '2099-12-31' } });
  expect(await say(2, 'cancelled')).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  await eventually(() => scene().overdue === 0, 'nothing is late any more');
  // A press by mistake is taken back.
  expect(await say(0, 'doing')).toMatchObject({ status: 200, body: { state: 'doing' } });
  expect(await say(0, 'closed')).toMatchObject({ status: 200, body: { state: 'closed' } });
}

test(
  'what one meeting leaves arrives in the next, is closed there, and the first stays what it was',
  { timeout: 40_000 },
  async () => {
    const of = await house();
    const { admin } = of;
    const firstId = await firstMeeting(of);
    await admin.post(`/bodies/${BODY}/topics`, { title: '办公用房', proposer: '王坤泉' });
    const sealed = JSON.stringify((await admin.get(`/meetings/${firstId}/snapshot?audience=internal`)).body);

    expect(await topicsNamed(admin, 'open')).toEqual(['会费标准', '办公用房']);
    const secondId = await secondMeeting(of, firstId);

    const agenda = listed(await admin.get(`/meetings/${secondId}/snapshot?audience=internal`), 'agenda', 'title');
    expect(agenda).toEqual(['上次会议决定事项落实情况', '会费标准', '办公用房']);
    expect([await topicsNamed(admin, 'open'), await topicsNamed(admin, 'taken')]).toEqual([
      [],
      ['会费标准', '办公用房'],
    ]);

    // Tasks are shown from the register, and none stands on the new desk.
    const listing = await review(admin, secondId);
    expect(field(listing, 'last')).toMatchObject({ id: firstId, all: 3, closed: 0, overdue: 3 });
    expect(field(listing, 'tasks')).toMatchObject([{ named: true }, { named: true }, { named: false }]);

    const screens = await hears<ScreenState>(of, secondId, 'projector');
    const chairs = await hears<ChairState>(of, secondId, 'chair');
    const { doc } = deskOf(of, secondId);
    await eventually(() => readAgenda(doc).length === 3, 'the new agenda');
    const [first, , byHand] = readAgenda(doc);
    if (!first || !byHand) throw new Error('no items');
    startItem(doc, { eventId: brand<EventId>('f1'), itemId: first.id, at: Date.now(), by: 'li' });
    await eventually(() => screens.at(-1)?.scene.kind === 'tasks', 'the scene of tasks');
    await walkThrough(of, secondId, screens);

    // Where numbers are told, they are the same.
    const statistics = await admin.get(`/task-statistics?body=${BODY}`);
    expect(field(statistics, 'lastMeeting')).toMatchObject({ id: firstId, all: 3, closed: 1, overdue: 0 });
    const series = await admin.get(`/bodies/${BODY}/series`);
    expect(field(series, 'meetings')).toMatchObject([
      { id: secondId, phase: 'live' },
      { id: firstId, phase: 'archived', decisions: 2, postponed: 1, tasks: { open: 1, closed: 1, overdue: 0 } },
    ]);

    // An item that is taken off gives its topic back; one that is dealt with stays findable.
    removeItem(doc, byHand.id);
    await eventually(() => readAgenda(doc).length === 2, 'two items');
    await expect.poll(() => topicsNamed(admin, 'open')).toEqual(['办公用房']);

    // Nothing internal left the house: neither words of the item nor of its task or decision.
    await eventually(() => chairs.at(-1)?.brief !== undefined, 'the brief');
    const brief = await admin.get(`/bodies/${BODY}/brief`);
    expect(JSON.stringify(brief.body)).toContain(`${SECRET}的决定`);
    expect(JSON.stringify(chairs)).toContain('同意发布两项团标');
    for (const told of [screens, chairs]) expect(JSON.stringify(told)).not.toContain(SECRET);

    expect(JSON.stringify((await admin.get(`/meetings/${firstId}/snapshot?audience=internal`)).body)).toBe(sealed);
    const archiveId = textField(await admin.get(`/meetings/${firstId}`), 'archiveId');
    expect((await admin.get(`/archive/${archiveId}/verify`)).body).toMatchObject({ intact: true });
  },
);
