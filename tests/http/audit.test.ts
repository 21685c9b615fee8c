// The audit log over the real app: what is recorded of what people do, that it is only added to, and who reads it.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { AuditItem } from '../../shared/api/audit.schema.ts';
import {
  accountId,
  cookieIn,
  field,
  listed,
  PASSWORD,
  startApp,
  textField,
  type Caller,
  type TestApp,
} from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';

const NEW = '一个很好的新口令 2026';

async function entries(admin: Caller, query = ''): Promise<readonly AuditItem[]> {
  const page: { readonly entries: readonly AuditItem[] } = Object((await admin.get(`/audit${query}`)).body);
  return page.entries;
}

async function actionsOf(admin: Caller, query = ''): Promise<readonly string[]> {
  return (await entries(admin, query)).map(({ action }) => action).reverse();
}

/** As whoever can write to the file would, past the triggers. */
function tamper(app: TestApp, sql: string): void {
  const database = new Database(join(app.dataDir, 'gongbi.sqlite'));
  database.exec(`DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_removed; ${sql}`);
  database.close();
}

test('what is done to accounts, sessions, tokens and invitations is recorded, in order', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const made = await admin.post('/accounts', { username: 'li', displayName: '李', role: 'notetaker' });
  const id = textField(made, 'id');
  await admin.delete(`/accounts/${id}/invitation`);
  const link = await admin.post(`/accounts/${id}/invitation`);
  const accepted = await app.anyone.post('/invitations/accept', {
    token: textField(link, 'token'),
    password: PASSWORD,
  });
  const headers = { cookie: cookieIn(accepted) ?? '', origin: app.url };
  const token = await app.anyone.post('/tokens', { label: 'x' }, { headers });
  await app.anyone.delete(`/tokens/${textField(token, 'id')}`, { headers });
  const changed = await app.anyone.post('/me/password', { current: PASSWORD, password: NEW }, { headers });
  await app.signIn('li', NEW);
  const mine = { cookie: cookieIn(changed) ?? '', origin: app.url };
  await app.anyone.delete('/sessions', { headers: mine });
  await app.anyone.delete('/session', { headers: mine });
  await app.anyone.post('/session', { username: 'li', password: 'guess' });
  await admin.patch(`/accounts/${id}`, { displayName: '李文', role: 'reader' });
  await admin.patch(`/accounts/${id}`, { disabled: true });
  await admin.patch(`/accounts/${id}`, { disabled: false, password: PASSWORD });
  await expect.poll(() => actionsOf(admin)).toContain('sign-in.failed');

  const all = (await actionsOf(admin)).filter((action) => action !== 'sign-in.failed');
  expect(all).toEqual([
    ...['setup.done', 'sign-in', 'account.made', 'invitation.made', 'invitation.withdrawn', 'invitation.made'],
    ...['invitation.used', 'token.made', 'token.revoked', 'password.changed', 'sign-in', 'session.ended', 'sign-out'],
    ...['account.changed', 'grants.changed', 'account.disabled', 'account.enabled', 'password.changed'],
  ]);
  const text = JSON.stringify(await entries(admin));
  for (const secret of [PASSWORD, NEW, 'guess', textField(link, 'token'), textField(token, 'token')]) {
    expect(text).not.toContain(secret);
  }
});

test('what is done to meetings is recorded, with who, by what, to what and from where', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const admin = await app.admin();
  const me = await app.as('secretary', { username: 'li' });
  const userId = await accountId(admin, 'li');
  const token = textField(await me.post('/tokens', { label: 'x' }), 'token');
  const byToken = { headers: { authorization: `Bearer ${token}` } };

  const id = textField(await me.post('/meetings', { title: '秘密的会议' }), 'id');
  await me.delete(`/meetings/${id}`);
  await me.post(`/meetings/${id}/restore`);
  const link = textField(await me.post(`/meetings/${id}/links`, { kind: 'projector' }), 'id');
  await me.delete(`/links/${link}`);
  await me.post(`/meetings/${id}/phase`, { to: 'live' });
  const archived = await me.post(`/meetings/${id}/archive`, { override: { reason: '试' } });
  await me.get(`/meetings/${id}/export.json`);
  await app.anyone.post(`/meetings/${id}/reopen`, { reason: '更正' }, byToken);
  await me.post('/meetings/import', { meeting: { name: '导入的会议' } });

  const own = (await entries(admin, `?actor=${userId}`)).toReversed().slice(2);
  expect(own.map(({ action }) => action)).toEqual([
    ...['meeting.created', 'meeting.trashed', 'meeting.restored', 'link.made', 'link.revoked', 'phase.changed'],
    ...['meeting.archived', 'meeting.exported', 'meeting.reopened', 'meeting.imported'],
  ]);
  expect(own[0]).toEqual({
    ...{ ordinal: own[0]?.ordinal, at: clock.now(), actor: userId, actorName: 'li', via: 'session' },
    ...{ action: 'meeting.created', targets: [{ kind: 'meeting', id }], address: '127.0.0.1', count: 1 },
  });
  expect(own[6]?.targets).toEqual([
    { kind: 'meeting', id },
    { kind: 'archive', id: textField(archived, 'archiveId') },
  ]);
  expect(own[8]?.via).toBe('token');
  expect(JSON.stringify(own)).not.toMatch(/秘密|导入|更正/);
});

test('what is done to the register is told by its names of today, of which the log itself holds none', async () => {
  const app = await startApp();
  const admin = await app.admin();
  await admin.post('/bodies', { id: 'council', name: '常务理事会' });
  const term = textField(await admin.post('/bodies/council/terms', { number: 3, from: '2024-01-01' }), 'id');
  const rows = [{ row: 2, name: '张玮', posts: [{ org: '安防协会', title: '理事' }] }];
  await admin.post('/people/imports', { file: '名单.xlsx', bodyId: 'council', termId: term, rows });
  const [organisation = ''] = listed(await admin.get('/organisations'), 'organisations', 'id');
  await admin.patch(`/organisations/${organisation}`, { name: '苏州市安防协会' });
  const [person = ''] = listed(await admin.get('/people'), 'people', 'id');
  await admin.patch(`/people/${person}`, { name: '张伟' });

  const told = (await entries(admin))
    .slice(0, 4)
    .map(({ action, targets }) => [action, ...targets.map(({ name }) => name)]);

  expect(told).toEqual([
    ['person.changed', '张伟'],
    ['organisation.changed', '苏州市安防协会'],
    ['roster.imported', '名单.xlsx', undefined],
    ['term.made', undefined, '3'],
  ]);
  const database = new Database(join(app.dataDir, 'gongbi.sqlite'), { readonly: true });
  const kept = JSON.stringify(database.prepare('SELECT targets FROM audit').all());
  database.close();
  expect(kept).not.toMatch(/张|协会|名单/);
});

test('what is refused is recorded as nothing', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const me = await app.as('notetaker');
  const before = await actionsOf(admin);

  await Promise.all([
    me.post('/meetings', { title: 'x' }),
    me.post('/accounts', { username: 'x', displayName: 'x', role: 'admin' }),
    me.delete('/tokens/unknown'),
    me.delete('/sessions/unknown'),
    admin.delete('/office/sessions/unknown'),
    admin.patch('/accounts/unknown', { disabled: true }),
    admin.patch(`/accounts/${await accountId(admin, 'admin')}`, { disabled: true }),
    admin.delete('/meetings/unknown'),
  ]);

  expect(await actionsOf(admin)).toEqual(before);
});

test('the log is read a page at a time, newest first, without gaps', async () => {
  const app = await startApp();
  const admin = await app.admin();
  for (let index = 0; index < 105; index++) await admin.post('/meetings', { title: `${index}` });

  const first = await admin.get('/audit');
  const rest = await admin.get(`/audit?cursor=${textField(first, 'cursor')}`);

  const ordinals = [first, rest].flatMap((reply) =>
    Object(field(reply, 'entries')).map((one: AuditItem) => one.ordinal),
  );
  expect(ordinals).toEqual(Array.from({ length: 107 }, (_, index) => 107 - index));
  expect(field(rest, 'cursor')).toBeNull();
  expect((await admin.get('/audit?cursor=x')).status).toBe(422);
  expect((await admin.get('/audit?action=unknown')).status).toBe(422);
});

test('a page of the log says in which zone the server has its days', async () => {
  const app = await startApp({ env: { TZ_DEFAULT: 'Asia/Urumqi' } });

  expect(field(await (await app.admin()).get('/audit'), 'timeZone')).toBe('Asia/Urumqi');
});

test('a log that nobody touched is whole, and says its newest entry', async () => {
  const app = await startApp();
  const admin = await app.admin();

  const found = await admin.get('/audit/verify');

  expect(found.body).toEqual({
    ...{ intact: true, entries: 2, brokenAt: null },
    head: { ordinal: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

test('the database itself refuses to change or remove an entry', async () => {
  const app = await startApp();
  await app.admin();
  const database = new Database(join(app.dataDir, 'gongbi.sqlite'));

  for (const sql of ["UPDATE audit SET actor = 'x'", 'DELETE FROM audit']) {
    expect(() => database.exec(sql)).toThrow('only added to');
  }
  database.close();
});

test.each([
  ['an entry that was changed', `UPDATE audit SET actor = 'x' WHERE ordinal = 3`, 3],
  ['an entry that was given another hash', `UPDATE audit SET hash = zeroblob(32) WHERE ordinal = 4`, 4],
  ['an entry that was taken out', 'DELETE FROM audit WHERE ordinal = 3', 3],
  ['the first one taken out', 'DELETE FROM audit WHERE ordinal = 1', 1],
  ['the last ones cut off', 'DELETE FROM audit WHERE ordinal >= 5', 5],
  ['all of them', 'DELETE FROM audit', 1],
  [
    'an entry put in',
    `INSERT INTO audit SELECT 7, at, actor, via, action, targets, address, count, hash FROM audit WHERE ordinal = 6`,
    7,
  ],
])('%s is found, and the first one that is broken is named', async (_, sql, brokenAt) => {
  const app = await startApp();
  const admin = await app.admin();
  for (let index = 0; index < 4; index++) await admin.post('/meetings', { title: `${index}` });

  tamper(app, sql);
  const found = await admin.get('/audit/verify');

  expect(found.body).toMatchObject({ intact: false, brokenAt, entries: brokenAt - 1 });
});

test('a log that was tampered with is still read', async () => {
  const app = await startApp();
  const admin = await app.admin();
  await admin.post('/meetings', { title: 'x' });

  tamper(app, `UPDATE audit SET action = 'king' WHERE ordinal = 1; UPDATE audit SET targets = '{' WHERE ordinal = 2`);

  expect((await entries(admin)).map(({ ordinal, targets }) => [ordinal, targets.length])).toEqual([
    [3, 1],
    [2, 0],
  ]);
});

test('rows cut off stay missed when others are added behind them', async () => {
  const app = await startApp();
  const admin = await app.admin();
  for (let index = 0; index < 4; index++) await admin.post('/meetings', { title: `${index}` });
  tamper(app, 'DELETE FROM audit WHERE ordinal >= 5');

  await admin.post('/meetings', { title: 'after' });

  expect((await admin.get('/audit/verify')).body).toMatchObject({ intact: false, brokenAt: 5 });
});

test('a log that was cut off and mended past every trace is still missed by the seals made since', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const id = textField(await admin.post('/meetings', { title: '例会' }), 'id');
  const archived = await admin.post(`/meetings/${id}/archive`, { override: { reason: '试' } });
  const verify = () => admin.get(`/archive/${textField(archived, 'archiveId')}/verify`);
  const before = await verify();

  tamper(app, `DELETE FROM audit WHERE ordinal >= 2; UPDATE sqlite_sequence SET seq = 1 WHERE name = 'audit'`);
  const after = await verify();

  expect((await admin.get('/audit/verify')).body).toMatchObject({ intact: true });
  expect(before.body).toMatchObject({ intact: true });
  expect(after.body).toMatchObject({ intact: false });
  const checks: readonly { readonly name: string; readonly intact: boolean }[] = Object(field(after, 'checks'));
  expect(checks.filter(({ intact }) => !intact).map(({ name }) => name)).toEqual(['audit']);
});
