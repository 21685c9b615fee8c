// The types of our Socket.IO server: which events go which way, and what a socket remembers.
import type { DefaultEventsMap, Server } from 'socket.io';
import type {
  ClientToServerEvents,
  ScreenServerEvents,
  ServerToClientEvents,
} from '../../shared/protocol/socket-events.ts';
import type { Actor } from '../auth/actor.ts';
import type { ScreenAccess } from '../auth/admission.ts';

export interface SocketMemory {
  actor?: Actor;
  link?: ScreenAccess;
}

/** Both namespaces emit through one server type; only desks are told of a document. */
export type EmittedEvents = Omit<ServerToClientEvents, 'session:end'> &
  Pick<ScreenServerEvents, 'screen'> & {
    'session:end': (
      message: Parameters<ScreenServerEvents['session:end']>[0] | Parameters<ServerToClientEvents['session:end']>[0],
    ) => void;
  };

export type WireServer = Server<ClientToServerEvents, EmittedEvents, DefaultEventsMap, SocketMemory>;
