// What was on its way when a right was lost: in the meeting's queue, in a request whose body is still coming in, in a
// question about who it is. And what an old Socket.IO session id brings back: nothing (T45).
import { request as httpRequest, type ClientRequest } from 'node:http';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { Caller, startApp, textField, type TestApp } from '../support/app.ts';
import { openDoors, type Doors } from '../support/doors.ts';
import { settled } from '../support/hand-clock.ts';
import { lastNumberIn, LIVE_WIRES } from '../support/live-wires.ts';
import { eventually, openSocketIoClient } from '../support/wire-clients.ts';

/** The desk's last number once everything that waits in the room is decided. */
async function lastNumberAt({ rooms, meetingId }: Doors): Promise<number> {
  const read = await rooms.read(meetingId, 1, ({ desk }) => lastNumberIn(desk));
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

/** Keeps the room busy until told otherwise, so that whatever is sent waits behind it. */
function occupy({ rooms, meetingId }: Doors): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void rooms.change(meetingId, 1, 'server', async () => {
    await held;
    return { ok: true, value: { value: null } };
  });
  return release;
}

describe.each(Object.entries(LIVE_WIRES))('on %s', (_name, open) => {
  it('[T45] what waits in the meeting’s queue when the right is lost is not applied', async () => {
    const doors = await openDoors();
    const line = await open({ url: doors.url, doc: doors.doc, credential: { token: 't' }, joins: true });
    line.write(1);
    await waitFor(async () => (await lastNumberAt(doors)) === 1, 'the first number');

    const release = occupy(doors);
    for (let number = 2; number < 20; number += 1) line.write(number);
    await settled(40);
    doors.rights.endUser(doors.userId, 'revoked');
    release();

    expect(await lastNumberAt(doors)).toBe(1);
    await eventually(() => line.codes.length > 0, 'the ending');
    expect(line.codes[0]).toBe(4401);
  });

  it('[T45] whoever is being let in when the right is lost is asked for once more', async () => {
    const doors = await openDoors();
    doors.doorkeeper.holds = true;
    const opening = open({ url: doors.url, doc: doors.doc, credential: { token: 't' }, joins: true });
    await eventually(() => doors.doorkeeper.waiting > 0, 'the question');

    doors.rights.endUser(doors.userId, 'revoked');
    doors.doorkeeper.isShut = true;
    doors.doorkeeper.release();

    const line = await opening;
    await eventually(() => line.codes.length > 0 || line.isGone, 'the ending');
    expect(line.shown).toBe(0);
  });
});

async function waitFor(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await settled();
  }
  throw new Error(`never happened: ${what}`);
}

/** One polling connection, spoken by hand: packets go and come as text. */
class Polling {
  readonly #app: TestApp;
  readonly #cookie: string;
  #sid = '';

  constructor(app: TestApp, cookie: string) {
    this.#app = app;
    this.#cookie = cookie;
  }

  get sid(): string {
    return this.#sid;
  }

  async open(): Promise<void> {
    const text = await this.get();
    this.#sid = /"sid":"([^"]+)"/.exec(text)?.[1] ?? '';
    await this.post('40');
    expect(await this.get()).toContain('40{"sid"');
  }

  get address(): string {
    return `${this.#app.url}/socket.io/?EIO=4&transport=polling${this.#sid === '' ? '' : `&sid=${this.#sid}`}`;
  }

  get headers(): Record<string, string> {
    return { cookie: this.#cookie, origin: this.#app.url };
  }

  async get(): Promise<string> {
    return (await fetch(this.address, { headers: this.headers })).text();
  }

  async post(body: string): Promise<number> {
    return (await fetch(this.address, { method: 'POST', body, headers: this.headers })).status;
  }

  /** A post whose body does not come to its end before it is told to. */
  slowPost(body: string): ClientRequest {
    const headers = { ...this.headers, 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) };
    const request = httpRequest(this.address, { method: 'POST', headers });
    request.on('error', () => undefined);
    onTestFinished(() => void request.destroy());
    request.write(body.slice(0, -10));
    return request;
  }
}

interface Ground {
  readonly app: TestApp;
  readonly li: Caller;
  readonly cookie: string;
  readonly doc: string;
}

async function ground(): Promise<Ground> {
  const app = await startApp();
  const doc = `${textField(await (await app.admin()).post('/meetings', { title: '会议' }), 'id')}/desk`;
  await app.as('notetaker', { username: 'li' });
  const cookie = await app.cookieOf('li');
  return { app, doc, cookie, li: new Caller(app.url, { cookie, origin: app.url }) };
}

/** The packets of one event with binary fields, as Socket.IO writes them for polling. */
function packets(event: string, message: Readonly<Record<string, unknown>>, bytes: Uint8Array, ack: number): string {
  return `451-${ack}${JSON.stringify([event, message])}\u001eb${Buffer.from(bytes).toString('base64')}`;
}

const FIRST = { _placeholder: true, num: 0 };

function joining(doc: string): string {
  const request = { doc, clientId: 99, stateVector: FIRST, protocol: 1, schema: 1 };
  return packets('doc:join', request, Uint8Array.of(0), 1);
}

function writing(doc: string, number: number): string {
  const own = new Y.Doc();
  own.clientID = 99;
  own.getMap('meeting').set('number', `${number}`);
  return packets('doc:update', { doc, update: FIRST }, Y.encodeStateAsUpdate(own), 2);
}

describe('a polling connection', () => {
  it('[T45] a post that was still coming in when the session ended has no effect', async () => {
    const at = await ground();
    const line = new Polling(at.app, at.cookie);
    await line.open();
    await line.post(joining(at.doc));
    await line.get();

    const slow = line.slowPost(writing(at.doc, 5));
    await settled(50);
    await at.li.delete('/session');
    slow.end(writing(at.doc, 5).slice(-10));
    await line.post(writing(at.doc, 6));

    expect(await numberFor(at)).toBe(-1);
  });

  it('[T45] its session id finds nothing once the session has ended', async () => {
    const at = await ground();
    const line = new Polling(at.app, at.cookie);
    await line.open();
    await line.post(joining(at.doc));
    await line.get();

    await at.li.delete('/session');
    const said = [await line.get(), await line.get(), await line.get(), await line.get()];

    expect(said.join()).not.toContain('doc:update');
    expect(said.at(-1)).toBe('{"code":1,"message":"Session ID unknown"}');
    expect(await line.post(writing(at.doc, 7))).toBe(400);
    expect(await numberFor(at)).toBe(-1);
  });

  it('[T45] the control: the same post of somebody who is signed in is taken in', async () => {
    const at = await ground();
    const line = new Polling(at.app, at.cookie);
    await line.open();
    await line.post(joining(at.doc));
    await line.get();

    const slow = line.slowPost(writing(at.doc, 5));
    slow.end(writing(at.doc, 5).slice(-10));
    await line.get();

    expect(await numberFor(at)).toBe(5);
  });

  /** A connection that is a second behind its pace. */
  const behind = async (): Promise<Polling> => {
    const at = await ground();
    const line = new Polling(at.app, at.cookie);
    await line.open();
    await line.post(Array.from({ length: 300 }, (_, id) => `42${id}["clock",0]`).join('\u001e'));
    await line.post('42300["clock",0]');
    return line;
  };

  it('[M13] a post of one who sends faster than the pace waits for its time, and is taken in then', async () => {
    const line = await behind();
    const startedMs = performance.now();

    const status = await line.post('42301["clock",0]');

    expect(status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThan(500);
  });

  it('[M13] who does not wait for that is hung up on', async () => {
    const line = await behind();
    const first = line.post('42301["clock",0]').catch(() => 0);
    await settled(40);

    const second = line.post('42302["clock",0]').catch(() => 0);
    await Promise.all([first, second]);

    expect(await line.post('42303["clock",0]')).toBe(400);
  });

  it('[T45] connecting with the numbers of an earlier connection resumes nothing', async () => {
    const { app, cookie } = await ground();
    const auth = { pid: 'an-earlier-private-id', offset: 'an-earlier-offset' };
    const socket = io(app.url, { auth, extraHeaders: { cookie, origin: app.url }, forceNew: true });
    onTestFinished(() => void socket.disconnect());
    await eventually(() => socket.connected, 'the connection');

    expect(socket.recovered).not.toBe(true);
    expect(Reflect.get(socket, '_pid')).toBeUndefined();
  });
});

/** What a fresh reader finds in the document. */
async function numberFor({ app, doc }: Ground): Promise<number> {
  const token = textField(await (await app.as('notetaker')).post('/tokens', { label: 'reader' }), 'token');
  const reader = openSocketIoClient({ url: app.url, token, doc });
  onTestFinished(() => reader.close());
  await eventually(() => reader.isSynced, 'the reader');
  return lastNumberIn(reader.doc);
}

describe.each(['websocket', 'polling'])('a screen by %s', (transport) => {
  const opened = async () => {
    const app = await startApp();
    const admin = await app.admin();
    const meetingId = textField(await admin.post('/meetings', { title: '会议' }), 'id');
    const link = await admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' });
    const auth = { token: textField(link, 'token') };
    const socket = io(`${app.url}/screen`, { transports: [transport], auth, forceNew: true, reconnection: false });
    onTestFinished(() => void socket.disconnect());
    const heard: string[] = [];
    socket.onAny((event: string, message: { readonly code?: number }) => heard.push(`${event} ${message.code ?? ''}`));
    await eventually(() => heard.length > 0, 'the first picture');
    return { admin, meetingId, linkId: textField(link, 'id'), socket, heard };
  };

  it.each([
    [
      'when its link is revoked',
      4401,
      (at: Awaited<ReturnType<typeof opened>>) => at.admin.delete(`/links/${at.linkId}`),
    ],
    [
      'when its meeting is put into the trash',
      4404,
      (at: Awaited<ReturnType<typeof opened>>) => at.admin.delete(`/meetings/${at.meetingId}`),
    ],
  ])('[T41] is ended within a second %s', async (_when, code, take) => {
    const at = await opened();

    await take(at);
    await eventually(() => !at.socket.connected, 'the ending', 1_000);

    expect(at.heard.at(-1)).toBe(`session:end ${code}`);
  });
});
