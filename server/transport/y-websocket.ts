// The y-websocket wire, for the unmodified WebsocketProvider and programs like it: `/yjs/<doc>?token=…`. A connection is
// one session; its life from upgrade to farewell is one story, which is why it is one file. Frames are in stock-frame.ts.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { CLOSE_CODES, type CloseReason } from '../../shared/protocol/close-code.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import { isSameOrigin } from '../auth/origin.ts';
import { holderOf } from '../auth/actor.ts';
import type { Clock, LineEnd, LiveLines, Log } from '../ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import { Session, type Outlet, type PresenceMessage, type UpdateMessage } from '../sync/session.ts';
import { Backlog } from './backlog.ts';
import type { Doorstep } from './doorstep.ts';
import { apiTokenOf, type Admission, type Handshake } from './handshake.ts';
import {
  ANSWER_COST,
  CUT_OFF_MS,
  GOODBYE_MS,
  MAX_STATE_VECTOR_BYTES,
  MAX_STOCK_FRAME_BYTES,
  MessageRate,
  REVOKED_MS,
} from './limits.ts';
import { Strangers } from './strangers.ts';
import { turnAway } from './turn-away.ts';
import { awarenessFrame, deniedFrame, EMPTY_AWARENESS, isStep1, readFrame, syncFrame } from './stock-frame.ts';
import { UPGRADE_PATHS } from './upgrades.ts';

const PATH = UPGRADE_PATHS.yjs;
/** A stock client reconnects after 30 s without a message; pings do not count as one. */
const HEARTBEAT_MS = 15_000;
/** Frames held back while it is found out who the client is. */
const MAX_EARLY_FRAMES = 1_000;
const MAX_EARLY_BYTES = MAX_STOCK_FRAME_BYTES;

export interface YWebsocketOptions {
  readonly http: HttpServer;
  readonly rooms: Rooms;
  readonly handshake: Handshake;
  readonly lines: LiveLines;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: string;
  readonly doorstep: Doorstep;
  /** How many proxies in front are believed about the caller's address. */
  readonly trustProxy: number;
}

/** Serves the wire on `http`'s upgrades under `/yjs/`; other upgrades are left alone. `close` ends every connection. */
export function attachYWebsocket(options: YWebsocketOptions): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_STOCK_FRAME_BYTES, perMessageDeflate: false });
  const strangers = new Strangers(options);
  const connections = new Set<Connection>();
  const outlet = new StockOutlet();
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (!request.url?.startsWith(PATH)) return;
    if (request.headers.cookie !== undefined && !isSameOrigin(request.headers, options)) {
      return turnAway(socket, 403);
    }
    strangers.ask(request, socket, head, () =>
      sockets.handleUpgrade(request, socket, head, (ws) => {
        const connection = new Connection(ws, request, outlet, options);
        connections.add(connection);
        ws.once('close', () => connections.delete(connection));
      }),
    );
  };
  options.http.on('upgrade', onUpgrade);
  const heartbeat = beat(options.clock, connections);
  return {
    close: () => {
      heartbeat();
      options.http.off('upgrade', onUpgrade);
      strangers.close();
      for (const connection of connections) connection.close('restarting');
      sockets.close();
    },
  };
}

/** Returns its cancellation. A connection that did not answer the last ping is half-open and goes. */
function beat(clock: Clock, connections: ReadonlySet<Connection>): () => void {
  let cancel = clock.after(HEARTBEAT_MS, tick);
  function tick(): void {
    for (const connection of connections) connection.heartbeat();
    cancel = clock.after(HEARTBEAT_MS, tick);
  }
  return () => cancel();
}

/** Writes one frame to many sockets: encoded once, the bytes shared. */
class StockOutlet implements Outlet {
  /** The stock protocol has no digests. */
  readonly wantsDigest = false;
  readonly #connections = new WeakMap<Session, Connection>();

  bind(session: Session, connection: Connection): void {
    this.#connections.set(session, connection);
  }

  update(message: UpdateMessage, to: readonly Session[]): void {
    const frame = syncFrame('update', message.update);
    for (const session of to) this.#connections.get(session)?.push(frame);
  }

  presence(message: PresenceMessage, to: readonly Session[]): void {
    const frame = awarenessFrame(message.update);
    for (const session of to) this.#connections.get(session)?.pushPresence(frame);
  }

  digest(): void {
    // Nothing to tell: see wantsDigest.
  }
}

/** One stock client's connection, which is one session. */
class Connection {
  readonly #ws: WebSocket;
  readonly #request: IncomingMessage;
  readonly #outlet: StockOutlet;
  readonly #options: YWebsocketOptions;
  readonly #backlog: Backlog;
  readonly #rate: MessageRate;
  #session: Session | null = null;
  /** Takes it off the list of live lines; null before it is known who it is. */
  #leaveLines: (() => void) | null = null;
  /** Frames that came before the session stood; null once it does. */
  #early: Uint8Array[] | null = [];
  #earlyBytes = 0;
  /** What the client said of itself before the room had let it in. */
  #earlyPresence: Uint8Array | null = null;
  #isAlive = true;
  #warned = false;
  #cancelPause: (() => void) | null = null;
  /** The last vector of one who asks too often: what had arrived before the pause comes all the same. */
  #askedMeanwhile: Uint8Array | null = null;
  #cancelCut: (() => void) | null = null;

  constructor(ws: WebSocket, request: IncomingMessage, outlet: StockOutlet, options: YWebsocketOptions) {
    this.#ws = ws;
    this.#request = request;
    this.#outlet = outlet;
    this.#options = options;
    this.#backlog = new Backlog(() => ws.bufferedAmount, options.clock);
    this.#rate = new MessageRate(options.clock);
    ws.binaryType = 'nodebuffer';
    ws.on('message', (data: RawData) => this.#guarded(data));
    ws.on('pong', () => {
      this.#isAlive = true;
    });
    // ws reports oversized and ill-framed messages here and closes by itself (1009, 1002).
    ws.on('error', () => undefined);
    ws.once('close', () => this.#gone());
    this.#admit().catch((fault: unknown) => {
      options.log.error('a stock client could not be let in', { fault: String(fault) });
      this.close('restarting');
    });
  }

  /** Says goodbye and hears nothing more; a client that does not answer is cut off. */
  close(reason: CloseReason): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return;
    this.#early = null;
    this.#ws.close(CLOSE_CODES[reason], reason);
    this.#cutAfter(GOODBYE_MS);
  }

  /** Keeps a silent stock client from reconnecting, and finds out whether it is still there. */
  heartbeat(): void {
    if (!this.#isAlive) return this.#ws.terminate();
    this.#isAlive = false;
    this.#ws.ping();
    this.#send(EMPTY_AWARENESS);
  }

  push(frame: Uint8Array): void {
    if (this.#backlog.isTooSlow) this.#cutOff();
    else this.#send(frame);
  }

  pushPresence(frame: Uint8Array): void {
    if (!this.#backlog.isBehind) this.#send(frame);
  }

  /** One that does not read does not read why either: it is told, and given a second. */
  #cutOff(): void {
    if (this.#session) this.#options.rooms.leave(this.#session);
    this.close('tooSlow');
    this.#cutAfter(CUT_OFF_MS);
  }

  #cutAfter(delayMs: number): void {
    this.#cancelCut?.();
    this.#cancelCut = this.#options.clock.after(delayMs, () => this.#ws.terminate());
  }

  async #admit(): Promise<void> {
    const admission = await this.#admission();
    if (!admission) return;
    const early = this.#early ?? [];
    this.#early = null;
    this.#session = this.#sessionFor(admission);
    for (const frame of early) this.#handle(frame, this.#session);
  }

  /** What the client may do now; null when that is nothing (it has been told) or it has left meanwhile. */
  async #admission(): Promise<Admission | null> {
    const { handshake, lines } = this.#options;
    const found = await lines.certain(async () => {
      const actor = await handshake.actorOf(this.#request, apiTokenOf(this.#request));
      return actor && { actor, admission: await handshake.admit(actor, docIn(this.#request)) };
    });
    if (this.#ws.readyState !== WebSocket.OPEN) return null;
    if (!found?.admission.ok) {
      this.close(found ? 'notFound' : 'unauthorised');
      return null;
    }
    this.#leaveLines ??= lines.enter(holderOf(found.actor), (why) => this.#lose(why));
    return found.admission.value;
  }

  /** A right was taken: the room forgets the session first, then the client is told; it may not make us wait long. */
  #lose(why: LineEnd): void {
    if (this.#session) this.#options.rooms.leave(this.#session);
    this.close(why === 'revoked' || why === 'gone' ? 'unauthorised' : 'restarting');
    this.#cutAfter(REVOKED_MS);
  }

  #sessionFor({ doc, principal, access }: Admission): Session {
    const wire = {
      outlet: this.#outlet,
      ask: (_doc: DocName, stateVector: Uint8Array) => this.#send(syncFrame('step-1', stateVector)),
      end: (_doc: DocName, reason: CloseReason) => this.close(reason),
    };
    const session = new Session({ doc, principal, access, wire, clientId: null });
    this.#outlet.bind(session, this);
    return session;
  }

  /** A bug that somebody's bytes bring out costs them their connection, never the process. */
  #guarded(data: RawData): void {
    try {
      this.#receive(data);
    } catch (fault) {
      this.#options.log.error('a frame could not be handled', { fault: String(fault) });
      this.close('malformed');
    }
  }

  #receive(data: RawData): void {
    this.#isAlive = true;
    // A client that was told goodbye may go on sending until it has answered; nobody listens.
    if (this.#ws.readyState !== WebSocket.OPEN) return;
    const frame = data instanceof Buffer ? data : null;
    if (!frame) return this.close('malformed');
    this.#pauseIfTooFast(frame);
    if (this.#session) return this.#handle(frame, this.#session);
    this.#earlyBytes += frame.length;
    const isTooMuch = this.#earlyBytes > MAX_EARLY_BYTES || (this.#early?.length ?? 0) >= MAX_EARLY_FRAMES;
    if (!this.#early || isTooMuch) return this.close('malformed');
    this.#early.push(frame);
  }

  #pauseIfTooFast(frame: Uint8Array): void {
    const pauseMs = this.#rate.take(frame.length, isStep1(frame) ? ANSWER_COST : 1);
    if (pauseMs === 0 || this.#cancelPause) return;
    this.#ws.pause();
    this.#cancelPause = this.#options.clock.after(pauseMs, () => {
      this.#cancelPause = null;
      this.#ws.resume();
      const asked = this.#askedMeanwhile;
      this.#askedMeanwhile = null;
      if (asked && this.#session) this.#answer(this.#session, asked);
    });
  }

  #handle(frame: Uint8Array, session: Session): void {
    const message = readFrame(frame);
    if (!message) return this.#malformed(session);
    switch (message.kind) {
      case 'step-1':
        return this.#answer(session, message.bytes);
      case 'update':
        return this.#submit(session, message.bytes);
      case 'awareness':
        if (session.state.kind === 'joining') this.#earlyPresence = message.bytes;
        else if (!this.#options.rooms.presence(session, message.bytes)) this.#malformed(session);
        return;
      case 'ignored':
        return;
    }
  }

  /** The first step 1 is the joining; later ones are a client making sure. [R12] */
  #answer(session: Session, stateVector: Uint8Array): void {
    if (stateVector.length > MAX_STATE_VECTOR_BYTES) return this.close('tooLarge');
    if (session.isOpen && this.#cancelPause) {
      this.#askedMeanwhile = stateVector;
      return;
    }
    this.#join(session, stateVector).catch((fault: unknown) => {
      this.#options.log.error('a stock client could not join', { doc: session.doc, fault: String(fault) });
      this.close('restarting');
    });
  }

  async #join(session: Session, stateVector: Uint8Array): Promise<void> {
    // Step 1 may come long after the connection; revoking meanwhile ends only the sessions that are in a room.
    const admission = session.isOpen ? session : await this.#admission();
    if (!admission) return;
    if (!session.isOpen && admission.access !== session.access) return this.close('restarting');
    const joined = await this.#options.rooms.join(session, stateVector, (answer) => {
      if (this.#backlog.isTooSlow) return this.#cutOff();
      this.#backlog.allow(session.doc, answer.missing.length);
      this.#send(syncFrame('step-2', answer.missing));
      if (answer.access === 'write') this.#send(syncFrame('step-1', answer.stateVector));
      if (answer.presence) this.#send(awarenessFrame(answer.presence));
    });
    if (!joined.ok) return joined.code === 'update-malformed' ? this.#malformed(session) : this.close('notFound');
    const presence = this.#earlyPresence;
    this.#earlyPresence = null;
    if (presence && !this.#options.rooms.presence(session, presence)) this.#malformed(session);
  }

  #submit(session: Session, update: Uint8Array): void {
    const { rooms } = this.#options;
    // The stock protocol has no acknowledgement; what other people see is the sign that it is saved.
    const submitted = rooms.submit(session, update, (answer) => {
      if ('refused' in answer && answer.refused === 'access-read-only') this.#denyOnce();
    });
    if (submitted === 'malformed') this.#malformed(session);
  }

  #denyOnce(): void {
    if (this.#warned) return;
    this.#warned = true;
    this.#send(deniedFrame('access-read-only'));
  }

  #malformed(session: Session): void {
    this.#options.log.warn('a malformed frame ended a connection', {
      doc: session.doc,
      principal: session.principal.id,
    });
    this.#options.rooms.leave(session);
    this.close('malformed');
  }

  #send(frame: Uint8Array): void {
    if (this.#ws.readyState === WebSocket.OPEN) this.#ws.send(frame);
  }

  #gone(): void {
    this.#cancelPause?.();
    this.#cancelCut?.();
    this.#leaveLines?.();
    if (this.#session) this.#options.rooms.leave(this.#session);
  }
}

function docIn(request: IncomingMessage): string {
  const path = (request.url ?? '').slice(PATH.length).split('?', 1)[0] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    // A path that is no URI names no document.
    return '';
  }
}
