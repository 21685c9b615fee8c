// One's own password and sessions over the real app.
import { expect, test } from 'vitest';
import {
  accountId,
  Caller,
  cookieIn,
  field,
  listed,
  PASSWORD,
  startApp,
  textField,
  type Reply,
  type TestApp,
} from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';

const NEW = '一个很好的新口令 2026';
const DAY_MS = 86_400_000;

function withCookie(app: TestApp, reply: Reply): Caller {
  return new Caller(app.url, { cookie: cookieIn(reply) ?? '', origin: app.url });
}

test('a new password needs the old one, goes on under a fresh cookie and ends every other session', async () => {
  const app = await startApp();
  const me = await app.as('notetaker', { username: 'li' });
  const elsewhere = await app.signIn('li');
  const token = textField(await me.post('/tokens', { label: '脚本' }), 'token');

  const wrong = await me.post('/me/password', { current: 'not the password', password: NEW });
  const done = await me.post('/me/password', { current: PASSWORD, password: NEW });

  expect([wrong.status, field(wrong, 'errors')]).toEqual([422, [{ path: 'current', code: 'wrong-password' }]]);
  expect(done.status).toBe(200);
  expect((await withCookie(app, done).get('/me')).status).toBe(200);
  expect((await elsewhere.get('/me')).status).toBe(401);
  expect((await me.get('/me')).status).toBe(401);
  expect((await app.anyone.get('/me', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  expect((await app.anyone.post('/session', { username: 'li', password: PASSWORD })).status).toBe(401);
  expect((await app.anyone.post('/session', { username: 'li', password: NEW })).status).toBe(200);
});

test('[T49] whoever found an open browser guesses the password ten times a minute at most', async () => {
  const app = await startApp();
  const me = await app.as('notetaker');

  const replies = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    replies.push(await me.post('/me/password', { current: `guess ${attempt}`, password: NEW }));
  }

  expect(replies.map(({ status }) => status)).toEqual([...Array<number>(10).fill(422), 429, 429]);
});

test.each([
  ['mine', 'li-wen-jing', 'own-name'],
  ['mine with a year', 'Li-Wen-Jing26', 'own-name'],
  ['one key', 'aaaaaaaaaaaa', 'too-common'],
  ['a row of keys', 'qwertyuiop12', 'too-common'],
])('a new password that is guessed first is refused: %s', async (_, password, code) => {
  const app = await startApp();
  const me = await app.as('notetaker', { username: 'li-wen-jing' });

  const refused = await me.post('/me/password', { current: PASSWORD, password });

  expect([refused.status, field(refused, 'errors')]).toEqual([422, [{ path: 'password', code }]]);
  expect((await me.get('/me')).status).toBe(200);
});

test('an api token changes no password', async () => {
  const app = await startApp();
  const me = await app.as('notetaker');
  const token = textField(await me.post('/tokens', { label: '脚本' }), 'token');

  const refused = await app.anyone.post(
    '/me/password',
    { current: PASSWORD, password: NEW },
    { headers: { authorization: `Bearer ${token}` } },
  );

  expect(refused.status).toBe(404);
});

test('I see where I am signed in, with what, and which of them this is', async () => {
  const app = await startApp();
  const me = await app.as('notetaker', { username: 'li' });
  const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1';
  await app.anyone.post('/session', { username: 'li', password: PASSWORD }, { headers: { 'user-agent': agent } });
  await app.as('notetaker');

  const reply = await me.get('/sessions');

  expect(listed(reply, 'sessions', 'agent')).toContain('Safari · iPhone');
  expect(listed(reply, 'sessions', 'address')).toEqual(['127.0.0.1', '127.0.0.1']);
  expect(field(reply, 'sessions')).toMatchObject([{ current: false }, { current: true }]);
  expect(JSON.stringify(reply.body)).not.toMatch(/hash/i);
});

test('I end one session of mine, or all others; nobody ends another one’s', async () => {
  const app = await startApp();
  const me = await app.as('notetaker', { username: 'li' });
  const [phone, tablet, desk] = [await app.signIn('li'), await app.signIn('li'), await app.signIn('li')];
  const stranger = await app.as('secretary');
  const ids = listed(await me.get('/sessions'), 'sessions', 'id');
  const current = Object(field(await phone.get('/sessions'), 'sessions')).find((one: object) => Object(one).current).id;

  const foreign = await Promise.all(ids.map(async (id) => (await stranger.delete(`/sessions/${id}`)).status));
  const one = await me.delete(`/sessions/${current}`);
  const afterOne = await Promise.all([me, phone, tablet, desk].map(async (caller) => (await caller.get('/me')).status));
  const others = await me.delete('/sessions');
  const afterAll = await Promise.all([me, tablet, desk].map(async (caller) => (await caller.get('/me')).status));

  expect(new Set(foreign)).toEqual(new Set([404]));
  expect([one.status, others.status]).toEqual([204, 204]);
  expect(afterOne).toEqual([200, 401, 200, 200]);
  expect(afterAll).toEqual([200, 401, 401]);
});

test('a session ends after seven days of use, and after three without', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  await app.as('notetaker', { username: 'li' });
  const [used, forgotten] = [await app.signIn('li'), await app.signIn('li')];
  const status = async (caller: Caller): Promise<number> => (await caller.get('/me')).status;

  const days: [number, number][] = [];
  for (let day = 1; day <= 7; day++) {
    clock.advance(DAY_MS);
    days.push([await status(used), day === 3 || day === 7 ? await status(forgotten) : 0]);
  }

  expect(days.map(([of]) => of)).toEqual([200, 200, 200, 200, 200, 200, 401]);
  expect([days[2]?.[1], days[6]?.[1]]).toEqual([401, 401]);
});

test('administrators see and end anybody’s sessions and api tokens, and see every link; nobody else does', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const me = await app.as('secretary', { username: 'li' });
  const token = await me.post('/tokens', { label: '脚本' });
  const meeting = textField(await me.post('/meetings', { title: '常务理事会' }), 'id');
  const link = await me.post(`/meetings/${meeting}/links`, { kind: 'projector' });
  const paths = ['/office/sessions', '/office/tokens', '/office/links', '/audit', '/audit/verify'];

  const refused = await Promise.all(paths.map(async (path) => (await me.get(path)).status));
  const links = await admin.get('/office/links');
  const tokens = await admin.get('/office/tokens');
  const [revoked] = await Promise.all([admin.delete(`/office/tokens/${textField(token, 'id')}`)]);
  const sessions = Object(field(await admin.get('/office/sessions'), 'sessions'));
  const ofLi = sessions.find((one: object) => Object(one).username === 'li');
  const ended = await admin.delete(`/office/sessions/${ofLi.id}`);

  expect(refused).toEqual([404, 404, 404, 404, 404]);
  expect(field(links, 'links')).toMatchObject([
    { id: textField(link, 'id'), meetingId: meeting, meetingTitle: '常务理事会', createdByName: 'li' },
  ]);
  expect(field(tokens, 'tokens')).toMatchObject([{ label: '脚本', username: 'li' }]);
  expect(JSON.stringify([tokens.body, links.body])).not.toContain(textField(token, 'token'));
  expect([revoked.status, ended.status]).toEqual([204, 204]);
  expect((await me.get('/me')).status).toBe(401);
  expect((await admin.delete(`/office/sessions/${ofLi.id}`)).status).toBe(404);
  expect((await admin.delete(`/office/tokens/${textField(token, 'id')}`)).status).toBe(404);
});

test('grants are given one by one and replaced as a whole; one too many, one twice and unknown roles are named', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const grants = [
    { role: 'secretary', bodyId: 'council' },
    { role: 'reader', bodyId: null },
  ];
  const made = await admin.post('/accounts', { username: 'li', displayName: '李', password: PASSWORD, grants });
  const id = textField(made, 'id');
  const patch = (value: unknown) => admin.patch(`/accounts/${id}`, { grants: value });

  const many = Array.from({ length: 51 }, (_, index) => ({ role: 'reader', bodyId: `body-${index}` }));
  const refused = [
    await patch(many),
    await patch([...grants, grants[0]]),
    await patch([{ role: 'king', bodyId: null }]),
  ];
  const changed = await patch([{ role: 'notetaker', bodyId: 'council' }]);

  expect(field(made, 'grants')).toEqual(grants);
  expect(refused.map((reply) => field(reply, 'errors'))).toEqual([
    [{ path: 'grants', code: 'too-many-grants' }],
    [{ path: 'grants.2', code: 'duplicate-grant' }],
    [{ path: 'grants.0.role', code: 'invalid_value' }],
  ]);
  expect(field(changed, 'grants')).toEqual([{ role: 'notetaker', bodyId: 'council' }]);
});

test('the last administrator who can sign in stays, whatever is tried at once', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const other = await app.as('admin', { username: 'other' });
  await admin.post('/accounts', { username: 'invited', displayName: 'x', role: 'admin' });
  const [first, second] = [await accountId(admin, 'admin'), await accountId(admin, 'other')];
  const none = { grants: [{ role: 'reader', bodyId: null }] };

  const replies = await Promise.all([
    admin.patch(`/accounts/${second}`, none),
    other.patch(`/accounts/${first}`, none),
    admin.patch(`/accounts/${second}`, { disabled: true }),
    other.patch(`/accounts/${first}`, { disabled: true }),
  ]);
  const left = await Promise.all([admin, other].map(async (caller) => (await caller.get('/accounts')).status));

  expect(left.filter((status) => status === 200)).toHaveLength(1);
  const codes = replies.map((reply) => reply.status);
  expect(codes).toContain(200);
  expect(codes.filter((status) => status !== 200).length).toBeGreaterThan(0);
});

test('that I was here is seen in the list of accounts, and is no change of the account', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const admin = await app.admin();
  const me = await app.as('notetaker', { username: 'li' });
  const seen = async (): Promise<unknown> =>
    Object(field(await admin.get('/accounts'), 'accounts')).find((one: object) => Object(one).username === 'li')
      .lastSeenAt;

  const atSignIn = await seen();
  clock.advance(5 * 60_000);
  await me.get('/me');
  clock.advance(60_000);
  await expect.poll(seen).toBe(Number(atSignIn) + 5 * 60_000);
});

test('an address is set by oneself or by an administrator, is one that can be mailed, and can be taken away', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const me = await app.as('secretary', { username: 'zhou' });
  const id = await accountId(admin, 'zhou');

  const none = await me.get('/me');
  const own = await me.request('PUT', '/me/email', { body: { email: ' zhou@example.org ' } });
  const listed = await me.request('PUT', '/me/email', { body: { email: '周敏 <zhou@example.org>' } });
  const kept = await me.get('/me');
  const set = await admin.patch(`/accounts/${id}`, { email: 'min@example.org' });
  const gone = await me.request('PUT', '/me/email', { body: { email: null } });

  expect(JSON.stringify(none.body)).not.toContain('email');
  expect([own.status, listed.status, set.status, gone.status]).toEqual([200, 422, 200, 200]);
  expect(JSON.stringify(kept.body)).toContain('"email":"zhou@example.org"');
  expect(set.body).toMatchObject({ email: 'min@example.org' });
  expect(JSON.stringify(gone.body)).not.toContain('email');
});
