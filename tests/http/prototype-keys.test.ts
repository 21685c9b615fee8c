// `__proto__`, `constructor` and `prototype` as keys of whatever is sent, wherever a value can stand: they change nobody's
// role, reach no prototype and stop no server (T23).
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { hostileObjects, prototypeMembers, SELF_KEYS } from '../support/hostile/prototype-values.ts';
import { listed, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { asked, enter, entered, joinOf } from '../authority/knocks.ts';
import { prototypeKeys } from '../support/hostile/patterns.ts';

const LIMIT_MS = 60_000;
const MEMBERS = prototypeMembers();

interface Scene {
  readonly app: TestApp;
  readonly caller: Caller;
  readonly token: string;
  readonly meetingId: string;
  /** Who the caller is, as the server tells. */
  readonly before: unknown;
}

async function scene(): Promise<Scene> {
  const app = await startApp();
  const caller = await app.as('secretary');
  const token = textField(await caller.post('/tokens', { label: 'desk' }), 'token');
  const meetingId = textField(await caller.post('/meetings', { title: '例会' }), 'id');
  return { app, caller, token, meetingId, before: roleIn(await caller.get('/me')) };
}

function roleIn({ status, body }: { readonly status: number; readonly body: unknown }): unknown {
  return [status, JSON.stringify(body).replace(/"lastSeenAt":\d+/, '')];
}

async function expectUnchanged({ caller, before, meetingId }: Scene): Promise<void> {
  expect(roleIn(await caller.get('/me'))).toEqual(before);
  expect((await caller.get('/accounts')).status).toBe(404);
  expect((await caller.get(`/meetings/${meetingId}`)).status).toBe(200);
}

afterEach(() => {
  expect(prototypeMembers()).toEqual(MEMBERS);
});

describe('keys that reach for a prototype', () => {
  test('[T23] are refused in the body of every route, at every depth', { timeout: LIMIT_MS }, async () => {
    const office = await scene();
    const { app, meetingId } = office;
    // Who may do everything is stopped by nothing but the body.
    const admin = await app.admin();
    const routes = app.routes.filter(({ body }) => body !== undefined);
    const passed: string[] = [];
    let sinks = 0;

    for (const { name, method, path } of routes) {
      for (const [what, text] of hostileObjects()) {
        const reply = await admin.request(method.toUpperCase(), path.replace('{id}', meetingId), { body: text });
        sinks += 1;
        if (reply.status !== 422) passed.push(`${name}, ${what}: ${reply.status}`);
      }
    }

    expect(passed).toEqual([]);
    expect(sinks).toBeGreaterThanOrEqual(50);
    await expectUnchanged(office);
  });

  test('[T23] are refused anywhere in a file that is imported', { timeout: LIMIT_MS }, async () => {
    const office = await scene();
    const whole = readFileSync(new URL('../fixtures/reference-meeting.json', import.meta.url), 'utf8').trim();
    const before = listed(await office.caller.get('/meetings'), 'meetings', 'id');

    for (const key of SELF_KEYS) {
      for (const at of ['{', '"meeting": {', '"agenda": [\n    {'].filter((place) => whole.includes(place))) {
        const file = whole.replace(at, `${at}"${key}":{"role":"admin","isAdmin":true},`);
        const reply = await office.caller.post('/meetings/import', file);
        expect([key, at, reply.status]).toEqual([key, at, 422]);
      }
    }

    expect(listed(await office.caller.get('/meetings'), 'meetings', 'id')).toEqual(before);
    await expectUnchanged(office);
  });

  test('[T23] mean nothing in a query', async () => {
    const office = await scene();
    const { app, caller, meetingId } = office;

    for (const { path } of app.routes.filter(({ query, method }) => query !== undefined && method === 'get')) {
      const place = path.replace('{id}', meetingId).replace('{format}', 'json');
      const plain = (await caller.get(place)).status;
      for (const key of SELF_KEYS) {
        const query = `${key}[role]=admin&${key}=admin&a[${key}][isAdmin]=true&constructor[prototype][isAdmin]=true`;
        expect([place, key, (await caller.get(`${place}?${query}`)).status]).toEqual([place, key, plain]);
      }
    }

    await expectUnchanged(office);
  });

  test('[T23] let nobody in at the handshake of a socket', { timeout: LIMIT_MS }, async () => {
    const office = await scene();

    for (const namespace of ['/', '/screen']) {
      for (const key of SELF_KEYS) {
        const auth = Object.fromEntries([[key, { token: office.token }]]);
        const result = await enter(office.app.url, namespace, { token: null, auth });
        expect([namespace, key, 'error' in result]).toEqual([namespace, key, true]);
      }
    }

    await expectUnchanged(office);
  });

  test('[T23] do nothing in events and commands of a socket', { timeout: LIMIT_MS }, async () => {
    const office = await scene();
    const { app, token, meetingId } = office;
    const command = { id: 'a-command-of-mine', meetingId, kind: 'meeting.phase', claimedAt: 0 };

    for (const [what, text] of hostileObjects()) {
      const hostile: unknown = JSON.parse(text);
      for (const event of ['doc:join', 'doc:update', 'doc:leave', 'presence', 'command']) {
        const socket = await entered(app.url, '/', { token });
        const answered = new Promise((resolve) => socket.once('disconnect', resolve).once('session:end', resolve));
        socket.emit(event, hostile, () => undefined);
        await answered;
        socket.disconnect();
      }
      const socket = await entered(app.url, '/', { token });
      const answer = await asked(socket, 'command', { ...command, data: hostile });
      expect([what, answer]).toEqual([what, expect.stringContaining('"refused":"invalid"')]);
      socket.disconnect();
    }

    await expectUnchanged(office);
  });

  test('[T23] are refused in updates of a document', { timeout: LIMIT_MS }, async () => {
    const office = await scene();
    const doc = `${office.meetingId}/desk`;

    for (const key of SELF_KEYS) {
      for (const update of prototypeKeys(77, key)) {
        const socket = await entered(office.app.url, '/', { token: office.token });
        const ended = new Promise((resolve) =>
          socket.once('session:end', ({ code }: { code: number }) => resolve(code)),
        );
        expect(await asked(socket, 'doc:join', joinOf(doc))).toContain('"access":"write"');
        socket.emit('doc:update', { doc, update }, () => undefined);
        expect([key, await ended]).toEqual([key, expect.any(Number)]);
        socket.disconnect();
      }
    }

    await expectUnchanged(office);
  });
});
