// The raw upgrades of the HTTP server: which paths lead to a wire. Any other is refused at once, whoever asks.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { turnAway } from './turn-away.ts';

/** Each wire asks for the credential itself; the y-websocket's documents stand behind its path. */
export const UPGRADE_PATHS = { socketIo: '/socket.io/', yjs: '/yjs/' } as const;

const PATHS: readonly string[] = Object.values(UPGRADE_PATHS);

/** Refuses upgrades that lead to no wire. Returns the unsubscribe. */
export function refuseOtherUpgrades(http: HttpServer): () => void {
  const refuse = (request: IncomingMessage, socket: Duplex): void => {
    if (PATHS.some((path) => request.url?.startsWith(path))) return;
    turnAway(socket, 404);
  };
  http.on('upgrade', refuse);
  return () => http.off('upgrade', refuse);
}
