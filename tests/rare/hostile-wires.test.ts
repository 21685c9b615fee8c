// Hostile bytes over real sockets against the program as it is shipped, in short; tests/long/hostile-frames.test.ts is the
// same for longer. And keys that would be a prototype, at every door that takes JSON.
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { deepJson, prototypeBomb } from '../support/hostile/wire-attackers.ts';
import { fuzzWires } from '../support/hostile/wire-fuzz.ts';
import { eventually } from '../support/wire-clients.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

const NOTETAKER = { username: 'notetaker', password: 'a password for notes', displayName: '记录员' };
const BOMBS = [prototypeBomb('__proto__'), prototypeBomb('constructor'), deepJson(501)];

async function started(): Promise<ServerUnderTest> {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  return server;
}

it('[P16] [R3] 1,500 hostile messages on both wires are noticed by nobody who types in the same room', async () => {
  const summary = await fuzzWires(await started(), 1_500);

  expect(summary).toContain('hostile messages');
});

it('[T23] keys that would be a prototype and bottomless JSON make nobody more than they are, at any door', async () => {
  const server = await started();
  const admin = await server.admin();
  await admin.post('/accounts', { ...NOTETAKER, role: 'notetaker' });
  const notetaker = await server.signIn(NOTETAKER.username, NOTETAKER.password);
  const token = await server.tokenOf(notetaker);

  const statuses: number[] = [];
  const bodies = BOMBS.flatMap(bodiesWith);
  for (const path of ['/session', '/accounts', '/meetings', '/tokens', '/setup']) {
    const replies = bodies.flatMap((body) =>
      [admin, notetaker].map((caller) => caller.request('POST', path, { body })),
    );
    for (const reply of replies) statuses.push((await reply).status);
  }
  for (const event of [
    'doc:join',
    'doc:update',
    'doc:leave',
    'presence',
    'clock',
    'command',
    '__proto__',
    'constructor',
  ]) {
    for (const bomb of BOMBS) {
      const socket = io(server.url, {
        transports: ['websocket'],
        auth: { token },
        forceNew: true,
        reconnection: false,
      });
      onTestFinished(() => void socket.disconnect());
      await eventually(() => socket.connected, 'the connection');
      socket.emit(event, bomb, () => undefined);
      let isAnswered = false;
      socket.emit('clock', 1, () => (isAnswered = true));
      await eventually(() => isAnswered || !socket.connected, 'an answer or the end');
      socket.disconnect();
    }
  }

  expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
  expect(server.isRunning).toBe(true);
  expect((await notetaker.post('/accounts', { ...NOTETAKER, username: 'another', role: 'notetaker' })).status).toBe(
    404,
  );
  expect((await notetaker.get('/me')).body).toMatchObject({ user: { grants: [{ role: 'notetaker', bodyId: null }] } });
  expect((await admin.post('/meetings', { title: '会议' })).status).toBe(201);
});

/** A body that would be taken but for what `bomb` adds, inside a field and beside them. */
function bodiesWith(bomb: unknown): readonly string[] {
  const honest = '"title":"会议","label":"x","username":"x","password":"a password of mine"';
  const inside = JSON.stringify(bomb);
  return [`{${honest},"extra":${inside}}`, `{${honest},${inside.slice(1)}`];
}
