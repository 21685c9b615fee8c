// One visit to an owner's page: what is typed stays until the server has it, nothing is said twice, and whoever was faster is seen.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OwnTask, OwnTasks } from '../../../shared/api/task-link.schema.ts';
import { keptDrafts } from '../../../client/state/owner-drafts.ts';
import { OwnerVisit } from '../../../client/state/owner-visit.svelte.ts';

const TOKEN = 'a'.repeat(43);
const said = (kind: string, at: number, more: Partial<OwnTask['said'][number]> = {}): OwnTask['said'][number] => ({
  ...{ kind, at, name: '律所', own: true, text: null, due: null, files: [], otherFiles: 0, ...more },
});
const task = (more: Partial<OwnTask> = {}): OwnTask => ({
  ...{ id: 't1', number: 1, what: '审阅协议', state: 'doing', due: '2021-06-30', dueText: null, urgency: null },
  ...{ workingDaysLeft: 3, isStanding: false, meetingTitle: null, item: null, passage: null, role: 'owner' },
  ...{ leads: true, supervisor: null, owners: [], supporters: [], asked: null, said: [said('assigned', 10)] },
  ...{ actions: ['report', 'submit', 'ask-extension'], isFull: false, revision: '4', ...more },
});
const page = (one: OwnTask): OwnTasks => ({
  ...{ name: '律所', body: null, expiresAt: 1, today: '2021-06-25', timeZone: 'Asia/Shanghai', tasks: [one] },
});

type Reply = { readonly status: number; readonly body: object } | 'unreachable';
const opened = (one: OwnTask): Reply => ({ status: 200, body: page(one) });
const refusal = (status: number, code: string, more: object = {}): Reply => ({ status, body: { code, ...more } });

function stage(...replies: readonly Reply[]) {
  const left = [...replies];
  const asked: unknown[] = [];
  const timers: (() => void)[] = [];
  const online: (() => void)[] = [];
  const answer = (_input: unknown, init?: RequestInit): Promise<Response> => {
    asked.push(init?.method === 'POST' ? JSON.parse(String(init.body)) : 'GET');
    const reply = left.shift() ?? 'unreachable';
    if (reply === 'unreachable') return Promise.reject(new TypeError('no network'));
    return Promise.resolve(new Response(JSON.stringify(reply.body), { status: reply.status }));
  };
  const visit = new OwnerVisit({
    ...{ token: TOKEN, fetch: answer, drafts: keptDrafts(TOKEN) },
    device: {
      after: (_ms, run) => {
        timers.push(run);
        return () => void timers.splice(timers.indexOf(run), 1);
      },
    },
    onOnline: (again) => {
      online.push(again);
      return () => undefined;
    },
  });
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { visit, asked, timers, settled, goOnline: () => online.forEach((again) => again()) };
}
const first = (visit: OwnerVisit): OwnTask => visit.page?.tasks[0] ?? expect.fail('the page is open');

// Files share a browser here: what another one left is not ours.
beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

test('what was typed is there after a reload, and goes when the server has it', async () => {
  const before = stage(opened(task()));
  await before.settled();
  before.visit.begin(first(before.visit), 'report');
  before.visit.write(first(before.visit), { text: '已审两章' });
  before.visit.close();

  const reported = task({ revision: '5', said: [said('assigned', 10), said('reported', 20, { text: '已审两章' })] });
  const { visit, settled, asked } = stage(opened(task()), opened(reported));
  await settled();
  const kept = visit.doing('t1').draft;
  visit.submit(first(visit));
  visit.submit(first(visit));
  await settled();

  expect(kept).toMatchObject({ act: 'report', text: '已审两章' });
  expect(asked).toEqual(['GET', { task: 't1', revision: '4', action: 'report', text: '已审两章', files: [] }]);
  expect(visit.doing('t1')).toMatchObject({ draft: null, busy: null, done: 'report' });
  expect(localStorage.length).toBe(0);
});

test('without a network it waits, is sent when there is one, and can be left for later', async () => {
  const done = task({ state: 'submitted', revision: '5' });
  const { visit, settled, goOnline, timers } = stage(opened(task()), 'unreachable', 'unreachable', opened(done));
  await settled();
  visit.begin(first(visit), 'submit');
  visit.write(first(visit), { text: '已审毕' });
  visit.submit(first(visit));
  await settled();
  const waiting = visit.doing('t1');
  goOnline();
  await settled();
  visit.rest(first(visit));
  const rested = visit.doing('t1');
  visit.submit(first(visit));
  await settled();

  expect(waiting).toMatchObject({ busy: 'submit', trouble: { kind: 'offline' }, draft: { text: '已审毕' } });
  expect(rested).toMatchObject({ busy: null, draft: { text: '已审毕' } });
  expect(timers).toHaveLength(0);
  expect(visit.doing('t1')).toMatchObject({ done: 'submit', draft: null });
});

test('an answer that was lost on its way is recognised, and not said again', async () => {
  const landed = task({ revision: '5', said: [said('assigned', 10), said('reported', 20, { text: '已审两章' })] });
  const { visit, settled, goOnline } = stage(
    ...([opened(task()), 'unreachable', refusal(412, 'version-mismatch', { current: '5' }), opened(landed)] as const),
  );
  await settled();
  visit.begin(first(visit), 'report');
  visit.write(first(visit), { text: '已审两章' });
  visit.submit(first(visit));
  await settled();
  goOnline();
  await settled();

  expect(visit.doing('t1')).toMatchObject({ draft: null, done: 'report', trouble: null });
});

test('the same words of an earlier report are no sign that these arrived', async () => {
  const old = [said('assigned', 10), said('reported', 20, { text: '正常推进' })];
  const news = [...old, said('due-moved', 30, { own: false, due: '2021-07-31' })];
  const { visit, settled } = stage(
    ...([
      opened(task({ said: old })),
      refusal(412, 'version-mismatch'),
      opened(task({ said: news, revision: '5' })),
    ] as const),
  );
  await settled();
  visit.begin(first(visit), 'report');
  visit.write(first(visit), { text: '正常推进' });
  visit.submit(first(visit));
  await settled();

  expect(visit.doing('t1')).toMatchObject({ done: null, trouble: { kind: 'faster' }, draft: { text: '正常推进' } });
  expect(first(visit).revision).toBe('5');
});

test('one that was on its way when the page was left is offered again, unless it arrived', async () => {
  const draft = { act: 'report', text: '已审两章', due: '', files: [], unsent: [], seenAt: 10, isSent: true } as const;
  keptDrafts(TOKEN).keep('t1', draft);
  const missed = stage(opened(task()));
  await missed.settled();
  const landed = task({ said: [said('assigned', 10), said('reported', 20, { text: '已审两章' })] });
  const arrived = stage(opened(landed));
  await arrived.settled();

  expect(missed.visit.doing('t1')).toMatchObject({ draft: { text: '已审两章' }, trouble: { kind: 'unsent' } });
  expect(arrived.visit.doing('t1')).toMatchObject({ draft: null, done: 'report' });
});

test.each([
  ['409', refusal(409, 'task-limit-passed', { due: '2021-06-30' }), { kind: 'limit-passed', due: '2021-06-30' }],
  ['422', refusal(422, 'invalid', { errors: [{ path: '', code: 'history-full' }] }), { kind: 'full' }],
  ['429', refusal(429, 'too-many-attempts', { retryAfterSeconds: 1_100 }), { kind: 'often', minutes: 19 }],
])('a refusal keeps the words: %s', async (_status, reply, trouble) => {
  const { visit, settled } = stage(opened(task()), reply, opened(task()));
  await settled();
  visit.begin(first(visit), 'ask-extension');
  visit.write(first(visit), { text: '等回函', due: '2021-07-31' });
  visit.submit(first(visit));
  await settled();

  expect(visit.doing('t1')).toMatchObject({ busy: null, trouble, draft: { text: '等回函', due: '2021-07-31' } });
  expect(keptDrafts(TOKEN).recall('t1')).toMatchObject({ text: '等回函' });
});

test('a link that is over meanwhile gives the words back', async () => {
  const { visit, settled } = stage(opened(task()), refusal(404, 'not-found'), refusal(404, 'not-found'));
  await settled();
  visit.begin(first(visit), 'report');
  visit.write(first(visit), { text: '已审两章' });
  visit.submit(first(visit));
  await settled();

  expect([visit.page, visit.trouble]).toEqual([null, { kind: 'gone' }]);
  expect(visit.left).toMatchObject([{ text: '已审两章' }]);
});

test('another link on the same phone does not find them', () => {
  keptDrafts(TOKEN).keep('t1', {
    act: 'report',
    text: '已审两章',
    due: '',
    files: [],
    unsent: [],
    seenAt: 10,
    isSent: false,
  });

  expect(keptDrafts('b'.repeat(43)).recall('t1')).toBeNull();
});

test('names of files that were on their way when the page was left are kept with the words, and alone', () => {
  const draft = {
    act: 'report',
    text: '',
    due: '',
    files: [],
    unsent: ['现场.jpg'],
    seenAt: 10,
    isSent: false,
  } as const;
  keptDrafts(TOKEN).keep('t1', draft);

  expect(keptDrafts(TOKEN).recall('t1')).toEqual(draft);
});
