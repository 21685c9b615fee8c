// The register of tasks over the real app: handed out, listed, moved by those who may, never silently over another's move.
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { accountId, field, listed, startApp, textField, type Caller, type Reply } from '../support/app.ts';

const TASK = { bodyId: null, what: '寄出聘书', owners: [{ name: '赵军', kind: 'person' }] };
/** Noon of 25 April 2021, a Sunday that was worked. */
const NOON = Date.UTC(2021, 3, 25, 4);

async function office(atMs = NOON) {
  const clock = { ...systemClock(), now: () => atMs };
  const app = await startApp({ clock });
  return { app, admin: await app.admin(), secretary: await app.as('secretary', { username: 'li' }) };
}

/** A meeting of `bodyId` that is held. */
async function heldMeeting(secretary: Caller, bodyId: string | null, more: object = {}): Promise<string> {
  const meetingId = textField(await secretary.post('/meetings', { title: '例会', bodyId, ...more }), 'id');
  expect((await secretary.post(`/meetings/${meetingId}/phase`, { to: 'live' })).status).toBeLessThan(300);
  return meetingId;
}

async function handedOut(secretary: Caller, more: object = {}): Promise<string> {
  const made = await secretary.post('/tasks', { ...TASK, ...more });
  expect(made).toMatchObject({ status: 201 });
  return textField(made, 'id');
}

const move = (who: Caller, id: string, body: object, on = '*'): Promise<Reply> =>
  who.patch(`/tasks/${id}`, body, { headers: { 'if-match': on } });

const kinds = (reply: Reply): readonly string[] => listed(reply, 'history', 'kind');

test('a task is handed out, goes its way, is closed and reopened, and its history tells all of it', async () => {
  const { secretary } = await office();
  const id = await handedOut(secretary, { due: '2021-06-30', dueText: '六月底' });

  const steps = [
    { action: 'accept' },
    { action: 'report', text: '初稿已成' },
    { action: 'ask-extension', due: '2021-07-31', reason: '等审计' },
    { action: 'grant-extension' },
    { action: 'submit', text: '已寄出' },
    { action: 'return', reason: '缺回执' },
    { action: 'submit' },
    { action: 'close', text: '同意' },
    { action: 'reopen', reason: '退信' },
  ];
  for (const step of steps) expect(await move(secretary, id, step)).toMatchObject({ status: 200 });
  const read = await secretary.get(`/tasks/${id}`);

  expect(read.body).toMatchObject({
    ...{ number: 1, state: 'doing', due: '2021-07-31', dueText: '六月底', limits: ['2021-06-30', '2021-07-31'] },
    ...{ asked: null, reported: { text: '已寄出' }, revision: '10' },
  });
  expect(kinds(read)).toEqual([
    ...['assigned', 'accepted', 'begun', 'reported', 'extension-asked', 'extension-granted', 'submitted', 'returned'],
    ...['submitted', 'closed', 'reopened'],
  ]);
});

test('two who move it at once: the second is told, and nothing is written over', async () => {
  const { secretary } = await office();
  const id = await handedOut(secretary);
  const etag = (await secretary.get(`/tasks/${id}`)).headers.get('etag') ?? '';

  const answers = await Promise.all([
    move(secretary, id, { action: 'report', text: '甲' }, etag),
    move(secretary, id, { action: 'report', text: '乙' }, etag),
  ]);
  const without = await secretary.patch(`/tasks/${id}`, { action: 'accept' });

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  expect(without.status).toBe(428);
  expect(kinds(await secretary.get(`/tasks/${id}`)).filter((kind) => kind === 'reported')).toHaveLength(1);
});

test('two at once that ask for whatever stands are one after the other, or one is told', async () => {
  const { secretary } = await office();
  const id = await handedOut(secretary);

  const answers = await Promise.all([1, 2, 3].map(() => move(secretary, id, { action: 'pause', reason: '等文件' })));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status } of answers) expect([200, 409, 412]).toContain(status);
});

test('what cannot be done now is refused with its reason', async () => {
  const { secretary } = await office();
  const id = await handedOut(secretary, { due: '2021-04-24' });

  const answers = [
    await move(secretary, id, { action: 'close' }),
    await move(secretary, id, { action: 'ask-extension', due: '2021-07-31', reason: '等审计' }),
    await move(secretary, id, { action: 'pause' }),
    await move(secretary, id, { action: 'nonsense' }),
    await move(secretary, id, { action: 'move-due', due: '2021-02-30' }),
  ];

  expect(answers.map((answer) => field(answer, 'code'))).toEqual([
    ...['task-state', 'task-limit-passed', 'invalid', 'invalid', 'invalid'],
  ]);
});

test('a note-taker notes what owners say; closing, answering and handing out are the supervisor’s', async () => {
  const { app, secretary } = await office();
  const notetaker = await app.as('notetaker');
  const id = await handedOut(secretary, { owners: [{ name: '律所', kind: 'outsider', email: 'firm@example.com' }] });

  const submitted = await move(notetaker, id, { action: 'submit', text: '来电说已办妥' });
  const closed = await move(notetaker, id, { action: 'close' });
  const made = await notetaker.post('/tasks', TASK);

  expect([submitted.status, closed.status, made.status]).toEqual([200, 409, 404]);
  expect(field(closed, 'code')).toBe('supervisor-only');
  expect(field(submitted, 'actions')).toEqual(['report']);
  expect(JSON.stringify(submitted.body)).not.toContain('firm@example.com');
  expect(JSON.stringify((await secretary.get(`/tasks/${id}`)).body)).toContain('firm@example.com');
});

test('where one account is named, others who manage tasks do not close it, but may take it over', async () => {
  const { app, admin, secretary } = await office();
  const wang = await app.as('secretary', { username: 'wang' });
  const supervisor = await accountId(admin, 'wang');
  const id = await handedOut(secretary, { supervisor });
  await move(secretary, id, { action: 'submit' });

  const closed = await move(secretary, id, { action: 'close' });
  const taken = await move(secretary, id, { action: 'supervise', supervisor: await accountId(admin, 'li') });

  expect(field(closed, 'code')).toBe('supervisor-only');
  expect(taken.body).toMatchObject({ supervisor: { name: 'li' } });
  expect(field(await move(wang, id, { action: 'close' }), 'code')).toBe('supervisor-only');
  expect(await move(secretary, id, { action: 'close' })).toMatchObject({ status: 200, body: { state: 'closed' } });
});

test('a closed task whose supervisor is gone is taken over, and reopened by whoever took it', async () => {
  const { app, admin, secretary } = await office();
  await app.as('secretary', { username: 'wang' });
  const wang = await accountId(admin, 'wang');
  const id = await handedOut(secretary, { supervisor: wang });
  await move(secretary, id, { action: 'submit' });
  await move(await app.signIn('wang'), id, { action: 'close' });

  const alone = await move(secretary, id, { action: 'reopen', reason: '退信' });
  const taken = await move(secretary, id, { action: 'supervise', supervisor: await accountId(admin, 'li') });
  const reopened = await move(secretary, id, { action: 'reopen', reason: '退信' });

  expect(field(alone, 'code')).toBe('supervisor-only');
  expect(taken.body).toMatchObject({ state: 'closed', supervisor: { name: 'li' } });
  expect(reopened).toMatchObject({ status: 200, body: { state: 'doing' } });
});

test('a task is cancelled by the decision of a meeting that can be read', async () => {
  const { secretary } = await office();
  const meetingId = await heldMeeting(secretary, null);
  const id = await handedOut(secretary);

  const cancelled = await move(secretary, id, { action: 'cancel', meetingId, reason: '不再需要' });

  expect(cancelled.body).toMatchObject({ state: 'cancelled' });
  expect(field(cancelled, 'history')).toMatchObject([{ kind: 'assigned' }, { kind: 'cancelled', meetingId }]);
});

test('no meeting cancels that is of another body, a sample, a draft or still to come', async () => {
  const { secretary } = await office();
  const id = await handedOut(secretary);
  const meetings = [
    await heldMeeting(secretary, 'council'),
    textField(await secretary.post('/meetings/sample'), 'id'),
    textField(await secretary.post('/meetings', { title: '例会' }), 'id'),
    textField(await secretary.post('/meetings', { title: '例会', draft: true }), 'id'),
  ];

  const answers: Reply[] = [];
  for (const meetingId of meetings)
    answers.push(await move(secretary, id, { action: 'cancel', meetingId, reason: '不再需要' }));

  expect(answers.map(({ status }) => status)).toEqual([422, 409, 422, 422]);
  expect((await secretary.get(`/tasks/${id}`)).body).toMatchObject({ state: 'assigned' });
});

test('a task that follows from a meeting is of its body', async () => {
  const { secretary } = await office();
  const meetingId = await heldMeeting(secretary, 'council');

  const elsewhere = await secretary.post('/tasks', { ...TASK, meetingId });
  await handedOut(secretary, { meetingId, bodyId: 'council' });

  expect(elsewhere.status).toBe(422);
  expect((await secretary.get(`/tasks?meeting=${meetingId}`)).body).toMatchObject({ totals: { all: 1 } });
});

test('nobody owes anything after a sample', async () => {
  const { secretary } = await office();
  const meetingId = textField(await secretary.post('/meetings/sample'), 'id');

  const made = await secretary.post('/tasks', { ...TASK, meetingId });

  expect([made.status, field(made, 'code')]).toEqual([409, 'sample']);
});

test.each([{}, { draft: true }])('nothing is handed out of a meeting that has not begun: %o', async (more) => {
  const { secretary } = await office();
  const meetingId = textField(await secretary.post('/meetings', { title: '例会', ...more }), 'id');

  const made = await secretary.post('/tasks', { ...TASK, meetingId });

  expect(made).toMatchObject({ status: 422, body: { errors: [{ path: 'meetingId', code: 'before-the-meeting' }] } });
});

describe('the list', () => {
  async function withFive() {
    const { app, secretary } = await office();
    const notetaker = await app.as('notetaker', { bodyId: 'council' });
    const tasks = [
      { what: '团标立项', due: '2021-04-23', bodyId: 'council', owners: [{ name: '团标委', kind: 'committee' }] },
      { what: '编印会刊', due: '2021-04-28', bodyId: 'council' },
      { what: '联系展会', due: '2021-04-29', bodyId: 'council' },
      { what: '年会场地', bodyId: 'council' },
      { what: '监事会材料', due: '2021-04-26', bodyId: 'board' },
    ];
    for (const task of tasks) await handedOut(secretary, task);
    return { secretary, notetaker };
  }
  const whats = (reply: Reply): readonly string[] => listed(reply, 'tasks', 'what');

  test('holds the tasks of the bodies its reader keeps minutes of, with their totals', async () => {
    const { secretary, notetaker } = await withFive();

    const [all, council] = [await secretary.get('/tasks'), await notetaker.get('/tasks')];

    expect(whats(all)).toEqual(['团标立项', '监事会材料', '编印会刊', '联系展会', '年会场地']);
    expect(whats(council)).toEqual(['团标立项', '编印会刊', '联系展会', '年会场地']);
    expect(council.body).toMatchObject({ totals: { all: 4, byState: { assigned: 4 }, overdue: 1, soon: 1 } });
  });

  test('reckons what is soon by working days, the holidays of that year left out', async () => {
    const { secretary } = await withFive();

    const reply = await secretary.get('/tasks?urgency=soon');

    // Monday to Wednesday; from Saturday on it is a holiday.
    expect(reply.body).toMatchObject({ today: '2021-04-25', soonUntil: '2021-04-28' });
    expect(whats(reply)).toEqual(['监事会材料', '编印会刊']);
  });

  test('holds what is due on a Saturday as soon from the Tuesday before, as Friday’s is', async () => {
    const { secretary } = await office(Date.UTC(2026, 10, 24, 4));
    for (const due of ['2026-11-27', '2026-11-28', '2026-11-30']) await handedOut(secretary, { what: due, due });

    const reply = await secretary.get('/tasks?urgency=soon');

    expect(whats(reply)).toEqual(['2026-11-27', '2026-11-28']);
    expect(reply.body).toMatchObject({ soonUntil: '2026-11-29', totals: { soon: 2 } });
  });

  test.each([
    ['urgency=overdue', ['团标立项']],
    ['body=council&text=%E4%BC%9A', ['编印会刊', '联系展会', '年会场地']],
    ['owner=%E5%9B%A2%E6%A0%87%E5%A7%94', ['团标立项']],
    ['state=assigned,doing&body=board', ['监事会材料']],
    ['state=closed', []],
    ['dueFrom=2021-04-28&dueTo=2021-04-29', ['编印会刊', '联系展会']],
  ])('by %s', async (query, expected) => {
    const { secretary } = await withFive();

    expect(whats(await secretary.get(`/tasks?${query}`))).toEqual(expected);
  });

  test('comes a page at a time, without a gap and without a repeat', async () => {
    const { secretary } = await withFive();
    const pages: (readonly string[])[] = [];

    let cursor: unknown = '';
    while (cursor !== null) {
      const page: Reply = await secretary.get(`/tasks?limit=2${cursor === '' ? '' : `&cursor=${String(cursor)}`}`);
      pages.push(whats(page));
      cursor = field(page, 'cursor');
    }

    expect(pages).toEqual([['团标立项', '监事会材料'], ['编印会刊', '联系展会'], ['年会场地']]);
  });

  test.each(['state=nonsense', 'cursor=x', 'dueFrom=2021-02-30', 'limit=1000', 'urgency=late'])(
    'refuses %s',
    async (query) => {
      const { secretary } = await office();

      expect((await secretary.get(`/tasks?${query}`)).status).toBe(422);
    },
  );
});

test('a task outlives a restart with its history', async () => {
  const { app, secretary } = await office();
  const id = await handedOut(secretary, { due: '2021-06-30' });
  const before = (await move(secretary, id, { action: 'accept' })).body;
  await app.close();

  const again = await startApp({ dataDir: app.dataDir, clock: { ...systemClock(), now: () => NOON + 1_000 } });

  expect((await (await again.signIn('li')).get(`/tasks/${id}`)).body).toEqual(before);
});
