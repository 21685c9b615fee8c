// Meetings over the real app: making, reading, changing, phases, the trash, links.
import { expect, test } from 'vitest';
import { field, startApp, textField, type Caller, type Reply } from '../support/app.ts';

async function newMeeting(caller: Caller, title = '三届二次常务理事会'): Promise<string> {
  return textField(await caller.post('/meetings', { title }), 'id');
}

function etag(reply: Reply): string {
  return reply.headers.get('etag') ?? '';
}

test('a new meeting is in preparation, with the names of its documents', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const plannedStart = Date.UTC(2021, 3, 23, 6);

  const created = await secretary.post('/meetings', { title: ' 常务理事会 ', plannedStart, venue: '会议室' });
  const id = textField(created, 'id');
  const read = await secretary.get(`/meetings/${id}`);

  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    ...{ title: '常务理事会', phase: 'prepare', version: 1, plannedStart, plannedEnd: null, venue: '会议室' },
    ...{ trashedAt: null, archiveId: null, docs: { desk: `${id}/desk`, record: `${id}/record` } },
  });
  expect(read.body).toEqual(created.body);
  expect(etag(read)).toBe(etag(created));
});

test('what a new meeting knows stands on its desk', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = textField(await secretary.post('/meetings', { title: '例会', venue: '会议室' }), 'id');

  const snapshot = await secretary.get(`/meetings/${id}/snapshot`);

  expect(snapshot.status).toBe(200);
  expect(snapshot.body).toMatchObject({
    audience: 'internal',
    meetingId: id,
    version: 1,
    facts: { title: '例会', venue: '会议室' },
  });
});

test('a meeting that ends before it starts is refused, naming the field', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const reply = await secretary.post('/meetings', { title: 'x', plannedStart: 2_000, plannedEnd: 1_000 });

  expect([reply.status, field(reply, 'code')]).toEqual([422, 'invalid']);
  expect(field(reply, 'errors')).toEqual([{ path: 'plannedEnd', code: 'custom' }]);
});

test('a change needs the state it was made for: 428 without, 412 with another, and changes nothing', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);
  const tag = etag(await secretary.get(`/meetings/${id}`));
  await secretary.patch(`/meetings/${id}`, { venue: '一号会议室' }, { headers: { 'if-match': tag } });

  const without = await secretary.patch(`/meetings/${id}`, { title: 'x' });
  const stale = await secretary.patch(`/meetings/${id}`, { title: 'x' }, { headers: { 'if-match': tag } });
  const read = await secretary.get(`/meetings/${id}`);

  expect([without.status, field(without, 'code')]).toEqual([428, 'version-required']);
  expect([stale.status, field(stale, 'code')]).toEqual([412, 'version-mismatch']);
  expect(`"${textField(stale, 'current')}"`).toBe(etag(read));
  expect(read.body).toMatchObject({ title: '三届二次常务理事会', venue: '一号会议室' });
});

test('a changed title stands in the list and on the desk', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);

  const patched = await secretary.patch(`/meetings/${id}`, { title: '换届大会' }, { headers: { 'if-match': '*' } });

  const listed = await secretary.get('/meetings');
  const snapshot = await secretary.get(`/meetings/${id}/snapshot`);
  expect(patched.status).toBe(200);
  expect(listed.body).toMatchObject({ meetings: [{ id, title: '换届大会' }] });
  expect(snapshot.body).toMatchObject({ facts: { title: '换届大会' } });
});

test.each([
  ['prepare', 'live', 200],
  ['prepare', 'follow-up', 409],
  ['prepare', 'prepare', 409],
  ['prepare', 'archived', 409],
  ['live', 'follow-up', 200],
  ['live', 'prepare', 409],
  ['live', 'archived', 409],
  ['follow-up', 'live', 409],
  ['follow-up', 'prepare', 409],
  ['follow-up', 'archived', 409],
])('without a reason %s → %s answers %i', async (from, to, status) => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);
  for (const step of ['live', 'follow-up'].slice(0, ['prepare', 'live', 'follow-up'].indexOf(from))) {
    await secretary.post(`/meetings/${id}/phase`, { to: step });
  }

  const reply = await secretary.post(`/meetings/${id}/phase`, { to });

  expect(reply.status).toBe(status);
  const expected = status === 200 ? to : from;
  expect((await secretary.get(`/meetings/${id}`)).body).toMatchObject({ phase: expected });
});

test('with a reason a meeting goes back, any number of steps', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);
  await secretary.post(`/meetings/${id}/phase`, { to: 'live' });
  await secretary.post(`/meetings/${id}/phase`, { to: 'follow-up' });

  const back = await secretary.post(`/meetings/${id}/phase`, { to: 'prepare', reason: '会议改期' });

  expect([back.status, field(back, 'phase')]).toEqual([200, 'prepare']);
});

test('a trashed meeting is gone from everywhere but the trash, and comes back whole', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);

  const trashed = await secretary.delete(`/meetings/${id}`);
  const listed = await secretary.get('/meetings');
  const trash = await secretary.get('/meetings?trashed=true');
  const phase = await secretary.post(`/meetings/${id}/phase`, { to: 'live' });
  const snapshot = await secretary.get(`/meetings/${id}/snapshot`);
  const restored = await secretary.post(`/meetings/${id}/restore`);
  const after = await secretary.get('/meetings');

  expect(trashed.status).toBe(204);
  expect(listed.body).toEqual({ meetings: [] });
  expect(trash.body).toMatchObject({ meetings: [{ id }] });
  expect([phase.status, snapshot.status]).toEqual([404, 404]);
  expect([restored.status, field(restored, 'trashedAt')]).toEqual([200, null]);
  expect(after.body).toMatchObject({ meetings: [{ id }] });
});

test('a meeting that was ever sealed cannot be thrown away', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);
  await secretary.post(`/meetings/${id}/archive`, { override: { reason: '试运行' } });
  const sealed = await secretary.delete(`/meetings/${id}`);
  await secretary.post(`/meetings/${id}/reopen`, { reason: '更正' });

  const reopened = await secretary.delete(`/meetings/${id}`);

  expect([sealed.status, field(sealed, 'code')]).toEqual([409, 'sealed']);
  expect([reopened.status, field(reopened, 'code')]).toEqual([409, 'sealed']);
});

test('a link shows its token once, carries the configured address, and can be revoked', async () => {
  const app = await startApp({ env: { PUBLIC_URL: 'http://minutes.lan' } });
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);

  const created = await secretary.post(
    `/meetings/${id}/links`,
    { kind: 'projector' },
    { headers: { host: 'evil.example' } },
  );
  const listed = await secretary.get(`/meetings/${id}/links`);
  const removed = await secretary.delete(`/links/${textField(created, 'id')}`);
  const after = await secretary.get(`/meetings/${id}/links`);

  const token = textField(created, 'token');
  expect(created.status).toBe(201);
  expect(textField(created, 'url')).toBe(`http://minutes.lan/projector/${token}`);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(listed.body).toMatchObject({ links: [{ id: textField(created, 'id'), kind: 'projector', screen: 'main' }] });
  expect(JSON.stringify(listed.body)).not.toContain(token);
  expect(removed.status).toBe(204);
  expect(after.body).toEqual({ links: [] });
});

test('a kind of link that no page serves yet is refused by name', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newMeeting(secretary);

  const reply = await secretary.post(`/meetings/${id}/links`, { kind: 'vote' });

  expect([reply.status, field(reply, 'errors')]).toEqual([422, [{ path: 'kind', code: 'invalid_value' }]]);
});

test('a meeting survives a restart with everything that was answered', async () => {
  const first = await startApp();
  const secretary = await first.as('secretary', { username: 'li' });
  const id = await newMeeting(secretary);
  await secretary.post(`/meetings/${id}/phase`, { to: 'live' });
  await first.close();

  const second = await startApp({ dataDir: first.dataDir });
  const again = await second.signIn('li');

  expect((await again.get(`/meetings/${id}`)).body).toMatchObject({ title: '三届二次常务理事会', phase: 'live' });
  expect(second.setupToken).toBeNull();
});
