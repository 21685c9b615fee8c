// Asks a running server through its socket. Knows only the line in and the line out.
import { connect } from 'node:net';
import { parseOutcome, type WireOutcome } from './operation-parser.ts';
import type { Operation } from './operations.ts';

/** The outcome, or null when no server listens at `path`. Throws when the connection breaks before an answer. */
export function askServer(path: string, operation: Operation): Promise<WireOutcome | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let received = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${JSON.stringify(operation)}\n`));
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('error', (error) => {
      if (isNobodyThere(error)) resolve(null);
      else reject(new Error(`the running server cannot be reached through ${path}`, { cause: error }));
    });
    socket.on('end', () => {
      socket.end();
      const outcome = parseOutcome(received);
      if (outcome) resolve(outcome);
      else
        reject(
          new Error('the running server ended the connection without an answer; whether it was done is not known'),
        );
    });
  });
}

/** No socket, a leftover of a killed server, or a path longer than sockets can have. */
function isNobodyThere(error: Error): boolean {
  return 'code' in error && ['ENOENT', 'ECONNREFUSED', 'EINVAL', 'ENAMETOOLONG'].includes(String(error.code));
}
