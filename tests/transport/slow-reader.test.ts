// A reader that stops reading is cut off at a megabyte of backlog, on both wires and on polling; the others do not notice. [P21]
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { startApp, textField, type TestApp } from '../support/app.ts';
import { joinOf, setReading, slowSocket } from '../support/slow-socket.ts';
import { eventually, openSocketIoClient, type WireClient } from '../support/wire-clients.ts';

/** Enough to fill what the kernel buffers on a loopback line, and the megabyte beyond it. */
const FLOOD_UPDATES = 60;
const UPDATE_CHARACTERS = 70_000;

interface Hall {
  readonly app: TestApp;
  readonly token: string;
  readonly doc: string;
  readonly writer: WireClient;
  readonly reader: WireClient;
}

async function hall(): Promise<Hall> {
  const app = await startApp();
  const admin = await app.admin();
  const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
  const token = textField(await admin.post('/tokens', { label: 'test' }), 'token');
  const open = (): WireClient => {
    const client = openSocketIoClient({ url: app.url, token, doc });
    onTestFinished(() => client.close());
    return client;
  };
  const [writer, reader] = [open(), open()];
  await eventually(() => writer.isSynced && reader.isSynced, 'both synced');
  return { app, token, doc, writer, reader };
}

/** Writes Chinese text, about 12 MB unless told, waiting for each part to be saved. */
async function flood(writer: WireClient, parts = FLOOD_UPDATES): Promise<void> {
  const tasks = writer.doc.getMap<Y.Map<unknown>>('tasks');
  const task = tasks.get('t') ?? tasks.set('t', new Y.Map<unknown>());
  const known = task.get('what');
  const what = known instanceof Y.Text ? known : task.set('what', new Y.Text());
  for (let part = 0; part < parts; part += 1) {
    what.insert(what.length, '议'.repeat(UPDATE_CHARACTERS));
    await eventually(() => writer.isSynced, `part ${part} saved`);
  }
}

function wordsOf(client: WireClient): number {
  const task = client.doc.getMap('tasks').get('t');
  const what: unknown = task instanceof Y.Map ? task.get('what') : null;
  return what instanceof Y.Text ? what.length : 0;
}

describe('a reader that stops reading', () => {
  it('is cut off on the y-websocket wire', { timeout: 60_000 }, async () => {
    const { app, token, doc, writer, reader } = await hall();
    const slow = new WebSocket(`${app.url.replace('http', 'ws')}/yjs/${doc}?token=${token}`);
    onTestFinished(() => slow.terminate());
    let hasEnded = false;
    slow.on('close', () => (hasEnded = true));
    slow.on('error', () => undefined);
    let frames = 0;
    slow.on('message', () => (frames += 1));
    slow.on('open', () => slow.send(Uint8Array.of(0, 0, 1, 0)));
    await eventually(() => frames > 0, 'the first answer');

    slow.pause();
    await flood(writer);
    slow.resume();
    await eventually(() => hasEnded, 'the ending');

    expect(frames).toBeLessThan(FLOOD_UPDATES);
    await eventually(() => wordsOf(reader) === wordsOf(writer), 'everything at the other reader');
  });

  it('is cut off on the Socket.IO wire', { timeout: 60_000 }, async () => {
    const { app, token, doc, writer, reader } = await hall();
    const slow = await slowSocket({ url: app.url, token, doc });

    setReading(slow, false);
    await flood(writer);
    setReading(slow, true);
    await eventually(() => !slow.connected, 'the ending');

    await eventually(() => wordsOf(reader) === wordsOf(writer), 'everything at the other reader');
  });

  it('is cut off where only polling gets through', { timeout: 60_000 }, async () => {
    const { app, token, doc, writer, reader } = await hall();
    const slow = await slowSocket({ url: app.url, token, doc }, 'polling');
    let updates = 0;
    slow.on('doc:update', () => (updates += 1));
    const { transport } = slow.io.engine;
    const poll: unknown = Reflect.get(transport, '_poll');
    if (typeof poll !== 'function') throw new Error('no polling under the client');

    Reflect.set(transport, '_poll', () => undefined);
    await flood(writer);
    Reflect.apply(poll, transport, []);
    Reflect.set(transport, '_poll', poll);
    await eventually(() => !slow.connected, 'the ending');

    expect(updates).toBeLessThan(FLOOD_UPDATES / 2);
    await eventually(() => wordsOf(reader) === wordsOf(writer), 'everything at the other reader');
  });
});

describe('a client that asks without reading', () => {
  it('is cut off on the Socket.IO wire, although each answer is what it asked for', { timeout: 60_000 }, async () => {
    const { app, token, doc, writer } = await hall();
    const slow = await slowSocket({ url: app.url, token, doc });
    await flood(writer, 6);

    setReading(slow, false);
    for (let asked = 0; asked < 100; asked += 1) slow.emit('doc:join', joinOf(doc), () => undefined);
    await flood(writer, 1);
    setReading(slow, true);

    await eventually(() => !slow.connected, 'the ending');
  });

  it('is cut off on the y-websocket wire as well', { timeout: 60_000 }, async () => {
    const { app, token, doc, writer } = await hall();
    await flood(writer, 6);
    const slow = new WebSocket(`${app.url.replace('http', 'ws')}/yjs/${doc}?token=${token}`);
    onTestFinished(() => slow.terminate());
    const codes: number[] = [];
    slow.on('close', (code) => codes.push(code));
    slow.on('error', () => undefined);
    await new Promise((resolve) => slow.once('open', resolve));

    slow.pause();
    for (let asked = 0; asked < 100; asked += 1) slow.send(Uint8Array.of(0, 0, 1, 0));
    await flood(writer, 1);
    slow.resume();

    await eventually(() => codes.length > 0, 'the ending');
  });
});
