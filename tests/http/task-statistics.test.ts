// Statistics of tasks over the real app: by owner and half-year, and how those of the last meeting stand.
import { expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import { startApp, textField, type Caller } from '../support/app.ts';

/** The last hour of the first half of 2021, in Shanghai. */
const JUNE = Date.UTC(2021, 5, 30, 15, 30);

async function office() {
  const time = { now: JUNE };
  const app = await startApp({ clock: { ...systemClock(), now: () => time.now } });
  await app.admin();
  /** The same person on another day: sessions do not last that long. */
  const later = (ms: number): Promise<Caller> => {
    time.now = JUNE + ms;
    return app.signIn('li');
  };
  return { app, later, secretary: await app.as('secretary', { username: 'li' }) };
}

const committee = (name: string) => ({ name, kind: 'committee' });
const TASK = { bodyId: 'council', what: '立项团标', owners: [committee('团标委')], due: '2021-07-15' };

async function handedOut(secretary: Caller, more: object = {}): Promise<string> {
  return textField(await secretary.post('/tasks', { ...TASK, ...more }), 'id');
}

/** A meeting of the council that has begun. */
async function meetingOf(secretary: Caller, title: string, plannedStart: number): Promise<string> {
  const id = textField(await secretary.post('/meetings', { title, bodyId: 'council', plannedStart }), 'id');
  expect((await secretary.post(`/meetings/${id}/phase`, { to: 'live' })).status).toBeLessThan(300);
  return id;
}

async function close(secretary: Caller, id: string): Promise<void> {
  for (const action of ['submit', 'close'])
    expect(await secretary.patch(`/tasks/${id}`, { action }, { headers: { 'if-match': '*' } })).toMatchObject({
      status: 200,
    });
}

test('a task counts for each owner in the half-year in which it was handed out', async () => {
  const { secretary, later } = await office();
  const first = await handedOut(secretary, { owners: [committee('团标委'), committee('无人机委')] });
  await close(secretary, first);
  await handedOut(await later(DAY_MS));

  const { body } = await (await later(30 * DAY_MS)).get('/task-statistics?body=council&halves=2');

  const none = { closed: 0, closedInTime: 0, closedLate: 0, cancelled: 0, standing: 0, open: 0, overdue: 0 };
  const done = { ...none, all: 1, closed: 1, closedInTime: 1 };
  expect(body).toMatchObject({
    today: '2021-07-30',
    halves: [
      { year: 2021, half: 2, owners: [{ name: '团标委', ...none, all: 1, open: 1, overdue: 1 }] },
      {
        year: 2021,
        half: 1,
        owners: [
          { name: '团标委', ...done },
          { name: '无人机委', ...done },
        ],
        total: done,
      },
    ],
  });
});

test('of the last meeting with tasks it says how many there were, are done, are overdue', async () => {
  const { secretary, later } = await office();
  const meeting = (title: string, plannedStart: number) => meetingOf(secretary, title, plannedStart);
  const earlier = await meeting('三届一次', JUNE - 90 * DAY_MS);
  const last = await meeting('三届二次', JUNE - DAY_MS);
  const coming = await meeting('三届三次', JUNE + 90 * DAY_MS);
  await meeting('临时会议', JUNE - DAY_MS / 2);
  await handedOut(secretary, { meetingId: earlier });
  await handedOut(secretary, { meetingId: coming });
  const ids = await Promise.all([1, 2, 3].map(() => handedOut(secretary, { meetingId: last })));
  await close(secretary, ids[0] ?? '');
  await handedOut(secretary, { meetingId: last, due: null });

  const { body } = await (await later(30 * DAY_MS)).get('/task-statistics?body=council');

  expect(body).toMatchObject({ lastMeeting: { id: last, title: '三届二次', all: 4, closed: 1, overdue: 2 } });
});

test('a body that somebody keeps no minutes of has nothing to count, and without a body there is no last meeting', async () => {
  const { app, secretary } = await office();
  const meetingId = await meetingOf(secretary, '例会', JUNE - DAY_MS);
  await handedOut(secretary, { meetingId });
  const stranger = await app.as('notetaker', { bodyId: 'board' });

  const theirs = (await stranger.get('/task-statistics?body=council')).body;
  const own = (await stranger.get('/task-statistics')).body;
  const all = (await secretary.get('/task-statistics')).body;

  expect(theirs).toMatchObject({ halves: [{ owners: [] }, { owners: [] }], lastMeeting: null });
  expect(own).toMatchObject({ halves: [{ owners: [] }, { owners: [] }], lastMeeting: null });
  expect(all).toMatchObject({ halves: [{ owners: [{ all: 1 }] }, { owners: [] }], lastMeeting: null });
});
