// Crowds at the door, over real sockets: a room that comes in at once, strangers who say nothing or too much, and what
// another site's page gets from either wire (P15, T43).
import { connect as connectTcp, type Socket as TcpSocket } from 'node:net';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_INSIDE } from '../../server/transport/doorstep.ts';
import { startApp, textField, type TestApp } from '../support/app.ts';
import { eventually } from '../support/wire-clients.ts';

interface Ground {
  readonly app: TestApp;
  readonly meetingId: string;
  readonly cookie: string;
}

async function ground(env?: Readonly<Record<string, string>>): Promise<Ground> {
  const app = await startApp(env ? { env } : {});
  const meetingId = textField(await (await app.admin()).post('/meetings', { title: '会议' }), 'id');
  await app.as('notetaker', { username: 'li' });
  return { app, meetingId, cookie: await app.cookieOf('li') };
}

/** A raw upgrade; answers with everything that comes back. */
function upgrade(app: TestApp, path: string, headers: Readonly<Record<string, string>> = {}) {
  const socket: TcpSocket = connectTcp(app.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const seen = { text: '', isOver: false };
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => (seen.text += bytes.toString('latin1')));
  socket.on('close', () => (seen.isOver = true));
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  const lines = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', ...headers };
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nSec-WebSocket-Key: ${key}\r\n${text.join('')}\r\n`,
  );
  return seen;
}

const ENGINE = '/socket.io/?EIO=4&transport=websocket';

describe('a room behind one address', () => {
  it('[P15] 200 screens that connect in the same second all get their picture', async () => {
    const { app, meetingId } = await ground();
    const link = await (await app.admin()).post(`/meetings/${meetingId}/links`, { kind: 'view' });
    const auth = { token: textField(link, 'token') };
    let pictures = 0;
    let refusals = 0;
    for (let screen = 0; screen < 200; screen += 1) {
      const options = { transports: ['websocket'], auth, forceNew: true, reconnection: false };
      const socket = io(`${app.url}/screen`, options);
      onTestFinished(() => void socket.disconnect());
      socket.once('screen', () => (pictures += 1));
      socket.on('connect_error', () => (refusals += 1));
    }

    await eventually(() => pictures + refusals >= 200, 'every picture', 15_000);

    expect([pictures, refusals]).toEqual([200, 0]);
  });

  it('[P15] strangers who say nothing do not keep out whoever has a cookie or a token', async () => {
    const { app, meetingId, cookie } = await ground();
    const idle = Array.from({ length: 100 }, () => upgrade(app, ENGINE));
    await eventually(() => idle.filter(({ text }) => text.includes(' 101 ')).length >= MAX_INSIDE, 'the crowd');

    const desk = io(app.url, { transports: ['websocket'], extraHeaders: { cookie, origin: app.url }, forceNew: true });
    onTestFinished(() => void desk.disconnect());
    const token = textField(await (await app.signIn('li')).post('/tokens', { label: 'test' }), 'token');
    const stock = new WebSocket(`ws://127.0.0.1:${app.port}/yjs/${meetingId}/desk?token=${token}`);
    onTestFinished(() => stock.terminate());

    await eventually(() => desk.connected && stock.readyState === WebSocket.OPEN, 'both', 1_000);
    expect(idle.filter(({ text }) => text.includes(' 101 ')).length).toBeLessThanOrEqual(MAX_INSIDE);
  });
});

describe('a stranger', () => {
  it('[P15] who says too much before saying who it is is hung up on', async () => {
    const { app } = await ground();
    const many = new WebSocket(`ws://127.0.0.1:${app.port}${ENGINE}`);
    const large = new WebSocket(`ws://127.0.0.1:${app.port}${ENGINE}`);
    const over: string[] = [];
    for (const [name, socket] of Object.entries({ many, large })) {
      socket.on('error', () => undefined);
      socket.on('close', () => over.push(name));
      onTestFinished(() => socket.terminate());
    }
    await eventually(() => many.readyState === WebSocket.OPEN && large.readyState === WebSocket.OPEN, 'both');

    for (let message = 0; message < 12; message += 1) many.send('42["clock",0]');
    large.send(`4${'x'.repeat(100_000)}`);

    await eventually(() => over.length === 2, 'the hanging up', 4_000);
  });

  it('[P15] who says nothing is hung up on after five seconds, whatever it sends meanwhile', async () => {
    const { app } = await ground();
    const socket = new WebSocket(`ws://127.0.0.1:${app.port}${ENGINE}`);
    let isOver = false;
    socket.on('error', () => undefined);
    socket.on('close', () => (isOver = true));
    onTestFinished(() => socket.terminate());
    await eventually(() => socket.readyState === WebSocket.OPEN, 'the connection');
    const talking = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('3'), 900);
    onTestFinished(() => clearInterval(talking));

    await eventually(() => isOver, 'the hanging up', 6_500);
  });

  it('[P15] does not get more places by naming other addresses', async () => {
    const { app } = await ground();
    const forged = Array.from({ length: 60 }, (_, index) =>
      upgrade(app, ENGINE, { 'X-Forwarded-For': `10.1.1.${index}` }),
    );

    await eventually(() => forged.filter(({ text }) => text.includes(' 101 ')).length >= MAX_INSIDE, 'the first');
    const inside = forged.filter(({ text, isOver }) => text.includes(' 101 ') && !isOver).length;

    expect(inside).toBeLessThanOrEqual(MAX_INSIDE);
  });
});

const FOREIGN = (app: TestApp): readonly string[] => [
  'null',
  'http://evil.example',
  'https://evil.example',
  `http://127.0.0.1:${app.port + 1}`,
  `https://127.0.0.1:${app.port}`,
  `http://sub.127.0.0.1:${app.port}`,
  `http://127.0.0.1.evil.example:${app.port}`,
  `HTTP://127.0.0.1:${app.port}`,
  `http://127.0.0.1:${app.port}/`,
  'file://',
  'chrome-extension://abcdef',
  '',
];

describe('a page of another site', () => {
  it.each([ENGINE, '/yjs/any/desk'])(
    '[T43] is refused with 403 at %s, before any upgrade, with all that protects',
    async (path) => {
      const { app, cookie } = await ground();

      for (const origin of FOREIGN(app)) {
        const seen = upgrade(app, path, { Cookie: cookie, Origin: origin });
        await eventually(() => seen.isOver, `the answer to ${origin}`);
        expect(seen.text, origin).toMatch(/^HTTP\/1\.1 403 /);
        expect(seen.text).toContain("frame-ancestors 'none'");
        expect(seen.text).toContain('X-Content-Type-Options: nosniff');
      }
    },
  );

  it('[T43] cannot poll with our cookie either, nor post into a connection that is open', async () => {
    const { app, cookie } = await ground();
    const polling = `${app.url}/socket.io/?EIO=4&transport=polling`;
    const own = await (await fetch(polling, { headers: { cookie, origin: app.url } })).text();
    const sid = /"sid":"([^"]+)"/.exec(own)?.[1];

    const headers = { cookie, origin: 'http://evil.example' };
    const handshake = await fetch(polling, { headers });
    const post = await fetch(`${polling}&sid=${sid}`, { method: 'POST', body: '40', headers });

    expect([handshake.status, post.status]).toEqual([403, 403]);
    expect(handshake.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
