// Live connections of sessions that end: within a second, of those sessions and of no others.
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { accountId, Caller, field, PASSWORD, startApp, textField, type TestApp } from '../support/app.ts';

const NEW = '一个很好的新口令 2026';
const LIMIT_MS = 1_000;

/** One browser, signed in and with the desk open. */
interface Desk {
  readonly caller: Caller;
  readonly socket: Socket;
  readonly ended: Promise<{ readonly code: number; readonly mayReturn: boolean }>;
}

interface Stage {
  readonly app: TestApp;
  readonly userId: string;
  readonly mine: Desk;
  readonly other: Desk;
  readonly stranger: Desk;
}

let clientId = 1_000;

async function openDesk(app: TestApp, doc: string, credential: { cookie: string } | { token: string }): Promise<Desk> {
  const cookie = 'cookie' in credential ? { cookie: credential.cookie } : {};
  const auth = 'token' in credential ? { token: credential.token } : {};
  const extraHeaders = { ...cookie, origin: app.url };
  const options = { transports: ['websocket'], extraHeaders, auth, reconnection: false, forceNew: true };
  const socket = io(app.url, options);
  onTestFinished(() => void socket.disconnect());
  const ended = new Promise<{ code: number; mayReturn: boolean }>((resolve) => socket.once('session:end', resolve));
  const versions = { protocol: PROTOCOL_VERSION, schema: DOCUMENT_SCHEMA_VERSION };
  const request = { doc, clientId: (clientId += 1), stateVector: new Uint8Array([0]), ...versions };
  const joined: unknown = await socket.emitWithAck('doc:join', request);
  expect(joined).toMatchObject({ access: 'write' });
  return { caller: new Caller(app.url, { ...cookie, origin: app.url }), socket, ended };
}

async function stage(): Promise<Stage> {
  const app = await startApp();
  const admin = await app.admin();
  const doc = `${textField(await admin.post('/meetings', { title: '例会' }), 'id')}/desk`;
  await app.as('notetaker', { username: 'li' });
  await app.as('notetaker', { username: 'wang' });
  const [mine, other, stranger] = [
    await openDesk(app, doc, { cookie: await app.cookieOf('li') }),
    await openDesk(app, doc, { cookie: await app.cookieOf('li') }),
    await openDesk(app, doc, { cookie: await app.cookieOf('wang') }),
  ];
  return { app, userId: await accountId(admin, 'li'), mine, other, stranger };
}

/** How a desk ended within a second; `goes on` when it did not. */
async function fate(desk: Desk): Promise<string> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LIMIT_MS));
  const end = await Promise.race([desk.ended, late]);
  return end === null ? 'goes on' : `${end.code} ${end.mayReturn ? 'may return' : 'for good'}`;
}

async function fates({ mine, other, stranger }: Stage): Promise<readonly string[]> {
  return Promise.all([mine, other, stranger].map(fate));
}

async function sessionOf(desk: Desk): Promise<string> {
  const sessions: readonly { id: string; current: boolean }[] = Object(
    field(await desk.caller.get('/sessions'), 'sessions'),
  );
  return sessions.find(({ current }) => current)?.id ?? '';
}

test('[T45] a new password of one’s own ends the other sessions; this one comes back under its fresh cookie', async () => {
  const scene = await stage();

  expect((await scene.mine.caller.post('/me/password', { current: PASSWORD, password: NEW })).status).toBe(200);

  expect(await fates(scene)).toEqual(['4503 may return', '4401 for good', 'goes on']);
});

test('[T45] an invitation that is used ends every session there was', async () => {
  const scene = await stage();
  const admin = await scene.app.admin();
  const link = await admin.post(`/accounts/${scene.userId}/invitation`);

  const accepted = await scene.app.anyone.post('/invitations/accept', {
    token: textField(link, 'token'),
    password: NEW,
  });

  expect(accepted.status).toBe(200);
  expect(await fates(scene)).toEqual(['4401 for good', '4401 for good', 'goes on']);
});

test('[T45] making an invitation ends nothing', async () => {
  const scene = await stage();
  const admin = await scene.app.admin();

  await admin.post(`/accounts/${scene.userId}/invitation`);

  expect(await fates(scene)).toEqual(['goes on', 'goes on', 'goes on']);
});

test('[T46] signing out ends what this session is connected with, and nothing else', async () => {
  const scene = await stage();

  await scene.mine.caller.delete('/session');

  expect(await fates(scene)).toEqual(['4401 for good', 'goes on', 'goes on']);
});

test('[T45] ending one session, or all others, ends what they are connected with', async () => {
  const scene = await stage();

  await scene.mine.caller.delete('/sessions');

  expect(await fates(scene)).toEqual(['goes on', '4401 for good', 'goes on']);
});

test('[T45] an administrator ends one session of somebody', async () => {
  const scene = await stage();
  const admin = await scene.app.admin();

  await admin.delete(`/office/sessions/${await sessionOf(scene.other)}`);

  expect(await fates(scene)).toEqual(['goes on', '4401 for good', 'goes on']);
});

test('[T45] an administrator revokes somebody’s api token: what it is connected with ends', async () => {
  const scene = await stage();
  const admin = await scene.app.admin();
  const token = await scene.mine.caller.post('/tokens', { label: 'x' });
  const doc = `${textField(await admin.post('/meetings', { title: '例会' }), 'id')}/desk`;
  const program = await openDesk(scene.app, doc, { token: textField(token, 'token') });

  await admin.delete(`/office/tokens/${textField(token, 'id')}`);

  expect(await fate(program)).toBe('4401 for good');
  expect(await fates(scene)).toEqual(['goes on', 'goes on', 'goes on']);
});

test('[T45] changed grants send everybody of the account out, to come back with what they have now', async () => {
  const scene = await stage();
  const admin = await scene.app.admin();

  await admin.patch(`/accounts/${scene.userId}`, { grants: [{ role: 'reader', bodyId: null }] });

  expect(await fates(scene)).toEqual(['4503 may return', '4503 may return', 'goes on']);
});
