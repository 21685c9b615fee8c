// The types of our Socket.IO server: which events go which way, and what a socket remembers.
import type { DefaultEventsMap, Server } from 'socket.io';
import type { LinkId, MeetingId } from '../../shared/domain/ids.ts';
import type {
  ClientToServerEvents,
  ScreenServerEvents,
  ServerToClientEvents,
} from '../../shared/protocol/socket-events.ts';
import type { Actor } from '../auth/actor.ts';

/** What a screen's link opened. */
export interface ScreenLink {
  readonly linkId: LinkId;
  readonly meetingId: MeetingId;
  readonly screenId: string;
}

export interface SocketMemory {
  actor?: Actor;
  link?: ScreenLink;
}

/** Both namespaces emit through one server type; only desks are told of a document. */
export type EmittedEvents = Omit<ServerToClientEvents, 'session:end'> &
  Pick<ScreenServerEvents, 'screen'> & {
    'session:end': (
      message: Parameters<ScreenServerEvents['session:end']>[0] | Parameters<ServerToClientEvents['session:end']>[0],
    ) => void;
  };

export type WireServer = Server<ClientToServerEvents, EmittedEvents, DefaultEventsMap, SocketMemory>;
