// The doors together: what happens to live connections when rights change, links are revoked, the server stops.
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { accountId, PASSWORD, startApp, textField, type TestApp } from '../support/app.ts';

/** An update that changes nothing: the empty state vector, the empty document. */
const NOTHING = new Uint8Array([0]);

function connect(
  app: TestApp,
  options: { readonly cookie?: string; readonly origin?: string; readonly link?: string },
): Socket {
  const extraHeaders = { ...(options.cookie ? { cookie: options.cookie } : {}), origin: options.origin ?? app.url };
  const path = options.link === undefined ? app.url : `${app.url}/screen`;
  const auth = options.link === undefined ? {} : { token: options.link };
  const socket = io(path, { transports: ['websocket'], extraHeaders, auth, reconnection: false, forceNew: true });
  onTestFinished(() => {
    socket.disconnect();
  });
  return socket;
}

/** The first argument of the next such event. */
function next(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve));
}

function join(socket: Socket, doc: string): Promise<unknown> {
  const request = {
    doc,
    clientId: 7,
    stateVector: NOTHING,
    protocol: PROTOCOL_VERSION,
    schema: DOCUMENT_SCHEMA_VERSION,
  };
  return socket.emitWithAck('doc:join', request);
}

async function liveMeeting(app: TestApp): Promise<string> {
  const admin = await app.admin();
  return textField(await admin.post('/meetings', { title: '例会' }), 'id');
}

/** A note-taker `li` who has the desk open. */
async function atTheDesk(): Promise<{
  readonly app: TestApp;
  readonly socket: Socket;
  readonly meetingId: string;
  readonly cookie: string;
}> {
  const app = await startApp();
  const meetingId = await liveMeeting(app);
  await app.as('notetaker', { username: 'li' });
  const cookie = await app.cookieOf('li');
  const socket = connect(app, { cookie });
  const joined = await join(socket, `${meetingId}/desk`);
  expect(joined).toMatchObject({ access: 'write', seq: 1 });
  return { app, socket, meetingId, cookie };
}

test('[T45] a disabled account loses its connections at once, and may not return', async () => {
  const { app, socket, meetingId, cookie } = await atTheDesk();
  const ended = next(socket, 'session:end');
  const admin = await app.admin();

  await admin.patch(`/accounts/${await accountId(admin, 'li')}`, { disabled: true });

  expect(await ended).toEqual({ doc: `${meetingId}/desk`, code: 4401, mayReturn: false });
  const again = connect(app, { cookie });
  expect(await next(again, 'connect_error')).toMatchObject({ message: 'not-signed-in' });
});

test('[T45] a demoted note-taker is sent out, and what they may now is asked anew', async () => {
  const { app, socket, meetingId } = await atTheDesk();
  const ended = next(socket, 'session:end');
  const admin = await app.admin();

  await admin.patch(`/accounts/${await accountId(admin, 'li')}`, { role: 'reader' });

  expect(await ended).toMatchObject({ code: 4503, mayReturn: true });
  expect(await join(socket, `${meetingId}/desk`)).toEqual({ refused: 'not-found', data: {} });
});

test('[T45] a command over an old connection counts with the rights of now', async () => {
  const { app, socket, meetingId } = await atTheDesk();
  const admin = await app.admin();
  const command = {
    id: 'command-number-one',
    meetingId,
    kind: 'screen.set',
    data: { screen: 'main', mode: 'blank' },
    claimedAt: 0,
  };

  const before = await socket.emitWithAck('command', command);
  await admin.patch(`/accounts/${await accountId(admin, 'li')}`, { role: 'reader' });
  const after = await socket.emitWithAck('command', { ...command, id: 'command-number-two' });

  expect(before).toMatchObject({ ok: { events: [{ kind: 'screen-set' }] } });
  expect(after).toEqual({ refused: 'not-found', data: {} });
});

test('[T46] signing out ends the connections of that session, and no other of the same person', async () => {
  const { app, socket, meetingId, cookie } = await atTheDesk();
  const other = connect(app, { cookie: await app.cookieOf('li') });
  expect(await join(other, `${meetingId}/record`)).toMatchObject({ access: 'read' });
  const ended = next(socket, 'session:end');
  const gone = next(socket, 'disconnect');

  await app.anyone.delete('/session', { headers: { cookie, origin: app.url } });

  expect(await ended).toEqual({ doc: `${meetingId}/desk`, code: 4401, mayReturn: false });
  expect(await gone).toBe('io server disconnect');
  expect(await join(other, `${meetingId}/record`)).toMatchObject({ access: 'read' });
});

test('signing in anew sends the pages of the former session away, to come back as whoever it is now', async () => {
  const { app, socket, meetingId, cookie } = await atTheDesk();
  await app.as('secretary', { username: 'wang' });
  const ended = next(socket, 'session:end');

  await app.anyone.post('/session', { username: 'wang', password: PASSWORD }, { headers: { cookie, origin: app.url } });

  expect(await ended).toEqual({ doc: `${meetingId}/desk`, code: 4503, mayReturn: true });
});

test('a meeting put into the trash is closed to those who have it open', async () => {
  const { app, socket, meetingId } = await atTheDesk();
  const ended = next(socket, 'session:end');
  const admin = await app.admin();

  await admin.delete(`/meetings/${meetingId}`);

  expect(await ended).toEqual({ doc: `${meetingId}/desk`, code: 4404, mayReturn: false });
  expect(await join(socket, `${meetingId}/desk`)).toEqual({ refused: 'not-found', data: {} });
});

test('[T43] another site’s page cannot open a connection with our cookie', async () => {
  const app = await startApp();
  await app.admin();

  const socket = connect(app, { cookie: await app.cookieOf('admin'), origin: 'https://evil.example' });

  const error = await next(socket, 'connect_error');
  expect(String(error)).toContain('websocket error');
});

test('a projector link opens its screen, follows the meeting, and closes when it is revoked', async () => {
  const app = await startApp();
  const meetingId = await liveMeeting(app);
  const admin = await app.admin();
  const link = await admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' });

  const screen = connect(app, { link: textField(link, 'token') });
  const first = await next(screen, 'screen');
  const second = next(screen, 'screen');
  await admin.post(`/meetings/${meetingId}/phase`, { to: 'live' });
  const live = await second;
  const ended = next(screen, 'session:end');
  await admin.delete(`/links/${textField(link, 'id')}`);

  expect(first).toMatchObject({ phase: 'prepare', scene: { kind: 'welcome' } });
  expect(live).toMatchObject({ phase: 'live', scene: { kind: 'agenda' } });
  expect(await ended).toEqual({ code: 4401, mayReturn: false });
});

test('[T41] a link opens no desk, and a session no screen', async () => {
  const app = await startApp();
  const meetingId = await liveMeeting(app);
  const admin = await app.admin();
  const link = await admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' });

  const desk = io(app.url, {
    transports: ['websocket'],
    auth: { token: textField(link, 'token') },
    reconnection: false,
    forceNew: true,
  });
  onTestFinished(() => {
    desk.disconnect();
  });
  const refusedDesk = next(desk, 'connect_error');
  const screen = connect(app, { link: 'x'.repeat(43), cookie: await app.cookieOf('admin') });

  expect(await refusedDesk).toMatchObject({ message: 'not-signed-in' });
  expect(await next(screen, 'connect_error')).toMatchObject({ message: 'not-found' });
  expect(
    (
      await app.anyone.get(`/meetings/${meetingId}`, {
        headers: { authorization: `Bearer ${textField(link, 'token')}` },
      })
    ).status,
  ).toBe(401);
});

test('[F24] a stopping server tells everyone to return, and what was answered is there afterwards', async () => {
  const { app, socket, meetingId } = await atTheDesk();
  const ended = next(socket, 'session:end');
  const gone = next(socket, 'disconnect');

  await app.close();

  expect(await ended).toEqual({ doc: `${meetingId}/desk`, code: 4503, mayReturn: true });
  await gone;
  const second = await startApp({ dataDir: app.dataDir });
  const li = await second.signIn('li');
  expect((await li.get(`/meetings/${meetingId}`)).status).toBe(200);
});
