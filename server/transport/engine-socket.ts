// The socket under a Socket.IO connection: Socket.IO names neither how much it buffers nor how to stop reading it.
// Reads the transport's shape at run time; on polling there is no socket and nothing to read.

interface EngineConnection {
  readonly transport: unknown;
}

/** Bytes handed to the WebSocket and not sent yet; 0 on polling, where the next poll fetches what waits. */
export function queuedBytes(connection: EngineConnection): number {
  const socket = webSocketOf(connection.transport);
  return socket && typeof socket['bufferedAmount'] === 'number' ? socket['bufferedAmount'] : 0;
}

/** Stops or resumes reading from the client; what it sent meanwhile waits in its own kernel. */
export function setReading(connection: EngineConnection, reading: boolean): void {
  const socket = webSocketOf(connection.transport);
  const act = socket?.[reading ? 'resume' : 'pause'];
  if (socket && typeof act === 'function') Reflect.apply(act, socket, []);
}

function webSocketOf(transport: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof transport !== 'object' || transport === null || !('socket' in transport)) return null;
  const { socket } = transport;
  return isRecord(socket) ? socket : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
