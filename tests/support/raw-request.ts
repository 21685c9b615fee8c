// Requests written byte by byte, for what no HTTP library would send.
import { connect, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RawLine {
  readonly socket: Socket;
  /** What the server has answered so far. */
  readonly answer: string;
  readonly isGone: boolean;
}

/** A line to the server on which `bytes` were written, and nothing else. */
export function rawLine(port: number, bytes: string): RawLine {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let answer = '';
  let isGone = false;
  socket.setEncoding('utf8').on('data', (text) => (answer += String(text)));
  socket.on('error', () => undefined).on('close', () => (isGone = true));
  socket.write(bytes);
  return {
    socket,
    get answer() {
      return answer;
    },
    get isGone() {
      return isGone;
    },
  };
}

/** The bytes of a request with these header lines. */
export function requestOf(start: string, headers: readonly string[], body = ''): string {
  return `${start} HTTP/1.1\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n${body}`;
}

/** Where a server listens that was given no port. */
export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
}
