// The `/screen` namespace: a link token opens one meeting's screen, or its chair's page, and nothing else. One event, the
// newest state only.
import { CLOSE_CODES, mayReturn, type CloseReason } from '../../shared/protocol/close-code.ts';
import type { ChairState } from '../../shared/protocol/chair-state.ts';
import type { ScreenDeck } from '../../shared/protocol/screen-deck.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { ScreenAccess } from '../auth/admission.ts';
import type { Clock, LiveLines, Log } from '../ports.ts';
import type { EngineDoor } from './engine-door.ts';
import { queuedBytes, revoke } from './engine-socket.ts';
import { hearOnly } from './event-rules.ts';
import type { Handshake } from './handshake.ts';
import { newestOnly } from './newest-only.ts';
import { spaced } from './spaced.ts';
import { enterLine, type WireServer } from './wire-server.ts';

/** Gives a meeting's screen states, the present one at once; see services/screen. Returns the unsubscribe. */
export interface ScreenFeed {
  subscribe(meetingId: MeetingId, screenId: string, send: (state: ScreenState) => void): () => void;
  /** What a display keeps for the time the server is away. Returns the unsubscribe. */
  subscribeDeck(meetingId: MeetingId, send: (deck: ScreenDeck) => void): () => void;
  /** A display in the hall, while it is connected; see services/screen-displays. */
  attend(meetingId: MeetingId, screenId: string): { heard(): void; leave(): void };
}

/** Gives what whoever chairs a meeting sees, the present state at once; see services/chair. Returns the unsubscribe. */
export interface ChairFeed {
  subscribe(meetingId: MeetingId, send: (state: ChairState) => void): () => void;
}

export interface ScreensOptions {
  readonly handshake: Pick<Handshake, 'admitScreen'>;
  readonly door: Pick<EngineDoor, 'mayJoin' | 'isKnown'>;
  readonly lines: LiveLines;
  readonly screens: ScreenFeed;
  readonly chairs: ChairFeed;
  readonly clock: Clock;
  readonly log: Log;
}

/** Unsent bytes above which a state waits; by then only the newest one matters. */
const SLOW_BYTES = 65_536;

/** Whoever watches in the hand reads: what a wall shows eight times a second is told once. */
const IN_HAND_MS = SECOND_MS;

type ScreenNamespace = WireServer['sockets'];
type ScreenSocket = Parameters<Parameters<ScreenNamespace['use']>[0]>[0];

/** Lets screens in by link token. */
export function attachScreens(namespace: ScreenNamespace, options: ScreensOptions): void {
  namespace.use((socket, next) => {
    const token: unknown = socket.handshake.auth['token'];
    const { handshake, lines, door } = options;
    if (!door.mayJoin(socket.conn)) return void socket.conn.close(true);
    const ask = () => handshake.admitScreen(typeof token === 'string' ? token : '');
    lines.certain(ask).then(
      (link) => {
        if (!link) {
          return next(
            Object.assign(new Error('not-found'), { data: { code: CLOSE_CODES.unauthorised, mayReturn: false } }),
          );
        }
        socket.data.link = link;
        const { linkId, meetingId, hash, expiresAt } = link;
        enterLine(socket, { kind: 'link', linkId, meetingId, hash, expiresAt }, lines);
        next();
      },
      (fault: unknown) => {
        options.log.error('a screen could not be let in', { fault: String(fault) });
        next(
          Object.assign(new Error('storage-unavailable'), { data: { code: CLOSE_CODES.restarting, mayReturn: true } }),
        );
      },
    );
  });
  namespace.on('connection', (socket) => {
    const { link } = socket.data;
    options.door.isKnown(socket.conn);
    hearOnly(socket, '/screen', () => false);
    if (link) show(socket, link, options);
    else socket.disconnect(true);
  });
}

function show(socket: ScreenSocket, link: ScreenAccess, options: ScreensOptions): void {
  // A rehearsal's screen is none of the hall's displays.
  const isDisplay = link.isInHall && !link.rehearsal;
  const lines = [follow(socket, link, options), ...(isDisplay ? [attend(socket, link, options)] : [])];
  const leave = (): void => lines.forEach((unsubscribe) => unsubscribe());
  socket.on('disconnect', leave);
  socket.data.end = (why) => {
    leave();
    const reason: CloseReason = why === 'gone' ? 'notFound' : 'unauthorised';
    revoke(socket.conn, options.clock, () => {
      socket.emit('session:end', { code: CLOSE_CODES[reason], mayReturn: mayReturn(CLOSE_CODES[reason]) });
      socket.disconnect(true);
    });
  };
}

function follow(socket: ScreenSocket, link: ScreenAccess, options: ScreensOptions): () => void {
  const { screens, chairs, clock } = options;
  const line = lineOf(socket);
  if (link.page === 'chair') {
    const emit = (state: ChairState): void => void socket.emit('chair', state);
    const send = newestOnly<ChairState>({ ...line, emit });
    return link.rehearsal?.watchChair(send) ?? chairs.subscribe(link.meetingId, send);
  }
  const emit = (state: ScreenState): void => void socket.emit('screen', link.isInHall ? state : withoutDoor(state));
  const send = newestOnly<ScreenState>({ ...line, emit });
  const inHand = spaced<ScreenState>({ clock, everyMs: IN_HAND_MS, emit: send });
  const watch = link.isInHall ? send : inHand.send;
  const unsubscribe = link.rehearsal?.watchScreen(watch) ?? screens.subscribe(link.meetingId, link.screenId, watch);
  return () => {
    unsubscribe();
    inHand.close();
  };
}

/** It says that it is there, and keeps a deck. */
function attend(socket: ScreenSocket, { meetingId, screenId }: ScreenAccess, { screens }: ScreensOptions): () => void {
  const attendance = screens.attend(meetingId, screenId);
  socket.on('alive', () => attendance.heard());
  const emit = (deck: ScreenDeck): void => void socket.emit('deck', deck);
  const unsubscribe = screens.subscribeDeck(meetingId, newestOnly<ScreenDeck>({ ...lineOf(socket), emit }));
  return () => {
    unsubscribe();
    attendance.leave();
  };
}

function lineOf(socket: ScreenSocket) {
  return {
    isSlow: () => queuedBytes(socket.conn) >= SLOW_BYTES,
    onceDrained: (task: () => void) => void socket.conn.once('drain', task),
  };
}

/** Whoever watches from elsewhere sees no way to sign in as if they were there. */
function withoutDoor(state: ScreenState): ScreenState {
  if (state.room?.door === undefined) return state;
  const { room, ...rest } = state;
  return room.roll === undefined ? rest : { ...rest, room: { roll: room.roll } };
}
