// Setting up, signing in and out over the real app: who gets in, what is said to those who do not.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { accountId, cookieIn, field, PASSWORD, startApp, textField } from '../support/app.ts';

const FIRST = { username: '张敏', password: PASSWORD, displayName: '张敏' };

test('an empty database needs a set-up, and the printed token makes the first administrator, signed in', async () => {
  const app = await startApp();

  const before = await app.anyone.get('/setup');
  const done = await app.anyone.post('/setup', { token: app.setupToken, ...FIRST });
  const after = await app.anyone.get('/setup');

  expect(before.body).toEqual({ needed: true });
  expect(done.status).toBe(201);
  expect(field(done, 'user')).toMatchObject({ username: '张敏', grants: [{ role: 'admin', bodyId: null }] });
  expect(textField(done, 'id')).toBe(Object(field(done, 'user')).id);
  expect(cookieIn(done)).toMatch(/^gongbi_session=/);
  expect(after.body).toEqual({ needed: false });
});

test('a set-up token works once', async () => {
  const app = await startApp();
  await app.anyone.post('/setup', { token: app.setupToken, ...FIRST });

  const again = await app.anyone.post('/setup', { token: app.setupToken, ...FIRST, username: 'second' });

  expect([again.status, field(again, 'code')]).toEqual([409, 'setup-done']);
});

test('two who use the set-up token at once make one administrator', async () => {
  const app = await startApp();
  const attempt = (username: string) => app.anyone.post('/setup', { token: app.setupToken, ...FIRST, username });

  const replies = await Promise.all([attempt('one'), attempt('two'), attempt('three')]);

  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
});

test('a wrong set-up token makes nobody an administrator', async () => {
  const app = await startApp();

  const refused = await app.anyone.post('/setup', { token: 'x'.repeat(43), ...FIRST });

  expect([refused.status, field(refused, 'code')]).toEqual([401, 'setup-token-wrong']);
  expect((await app.anyone.get('/setup')).body).toEqual({ needed: true });
});

test('with ADMIN_PASSWORD the account admin is there at the first start, and no set-up', async () => {
  const app = await startApp({ env: { ADMIN_PASSWORD: PASSWORD } });

  const admin = await app.signIn('admin');

  expect(app.setupToken).toBeNull();
  expect((await admin.get('/me')).status).toBe(200);
});

test('[T35] unknown, disabled and wrong password answer alike', async () => {
  const app = await startApp();
  const admin = await app.admin();
  await app.as('notetaker', { username: 'li' });
  await app.as('notetaker', { username: 'gone' });
  await admin.patch(`/accounts/${await accountId(admin, 'gone')}`, { disabled: true });

  const replies = await Promise.all(
    [
      { username: 'li', password: 'not the password' },
      { username: 'nobody', password: 'not the password' },
      { username: 'gone', password: PASSWORD },
    ].map((body) => app.anyone.post('/session', body)),
  );

  expect(replies.map((reply) => reply.status)).toEqual([401, 401, 401]);
  expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
});

test('[T47][T48] the cookie is out of reach of scripts and other sites, and new at each sign-in', async () => {
  const app = await startApp();
  await app.admin();

  const first = await app.anyone.post('/session', { username: 'ADMIN', password: PASSWORD });
  const second = await app.anyone.post('/session', { username: 'admin', password: PASSWORD });

  expect(first.headers.get('set-cookie')).toMatch(
    /^gongbi_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  expect(cookieIn(first)).not.toBe(cookieIn(second));
});

test('[T47] under https the cookie is bound to the host and to https', async () => {
  const app = await startApp({ env: { PUBLIC_URL: 'https://minutes.example.org', ADMIN_PASSWORD: PASSWORD } });
  const http = `http://127.0.0.1:${app.port}`;

  const reply = await fetch(`${http}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });

  expect(reply.headers.get('set-cookie')).toMatch(/^__Host-gongbi_session=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
  expect(reply.headers.get('strict-transport-security')).toContain('max-age');
});

test('[T46] signing out ends the session on the server', async () => {
  const app = await startApp();
  const me = await app.as('notetaker');

  const out = await me.delete('/session');
  const after = await me.get('/me');

  expect(out.status).toBe(204);
  expect(out.headers.get('set-cookie')).toMatch(/^gongbi_session=; Max-Age=0/);
  expect([after.status, field(after, 'code')]).toEqual([401, 'not-signed-in']);
});

test('[T47] signing in again ends the session the browser had before', async () => {
  const app = await startApp();
  await app.as('notetaker', { username: 'li' });
  const old = await app.cookieOf('li');

  await app.anyone.post(
    '/session',
    { username: 'li', password: PASSWORD },
    { headers: { cookie: old, origin: app.url } },
  );

  const reply = await app.anyone.get('/me', { headers: { cookie: old } });
  expect(reply.status).toBe(401);
});

test('[T49] guessing one account runs dry after ten tries a minute, with the time to wait', async () => {
  const app = await startApp();
  await app.admin();
  const guess = () => app.anyone.post('/session', { username: 'admin', password: 'guess' });

  const replies = [];
  for (let attempt = 0; attempt < 12; attempt++) replies.push(await guess());

  expect(replies.filter((reply) => reply.status === 401)).toHaveLength(10);
  expect(replies.at(-1)?.status).toBe(429);
  expect(Number(replies.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('[T49] a forged client address brings no further tries', async () => {
  const app = await startApp();
  await app.admin();
  const guess = (address: string) =>
    app.anyone.post('/session', { username: 'admin', password: 'guess' }, { headers: { 'x-forwarded-for': address } });

  const replies = [];
  for (let attempt = 0; attempt < 12; attempt++) replies.push(await guess(`10.0.0.${attempt}`));

  expect(replies.at(-1)?.status).toBe(429);
});

test('[T44] what another site sends with our cookie changes nothing: 403', async () => {
  const app = await startApp();
  await app.admin();
  const cookie = await app.cookieOf('admin');
  const origins = [
    'https://evil.example',
    'null',
    `http://127.0.0.1:${app.port + 1}`,
    `http://x.127.0.0.1:${app.port}`,
  ];

  const replies = await Promise.all(
    origins.map((origin) => app.anyone.post('/meetings', { title: 'x' }, { headers: { cookie, origin } })),
  );
  const silent = await app.anyone.post('/meetings', { title: 'x' }, { headers: { cookie } });

  expect([...replies, silent].map((reply) => [reply.status, field(reply, 'code')])).toEqual(
    Array.from({ length: origins.length + 1 }, () => [403, 'foreign-origin']),
  );
  const admin = await app.admin();
  expect((await admin.get('/meetings')).body).toEqual({ meetings: [] });
});

test('[T44] Fetch-Metadata of our own page is proof enough', async () => {
  const app = await startApp();
  await app.admin();
  const cookie = await app.cookieOf('admin');

  const own = await app.anyone.post(
    '/meetings',
    { title: 'x' },
    { headers: { cookie, 'sec-fetch-site': 'same-origin' } },
  );
  const foreign = await app.anyone.get('/meetings', { headers: { cookie, 'sec-fetch-site': 'cross-site' } });

  expect(own.status).toBe(201);
  expect(foreign.status).toBe(403);
});

test('an api token acts as its user without an Origin, and is shown once', async () => {
  const app = await startApp();
  const me = await app.as('secretary');

  const created = await me.post('/tokens', { label: '脚本' });
  const byToken = { headers: { authorization: `Bearer ${textField(created, 'token')}` } };
  const meeting = await app.anyone.post('/meetings', { title: '例会' }, byToken);
  const listed = await app.anyone.get('/tokens', byToken);

  expect(created.status).toBe(201);
  expect(meeting.status).toBe(201);
  expect(JSON.stringify(listed.body)).not.toContain(textField(created, 'token'));
});

test('a revoked token opens nothing, and nobody revokes another one’s', async () => {
  const app = await startApp();
  const me = await app.as('secretary');
  const other = await app.as('secretary');
  const created = await me.post('/tokens', { label: 'x' });
  const byToken = { headers: { authorization: `Bearer ${textField(created, 'token')}` } };

  const foreign = await other.delete(`/tokens/${textField(created, 'id')}`);
  const before = await app.anyone.get('/me', byToken);
  const own = await me.delete(`/tokens/${textField(created, 'id')}`);
  const after = await app.anyone.get('/me', byToken);

  expect([foreign.status, before.status, own.status, after.status]).toEqual([404, 200, 204, 401]);
});

test('a bad token is not helped by a good cookie', async () => {
  const app = await startApp();
  await app.admin();
  const cookie = await app.cookieOf('admin');

  const reply = await app.anyone.get('/me', { headers: { cookie, authorization: 'Bearer nonsense' } });

  expect(reply.status).toBe(401);
});

test('[F7] a set-up that the disk refused is told so, and its link is still the way in', async () => {
  const app = await startApp();
  // Another program that writes: the disk says busy until it is done.
  const other = new Database(join(app.dataDir, 'gongbi.sqlite'));
  other.exec('BEGIN IMMEDIATE');

  const refused = await app.anyone.post('/setup', { token: app.setupToken, ...FIRST });
  other.exec('ROLLBACK');
  other.close();
  const again = await app.anyone.post('/setup', { token: app.setupToken, ...FIRST });

  expect([refused.status, field(refused, 'code')]).toEqual([503, 'storage-unavailable']);
  expect(again.status).toBe(201);
});

test('[F7] signing in on a disk that takes no writes is no guess: once it does, the way is open', async () => {
  const app = await startApp();
  await app.admin();
  const signIn = (password: string) => app.anyone.post('/session', { username: 'admin', password });
  const guesses = await Promise.all(Array.from({ length: 9 }, () => signIn('not the password')));
  const other = new Database(join(app.dataDir, 'gongbi.sqlite'));
  other.exec('BEGIN IMMEDIATE');

  const refused = await signIn(PASSWORD);
  other.exec('ROLLBACK');
  other.close();
  const again = await signIn(PASSWORD);

  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
  expect([refused.status, again.status]).toEqual([503, 200]);
});
