// What Socket.IO's engine lets in before anybody has said who they are: which site a request comes from, a place on the
// doorstep, a small budget of messages until a namespace is joined, and a pace that holds on polling too. Knows no event.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BARE_HEADERS } from '../auth/bare-headers.ts';
import { callerAddress, placeOf } from '../auth/caller-address.ts';
import { isSameOrigin, type Site } from '../auth/origin.ts';
import type { Log } from '../ports.ts';
import type { Doorstep, Place } from './doorstep.ts';
import { limitMessages, sessionIdOf, setReading } from './engine-socket.ts';
import type { Handshake } from './handshake.ts';
import { MAX_EARLY_BYTES, MAX_EARLY_MESSAGES, MAX_MESSAGE_BYTES, MAX_NAMESPACE_JOINS } from './limits.ts';
import { lineOf, turnAway } from './turn-away.ts';
import type { WireServer } from './wire-server.ts';

type EngineServer = WireServer['engine'];
type EngineSocket = WireSocket['conn'];
type WireSocket = Parameters<Parameters<WireServer['use']>[0]>[0];

export interface EngineDoorOptions extends Site {
  readonly doorstep: Doorstep;
  readonly handshake: Pick<Handshake, 'actorOf'>;
  readonly trustProxy: number;
  readonly log: Log;
}

/** What is known of one connection. */
interface Caller {
  place: Place | null;
  messages: number;
  bytes: number;
  joins: number;
  isKnown: boolean;
  isPaused: boolean;
  /** The post that waits until reading goes on. */
  held: (() => void) | null;
}

export class EngineDoor {
  readonly #options: EngineDoorOptions;
  /** Places by the request they were given to, until its connection stands. */
  readonly #places = new WeakMap<IncomingMessage, Place>();
  readonly #callers = new WeakMap<EngineSocket, Caller>();
  readonly #bySession = new Map<string, EngineSocket>();

  constructor(options: EngineDoorOptions) {
    this.#options = options;
  }

  /** `engine` must not have taken a request yet. */
  attach(engine: EngineServer): void {
    engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) =>
      this.#pass(request, response, next),
    );
    engine.on('connection', (connection: EngineSocket) => this.#enter(connection));
  }

  /** Socket.IO's `allowRequest`: calls `decide` when the handshake may go on, or answers by itself. */
  readonly allow = (request: IncomingMessage, decide: (error: null, allowed: true) => void): void => {
    this.#placeFor(request).then(
      (answer) => {
        if (answer === 'full') return turnAway(lineOf(request), 503);
        if (answer !== 'known') this.#hold(request, answer);
        decide(null, true);
      },
      (fault: unknown) => {
        this.#options.log.error('a handshake failed', { fault: String(fault) });
        turnAway(lineOf(request), 503);
      },
    );
  };

  /** False when this connection has asked for namespaces often enough. */
  mayJoin(connection: EngineSocket): boolean {
    const caller = this.#callers.get(connection);
    if (!caller) return false;
    caller.joins += 1;
    return caller.joins <= MAX_NAMESPACE_JOINS;
  }

  /** It has said who it is: the place goes to the next, and messages may be as large as anybody's. */
  isKnown(connection: EngineSocket): void {
    const caller = this.#callers.get(connection);
    if (!caller) return;
    caller.isKnown = true;
    caller.place?.leave();
    limitMessages(connection, MAX_MESSAGE_BYTES);
  }

  /** Stops or resumes reading from the client, whichever transport it is on. */
  setReading(connection: EngineSocket, reading: boolean): void {
    setReading(connection, reading);
    const caller = this.#callers.get(connection);
    if (!caller) return;
    caller.isPaused = !reading;
    const { held } = caller;
    if (!reading || !held) return;
    caller.held = null;
    held();
  }

  /** Every request of the wire, polling ones and upgrades of known sessions included. */
  #pass(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    for (const [name, value] of Object.entries(BARE_HEADERS)) response.setHeader(name, value);
    // A session id is no credential against another site's page, which may have learnt it.
    if (request.headers.cookie !== undefined && !isSameOrigin(request.headers, this.#options)) {
      return turnAway(lineOf(request), 403);
    }
    const sid = new URL(request.url ?? '/', 'http://localhost').searchParams.get('sid');
    const connection = sid === null ? undefined : this.#bySession.get(sid);
    if (sid !== null && connection === undefined && request.headers.upgrade !== undefined) {
      return turnAway(lineOf(request), 404);
    }
    const caller = connection && this.#callers.get(connection);
    if (!connection || !caller?.isPaused || request.method !== 'POST') return next();
    // On polling there is no socket to stop reading from: its next post waits unread instead, and only that one.
    if (caller.held) {
      connection.close(true);
      caller.held();
      return turnAway(lineOf(request), 503);
    }
    caller.held = next;
    request.once('close', () => {
      if (caller.held === next) caller.held = null;
    });
  }

  /** A cookie that is good needs no place: whole rooms come in at once with theirs. */
  async #placeFor(request: IncomingMessage): Promise<Place | 'known' | 'full'> {
    const { handshake, doorstep, trustProxy } = this.#options;
    if (request.headers.cookie !== undefined && (await handshake.actorOf(request, null))) return 'known';
    return (await doorstep.enter(placeOf(callerAddress(request, trustProxy)))) ?? 'full';
  }

  #hold(request: IncomingMessage, place: Place): void {
    const { socket } = request;
    if (socket.destroyed) return place.leave();
    this.#places.set(request, place);
    place.evict = () => void socket.destroy();
    // Until the connection stands; from then on it knows itself when it is over.
    const gone = (): void => place.leave();
    socket.once('close', gone);
  }

  #enter(connection: EngineSocket): void {
    const place = this.#places.get(connection.request) ?? null;
    const caller: Caller = { place, messages: 0, bytes: 0, joins: 0, isKnown: false, isPaused: false, held: null };
    this.#callers.set(connection, caller);
    if (place) place.evict = () => connection.close(true);
    const id = sessionIdOf(connection);
    this.#bySession.set(id, connection);
    connection.once('close', () => {
      this.#bySession.delete(id);
      place?.leave();
    });
    limitMessages(connection, MAX_EARLY_BYTES);
    connection.on('upgrade', () => {
      if (!caller.isKnown) limitMessages(connection, MAX_EARLY_BYTES);
      if (caller.isPaused) setReading(connection, false);
    });
    connection.on('packet', (packet: { readonly data?: unknown }) => {
      if (caller.isKnown) return;
      caller.messages += 1;
      caller.bytes += sizeOf(packet.data);
      const isTooMuch = caller.messages > MAX_EARLY_MESSAGES || caller.bytes > MAX_EARLY_BYTES;
      if (isTooMuch) connection.close(true);
    });
  }
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}
