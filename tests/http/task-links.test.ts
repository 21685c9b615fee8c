// Links that open the tasks of one owner: what they show and take, what they never open, when they are over.
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/lib/time.ts';
import { field, listed, startApp, textField, type Caller, type Reply } from '../support/app.ts';

const NOON = Date.UTC(2021, 3, 25, 4);
const LAWYER = { name: '律所', kind: 'outsider', email: 'firm@example.com', lead: true };

async function office() {
  const time = { passedMs: 0 };
  const clock = { ...systemClock(), now: () => NOON + time.passedMs };
  const app = await startApp({ clock });
  await app.admin();
  const secretary = await app.as('secretary', { username: 'li' });
  return { app, secretary, anyone: app.anyone, pass: (ms: number) => (time.passedMs += ms) };
}

const handedOut = (secretary: Caller, more: object = {}): Promise<Reply> =>
  secretary.post('/tasks', { bodyId: 'council', what: '审阅协议', owners: [LAWYER], due: '2021-06-30', ...more });

/** A link for the party of `task` that is called `name`. */
async function linkFor(secretary: Caller, task: Reply, name = '律所', more: object = {}): Promise<Reply> {
  const parties = [...Object(task.body).owners, ...Object(task.body).supporters];
  const owner: unknown = parties.find((party) => party.name === name)?.key;
  return secretary.post(`/tasks/${textField(task, 'id')}/links`, { owner, ...more });
}

const answer = (who: Caller, token: string, task: Reply, body: object, revision = '1'): Promise<Reply> =>
  who.post(`/task-links/${token}`, { task: textField(task, 'id'), revision, ...body });
const whats = (reply: Reply): readonly string[] => listed(reply, 'tasks', 'what');

test('an owner reads, accepts, reports, asks for more time and claims that it is done', async () => {
  const { secretary, anyone } = await office();
  const task = await handedOut(secretary);
  const link = await linkFor(secretary, task);
  const token = textField(link, 'token');

  const opened = await anyone.get(`/task-links/${token}`);
  await answer(anyone, token, task, { action: 'accept' });
  await answer(anyone, token, task, { action: 'report', text: '已审两章' }, '2');
  const asked = await answer(
    anyone,
    token,
    task,
    { action: 'ask-extension', due: '2021-07-31', reason: '等回函' },
    '3',
  );
  await secretary.patch(
    `/tasks/${textField(task, 'id')}`,
    { action: 'refuse-extension', reason: '年会等着用' },
    { headers: { 'if-match': '"4"' } },
  );
  const done = await answer(anyone, token, task, { action: 'submit', text: '已审毕' }, '5');

  expect(textField(link, 'url')).toMatch(new RegExp(`/tasks/${token}$`));
  expect(opened.body).toMatchObject({
    name: '律所',
    tasks: [
      {
        what: '审阅协议',
        due: '2021-06-30',
        workingDaysLeft: 45,
        actions: ['accept', 'report', 'submit', 'ask-extension'],
      },
    ],
  });
  expect(asked.body).toMatchObject({ tasks: [{ state: 'extension', asked: { due: '2021-07-31' } }] });
  expect(done.body).toMatchObject({ tasks: [{ state: 'submitted', actions: ['report'] }] });
  expect(done.body).toMatchObject({
    ...{ body: null, timeZone: 'Asia/Shanghai', today: '2021-04-25' },
    tasks: [
      {
        ...{ role: 'owner', leads: true, isFull: false, isStanding: false, workingDaysLeft: null, supervisor: null },
        said: [
          { kind: 'assigned', own: false, due: '2021-06-30', text: null },
          { kind: 'accepted', own: true, text: null },
          { kind: 'reported', own: true, text: '已审两章', files: [], otherFiles: 0 },
          { kind: 'extension-asked', own: true, due: '2021-07-31', text: '等回函' },
          { kind: 'extension-refused', own: false, text: '年会等着用' },
          { kind: 'submitted', own: true, text: '已审毕' },
        ],
      },
    ],
  });
  const history = (await secretary.get(`/tasks/${textField(task, 'id')}`)).body;
  expect(Object(history).history.at(-1)).toMatchObject({ kind: 'submitted', by: { kind: 'owner', name: '律所' } });
});

describe('what a link opens', () => {
  test('is all that its owner owes in that body, and nothing else', async () => {
    const { secretary, anyone } = await office();
    const first = await handedOut(secretary);
    await handedOut(secretary, {
      what: '起草章程',
      owners: [{ name: '王坤泉', kind: 'person' }],
      supporters: [LAWYER],
    });
    await handedOut(secretary, { what: '别人的', owners: [{ ...LAWYER, email: 'other@example.com' }] });
    await handedOut(secretary, { what: '监事会的', bodyId: 'board' });
    const token = textField(await linkFor(secretary, first), 'token');

    const opened = await anyone.get(`/task-links/${token}`);

    expect(whats(opened)).toEqual(['审阅协议', '起草章程']);
    expect(JSON.stringify(opened.body)).not.toMatch(/@example|别人的|监事会的/u);
  });

  test('is not a namesake’s', async () => {
    const { secretary, anyone } = await office();
    const one = await handedOut(secretary, { owners: [{ name: '赵军', kind: 'person' }] });
    await handedOut(secretary, { what: '另一位赵军的', owners: [{ name: '赵军', kind: 'person' }] });

    const opened = await anyone.get(`/task-links/${textField(await linkFor(secretary, one, '赵军'), 'token')}`);

    expect(whats(opened)).toEqual(['审阅协议']);
  });

  test('is a committee’s in every task that names it, under that body', async () => {
    const { secretary, anyone } = await office();
    const committee = [{ name: '团标委', kind: 'committee' }];
    const one = await handedOut(secretary, { owners: committee });
    await handedOut(secretary, { what: '立项两个团标', owners: committee });

    const opened = await anyone.get(`/task-links/${textField(await linkFor(secretary, one, '团标委'), 'token')}`);

    expect(whats(opened)).toEqual(['审阅协议', '立项两个团标']);
  });

  test('is read, and not answered, by whoever only supports', async () => {
    const { secretary, anyone } = await office();
    const task = await handedOut(secretary, { supporters: [{ ...LAWYER, name: '银行', email: 'bank@example.com' }] });
    const token = textField(await linkFor(secretary, task, '银行'), 'token');

    const opened = await anyone.get(`/task-links/${token}`);
    const answered = await answer(anyone, token, task, { action: 'report', text: '试' });

    expect(opened.body).toMatchObject({ tasks: [{ what: '审阅协议', actions: [] }] });
    expect(answered.status).toBe(404);
  });

  test('is gone for whoever the task was taken from', async () => {
    const { secretary, anyone } = await office();
    const task = await handedOut(secretary);
    const token = textField(await linkFor(secretary, task), 'token');
    const body = { action: 'hand-over', owners: [{ name: '王坤泉', kind: 'person' }] };
    await secretary.patch(`/tasks/${textField(task, 'id')}`, body, { headers: { 'if-match': '*' } });

    const answered = await answer(anyone, token, task, { action: 'accept' }, '2');

    expect(whats(await anyone.get(`/task-links/${token}`))).toEqual([]);
    expect(answered.status).toBe(404);
  });

  test('is never a supervisor’s: an owner closes nothing', async () => {
    const { secretary, anyone } = await office();
    const task = await handedOut(secretary);
    const token = textField(await linkFor(secretary, task), 'token');

    const answers = await Promise.all(
      ['close', 'cancel', 'hand-over', 'move-due'].map((action) =>
        answer(anyone, token, task, { action, reason: '试' }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
  });
});

test('an owner reads the name of the meeting, unless it was thrown away', async () => {
  const { secretary, anyone } = await office();
  const made = await secretary.post('/meetings', { title: '三届二次', bodyId: 'council' });
  const meetingId = textField(made, 'id');
  await secretary.post(`/meetings/${meetingId}/phase`, { to: 'live' });
  const token = textField(await linkFor(secretary, await handedOut(secretary, { meetingId })), 'token');
  const titleNow = async (): Promise<unknown> =>
    Object((await anyone.get(`/task-links/${token}`)).body).tasks[0].meetingTitle;

  const before = await titleNow();
  await secretary.delete(`/meetings/${meetingId}`);

  expect([before, await titleNow()]).toEqual(['三届二次', null]);
});

test('an owner sees the last fifty of what was said, oldest first', async () => {
  const { secretary, anyone } = await office();
  const task = await handedOut(secretary);
  const token = textField(await linkFor(secretary, task), 'token');

  for (let told = 1; told <= 52; told += 1)
    await answer(anyone, token, task, { action: 'report', text: `第${told}次` }, String(told));
  const [shown] = Object((await anyone.get(`/task-links/${token}`)).body).tasks;

  expect(shown.said).toHaveLength(50);
  expect([shown.said[0].text, shown.said.at(-1).text]).toEqual(['第3次', '第52次']);
});

describe('a link is over', () => {
  const isOpen = async (who: Caller, token: string) => (await who.get(`/task-links/${token}`)).status;

  test('once it is revoked, twice is once', async () => {
    const { secretary, anyone } = await office();
    const task = await handedOut(secretary);
    const link = await linkFor(secretary, task);
    const path = `/tasks/${textField(task, 'id')}/links/${textField(link, 'id')}`;

    const revoked = [await secretary.delete(path), await secretary.delete(path)];

    expect(revoked.map(({ status }) => status)).toEqual([204, 204]);
    expect(await isOpen(anyone, textField(link, 'token'))).toBe(404);
    expect(await answer(anyone, textField(link, 'token'), task, { action: 'accept' })).toMatchObject({ status: 404 });
  });

  test('on its day', async () => {
    const { secretary, anyone, pass } = await office();
    const task = await handedOut(secretary);
    const token = textField(await linkFor(secretary, task, '律所', { expiresAt: NOON + DAY_MS }), 'token');

    pass(DAY_MS - 1);
    const before = await isOpen(anyone, token);
    pass(1);

    expect([before, await isOpen(anyone, token)]).toEqual([200, 404]);
  });

  test('when the body meets again, and not when another does or a meeting is only planned', async () => {
    const { secretary, anyone, pass } = await office();
    const task = await handedOut(secretary);
    const token = textField(await linkFor(secretary, task), 'token');
    const plan = async (bodyId: string): Promise<string> =>
      textField(await secretary.post('/meetings', { title: '例会', bodyId, plannedStart: NOON + DAY_MS }), 'id');
    const [own, other] = [await plan('council'), await plan('board')];
    pass(DAY_MS + 10 * MINUTE_MS);

    await secretary.post(`/meetings/${other}/phase`, { to: 'live' });
    const meanwhile = await isOpen(anyone, token);
    await secretary.post(`/meetings/${own}/phase`, { to: 'live' });

    expect([meanwhile, await isOpen(anyone, token)]).toEqual([200, 404]);
  });
});

describe('a body has met again', () => {
  const isOpen = async (who: Caller, token: string) => (await who.get(`/task-links/${token}`)).status;
  const meetingOf = async (secretary: Caller, plannedStart: number | null): Promise<string> =>
    textField(await secretary.post('/meetings', { title: '例会', bodyId: 'council', plannedStart }), 'id');

  test.each([
    ['yesterday', NOON - DAY_MS],
    ['next week', NOON + 7 * DAY_MS],
    ['for no day', null],
  ])('when a meeting begins, also one that was planned %s', async (_when, plannedStart) => {
    const { secretary, anyone, pass } = await office();
    const meeting = await meetingOf(secretary, plannedStart);
    const token = textField(await linkFor(secretary, await handedOut(secretary)), 'token');
    pass(MINUTE_MS);

    const before = await isOpen(anyone, token);
    await secretary.post(`/meetings/${meeting}/phase`, { to: 'live' });

    expect([before, await isOpen(anyone, token)]).toEqual([200, 404]);
  });

  test('not when a meeting goes on, is closed or planned anew that had begun before the link was made', async () => {
    const { secretary, anyone, pass } = await office();
    const meeting = await meetingOf(secretary, NOON);
    await secretary.post(`/meetings/${meeting}/phase`, { to: 'live' });
    pass(MINUTE_MS);
    const token = textField(await linkFor(secretary, await handedOut(secretary)), 'token');
    pass(MINUTE_MS);

    for (const step of [{ to: 'follow-up' }, { to: 'live', reason: '补议一项' }])
      expect(await secretary.post(`/meetings/${meeting}/phase`, step)).toMatchObject({ status: 200 });
    const anew = { plannedStart: NOON + MINUTE_MS + 1 };
    const changed = await secretary.patch(`/meetings/${meeting}`, anew, { headers: { 'if-match': '*' } });

    expect([changed.status, await isOpen(anyone, token)]).toEqual([200, 200]);
  });
});

test('whoever follows up sees whether a link was opened and answered', async () => {
  const { app, secretary, anyone, pass } = await office();
  const task = await handedOut(secretary);
  const token = textField(await linkFor(secretary, task), 'token');
  const links = async () => (await secretary.get(`/tasks/${textField(task, 'id')}/links`)).body;

  const before = await links();
  await anyone.get(`/task-links/${token}`);
  pass(MINUTE_MS);
  await anyone.get(`/task-links/${token}`);
  await answer(anyone, token, task, { action: 'accept' });

  expect(before).toMatchObject({ links: [{ name: '律所', isOpen: true, openedAt: null, answeredAt: null }] });
  expect(await links()).toMatchObject({ links: [{ openedAt: NOON, answeredAt: NOON + MINUTE_MS }] });
  expect(JSON.stringify(await links())).not.toContain(token);
  const audit = await (await app.signIn('admin')).get('/audit');
  expect(listed(audit, 'entries', 'action')).toContain('task-link.made');
});

test('an owner who is a moment too late is told, and writes over nothing', async () => {
  const { secretary, anyone } = await office();
  const task = await handedOut(secretary);
  const token = textField(await linkFor(secretary, task), 'token');
  await answer(anyone, token, task, { action: 'accept' });

  const late = await answer(anyone, token, task, { action: 'report', text: '试' });

  expect([late.status, field(late, 'code')]).toEqual([412, 'version-mismatch']);
});

test('one link answers so often and no more for a while', async () => {
  const { secretary, anyone, pass } = await office();
  const task = await handedOut(secretary);
  const token = textField(await linkFor(secretary, task), 'token');
  const accept = () => answer(anyone, token, task, { action: 'accept' }, '7');

  const statuses: number[] = [];
  for (let tries = 0; tries < 61; tries += 1) statuses.push((await accept()).status);
  pass(20 * MINUTE_MS);

  expect(statuses.filter((status) => status === 412)).toHaveLength(60);
  expect(statuses.at(-1)).toBe(429);
  expect((await accept()).status).toBe(412);
});

test('a party has fifty links that open, and those that are over or revoked take no room', async () => {
  const { secretary, pass } = await office();
  const task = await handedOut(secretary);
  const linksOf = async (count: number, more: object = {}): Promise<readonly Reply[]> =>
    Promise.all(Array.from({ length: count }, () => linkFor(secretary, task, '律所', more)));

  const [first = expect.fail()] = await linksOf(1);
  await linksOf(49, { expiresAt: NOON + DAY_MS });
  const [full] = await linksOf(1);
  await secretary.delete(`/tasks/${textField(task, 'id')}/links/${textField(first, 'id')}`);
  const [instead] = await linksOf(1);
  const [fullAgain] = await linksOf(1);
  pass(DAY_MS);
  const [later] = await linksOf(1);

  expect(full?.body).toMatchObject({ errors: [{ code: 'too-many-links' }] });
  expect([instead, fullAgain, later].map((reply) => reply?.status)).toEqual([201, 422, 201]);
});

test('of two that are made at once only one is the last', async () => {
  const { secretary } = await office();
  const task = await handedOut(secretary);

  const made = await Promise.all(Array.from({ length: 60 }, () => linkFor(secretary, task)));

  expect(made.filter(({ status }) => status === 201)).toHaveLength(50);
});

test('a link is made for a year at most', async () => {
  const { secretary } = await office();
  const task = await handedOut(secretary);
  const until = (days: number) => linkFor(secretary, task, '律所', { expiresAt: NOON + days * DAY_MS });

  const [year, longer] = [await until(366), await until(367)];

  expect(year.status).toBe(201);
  expect(longer).toMatchObject({ status: 422, body: { errors: [{ path: 'expiresAt', code: 'too-far' }] } });
});

test('a link is made for somebody the task names, and for a day to come', async () => {
  const { secretary } = await office();
  const task = await handedOut(secretary);

  const nobody = await secretary.post(`/tasks/${textField(task, 'id')}/links`, { owner: 'nobody' });
  const over = await linkFor(secretary, task, '律所', { expiresAt: NOON });

  expect([nobody.status, over.status]).toEqual([422, 422]);
});
