// The types of our Socket.IO server: which events go which way, and what a socket remembers.
import type { DefaultEventsMap, Server } from 'socket.io';
import type {
  ClientToServerEvents,
  ScreenClientEvents,
  ScreenServerEvents,
  ServerToClientEvents,
} from '../../shared/protocol/socket-events.ts';
import type { Actor } from '../auth/actor.ts';
import type { ScreenAccess } from '../auth/admission.ts';
import type { LineEnd, LineHolder, LiveLines } from '../ports.ts';

export interface SocketMemory {
  actor?: Actor;
  link?: ScreenAccess;
  /** What the loss of a right does to this socket; set once it is more than a handshake. */
  end?: (why: LineEnd) => void;
}

/** Both namespaces emit through one server type; only desks are told of a document. */
export type EmittedEvents = Omit<ServerToClientEvents, 'session:end'> &
  Pick<ScreenServerEvents, 'screen' | 'deck' | 'chair'> & {
    'session:end': (
      message: Parameters<ScreenServerEvents['session:end']>[0] | Parameters<ServerToClientEvents['session:end']>[0],
    ) => void;
  };

/**
 * Makes `socket` a live line from its handshake on. A loss before it is connected hangs it up at once. Leaves by itself.
 */
export function enterLine(socket: WireSocket, holder: LineHolder, lines: LiveLines): void {
  const leave = lines.enter(holder, (why) => {
    if (socket.data.end) socket.data.end(why);
    else socket.conn.close(true);
  });
  const left = (): void => {
    socket.conn.off('close', left);
    leave();
  };
  socket.conn.once('close', left);
  socket.once('disconnect', left);
}

type WireSocket = Parameters<Parameters<WireServer['use']>[0]>[0];

export type WireServer = Server<
  ClientToServerEvents & ScreenClientEvents,
  EmittedEvents,
  DefaultEventsMap,
  SocketMemory
>;
