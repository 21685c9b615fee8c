// Somebody on each wire who only watches what befalls their line, and writes on whatever befalls it: numbered values of
// one fact, so that the last one that was taken in can be read off. Never comes back by itself.
import * as encoding from 'lib0/encoding';
import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { written } from './hostile/bytes.ts';
import { eventually } from './wire-clients.ts';

export type Credential = { readonly cookie: string } | { readonly token: string };

export interface LiveTarget {
  readonly url: string;
  readonly doc: string;
  readonly credential: Credential;
  /** False stays between the handshake and the joining. */
  readonly joins: boolean;
}

export interface LiveWire {
  /** Why its session or connection ended, in order. */
  readonly codes: readonly number[];
  /** Whether the connection itself is over. */
  readonly isGone: boolean;
  /** How much of the document or of others it was shown. */
  readonly shown: number;
  /** The session id of a Socket.IO connection. */
  readonly sid: string | undefined;
  join(): void;
  write(number: number): void;
}

/** Resolves when it is connected, or in the document where it joins. */
export type OpenLive = (target: LiveTarget) => Promise<LiveWire>;

export const LIVE_WIRES: Readonly<Record<string, OpenLive>> = {
  'Socket.IO': (target) => openSocketIo(target, 'websocket'),
  'Socket.IO by polling': (target) => openSocketIo(target, 'polling'),
  'y-websocket': openStock,
};

async function openSocketIo(target: LiveTarget, transport: 'websocket' | 'polling'): Promise<LiveWire> {
  const { url, doc, credential, joins } = target;
  const socket = io(url, {
    transports: [transport],
    ...('cookie' in credential
      ? { extraHeaders: { cookie: credential.cookie, origin: url } }
      : { auth: { token: credential.token } }),
    ...{ forceNew: true, reconnection: false },
  });
  onTestFinished(() => void socket.disconnect());
  const codes: number[] = [];
  let shown = 0;
  let isIn = false;
  socket.on('session:end', ({ code }: { code: number }) => codes.push(code));
  socket.on('connect_error', (error: Error & { data?: { code?: number } }) => codes.push(error.data?.code ?? 0));
  for (const event of ['doc:update', 'presence', 'doc:digest']) socket.on(event, () => (shown += 1));
  const join = (): void => {
    const request = { clientId: 77, stateVector: Uint8Array.of(0), protocol: PROTOCOL_VERSION };
    const ended = ({ refused }: { readonly refused?: string }): void => {
      isIn = refused === undefined;
      if (refused === 'not-found') codes.push(4404);
    };
    socket.emit('doc:join', { doc, ...request, schema: DOCUMENT_SCHEMA_VERSION }, ended);
  };
  await eventually(() => socket.connected || codes.length > 0, 'the connection');
  const sid = socket.io.engine.id;
  if (joins) join();
  await eventually(() => !joins || isIn || codes.length > 0 || !socket.connected, 'the joining');
  const write = numbered(77, (update) => socket.emit('doc:update', { doc, update }, () => undefined));
  return {
    ...{ codes, join, write, sid },
    get isGone() {
      return !socket.connected;
    },
    get shown() {
      return shown;
    },
  };
}

async function openStock({ url, doc, credential, joins }: LiveTarget): Promise<LiveWire> {
  const query = 'token' in credential ? `?token=${credential.token}` : '';
  const headers = 'cookie' in credential ? { cookie: credential.cookie, origin: url } : {};
  const socket = new WebSocket(`${url.replace('http', 'ws')}/yjs/${doc}${query}`, { headers });
  onTestFinished(() => socket.terminate());
  const codes: number[] = [];
  let shown = 0;
  socket.on('error', () => undefined);
  socket.on('close', (code) => codes.push(code));
  socket.on('message', () => (shown += 1));
  const send = (head: readonly number[], bytes: Uint8Array): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(
      written((encoder) => {
        for (const number of head) encoding.writeVarUint(encoder, number);
        encoding.writeVarUint8Array(encoder, bytes);
      }),
    );
  };
  const join = (): void => send([0, 0], Uint8Array.of(0));
  await eventually(() => socket.readyState === WebSocket.OPEN || codes.length > 0, 'the connection');
  if (joins) join();
  await eventually(() => !joins || shown > 0 || codes.length > 0, 'the joining');
  return {
    ...{ codes, join, sid: undefined },
    write: numbered(78, (update) => send([0, 2], update)),
    get isGone() {
      return socket.readyState === WebSocket.CLOSED;
    },
    get shown() {
      return shown;
    },
  };
}

/** Each value is one update that stands on the one before and on nothing else. */
function numbered(clientId: number, send: (update: Uint8Array) => void): (number: number) => void {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.on('update', send);
  return (number) => void doc.getMap('meeting').set('number', `${number}`);
}

/** The last number that a document took in; -1 before the first. */
export function lastNumberIn(doc: Y.Doc): number {
  const value = doc.getMap('meeting').get('number');
  return typeof value === 'string' ? Number(value) : -1;
}
