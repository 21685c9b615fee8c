// The socket under a Socket.IO connection: Socket.IO names neither how much it buffers nor how to stop reading it.
// Reads the transport's shape at run time; on polling there is no socket and nothing to read.
import type { Clock } from '../ports.ts';
import { REVOKED_MS } from './limits.ts';

interface EngineConnection {
  readonly transport: unknown;
}

interface ClosableConnection extends EngineConnection {
  close(discard?: boolean): void;
}

/**
 * Bytes that wait for the reader: what the WebSocket holds, and what the connection holds back until it has sent that.
 * On polling only the latter, which the next poll fetches.
 */
export function queuedBytes(connection: EngineConnection): number {
  const socket = webSocketOf(connection.transport);
  const handedOver = typeof socket?.['bufferedAmount'] === 'number' ? socket['bufferedAmount'] : 0;
  const held: unknown = Reflect.get(connection, 'writeBuffer');
  return Array.isArray(held) ? held.reduce<number>((sum, packet) => sum + packetBytes(packet), handedOver) : handedOver;
}

function packetBytes(packet: unknown): number {
  const data: unknown = isRecord(packet) ? packet['data'] : null;
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}

/** Stops or resumes reading from the client; what it sent meanwhile waits in its own kernel. */
export function setReading(connection: EngineConnection, reading: boolean): void {
  const socket = webSocketOf(connection.transport);
  const act = socket?.[reading ? 'resume' : 'pause'];
  if (socket && typeof act === 'function') Reflect.apply(act, socket, []);
}

/** What the requests of a polling client name it by. */
export function sessionIdOf(connection: object): string {
  return String(Reflect.get(connection, 'id'));
}

/** How large a message the client may send from now on. */
export function limitMessages(connection: EngineConnection, maxBytes: number): void {
  const socket = webSocketOf(connection.transport);
  const receiver = socket?.['_receiver'];
  if (isRecord(receiver)) Reflect.set(receiver, '_maxPayload', maxBytes);
  const { transport } = connection;
  if (isRecord(transport) && 'maxHttpBufferSize' in transport) Reflect.set(transport, 'maxHttpBufferSize', maxBytes);
}

/** Ends the line at once: a WebSocket's own farewell waits behind everything that its reader does not read. */
export function cutLine(connection: EngineConnection): void {
  const socket = webSocketOf(connection.transport);
  const act = socket?.['terminate'];
  if (socket && typeof act === 'function') Reflect.apply(act, socket, []);
}

/**
 * Ends the connection of somebody who lost the right to it: what still waited to be sent is thrown away, and the line cut
 * when the goodbye takes time. `sayGoodbye` disconnects: nothing that arrives from then on is heard (T45).
 */
export function revoke(connection: ClosableConnection, clock: Clock, sayGoodbye: () => void): void {
  const held: unknown = Reflect.get(connection, 'writeBuffer');
  if (Array.isArray(held)) held.length = 0;
  sayGoodbye();
  clock.after(REVOKED_MS, () => {
    connection.close(true);
    cutLine(connection);
  });
}

function webSocketOf(transport: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof transport !== 'object' || transport === null || !('socket' in transport)) return null;
  const { socket } = transport;
  return isRecord(socket) ? socket : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
