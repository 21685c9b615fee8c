// SIGTERM while people type on both wires, some do not read, and HTTP requests hang half open: the process is gone within
// ten seconds, everything acknowledged or shown is there afterwards, once, and the clients come back by themselves.
// [F24] [F25] [B5] [B25]
import { connect as connectTcp } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { connect, Typist, type Peer, type WireName } from '../bench/peers.ts';
import { textField } from '../support/app.ts';
import { setReading, slowSocket } from '../support/slow-socket.ts';
import { eventually, openSocketIoClient, openStockClient, type WireClient } from '../support/wire-clients.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

const WRITERS: readonly WireName[] = ['socket.io', 'y-websocket', 'socket.io', 'y-websocket'];
/** Long enough to leave something with those who do not read. */
const PADDING = '会'.repeat(1_000);

interface Hall {
  readonly server: ServerUnderTest;
  readonly token: string;
  readonly doc: string;
}

async function hall(): Promise<Hall> {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
  return { server, doc, token: await server.tokenOf(admin) };
}

function open({ server, token, doc }: Hall, wire: WireName, onUpdate: (update: Uint8Array) => void): Peer {
  const peer = connect({ wire, url: server.url, token, doc }, onUpdate);
  onTestFinished(() => peer.close());
  return peer;
}

/** Types until told to stop; `safe` gets every token whose update was acknowledged. */
async function typing(hall: Hall, index: number, safe: Set<string>, isOver: () => boolean): Promise<void> {
  const wire = WRITERS[index] ?? 'socket.io';
  const peer = open(hall, wire, () => undefined);
  const typist = new Typist(await peer.ready, `w${index}`);
  for (const update of typist.takeUpdates()) await peer.send(update);
  for (let sent = 0; !isOver(); sent += 1) {
    const token = `⟦${index}:${sent}⟧`;
    void peer.send(typist.type(`${token}${PADDING}`)).then((saved) => {
      if (saved && wire === 'socket.io') safe.add(token);
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Connections that would keep an orderly server waiting for ever. */
async function hangAbout({ server, token, doc }: Hall): Promise<void> {
  const slow = new WebSocket(`${server.url.replace('http', 'ws')}/yjs/${doc}?token=${token}`);
  slow.on('error', () => undefined);
  slow.on('open', () => slow.send(Uint8Array.of(0, 0, 1, 0)));
  await new Promise((resolve) => slow.once('message', resolve));
  slow.pause();
  setReading(await slowSocket({ url: server.url, token, doc }), false);
  const port = Number(new URL(server.url).port);
  const half = connectTcp(port, '127.0.0.1', () => {
    half.write(
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
  });
  const silent = connectTcp(port, '127.0.0.1');
  for (const line of [half, silent]) line.on('error', () => undefined);
  await eventually(() => half.bytesWritten > 0 && !silent.connecting, 'the half-open requests');
  onTestFinished(() => {
    for (const line of [half, silent]) line.destroy();
    slow.terminate();
  });
}

function tokensIn(update: Uint8Array): string[] {
  const words = Y.decodeUpdate(update).structs.map((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : '',
  );
  return words.join('').match(/⟦\d+:\d+⟧/g) ?? [];
}

describe('a server that is told to stop', () => {
  it('is gone within ten seconds, keeps what it acknowledged or showed, and its clients return', async () => {
    const place = await hall();
    const { server, token, doc } = place;
    const safe = new Set<string>();
    const watcher = open(place, 'socket.io', (update) => tokensIn(update).forEach((one) => safe.add(one)));
    await watcher.ready;
    const returning = [openStockClient, openSocketIoClient].map((openClient) =>
      openClient({ url: server.url, token, doc }),
    );
    onTestFinished(() => returning.forEach((client) => client.close()));
    let isOver = false;
    const writers = WRITERS.map((_wire, index) => typing(place, index, safe, () => isOver));
    await hangAbout(place);
    await eventually(() => safe.size > 200 && returning.every((client) => client.isSynced), 'words from everybody');

    const toldAt = performance.now();
    await server.stop('SIGTERM');
    const tookMs = performance.now() - toldAt;
    isOver = true;
    await Promise.all(writers);
    await server.start();
    const reader = connect({ wire: 'socket.io', url: server.url, token, doc }, () => undefined);
    const found = new Y.Doc();
    Y.applyUpdate(found, await reader.ready);
    reader.close();
    const words = JSON.stringify(found.getMap('tasks').toJSON());

    process.stdout.write(`SIGTERM to exit: ${Math.round(tookMs)} ms, ${safe.size} acknowledged or shown\n`);
    expect(tookMs).toBeLessThan(10_000);
    expect([...safe].filter((one) => words.split(one).length !== 2)).toEqual([]);
    const [one, other] = returning;
    one?.doc.getMap('claims').set('i1', 'one');
    other?.doc.getMap('claims').set('i2', 'other');
    const claims = { i1: 'one', i2: 'other' };
    const isBack = (client: WireClient): boolean => isDeepStrictEqual(client.doc.getMap('claims').toJSON(), claims);
    await eventually(() => returning.every(isBack), 'everybody back', 20_000);
  });
});
