// A reader that stops reading is cut off at a megabyte of backlog, on both wires; the others do not notice. [P21]
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { startApp, textField, type TestApp } from '../support/app.ts';
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

/** Writes about 12 MB of Chinese text, waiting for each part to be saved. */
async function flood(writer: WireClient, isOver: () => boolean): Promise<void> {
  const task = new Y.Map<unknown>();
  writer.doc.getMap('tasks').set('t', task);
  const what = new Y.Text();
  task.set('what', what);
  for (let part = 0; part < FLOOD_UPDATES && !isOver(); part += 1) {
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
    await flood(writer, () => false);
    slow.resume();
    await eventually(() => hasEnded, 'the ending');

    expect(frames).toBeLessThan(FLOOD_UPDATES);
    await eventually(() => wordsOf(reader) === wordsOf(writer), 'everything at the other reader');
  });

  it('is cut off on the Socket.IO wire', { timeout: 60_000 }, async () => {
    const { app, token, doc, writer, reader } = await hall();
    const slow = io(app.url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
    onTestFinished(() => void slow.disconnect());
    const join = {
      doc,
      clientId: 7,
      stateVector: Uint8Array.of(0),
      protocol: PROTOCOL_VERSION,
      schema: DOCUMENT_SCHEMA_VERSION,
    };
    let joined = false;
    slow.on('connect', () => slow.emit('doc:join', join, () => (joined = true)));
    await eventually(() => joined, 'the join');

    const socket: unknown = Reflect.get(slow.io.engine.transport, 'ws');
    if (!(socket instanceof Object)) throw new Error('no socket under the client');
    Reflect.apply(Reflect.get(socket, 'pause'), socket, []);
    await flood(writer, () => false);
    Reflect.apply(Reflect.get(socket, 'resume'), socket, []);
    await eventually(() => !slow.connected, 'the ending');

    await eventually(() => wordsOf(reader) === wordsOf(writer), 'everything at the other reader');
  });
});
