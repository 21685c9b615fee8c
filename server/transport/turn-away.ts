// An answer to an upgrade, or to a request of a wire, that is not let in: plain HTTP, with what protects every answer.
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { BARE_HEADERS } from '../auth/bare-headers.ts';

const REASONS = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
} as const;

export type TurnedAway = keyof typeof REASONS;

/** Seconds after which a client that was turned away for lack of room may knock again. */
const RETRY_AFTER_SECONDS = 5;

/** Answers and hangs up. `line` is the upgrade's socket, or the response of a request. */
export function turnAway(line: Duplex | ServerResponse, status: TurnedAway): void {
  const headers: Record<string, string> = { ...BARE_HEADERS, 'Content-Length': '0', Connection: 'close' };
  if (status === 503) headers['Retry-After'] = String(RETRY_AFTER_SECONDS);
  if (line instanceof ServerResponse) {
    line.writeHead(status, headers).end();
    return;
  }
  line.on('error', () => undefined);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  // Whoever does not take the answer is hung up on all the same.
  line.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\n${lines.join('\r\n')}\r\n\r\n`, () => line.destroy());
}

/** The line that `request` is to be answered on. */
export function lineOf(request: IncomingMessage): Duplex | ServerResponse {
  const response: unknown = request.headers.upgrade === undefined ? Reflect.get(request, 'res') : null;
  return response instanceof ServerResponse ? response : request.socket;
}
