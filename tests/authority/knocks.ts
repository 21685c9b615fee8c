// Knocking at the live wires: one try each, and what a caller gets to see of the answer.
import { request, type IncomingMessage } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';

/** How a socket carries its credential. */
export interface Carried {
  readonly token: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** In the place of `{token}`: whatever a stranger puts into a handshake. */
  readonly auth?: object;
}

export type Entered = { readonly socket: Socket } | { readonly error: string };

/** Enters a namespace, or is told why not: all of it that a client sees. */
export function enter(url: string, namespace: string, { token, headers = {}, auth }: Carried): Promise<Entered> {
  const socket = io(`${url}${namespace === '/' ? '' : namespace}`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    ...{ auth: auth ?? (token === null ? {} : { token }), extraHeaders: { ...headers } },
  });
  onTestFinished(() => void socket.disconnect());
  return new Promise((resolve) => {
    socket.once('connect', () => resolve({ socket }));
    socket.once('connect_error', (error: Error & { readonly data?: unknown }) => {
      resolve({ error: JSON.stringify([error.message, error.data ?? null]) });
    });
  });
}

/** The socket of somebody who is let in for sure. */
export async function entered(url: string, namespace: string, carried: Carried): Promise<Socket> {
  const result = await enter(url, namespace, carried);
  if ('error' in result) throw new Error(`${namespace} refused: ${result.error}`);
  return result.socket;
}

/** What an event is answered, as text; `silent` when nothing comes although an answer was asked for. */
export function asked(socket: Socket, event: string, message: unknown): Promise<string> {
  return new Promise((resolve) => {
    socket.timeout(3_000).emit(event, message, (error: Error | null, answer: unknown) => {
      resolve(error ? 'silent' : JSON.stringify(answer));
    });
  });
}

/** Each of several people in one document needs a client id of their own. */
export function joinOf(doc: string, clientId = 77): unknown {
  return {
    doc,
    clientId,
    stateVector: Uint8Array.of(0),
    protocol: PROTOCOL_VERSION,
    schema: DOCUMENT_SCHEMA_VERSION,
  };
}

/** `write` or `read`, or the close code and reason of somebody who was not let in. */
export function knock(url: string, doc: string, { token, headers = {} }: Carried): Promise<string> {
  const query = token === null ? '' : `?token=${encodeURIComponent(token)}`;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/yjs/${doc}${query}`, { headers: { ...headers } });
  const ask = (): void => socket.send(Uint8Array.of(0, 0, 1, 0));
  let answers = 0;
  let isAsked = false;
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', ask);
    socket.on('close', (code, reason) => resolve(`${code} ${reason.toString()}`));
    socket.on('message', (data: Buffer) => {
      if (data[0] !== 0) return;
      if (data[1] === 0) isAsked = true;
      else answers += 1;
      // A writer is asked for what it holds right after the first answer: the second answer comes behind that.
      if (answers === 1 && data[1] === 1) ask();
      if (answers < 2) return;
      socket.removeAllListeners('close');
      socket.terminate();
      resolve(isAsked ? 'write' : 'read');
    });
  });
}

/** What a raw upgrade of `path` is answered: the status, or `switched`. */
export function upgrade(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number | 'switched'> {
  const asking = request({
    ...{ host: '127.0.0.1', port, path },
    headers: {
      ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      ...{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers },
    },
  });
  return new Promise((resolve, reject) => {
    asking.on('error', reject);
    asking.on('response', (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asking.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve('switched');
    });
    asking.end();
  });
}
