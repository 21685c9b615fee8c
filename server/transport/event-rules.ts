// Every namespace of the Socket.IO wire and every event a client may send there, with what each needs. What does not stand
// here is not heard: a listener that somebody adds elsewhere stays silent until it has a line in this table.
import type { ClientToServerEvents, ScreenClientEvents } from '../../shared/protocol/socket-events.ts';
import type { WireServer } from './wire-server.ts';

/**
 * `signed-in`: having been let into the namespace. `session`: a session in the document that the message names, which only
 * an admission makes. `document`, `command`: the handler asks whether this client may, of the thing itself, at that moment.
 */
type EventNeed = 'signed-in' | 'session' | 'document' | 'command';

const DESK_EVENTS = {
  'doc:join': 'document',
  'doc:update': 'session',
  'doc:leave': 'session',
  presence: 'session',
  clock: 'signed-in',
  command: 'command',
} as const satisfies Readonly<Record<keyof ClientToServerEvents, EventNeed>>;

const SCREEN_EVENTS = { alive: 'signed-in' } as const satisfies Readonly<Record<keyof ScreenClientEvents, EventNeed>>;

/** `enters` says who is let in at all: an account, or a link that opens a screen. */
export const NAMESPACES = {
  '/': { enters: 'signed-in', events: DESK_EVENTS },
  '/screen': { enters: 'screen.watch', events: SCREEN_EVENTS },
} as const;

export type NamespaceName = keyof typeof NAMESPACES;

/** As much of a socket as the gate needs. */
interface Hearing {
  use(gate: (packet: readonly unknown[], next: () => void) => void): unknown;
}

/** The namespace `name`: the only way to one, so that each has its line. */
export function namespaceOf(io: WireServer, name: NamespaceName): WireServer['sockets'] {
  return io.of(name);
}

/**
 * Lets through what the table names, and of events that need a session those that `hasSession` knows one for. Everything
 * else has no effect, and is answered `not-found` where it asks for an answer.
 */
export function hearOnly(socket: Hearing, name: NamespaceName, hasSession: (message: unknown) => boolean): void {
  const needs = new Map<unknown, EventNeed>(Object.entries(NAMESPACES[name].events));
  socket.use((packet, next) => {
    const [event, message] = packet;
    const need = needs.get(event);
    if (need !== undefined && (need !== 'session' || hasSession(message))) return next();
    const answer = packet.at(-1);
    if (typeof answer === 'function') Reflect.apply(answer, null, [{ refused: 'not-found' }]);
  });
}
