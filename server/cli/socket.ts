// The command line's door into a running server: a Unix socket in the data folder that only its owner may open. One
// JSON line in, one JSON line out, then the connection ends (contract.md, Commands).
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { refused } from '../../shared/lib/result.ts';
import { StorageUnavailable, type Log } from '../ports.ts';
import { parseOperation } from './operation-parser.ts';
import { perform, type CliServices } from './operations.ts';

export interface CliSocketOptions {
  /** Whatever is left there by a server that was killed is replaced: the folder's lock says that none is running. */
  readonly path: string;
  readonly services: CliServices;
  readonly log: Log;
}

/** An import of the largest meeting that is accepted fits many times. */
const MAX_LINE_CHARS = 16 * 1024 * 1024;
const IDLE_MS = 30_000;

/** Listens until closed. A socket that cannot be made is logged; the server works without it. */
export function attachCliSocket({ path, services, log }: CliSocketOptions): { close(): Promise<void> } {
  const connections = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    serve(socket, services, log);
  });
  const unreachable = (error: unknown): void => log.warn('the command line cannot reach this server', { path, error });
  server.on('error', unreachable);
  try {
    rmSync(path, { force: true });
    server.listen(path, () => keepPrivate(server, path, unreachable));
  } catch (error) {
    unreachable(error);
  }
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of connections) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Better no door than one that is open to all. */
function keepPrivate(server: Server, path: string, unreachable: (error: unknown) => void): void {
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    unreachable(error);
    server.close();
  }
}

function serve(socket: Socket, services: CliServices, log: Log): void {
  let received = '';
  let answered = false;
  socket.setEncoding('utf8');
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  socket.on('error', (error) => log.warn('a command was cut off', { error }));
  socket.on('data', (chunk: string) => {
    received += chunk;
    const end = received.indexOf('\n');
    if (end < 0 && received.length > MAX_LINE_CHARS) socket.destroy();
    if (end < 0 || answered) return;
    answered = true;
    socket.setTimeout(0);
    void answer(received.slice(0, end), services, log).then((line) => socket.end(`${line}\n`));
  });
}

async function answer(line: string, services: CliServices, log: Log): Promise<string> {
  const operation = parseOperation(line);
  if (operation === null)
    return JSON.stringify({ ok: false, code: 'invalid', data: { errors: [{ path: '', code: 'unknown-command' }] } });
  try {
    return JSON.stringify(await perform(services, operation));
  } catch (error) {
    if (error instanceof StorageUnavailable) return JSON.stringify(refused('storage-unavailable'));
    log.error('a command failed', { command: operation.kind, error });
    return JSON.stringify({ ok: false, code: 'internal', data: {} });
  }
}
