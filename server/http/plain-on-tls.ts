// Plain http that arrives on the https port: answered with one readable line instead of a cut connection, so that whoever
// typed `http://` learns what to type. Nothing that was sent is read further, and an upgrade gets the same answer (T64).
import type { Socket } from 'node:net';
import type { Server } from 'node:https';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { Site } from '../auth/origin.ts';

/** First byte of every TLS connection (RFC 8446 §5.1, handshake record). */
const HANDSHAKE = 0x16;
const SILENT_MS = 10 * SECOND_MS;

/** Before other listeners of connections are added: they must go on seeing every line. */
export function answerPlainHttp(http: Server, site: Site): void {
  const accepts = http.listeners('connection');
  http.removeAllListeners('connection');
  http.on('connection', (line: Socket) => {
    const giveUp = (): void => {
      line.destroy();
    };
    line.setTimeout(SILENT_MS, giveUp);
    line.on('error', giveUp);
    line.once('data', (first: Buffer) => {
      if (isHttp(first)) {
        // Whoever has the answer and goes on sending, or keeps the line, is cut off.
        line.end(answer(site.publicUrl), () => line.once('data', giveUp));
        return;
      }
      line.setTimeout(0, giveUp);
      line.removeListener('error', giveUp);
      line.pause();
      // TLS takes over what is buffered in the socket, and then the socket itself.
      line.unshift(first);
      for (const accept of accepts) Reflect.apply(accept, http, [line]);
    });
  });
}

/** Anything but TLS begins with a method; what is neither goes to TLS, which refuses it. */
function isHttp(first: Buffer): boolean {
  return first[0] !== HANDSHAKE && /^[A-Z]/.test(first.toString('latin1', 0, 1));
}

function answer(publicUrl: string): string {
  const body = `此端口只使用 https，请打开 ${publicUrl}\nThis port speaks https only. Please open ${publicUrl}\n`;
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
