// The raw upgrades of the HTTP server: which paths lead to a wire. Any other is refused at once, whoever asks.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';

/** Each wire asks for the credential itself; the y-websocket's documents stand behind its path. */
export const UPGRADE_PATHS = { socketIo: '/socket.io/', yjs: '/yjs/' } as const;

const PATHS: readonly string[] = Object.values(UPGRADE_PATHS);
const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Refuses upgrades that lead to no wire. Returns the unsubscribe. */
export function refuseOtherUpgrades(http: HttpServer): () => void {
  const refuse = (request: IncomingMessage, socket: Duplex): void => {
    if (PATHS.some((path) => request.url?.startsWith(path))) return;
    // A caller that has hung up already is no fault of ours.
    socket.on('error', () => undefined);
    socket.end(NOT_FOUND);
  };
  http.on('upgrade', refuse);
  return () => http.off('upgrade', refuse);
}
