// What stands in the log after every kind of secret was used in every way, right and wrong (T40): none of them, no
// password, nothing of the minutes.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from '../../server/log.ts';
import { newSecretToken } from '../../server/auth/secret-token.ts';
import { DATABASE_NAME } from '../../server/store/backup.ts';
import { field, listed, PASSWORD, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { rawLine, requestOf } from '../support/raw-request.ts';
import { eventually, openSocketIoClient, openStockClient } from '../support/wire-clients.ts';

const EACH = 20;
const MINUTES = '绝密：董事会决定裁撤第三分公司';
const WRONG_PASSWORD = 'my other password 猴';

interface Secrets {
  readonly meetingId: string;
  readonly sessions: readonly string[];
  readonly apiTokens: readonly string[];
  readonly links: readonly string[];
  readonly invitations: readonly string[];
  /** Of no one. */
  readonly unknown: readonly string[];
  readonly setup: string;
}

async function series<T>(make: (index: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let index = 0; index < EACH; index += 1) made.push(await make(index));
  return made;
}

async function makeSecrets(app: TestApp): Promise<Secrets> {
  const setup = app.setupToken ?? '';
  await app.anyone.post('/setup', { token: `${setup}x`, username: 'x', password: PASSWORD, displayName: 'x' });
  const admin = await app.admin();
  const secretary = await app.as('secretary', { username: 'wang' });
  const meetingId = textField(await secretary.post('/meetings', { title: MINUTES }), 'id');
  return {
    ...{ meetingId, setup, unknown: Array.from({ length: EACH }, () => newSecretToken().token) },
    sessions: await series(() => app.cookieOf('wang')),
    apiTokens: await series(async () => textField(await secretary.post('/tokens', { label: 'x' }), 'token')),
    links: await series(async (index) => {
      if (index % 5 === 0) return taskLink(secretary);
      const link = index % 2 === 0 ? { kind: 'projector', screen: 'main' } : { kind: 'view' };
      return textField(await secretary.post(`/meetings/${meetingId}/links`, link), 'token');
    }),
    invitations: await series(async (index) => {
      const person = { username: `guest-${index}`, displayName: 'x', role: 'notetaker' };
      return Object(field(await admin.post('/accounts', person), 'invitation')).token;
    }),
  };
}

/** Of the owner of a task. */
async function taskLink(secretary: Caller): Promise<string> {
  const task = await secretary.post('/tasks', { bodyId: null, what: MINUTES, owners: [{ name: '赵军' }] });
  const [owner] = listed(task, 'owners', 'key');
  return textField(await secretary.post(`/tasks/${textField(task, 'id')}/links`, { owner }), 'token');
}

/** Every door with every secret, whether it belongs there or not. */
async function knockEverywhere(app: TestApp, secret: string, meetingId: string): Promise<void> {
  const cookie = secret.includes('=') ? secret : `gongbi_session=${secret}`;
  const authorization = `Bearer ${secret}`;
  const paths = ['/me', '/nowhere', `/meetings/${secret}`, `/meetings/${meetingId}/links`, `/files/${secret}%ff`];
  for (const path of paths) {
    await app.anyone.get(path, { headers: { authorization } });
    await app.anyone.get(`${path}?token=${secret}`, { headers: { cookie } });
  }
  const json = { 'content-type': 'application/json' };
  const broken = `{"token":"${secret}","text":"${MINUTES}`;
  await app.anyone.post('/invitations/read', broken, { headers: json });
  await app.anyone.post('/invitations/read', { token: secret });
  await app.anyone.post('/meetings', { title: MINUTES, token: secret, more: MINUTES }, { headers: { authorization } });
  await app.anyone.request('POST', `/meetings/${meetingId}/files`, {
    body: `--${secret}\r\n${MINUTES}`,
    headers: { authorization, 'content-type': `multipart/form-data; boundary=${secret}` },
  });
  await app.anyone.get(`/task-links/${secret}`);
  await app.anyone.post(`/task-links/${secret}`, { task: 'x', revision: '1', action: 'report', text: MINUTES });
  for (const page of [
    `//tasks/${secret}`,
    `//projector/${secret}`,
    `//view/${secret}`,
    `//setup?token=${secret}`,
    `//${secret}%ff`,
  ]) {
    const reply = await app.anyone.get(page);
    expect(reply.headers.get('referrer-policy'), page).toBe('no-referrer');
  }
  await malformed(app, secret, meetingId);
  await onWires(app, secret, meetingId);
}

async function malformed({ port }: TestApp, secret: string, meetingId: string): Promise<void> {
  const upgrade = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const lines = [
    rawLine(port, requestOf(`GET /yjs/${meetingId}/desk?token=${secret}`, [...upgrade, 'Sec-WebSocket-Key: short'])),
    rawLine(port, requestOf(`GET /elsewhere/${secret}`, [...upgrade, `Authorization: Bearer ${secret}`])),
    rawLine(port, requestOf(`GET /socket.io/?EIO=4&transport=websocket&sid=${secret}`, upgrade)),
    rawLine(port, requestOf('GET /api/v1/me', ['Host: x', `Cookie: ${secret}`, `X-Long: ${secret.repeat(600)}`])),
    rawLine(port, `${secret} ${secret}\r\n\r\n`),
  ];
  await eventually(() => lines.every(({ answer, isGone }) => answer !== '' || isGone), 'every answer');
  for (const { socket } of lines) socket.destroy();
}

async function onWires(app: TestApp, token: string, meetingId: string): Promise<void> {
  for (const path of ['', '/screen']) {
    const socket = io(`${app.url}${path}`, {
      transports: ['websocket'],
      auth: { token },
      reconnection: false,
      forceNew: true,
    });
    let answers = 0;
    for (const event of ['connect', 'connect_error', 'disconnect']) socket.on(event, () => (answers += 1));
    await eventually(() => answers > 0, 'an answer');
    socket.emit('command', { id: token, meetingId, kind: MINUTES, data: token });
    socket.emit('doc:join', { doc: token, clientId: MINUTES });
    await eventually(() => answers > 0 && (!socket.connected || socket.sendBuffer.length === 0), 'the sending');
    socket.disconnect();
  }
  const stock = new WebSocket(`${app.url.replace('http', 'ws')}/yjs/${meetingId}/desk?token=${token}`);
  let isOver = false;
  stock.on('error', () => undefined).on('close', () => (isOver = true));
  stock.on('open', () => stock.send(`${token} ${MINUTES}`));
  await eventually(() => isOver, 'the end of a malformed stock client');
}

async function writeMinutes(app: TestApp, token: string, meetingId: string): Promise<void> {
  const target = { url: app.url, token, doc: `${meetingId}/desk` };
  for (const client of [openSocketIoClient(target), openStockClient(target)]) {
    onTestFinished(() => client.close());
    await eventually(() => client.isSynced, 'the writer');
    client.doc.getMap('meeting').set('chair', MINUTES);
    client.doc.getMap('no-such-root').set(MINUTES, token);
    client.sendGarbage();
    await eventually(() => client.codes.length > 0 || !client.isSynced, 'the refusal');
    client.close();
  }
}

/** Every request that asks for a meeting fails inside from here on. */
function breakInside({ dataDir }: TestApp): void {
  const database = new Database(join(dataDir, DATABASE_NAME));
  database.exec('ALTER TABLE meetings RENAME TO gone');
  database.close();
}

const accepted = (app: TestApp, token: string): Promise<{ readonly status: number }> =>
  app.anyone.post('/invitations/accept', { token, password: `${PASSWORD} ${token}` });

test(
  '[T40] of 100 secrets used rightly and wrongly, and of what was written, nothing is in the log',
  { timeout: 120_000 },
  async () => {
    const lines: string[] = [];
    const log = createLog('trace', { write: (line: string) => void lines.push(line) });
    const app = await startApp({ log });
    const secrets = await makeSecrets(app);
    const { sessions, apiTokens, links, invitations, unknown, setup, meetingId } = secrets;
    const kinds = [sessions, apiTokens, links, invitations, [...unknown, setup]];
    const all = kinds.flat();

    await Promise.all(
      kinds.map(async (kind) => {
        for (const secret of kind) await knockEverywhere(app, secret, meetingId);
      }),
    );
    const taken = await Promise.all(invitations.map((token) => accepted(app, token)));
    await app.anyone.post('/session', { username: 'wang', password: WRONG_PASSWORD });
    await writeMinutes(app, apiTokens[0] ?? '', meetingId);
    breakInside(app);
    const failed = await Promise.all([
      ...apiTokens.map((token) => asToken(app, token).get(`/meetings?q=${token}`)),
      ...sessions.map((cookie) => app.anyone.get(`/meetings?q=${cookie}`, { headers: { cookie } })),
    ]);

    const values = all.map((secret) => secret.split('=')[1] ?? secret);
    const written = lines.join('');
    expect(new Set(values).size).toBeGreaterThanOrEqual(100);
    expect(taken.some(({ status }) => status === 200)).toBe(true);
    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set([500]));
    expect(lines.filter((line) => line.includes('"request failed"')).length).toBeGreaterThanOrEqual(failed.length);
    expect(values.filter((value) => written.includes(value))).toEqual([]);
    expect([PASSWORD, WRONG_PASSWORD, MINUTES, MINUTES.slice(3)].filter((text) => written.includes(text))).toEqual([]);
  },
);

function asToken(app: TestApp, token: string): Pick<Caller, 'get'> {
  return { get: (path) => app.anyone.get(path, { headers: { authorization: `Bearer ${token}` } }) };
}
