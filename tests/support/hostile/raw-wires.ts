// Somebody with a client of their own making on each wire: lets through whatever bytes it is given. Says nothing a real
// client would say by itself, except what joining takes.
import * as encoding from 'lib0/encoding';
import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { DOCUMENT_SCHEMA_VERSION } from '../../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { eventually, type WireTarget } from '../wire-clients.ts';
import { written } from './bytes.ts';

export interface RawClient {
  /** Close codes by which the server ended it. */
  readonly codes: readonly number[];
  readonly isOpen: boolean;
  update(bytes: Uint8Array): void;
  presence(bytes: Uint8Array): void;
  /** Joins again, or makes sure, with this state vector. */
  ask(stateVector: Uint8Array): void;
  /** On the stock wire: a frame of any kind. */
  frame?(head: readonly number[], bytes: Uint8Array): void;
  close(): void;
}

/** Opens one and waits until the room has let it in. */
export type OpenRaw = (target: WireTarget, clientId?: number) => Promise<RawClient>;

export const openRawStock: OpenRaw = async ({ url, token, doc }) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/yjs/${doc}?token=${token}`);
  const codes: number[] = [];
  let answers = 0;
  socket.on('error', () => undefined);
  socket.on('message', () => (answers += 1));
  socket.on('close', (code) => codes.push(code));
  onTestFinished(() => socket.terminate());
  const send = (head: readonly number[], bytes: Uint8Array): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(stockFrame(head, bytes));
  };
  socket.on('open', () => send([0, 0], Uint8Array.of(0)));
  await eventually(() => answers > 0 || codes.length > 0, 'the first answer');
  return {
    codes,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    update: (bytes) => send([0, 2], bytes),
    presence: (bytes) => send([1], bytes),
    ask: (stateVector) => send([0, 0], stateVector),
    frame: send,
    close: () => socket.close(),
  };
};

export const openRawSocketIo: OpenRaw = async ({ url, token, doc }, clientId = 77) => {
  const socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
  const codes: number[] = [];
  let isIn = false;
  let isAnswered = false;
  socket.on('session:end', ({ code }: { code: number }) => {
    codes.push(code);
    isIn = false;
  });
  onTestFinished(() => void socket.disconnect());
  const join = (stateVector: Uint8Array): void => {
    const request = { doc, clientId, stateVector, protocol: PROTOCOL_VERSION, schema: DOCUMENT_SCHEMA_VERSION };
    socket.emit('doc:join', request, (answer: { readonly refused?: string }) => {
      isIn = answer.refused === undefined;
      isAnswered = true;
    });
  };
  socket.on('connect', () => join(Uint8Array.of(0)));
  await eventually(() => isAnswered || codes.length > 0, 'the answer to the join');
  return {
    codes,
    get isOpen() {
      return isIn && socket.connected;
    },
    update: (update) => socket.emit('doc:update', { doc, update }, () => undefined),
    presence: (update) => socket.emit('presence', { doc, update }),
    ask: join,
    close: () => void socket.disconnect(),
  };
};

/** A frame of the stock wire: numbers, then bytes with their length. */
function stockFrame(head: readonly number[], bytes: Uint8Array): Uint8Array {
  return written((encoder) => {
    for (const number of head) encoding.writeVarUint(encoder, number);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}
