// Invitations over the real app: a one-time link makes a password, and nothing else does.
import { expect, test } from 'vitest';
import {
  accountId,
  Caller,
  cookieIn,
  field,
  PASSWORD,
  startApp,
  textField,
  type Reply,
  type TestApp,
} from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';

const NEW = '一个很好的新口令 2026';
const HOUR_MS = 3_600_000;
const PERSON = { username: 'zhoumin', displayName: '周敏', role: 'notetaker' };

async function invited(app: TestApp): Promise<{ readonly id: string; readonly token: string; readonly reply: Reply }> {
  const admin = await app.admin();
  const reply = await admin.post('/accounts', PERSON);
  const { token } = Object(field(reply, 'invitation'));
  return { id: textField(reply, 'id'), token, reply };
}

const accept = (app: TestApp, token: string, password = NEW): Promise<Reply> =>
  app.anyone.post('/invitations/accept', { token, password });

test('an account without a password comes with a link in whose fragment the token stands', async () => {
  const app = await startApp({ env: { PUBLIC_URL: 'http://minutes.example.org' } });
  const first = { username: 'first', displayName: 'first', password: NEW };
  const made = await app.anyone.post('/setup', { token: app.setupToken, ...first });
  const admin = new Caller(app.url, { cookie: cookieIn(made) ?? '', origin: 'http://minutes.example.org' });

  const reply = await admin.post('/accounts', PERSON);
  const { url, token } = Object(field(reply, 'invitation'));

  expect(reply.status).toBe(201);
  expect(reply.body).toMatchObject({ invited: true, disabled: false, lastSeenAt: null });
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(url).toBe(`http://minutes.example.org/invite#${token}`);
});

test('[T35] nobody signs in to an account that is only invited, told as a wrong password is', async () => {
  const app = await startApp();
  await invited(app);

  const replies = await Promise.all(
    ['zhoumin', 'nobody'].map((username) => app.anyone.post('/session', { username, password: 'not the password' })),
  );

  expect(replies.map(({ status }) => status)).toEqual([401, 401]);
  expect(replies[0]?.body).toEqual(replies[1]?.body);
});

test('whoever has the link sees whose it is, sets a password and is signed in', async () => {
  const app = await startApp();
  const { token } = await invited(app);

  const read = await app.anyone.post('/invitations/read', { token });
  const accepted = await accept(app, token);
  const me = await app.anyone.get('/me', { headers: { cookie: cookieIn(accepted) ?? '' } });

  expect(read.body).toMatchObject({ username: 'zhoumin', displayName: '周敏', purpose: 'invite' });
  expect(accepted.status).toBe(200);
  expect(field(accepted, 'user')).toMatchObject({ username: 'zhoumin', invited: false });
  expect(me.status).toBe(200);
  expect((await app.anyone.post('/session', { username: 'zhoumin', password: NEW })).status).toBe(200);
});

test('of many who use one link at once, one wins, and the password is theirs', async () => {
  const app = await startApp();
  const { token } = await invited(app);

  const replies = await Promise.all(['a', 'b', 'c', 'd'].map((who) => accept(app, token, `${NEW} ${who}`)));
  const signIns = await Promise.all(
    ['a', 'b', 'c', 'd'].map((who) => app.anyone.post('/session', { username: 'zhoumin', password: `${NEW} ${who}` })),
  );

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
  expect(signIns.map(({ status }) => status === 200)).toEqual(replies.map(({ status }) => status === 200));
});

test('unknown, used, replaced, withdrawn and expired links, and those of disabled accounts, are one answer', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const admin = await app.admin();
  const { id, token: replaced } = await invited(app);
  const used = textField(await admin.post(`/accounts/${id}/invitation`), 'token');
  await accept(app, used);
  const withdrawn = textField(await admin.post(`/accounts/${id}/invitation`), 'token');
  const gone = await admin.delete(`/accounts/${id}/invitation`);
  const ofDisabled = textField(await admin.post(`/accounts/${id}/invitation`), 'token');
  await admin.patch(`/accounts/${id}`, { disabled: true });
  const other = await admin.post('/accounts', { ...PERSON, username: 'other' });
  const expired = String(Object(field(other, 'invitation')).token);
  clock.advance(72 * HOUR_MS);

  const replies = await Promise.all(
    ['x'.repeat(43), 'nonsense', replaced, used, withdrawn, ofDisabled, expired].flatMap((token) => [
      app.anyone.post('/invitations/read', { token }),
      accept(app, token),
    ]),
  );

  expect(gone.status).toBe(204);
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([404]));
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});

test('a link holds for seventy-two hours, to the last minute', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const { token } = await invited(app);

  clock.advance(72 * HOUR_MS - 60_000);

  expect((await accept(app, token)).status).toBe(200);
});

test('the list of accounts tells of the link that is out, and of none once it is used or withdrawn', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const { id, token, reply } = await invited(app);
  const { expiresAt } = Object(field(reply, 'invitation'));
  const linkInList = async (): Promise<unknown> => {
    const rows: readonly { readonly id: string; readonly invitation: unknown }[] = Object(
      field(await admin.get('/accounts'), 'accounts'),
    );
    return rows.find((row) => row.id === id)?.invitation;
  };

  const waiting = await linkInList();
  await accept(app, token);
  const used = await linkInList();
  await admin.post(`/accounts/${id}/invitation`);
  const reset = await linkInList();
  await admin.delete(`/accounts/${id}/invitation`);

  expect(waiting).toEqual({ purpose: 'invite', expiresAt });
  expect(used).toBeNull();
  expect(reset).toMatchObject({ purpose: 'reset' });
  expect(await linkInList()).toBeNull();
});

test('a link to reset leaves the old password alone until it is used; then every session ends', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const me = await app.as('notetaker', { username: 'li' });
  const id = await accountId(admin, 'li');

  const link = await admin.post(`/accounts/${id}/invitation`);
  const before = await app.anyone.post('/session', { username: 'li', password: PASSWORD });
  const accepted = await accept(app, textField(link, 'token'));
  const old = await app.anyone.post('/session', { username: 'li', password: PASSWORD });

  expect(field(link, 'purpose')).toBe('reset');
  expect([before.status, accepted.status, old.status]).toEqual([200, 200, 401]);
  expect((await me.get('/me')).status).toBe(401);
  expect((await app.anyone.get('/me', { headers: { cookie: cookieIn(before) ?? '' } })).status).toBe(401);
});

test('a password that is refused leaves the link as it was', async () => {
  const app = await startApp();
  const { token } = await invited(app);

  const replies = [await accept(app, token, 'zhoumin123'), await accept(app, token, '1234567890')];

  expect(replies.map((reply) => [reply.status, field(reply, 'errors')])).toEqual([
    [422, [{ path: 'password', code: 'own-name' }]],
    [422, [{ path: 'password', code: 'too-common' }]],
  ]);
  expect((await accept(app, token)).status).toBe(200);
});

test('an account that is disabled gets no link, and an unknown one none', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const { id } = await invited(app);
  await admin.patch(`/accounts/${id}`, { disabled: true });

  const replies = [await admin.post(`/accounts/${id}/invitation`), await admin.post('/accounts/unknown/invitation')];

  expect(replies.map(({ status }) => status)).toEqual([422, 404]);
});

test('guesses at links from one address run dry, and so do tries of one link', async () => {
  const app = await startApp();
  const { token } = await invited(app);
  const tries = async (body: object, times: number): Promise<readonly number[]> =>
    Promise.all(Array.from({ length: times }, async () => (await app.anyone.post('/invitations/read', body)).status));

  const ofOne = await tries({ token }, 31);
  const ofMany = await tries({ token: 'y'.repeat(10) }, 571);

  expect(ofOne.filter((status) => status === 429)).toHaveLength(1);
  expect(ofMany.filter((status) => status === 429).length).toBeGreaterThan(0);
});
