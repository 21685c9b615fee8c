// Calendars that subscribe: what they get at their address, what they never get, and when it gives nothing any more.
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { DAY_MS, HOUR_MS } from '../../shared/lib/time.ts';
import { readCalendar, type ReadCalendar } from '../support/calendar-reader.ts';
import { accountId, listed, startApp, textField, type Caller, type Reply } from '../support/app.ts';

const NOON = Date.UTC(2026, 3, 25, 4);

async function house() {
  const time = { passedMs: 0 };
  const clock = { ...systemClock(), now: () => NOON + time.passedMs };
  const app = await startApp({ clock });
  const keeper = await app.admin();
  for (const id of ['council', 'board']) await keeper.post('/bodies', { id, name: id });
  const meet = (title: string, more: object = {}): Promise<Reply> =>
    keeper.post('/meetings', { title, bodyId: 'council', plannedStart: NOON + DAY_MS, venue: '苏州', ...more });
  return { app, keeper, anyone: app.anyone, meet, pass: (ms: number) => (time.passedMs += ms) };
}

const pathOf = (made: Reply): string => new URL(textField(made, 'url')).pathname.replace(/^\/api\/v1/u, '');

async function read(anyone: Caller, made: Reply): Promise<ReadCalendar> {
  const answer = await anyone.get(pathOf(made));
  expect(answer.status).toBe(200);
  return readCalendar(String(answer.body ?? ''));
}

const titles = ({ events }: ReadCalendar) => events.map(({ properties }) => properties.get('SUMMARY'));
const someone = (personId: string) => ({
  people: [{ name: '张伟', org: null, titles: [], role: 'attending', personId }],
});

describe('a body’s calendar', () => {
  test('has its meetings, in times of the world and with stable ids, and asks to be read again', async () => {
    const { keeper, anyone, meet } = await house();
    const made = await keeper.post('/bodies/council/calendars');
    const meeting = await meet('第一次；会议，“很长的标题”'.repeat(6), { plannedEnd: NOON + DAY_MS + HOUR_MS });
    await meet('监事会', { bodyId: 'board' });

    const calendar = await read(anyone, made);

    expect(titles(calendar)).toEqual(['第一次；会议，“很长的标题”'.repeat(6)]);
    const [event] = calendar.events;
    expect(event?.properties.get('UID')).toBe(`meeting-${textField(meeting, 'id')}@gongbi`);
    expect(event?.properties.get('DTSTART')).toBe('20260426T040000Z');
    expect(event?.properties.get('DTEND')).toBe('20260426T050000Z');
    expect(event?.properties.get('LOCATION')).toBe('苏州');
    expect(calendar.properties.get('X-PUBLISHED-TTL')).toBe('PT1H');
    expect(calendar.properties.get('X-WR-CALNAME')).toBe('council');
  });

  test('follows what is changed, and loses what is trashed', async () => {
    const { keeper, anyone, meet, pass } = await house();
    const made = await keeper.post('/bodies/council/calendars');
    const meeting = await meet('例会');
    const id = textField(meeting, 'id');
    const before = await read(anyone, made);

    pass(HOUR_MS);
    await keeper.patch(`/meetings/${id}`, { venue: '南京' }, { headers: { 'if-match': '*' } });
    const after = await read(anyone, made);
    await keeper.delete(`/meetings/${id}`);

    const sequence = ({ events }: ReadCalendar) => Number(events[0]?.properties.get('SEQUENCE'));
    expect(after.events[0]?.properties.get('LOCATION')).toBe('南京');
    expect(after.events[0]?.properties.get('UID')).toBe(before.events[0]?.properties.get('UID'));
    expect(sequence(after)).toBeGreaterThan(sequence(before));
    expect(titles(await read(anyone, made))).toEqual([]);
  });

  test('has nothing of drafts, samples and what has no time', async () => {
    const { keeper, anyone, meet } = await house();
    const made = await keeper.post('/bodies/council/calendars');
    const draft = await meet('草稿', { draft: true });
    await meet('没有时间', { plannedStart: null });
    await keeper.post('/meetings/sample');
    expect(titles(await read(anyone, made))).toEqual([]);

    await keeper.post(`/meetings/${textField(draft, 'id')}/publish`);

    expect(titles(await read(anyone, made))).toEqual(['草稿']);
  });

  test('answers nothing new when nothing has changed', async () => {
    const { keeper, anyone, meet } = await house();
    const made = await keeper.post('/bodies/council/calendars');
    await meet('例会');
    const first = await anyone.get(pathOf(made));
    const etag = first.headers.get('etag') ?? '';

    const again = await anyone.get(pathOf(made), { headers: { 'if-none-match': etag } });
    await meet('第二次');
    const changed = await anyone.get(pathOf(made), { headers: { 'if-none-match': etag } });

    expect([first.status, again.status, again.body, changed.status]).toEqual([200, 304, null, 200]);
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  });
});

describe('a person’s calendar', () => {
  test('has meetings on whose list they stand and the limits of what they owe, in the maker’s bodies alone', async () => {
    const { app, keeper, anyone, meet } = await house();
    const secretary = await app.as('secretary', { bodyId: 'council' });
    const term = textField(await keeper.post('/bodies/council/terms', { number: 1, from: '2020-01-01' }), 'id');
    const seat = await keeper.post(`/bodies/council/terms/${term}/members`, { person: { name: '张伟' } });
    const personId = textField(seat, 'personId');
    await meet('有我', someone(personId));
    await meet('没我');
    await meet('监事会有我', { bodyId: 'board', ...someone(personId) });
    const owners = [{ name: '张伟', kind: 'person', personId }];
    const due = { owners, due: '2026-05-01' };
    await keeper.post('/tasks', { ...due, bodyId: 'council', what: '起草章程' });
    await keeper.post('/tasks', { ...due, bodyId: 'board', what: '监事会的事' });
    await keeper.post('/tasks', { owners, bodyId: 'council', what: '没有期限' });

    const theirs = await read(anyone, await secretary.post(`/people/${personId}/calendars`));
    const all = await read(anyone, await keeper.post(`/people/${personId}/calendars`));

    expect(titles(theirs)).toEqual(['有我', '起草章程']);
    expect(theirs.events[1]?.properties.get('DTSTART;VALUE=DATE')).toBe('20260501');
    expect(titles(all).toSorted()).toEqual(['有我', '监事会有我', '监事会的事', '起草章程'].toSorted());
    expect(listed(await secretary.get(`/people/${personId}/calendars`), 'calendars', 'id')).toHaveLength(1);
    expect(listed(await keeper.get(`/people/${personId}/calendars`), 'calendars', 'id')).toHaveLength(2);
  });

  test('is the merged person’s too', async () => {
    const { keeper, anyone, meet } = await house();
    const [one = '', two = ''] = await Promise.all(
      ['张伟', '張伟'].map(async (name) => textField(await keeper.post('/people', { name }), 'id')),
    );
    await meet('旧名单', someone(two));
    const made = await keeper.post(`/people/${two}/calendars`);

    await keeper.post(`/people/${two}/merge`, { into: one });
    await meet('新名单', someone(one));

    expect(titles(await read(anyone, made)).toSorted()).toEqual(['新名单', '旧名单'].toSorted());
  });
});

describe('the calendars of somebody who was merged', () => {
  test('are listed, made and revoked with those of the entry that stands', async () => {
    const { keeper, anyone } = await house();
    const [one = '', two = ''] = await Promise.all(
      ['张伟', '張伟'].map(async (name) => textField(await keeper.post('/people', { name }), 'id')),
    );
    const old = await keeper.post(`/people/${two}/calendars`);
    await keeper.post(`/people/${two}/merge`, { into: one });
    const late = await keeper.post(`/people/${two}/calendars`);
    const all = [old, late].map((made) => textField(made, 'id')).toSorted();

    for (const id of [one, two])
      expect(listed(await keeper.get(`/people/${id}/calendars`), 'calendars', 'id').toSorted()).toEqual(all);

    expect((await keeper.delete(`/calendars/${textField(old, 'id')}`)).status).toBe(204);
    expect((await anyone.get(pathOf(old))).status).toBe(404);
    await keeper.post(`/people/${two}/restore`);
    expect(listed(await keeper.get(`/people/${one}/calendars`), 'calendars', 'id')).toEqual([textField(late, 'id')]);
  });
});

describe('one’s own calendar', () => {
  test('has no limits of meetings in the trash', async () => {
    const { app, keeper, anyone, meet } = await house();
    const secretary = await app.as('secretary', { bodyId: 'council', username: 'li' });
    const made = await secretary.post('/calendars');
    const supervisor = await accountId(keeper, 'li');
    const meetingId = textField(await meet('例会'), 'id');
    await keeper.post(`/meetings/${meetingId}/phase`, { to: 'live' });
    const task = { bodyId: 'council', owners: [{ name: '赵军' }], due: '2026-05-01', supervisor };
    for (const more of [{ what: '会上的', meetingId }, { what: '另外的' }])
      await keeper.post('/tasks', { ...task, ...more });
    const before = titles(await read(anyone, made));

    await keeper.delete(`/meetings/${meetingId}`);

    expect(before.toSorted()).toEqual(['例会', '会上的', '另外的'].toSorted());
    expect(titles(await read(anyone, made))).toEqual(['另外的']);
  });

  test('has the meetings one may read and the limits one follows up, by the rights of the moment', async () => {
    const { app, keeper, anyone, meet } = await house();
    const secretary = await app.as('secretary', { bodyId: 'council', username: 'li' });
    const supervisor = await accountId(keeper, 'li');
    const made = await secretary.post('/calendars');
    await meet('理事会');
    await meet('监事会', { bodyId: 'board' });
    const task = { bodyId: 'council', what: '我督办的', owners: [{ name: '赵军' }], due: '2026-05-01', supervisor };
    await keeper.post('/tasks', task);
    await keeper.post('/tasks', { ...task, what: '别人督办的', supervisor: null });

    expect(titles(await read(anyone, made))).toEqual(['理事会', '我督办的']);

    await keeper.patch(`/accounts/${supervisor}`, { disabled: true });
    expect((await anyone.get(pathOf(made))).status).toBe(404);
  });

  test('is listed without its address, is told apart by when it was used, and gone once revoked', async () => {
    const { app, keeper, anyone } = await house();
    const secretary = await app.as('secretary', { bodyId: 'council' });
    const made = await keeper.post('/calendars');
    const id = textField(made, 'id');
    expect((await keeper.get('/calendars')).body).toEqual({ calendars: [{ id, createdAt: NOON, usedAt: null }] });

    await anyone.get(pathOf(made));
    expect((await keeper.get('/calendars')).body).toMatchObject({ calendars: [{ usedAt: NOON }] });
    expect(await secretary.delete(`/calendars/${id}`)).toMatchObject({ status: 404 });
    expect(await keeper.delete(`/calendars/${id}`)).toMatchObject({ status: 204 });

    const answers = [await anyone.get(pathOf(made)), await anyone.get(`/calendars/${'x'.repeat(43)}.ics`)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const actions = listed(await keeper.get('/audit'), 'entries', 'action');
    expect(actions).toEqual(expect.arrayContaining(['calendar.made', 'calendar.revoked']));
  });

  test('is asked so often and no more', async () => {
    const { keeper, anyone } = await house();
    const made = await keeper.post('/calendars');
    const statuses = [];
    for (let at = 0; at < 61; at++) statuses.push((await anyone.get(pathOf(made))).status);

    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});
