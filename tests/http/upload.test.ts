// Uploads that are not as they should be: bodies that no browser sends, clients that go or stall, too much at once
// (T30, T59). Raw sockets, since no client library would send these.
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES } from '../../shared/domain/file.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import { systemClock } from '../../server/clock.ts';
import { cookieIn, PASSWORD, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';
import { upload } from '../support/files/uploads.ts';

interface Scene {
  readonly app: TestApp;
  readonly secretary: Caller;
  readonly meetingId: string;
  readonly token: string;
}

async function stage(options: Parameters<typeof startApp>[0] = {}): Promise<Scene> {
  const app = await startApp(options);
  const secretary = await app.as('secretary', { username: 'sec' });
  const meetingId = textField(await secretary.post('/meetings', { title: '例会' }), 'id');
  const token = textField(await secretary.post('/tokens', { label: 'raw' }), 'token');
  return { app, secretary, meetingId, token };
}

const MULTIPART = 'multipart/form-data; boundary=b';
const HEAD = 'Content-Disposition: form-data; name="file"; filename="a.txt"';

/** The head of an upload; `length` null for chunks. */
function head({ meetingId, token }: Scene, contentType: string, length: number | null): string {
  const framing = length === null ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
  return [
    `POST /api/v1/meetings/${meetingId}/files HTTP/1.1`,
    ...[
      'Host: x',
      'Connection: close',
      `Authorization: Bearer ${token}`,
      `Content-Type: ${contentType}`,
      framing,
      '',
      '',
    ],
  ].join('\r\n');
}

/** Sends a whole request and hears the status, 0 when the line was cut without one. */
async function send(scene: Scene, contentType: string, body: string | Buffer): Promise<number> {
  const socket = connect(scene.app.port, '127.0.0.1');
  const bytes = Buffer.from(body);
  socket.write(head(scene, contentType, bytes.length));
  socket.write(bytes);
  return statusOf(socket);
}

async function statusOf(socket: Socket): Promise<number> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('close', resolve));
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
}

function leftovers({ app }: Scene): readonly string[] {
  return readdirSync(join(app.dataDir, 'files', 'incoming'));
}

/** Waits for what the server does by itself, in turns of the event loop. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it never came about');
}

async function listedFiles({ secretary, meetingId }: Scene): Promise<unknown> {
  return (await secretary.get(`/meetings/${meetingId}/files`)).body;
}

const part = (headers: string, content = 'abc'): string => `--b\r\n${headers}\r\n\r\n${content}\r\n`;
const END = '--b--\r\n';

/** What is wrong with it, its content type, its body. */
const MALFORMED: readonly (readonly [string, string, string | Buffer])[] = [
  ['nothing in it', MULTIPART, ''],
  ['no boundary', 'multipart/form-data', part(HEAD) + END],
  ['an empty boundary', 'multipart/form-data; boundary=', part(HEAD) + END],
  ['another boundary', 'multipart/form-data; boundary=other', part(HEAD) + END],
  ['a boundary of 10,000', `multipart/form-data; boundary=${'b'.repeat(10_000)}`, part(HEAD) + END],
  ['no end', MULTIPART, part(HEAD)],
  ['an end in the middle of the part', MULTIPART, `--b\r\n${HEAD}\r\n\r\nab`],
  ['an end in the middle of the headers', MULTIPART, `--b\r\nContent-Dispos`],
  ['only its end', MULTIPART, END],
  ['no headers', MULTIPART, `--b\r\n\r\nabc\r\n${END}`],
  ['a header that begins with a blank', MULTIPART, part(' Content-Disposition: form-data; name="file"') + END],
  ['no disposition', MULTIPART, part('Content-Type: text/plain') + END],
  ['a disposition without a name', MULTIPART, part('Content-Disposition: form-data; filename="a"') + END],
  ['another name', MULTIPART, part('Content-Disposition: form-data; name="other"; filename="a"') + END],
  ['the name of a prototype', MULTIPART, part('Content-Disposition: form-data; name="__proto__"; filename="a"') + END],
  ['a field called file', MULTIPART, part('Content-Disposition: form-data; name="file"') + END],
  [
    'fields called __proto__ and constructor',
    MULTIPART,
    ['__proto__', 'constructor'].map((name) => part(`Content-Disposition: form-data; name="${name}"`)).join('') + END,
  ],
  ['a header of 100 KB', MULTIPART, part(`X: ${'x'.repeat(100_000)}\r\n${HEAD}`) + END],
  ['5,000 headers', MULTIPART, part(`${'X: y\r\n'.repeat(5_000)}${HEAD}`) + END],
  ['a thousand files', MULTIPART, part(HEAD).repeat(1_000) + END],
  ['two files', MULTIPART, part(HEAD).repeat(2) + END],
  ['a thousand fields', MULTIPART, part('Content-Disposition: form-data; name="x"').repeat(1_000) + END],
  [
    'a file behind a thousand fields',
    MULTIPART,
    part('Content-Disposition: form-data; name="x"').repeat(1_000) + part(HEAD) + END,
  ],
  [
    'a multipart inside',
    MULTIPART,
    part('Content-Disposition: form-data; name="x"\r\nContent-Type: multipart/mixed; boundary=c', '--c\r\n\r\n--c--') +
      END,
  ],
  ['line feeds alone', MULTIPART, (part(HEAD) + END).replaceAll('\r\n', '\n')],
  ['a name with a line break', MULTIPART, part('Content-Disposition: form-data; name="fi\nle"; filename="a"') + END],
  ['zeros', MULTIPART, Buffer.alloc(10_000)],
  ['JSON', 'application/json', '{"file": "abc"}'],
  ['a form without parts', 'application/x-www-form-urlencoded', 'file=abc'],
  ['mixed parts', 'multipart/mixed; boundary=b', part(HEAD) + END],
  ['no content type', '', part(HEAD) + END],
];

describe('[T30] a body', () => {
  test('that is malformed is a refusal: the server lives, no descriptor leaks, nothing is left', async () => {
    const scene = await stage();
    await upload(scene.secretary, scene.meetingId);
    const files = await listedFiles(scene);
    const descriptors = (): number => readdirSync('/proc/self/fd').length;
    const before = descriptors();

    const statuses = new Map<string, number>();
    for (const [what, contentType, body] of MALFORMED) statuses.set(what, await send(scene, contentType, body));

    const accepted = [...statuses].filter(([, status]) => status < 400 || status >= 500);
    expect(accepted).toEqual([]);
    await until(() => leftovers(scene).length === 0);
    expect(await listedFiles(scene)).toEqual(files);
    await until(() => descriptors() <= before + 2);
    expect((await upload(scene.secretary, scene.meetingId)).status).toBe(201);
  });

  test('may have a preamble, small fields and an epilogue, as some clients send them', async () => {
    const scene = await stage();
    const field = part('Content-Disposition: form-data; name="note"');

    const status = await send(scene, MULTIPART, `preamble\r\n${field}${part(HEAD)}${END}epilogue`);

    expect(status).toBe(201);
  });
});

describe('a client', () => {
  test('that goes in the middle leaves nothing behind', async () => {
    const scene = await stage();
    const socket = connect(scene.app.port, '127.0.0.1');
    socket.write(head(scene, MULTIPART, 10_000_000) + `--b\r\n${HEAD}\r\n\r\n${'x'.repeat(100_000)}`);
    await until(() => leftovers(scene).length === 1);

    socket.destroy();

    await until(() => leftovers(scene).length === 0);
    expect(await listedFiles(scene)).toEqual({ files: [] });
  });

  test('that sends nothing any more is cut off after twenty seconds, one that drips is not', async () => {
    const clock = new HandClock();
    const scene = await stage({ clock });
    const open = (): Socket => {
      const socket = connect(scene.app.port, '127.0.0.1');
      socket.write(head(scene, MULTIPART, 10_000_000) + `--b\r\n${HEAD}\r\n\r\nx`);
      return socket;
    };
    const [silent, dripping] = [open(), open()];
    let dripped = 0;
    const ended = statusOf(silent);
    await until(() => leftovers(scene).length === 2);

    for (let second = 0; second < 60; second += 2) {
      await new Promise((resolve) => dripping.write('x', resolve));
      await new Promise((resolve) => setTimeout(resolve, 5));
      clock.advance(2 * SECOND_MS);
      dripped += 1;
      if (second === 16) expect(silent.closed).toBe(false);
    }

    expect(await ended).toBe(0);
    expect([dripped, dripping.closed]).toEqual([30, false]);
    dripping.destroy();
    await until(() => leftovers(scene).length === 0);
  });

  test('[T59] has thirty seconds for the body of anything that is no upload', async () => {
    const clock = new HandClock();
    const scene = await stage({ clock });
    const socket = connect(scene.app.port, '127.0.0.1');
    const lines = ['POST /api/v1/session HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 100'];
    socket.write(`${lines.join('\r\n')}\r\n\r\n{`);
    const ended = statusOf(socket);
    await until(() => clock.pending > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));

    clock.advance(31 * SECOND_MS);

    expect(await ended).toBe(0);
  });
});

describe('a limit', () => {
  test('of 50 MB is told before a byte is read, and in the middle when no length was told', async () => {
    const scene = await stage();
    const told = connect(scene.app.port, '127.0.0.1');
    told.write(head(scene, MULTIPART, MAX_FILE_BYTES + 1_000_000));
    const untold = connect(scene.app.port, '127.0.0.1');
    untold.write(head(scene, MULTIPART, null));
    const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    untold.write(chunk(`--b\r\n${HEAD}\r\n\r\n`));
    const megabyte = chunk('x'.repeat(1024 * 1024));
    for (let sent = 0; sent <= 51; sent += 1) untold.write(megabyte);
    untold.write(`${chunk(`\r\n${END}`)}0\r\n\r\n`);

    expect(await Promise.all([statusOf(told), statusOf(untold)])).toEqual([413, 413]);
    expect(leftovers(scene)).toEqual([]);
  });

  test('of four at a time a person answers 429, and says when to come again', async () => {
    const scene = await stage();
    const sockets = Array.from({ length: 4 }, () => connect(scene.app.port, '127.0.0.1'));
    for (const socket of sockets) socket.write(head(scene, MULTIPART, 1_000) + `--b\r\n${HEAD}\r\n\r\nx`);
    await until(() => leftovers(scene).length === 4);

    const fifth = await upload(scene.secretary, scene.meetingId);
    const other = await upload(await scene.app.admin(), scene.meetingId);
    for (const socket of sockets) socket.destroy();
    await until(() => leftovers(scene).length === 0);

    expect([fifth.status, fifth.headers.get('retry-after'), other.status]).toEqual([429, '5', 201]);
    expect((await upload(scene.secretary, scene.meetingId)).status).toBe(201);
  });
});

test('[T45] an upload of someone whose right is taken is cut off, and leaves nothing', async () => {
  const scene = await stage();
  const admin = await scene.app.admin();
  const reply = await scene.app.anyone.post('/session', { username: 'sec', password: PASSWORD });
  expect(cookieIn(reply)).not.toBeNull();
  const socket = connect(scene.app.port, '127.0.0.1');
  socket.write(head(scene, MULTIPART, 1_000) + `--b\r\n${HEAD}\r\n\r\nx`);
  const ended = statusOf(socket);
  await until(() => leftovers(scene).length === 1);
  const accounts = (await admin.get('/accounts')).body as { accounts: { id: string; username: string }[] };
  const id = accounts.accounts.find((account) => account.username === 'sec')?.id ?? '';

  await admin.patch(`/accounts/${id}`, { disabled: true });

  expect(await ended).toBe(0);
  await until(() => leftovers(scene).length === 0);
  expect((await admin.get(`/meetings/${scene.meetingId}/files`)).body).toEqual({ files: [] });
});

test('what was on its way when a server was killed is gone at the next start', async () => {
  const clock = systemClock();
  const scene = await stage({ clock });
  const socket = connect(scene.app.port, '127.0.0.1');
  socket.write(head(scene, MULTIPART, 1_000) + `--b\r\n${HEAD}\r\n\r\nx`);
  await until(() => leftovers(scene).length === 1);
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(scene.app.dataDir, 'files', 'incoming', 'of-another-life'), 'x');
  socket.destroy();
  await scene.app.close();

  await startApp({ dataDir: scene.app.dataDir });

  expect(leftovers(scene)).toEqual([]);
});
