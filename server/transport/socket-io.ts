// The Socket.IO wire of our own client (contract.md, Wires): typed events, every update acknowledged when it is on disk.
// One connection's whole life, all events of it, is one file: each must end in an answer or in the connection's end.
import type { Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import { CLOSE_CODES, mayReturn, type CloseReason } from '../../shared/protocol/close-code.ts';
import type {
  Ack,
  ClientToServerEvents,
  CommandRequest,
  JoinAccepted,
  WireRefusal,
} from '../../shared/protocol/socket-events.ts';
import {
  commandRequest,
  docMessage,
  joinRequest,
  updateMessage,
  type JoinArguments,
} from '../../shared/protocol/socket-events.schema.ts';
import { OLDEST_PROTOCOL } from '../../shared/protocol/version.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import type { Refused, Result } from '../../shared/lib/result.ts';
import { holderOf, type Actor } from '../auth/actor.ts';
import type { Clock, LineEnd, LiveLines, Log } from '../ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import { Session, type DigestMessage, type Outlet, type PresenceMessage, type UpdateMessage } from '../sync/session.ts';
import { Backlog } from './backlog.ts';
import { cutLine, queuedBytes, revoke } from './engine-socket.ts';
import { EngineDoor } from './engine-door.ts';
import type { Doorstep } from './doorstep.ts';
import { hearOnly, namespaceOf } from './event-rules.ts';
import type { Admission, Handshake } from './handshake.ts';
import { attachScreens, type ChairFeed, type ScreenFeed } from './screens.ts';
import { enterLine, type EmittedEvents, type SocketMemory, type WireServer } from './wire-server.ts';
import {
  ANSWER_COST,
  CUT_OFF_MS,
  MAX_DOCS_PER_CONNECTION,
  MAX_MESSAGE_BYTES,
  MAX_STATE_VECTOR_BYTES,
  MessageRate,
} from './limits.ts';

/** Carries out commands; see services/execute. */
export interface CommandRunner {
  execute(actor: Actor, request: CommandRequest): Promise<Result<unknown, RefusalCode>>;
}

export interface SocketIoOptions {
  readonly http: HttpServer;
  readonly rooms: Rooms;
  readonly handshake: Handshake;
  readonly lines: LiveLines;
  readonly commands: CommandRunner;
  readonly screens: ScreenFeed;
  readonly chairs: ChairFeed;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: string;
  readonly doorstep: Doorstep;
  /** How many proxies in front are believed about the caller's address. */
  readonly trustProxy: number;
  /** Version of the documents' shape; older clients are told to reload (4426). */
  readonly schemaVersion: number;
}

/** As much of a schema as a door needs. */
interface ArgumentSchema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

type DeskSocket = Socket<ClientToServerEvents, EmittedEvents, DefaultEventsMap, SocketMemory>;

export interface AttachedSocketIo {
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Serves `/socket.io` on `http`, its `/screen` namespace included. */
export function attachSocketIo(options: SocketIoOptions): AttachedSocketIo {
  const door = new EngineDoor(options);
  const io: WireServer = new Server<ClientToServerEvents, EmittedEvents, DefaultEventsMap, SocketMemory>(options.http, {
    serveClient: false,
    // The y-websocket wire and, in development, the page reloader answer their own upgrades at once; one that nobody has
    // answered after a second is hung up, or it would stay for ever, a stopping server included.
    destroyUpgrade: true,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    connectTimeout: 5_000,
    pingInterval: 15_000,
    pingTimeout: 20_000,
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: door.allow,
  });
  door.attach(io.engine);
  const outlet = new SocketIoOutlet(namespaceOf(io, '/'));
  io.use((socket, next) => {
    const { handshake, lines } = options;
    if (!door.mayJoin(socket.conn)) return void socket.conn.close(true);
    lines
      .certain(() => handshake.actorOf(socket.request, tokenOf(socket.handshake.auth)))
      .then(
        (actor) => {
          if (!actor) return next(refusal('not-signed-in', CLOSE_CODES.unauthorised));
          socket.data.actor = actor;
          enterLine(socket, holderOf(actor), lines);
          next();
        },
        (fault: unknown) => {
          options.log.error('a handshake failed', { fault: String(fault) });
          next(refusal('storage-unavailable', CLOSE_CODES.restarting));
        },
      );
  });
  io.on('connection', (socket) => {
    const { actor } = socket.data;
    door.isKnown(socket.conn);
    if (actor) new Connection(socket, actor, { outlet, door, options });
    else socket.disconnect(true);
  });
  const { handshake, lines, screens, chairs, clock, log } = options;
  attachScreens(namespaceOf(io, '/screen'), { door, handshake, lines, screens, chairs, clock, log });
  return { close: () => io.close() };
}

function tokenOf(auth: Readonly<Record<string, unknown>>): string | null {
  return typeof auth['token'] === 'string' ? auth['token'] : null;
}

/** A handshake error as Socket.IO hands it to the client: `message` is the code, `data` says whether to come back. */
function refusal(code: RefusalCode, closeCode: (typeof CLOSE_CODES)[CloseReason]): Error {
  return Object.assign(new Error(code), { data: { code: closeCode, mayReturn: mayReturn(closeCode) } });
}

/** Broadcasts through Socket.IO's adapter, which encodes a packet once for all its readers. */
class SocketIoOutlet implements Outlet {
  readonly wantsDigest = true;
  readonly #namespace: WireServer['sockets'];
  readonly #lines = new WeakMap<Session, Line>();

  constructor(namespace: WireServer['sockets']) {
    this.#namespace = namespace;
  }

  bind(session: Session, line: Line): void {
    this.#lines.set(session, line);
  }

  update(message: UpdateMessage, to: readonly Session[]): void {
    const readers = this.#readers(to, (line) => !line.endIfTooSlow());
    if (readers.length > 0) this.#namespace.to(readers).emit('doc:update', message);
  }

  presence(message: PresenceMessage, to: readonly Session[]): void {
    const readers = this.#readers(to, (line) => !line.backlog.isBehind);
    if (readers.length > 0) this.#namespace.to(readers).emit('presence', message);
  }

  digest(message: DigestMessage, to: readonly Session[]): void {
    const readers = this.#readers(to, (line) => !line.endIfTooSlow());
    if (readers.length > 0) this.#namespace.to(readers).emit('doc:digest', message);
  }

  #readers(to: readonly Session[], keepsUp: (line: Line) => boolean): string[] {
    const ids: string[] = [];
    for (const session of to) {
      const line = this.#lines.get(session);
      if (line && keepsUp(line)) ids.push(line.socketId);
    }
    return ids;
  }
}

/** What the outlet knows of a session's connection. */
interface Line {
  readonly socketId: string;
  readonly backlog: Backlog;
  /** True when the reader was behind too far or too long and is gone now (4529). */
  endIfTooSlow(): boolean;
}

interface Surroundings {
  readonly outlet: SocketIoOutlet;
  readonly door: EngineDoor;
  readonly options: SocketIoOptions;
}

/** One signed-in client; its sessions by document. */
class Connection {
  readonly #socket: DeskSocket;
  readonly #actor: Actor;
  readonly #outlet: SocketIoOutlet;
  readonly #door: EngineDoor;
  readonly #options: SocketIoOptions;
  readonly #backlog: Backlog;
  readonly #rate: MessageRate;
  readonly #sessions = new Map<string, Session>();
  #cancelPause: (() => void) | null = null;
  /** How often a right was taken from whoever stands behind this connection. */
  #losses = 0;

  constructor(socket: DeskSocket, actor: Actor, { outlet, door, options }: Surroundings) {
    this.#socket = socket;
    this.#actor = actor;
    this.#outlet = outlet;
    this.#door = door;
    this.#options = options;
    this.#backlog = new Backlog(() => queuedBytes(socket.conn), options.clock);
    this.#rate = new MessageRate(options.clock);
    socket.use(([event, message], next) => {
      this.#pauseIfTooFast(event, message);
      // Answers queue up as well: whoever asks without reading is as slow as whoever only listens.
      if (!this.#endIfTooSlow()) next();
    });
    hearOnly(socket, '/', (message) => this.#hasSession(message));
    socket.on('doc:join', (request, ack) => this.#guarded(() => this.#join(request, ack)));
    socket.on('doc:update', (message, ack) => this.#guarded(() => this.#submit(message, ack)));
    socket.on('doc:leave', (message) => this.#guarded(() => this.#leave(message)));
    socket.on('presence', (message) => this.#guarded(() => this.#presence(message)));
    socket.on('clock', (t0, ack) => this.#guarded(() => this.#clock(t0, ack)));
    socket.on('command', (request, ack) => this.#guarded(() => this.#command(request, ack)));
    socket.on('disconnect', () => this.#gone());
    socket.data.end = (why) => this.#lose(why);
    // socket.io emits middleware and packet faults here; without a listener they would end the process.
    socket.on('error', () => undefined);
  }

  /** What is not of the event's form passes: its handler ends the connection. */
  #hasSession(message: unknown): boolean {
    const parsed = docMessage.safeParse(message);
    return !parsed.success || this.#sessions.has(parsed.data.doc);
  }

  /** A bug that somebody's bytes bring out costs them their connection, never the process. */
  #guarded(handle: () => void): void {
    try {
      handle();
    } catch (fault) {
      this.#options.log.error('a message could not be handled', { fault: String(fault) });
      this.#malformed('');
    }
  }

  #join(request: unknown, ack: Ack<JoinAccepted>): void {
    const parsed = this.#parse(joinRequest, request, ack);
    if (!parsed) return;
    if (parsed.stateVector.length > MAX_STATE_VECTOR_BYTES)
      return ack({ refused: 'too-large', data: { limitBytes: MAX_STATE_VECTOR_BYTES } });
    if (parsed.protocol < OLDEST_PROTOCOL || parsed.schema < this.#options.schemaVersion) {
      this.#end(parsed.doc, 'clientTooOld');
      return ack({
        refused: 'client-too-old',
        data: { protocol: OLDEST_PROTOCOL, schema: this.#options.schemaVersion },
      });
    }
    if (this.#sessions.size >= MAX_DOCS_PER_CONNECTION && !this.#sessions.has(parsed.doc))
      return ack({ refused: 'rate-limited' });
    this.#admit(parsed, ack).catch((fault: unknown) => {
      this.#options.log.error('a join failed', { doc: parsed.doc, fault: String(fault) });
      ack({ refused: 'storage-unavailable' });
    });
  }

  async #admit(request: JoinArguments, ack: Ack<JoinAccepted>): Promise<void> {
    const { rooms, lines } = this.#options;
    const admission = await lines.certain(() => this.#admission(request.doc));
    // Whoever left meanwhile has been taken out of all rooms already and must not get into another one.
    if (!this.#socket.connected) return;
    if (!admission) return this.#end(request.doc, 'unauthorised');
    if (!admission.ok) return answer(ack, admission);
    const former = this.#sessions.get(request.doc);
    if (former) rooms.leave(former);
    const session = this.#sessionFor(admission.value, request.clientId);
    this.#sessions.set(request.doc, session);
    const joined = await rooms.join(session, request.stateVector, ({ presence, digest, ...accepted }) => {
      if (this.#endIfTooSlow()) return;
      this.#backlog.allow(request.doc, accepted.missing.length);
      if (request.differedAt === undefined) ack(accepted);
      else ack({ ...accepted, digest: this.#differed(session, request.differedAt, digest()) });
      if (presence) this.#socket.emit('presence', { doc: request.doc, update: presence });
    });
    if (joined.ok) return;
    if (this.#sessions.get(request.doc) === session) this.#sessions.delete(request.doc);
    answer(ack, joined);
    if (joined.code === 'update-malformed') this.#malformed(request.doc);
  }

  /** What this client may do with the document now; null when it is not signed in any more. */
  async #admission(doc: string): Promise<Result<Admission, RefusalCode> | null> {
    const { handshake } = this.#options;
    const actor = await handshake.actorOf(this.#socket.request, tokenOf(this.#socket.handshake.auth));
    return actor && handshake.admit(actor, doc);
  }

  /** A replica heals itself; that it had to is for whoever runs the server to know. [R16] */
  #differed({ doc, principal }: Session, seq: number, digest: string): string {
    this.#options.log.warn('a replica differed from its document', { doc, seq, principal: principal.id });
    return digest;
  }

  #sessionFor({ doc, principal, access }: Admission, clientId: number): Session {
    const wire = {
      outlet: this.#outlet,
      // This wire answers every update and refuses what is not saved; a client that must come again is told to return.
      ask: () => this.#end(doc, 'restarting'),
      end: (name: DocName, reason: CloseReason) => this.#end(name, reason),
    };
    const session = new Session({ doc, principal, access, wire, clientId });
    this.#outlet.bind(session, {
      socketId: this.#socket.id,
      backlog: this.#backlog,
      endIfTooSlow: () => this.#endIfTooSlow(),
    });
    return session;
  }

  #endIfTooSlow(): boolean {
    if (!this.#backlog.isTooSlow) return false;
    const { conn } = this.#socket;
    for (const doc of [...this.#sessions.keys()]) this.#end(doc, 'tooSlow');
    this.#gone();
    // What waits would keep an orderly close waiting as well: it is thrown away, and the line cut if that is not enough.
    conn.close(true);
    this.#options.clock.after(CUT_OFF_MS, () => cutLine(conn));
    return true;
  }

  #submit(message: unknown, ack: Ack<{ readonly saved: number }>): void {
    const parsed = this.#parse(updateMessage, message, ack);
    if (!parsed) return;
    const session = this.#sessions.get(parsed.doc);
    if (!session?.isOpen) return ack({ refused: 'not-found' });
    const submitted = this.#options.rooms.submit(session, parsed.update, (answered) => ack(answered));
    if (submitted === 'malformed') this.#malformed(parsed.doc);
  }

  #presence(message: unknown): void {
    const parsed = this.#parse(updateMessage, message, null);
    const session = parsed && this.#sessions.get(parsed.doc);
    if (session && !this.#options.rooms.presence(session, parsed.update)) this.#malformed(parsed.doc);
  }

  /** What stands behind these types was sent by a client: even turning it into a number can throw. */
  #clock(t0: unknown, ack: Parameters<ClientToServerEvents['clock']>[1] | undefined): void {
    if (typeof t0 !== 'number' || typeof ack !== 'function') return this.#malformed('');
    ack({ t0, now: this.#options.clock.now() });
  }

  #leave(message: unknown): void {
    const parsed = this.#parse(docMessage, message, null);
    const session = parsed && this.#sessions.get(parsed.doc);
    if (!session) return;
    this.#sessions.delete(parsed.doc);
    this.#options.rooms.leave(session);
  }

  #command(request: unknown, ack: Ack<{ readonly ok: unknown }>): void {
    const parsed = this.#parse(commandRequest, request, ack);
    if (!parsed) return;
    const losses = this.#losses;
    const actor = { ...this.#actor, isCurrent: () => this.#losses === losses };
    this.#options.commands.execute(actor, parsed).then(
      (result) => {
        if (result.ok) ack({ ok: result.value });
        else answer(ack, result);
      },
      (fault: unknown) => {
        this.#options.log.error('a command failed', { kind: parsed.kind, fault: String(fault) });
        ack({ refused: 'storage-unavailable' });
      },
    );
  }

  /** Parses what a client sent; null (and the connection ended) when it is not of the event's form. */
  #parse<T>(schema: ArgumentSchema<T>, value: unknown, ack: unknown): T | null {
    const parsed = schema.safeParse(value);
    if (parsed.success && (ack === null || typeof ack === 'function')) return parsed.data;
    this.#malformed('');
    return null;
  }

  /** One malformed frame ends the connection. [R3] */
  #malformed(doc: string): void {
    this.#options.log.warn('a malformed frame ended a connection', { doc, userId: this.#actor.userId });
    this.#end(doc, 'malformed');
    this.#socket.disconnect(true);
  }

  /** Tells the client, and leaves the room: a session that only this connection forgot would stay in there for ever. */
  #end(doc: string, reason: CloseReason): void {
    const code = CLOSE_CODES[reason];
    const session = this.#sessions.get(doc);
    this.#sessions.delete(doc);
    this.#socket.emit('session:end', { doc, code, mayReturn: mayReturn(code) });
    if (session) this.#options.rooms.leave(session);
    if (reason === 'unauthorised' || reason === 'malformed') this.#socket.disconnect(true);
  }

  /** A right was taken: every session ends, and unless it was only changed, so does the connection. */
  #lose(why: LineEnd): void {
    this.#losses += 1;
    const { rooms, clock } = this.#options;
    const docs = [...this.#sessions.keys()];
    const code = CLOSE_CODES[why === 'revoked' || why === 'gone' ? 'unauthorised' : 'restarting'];
    // First the rooms: nothing that waits in them may be applied any more.
    for (const session of this.#sessions.values()) rooms.leave(session);
    this.#sessions.clear();
    const tell = (): void => {
      for (const doc of docs) this.#socket.emit('session:end', { doc, code, mayReturn: mayReturn(code) });
    };
    if (why === 'changed') return tell();
    revoke(this.#socket.conn, clock, () => {
      tell();
      this.#socket.disconnect(true);
    });
  }

  #pauseIfTooFast(event: string, message: unknown): void {
    const pauseMs = this.#rate.take(updateBytes(message), event === 'doc:join' ? ANSWER_COST : 1);
    if (pauseMs === 0 || this.#cancelPause) return;
    this.#door.setReading(this.#socket.conn, false);
    this.#cancelPause = this.#options.clock.after(pauseMs, () => {
      this.#cancelPause = null;
      this.#door.setReading(this.#socket.conn, true);
    });
  }

  #gone(): void {
    this.#cancelPause?.();
    for (const session of this.#sessions.values()) this.#options.rooms.leave(session);
    this.#sessions.clear();
  }
}

/** Size of the update that a message carries, before anything else is believed of it. */
function updateBytes(message: unknown): number {
  const update: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, 'update') : null;
  return update instanceof Uint8Array ? update.length : 0;
}

function answer(ack: (answer: WireRefusal) => void, { code, data }: Refused<RefusalCode>): void {
  ack({ refused: code, data });
}
