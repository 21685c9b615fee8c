// A Socket.IO client that can stop reading, for readers that are too slow or gone without a word.
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { eventually, type WireTarget } from './wire-clients.ts';

/** What a newcomer asks to be let in with. */
export function joinOf(doc: string): Record<string, unknown> {
  return {
    ...{ doc, clientId: 7, stateVector: Uint8Array.of(0) },
    ...{ protocol: PROTOCOL_VERSION, schema: DOCUMENT_SCHEMA_VERSION },
  };
}

/** A joined client that does not come back by itself. */
export async function slowSocket({ url, token, doc }: WireTarget, transport = 'websocket'): Promise<Socket> {
  const slow = io(url, { transports: [transport], auth: { token }, forceNew: true, reconnection: false });
  onTestFinished(() => void slow.disconnect());
  let joined = false;
  slow.on('connect', () => slow.emit('doc:join', joinOf(doc), () => (joined = true)));
  await eventually(() => joined, 'the join');
  return slow;
}

/** Stops or resumes reading a WebSocket; what comes meanwhile fills the kernel's buffers, then the server's. */
export function setReading(client: Socket, reading: boolean): void {
  const socket: unknown = Reflect.get(client.io.engine.transport, 'ws');
  if (!(socket instanceof Object)) throw new Error('no socket under the client');
  Reflect.apply(Reflect.get(socket, reading ? 'resume' : 'pause'), socket, []);
}
