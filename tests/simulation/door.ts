// The server's end of each connection: what server/transport/socket-io.ts does with every event, over a simulated link
// instead of a socket. It follows that file line by line in what it answers, ends and forgets, and calls the real rooms,
// permissions, schemas and rate; what it lacks is Socket.IO's own framing and the count of bytes queued for a reader.
import { CLOSE_CODES, mayReturn, type CloseReason } from '../../shared/protocol/close-code.ts';
import {
  commandRequest,
  docMessage,
  joinRequest,
  updateMessage,
  type JoinArguments,
} from '../../shared/protocol/socket-events.schema.ts';
import type {
  ClientToServerEvents,
  CommandRequest,
  ServerToClientEvents,
} from '../../shared/protocol/socket-events.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { Clock } from '../../server/ports.ts';
import type { Rooms } from '../../server/sync/rooms.ts';
import { Session, type Access, type Outlet, type Principal } from '../../server/sync/session.ts';
import { ANSWER_COST, MessageRate } from '../../server/transport/limits.ts';
import type { Link, LinkEnd } from './network.ts';
import type { Person } from './person.ts';
import { fingerprint, type Trace } from './trace.ts';

export type FromClient = {
  [Name in keyof ClientToServerEvents]: {
    readonly name: Name;
    readonly value: Parameters<ClientToServerEvents[Name]>[0];
  };
}[keyof ClientToServerEvents];

export type FromServer =
  | {
      [Name in keyof ServerToClientEvents]: {
        readonly name: Name;
        readonly value: Parameters<ServerToClientEvents[Name]>[0];
      };
    }[keyof ServerToClientEvents]
  | { readonly name: 'ack'; readonly id: number; readonly answer: unknown }
  | { readonly name: 'ping' };

/** What the client's end of a link takes; the simulated wire is one. */
export type ToClient = (frame: FromServer) => void;

/** Sees what the server says, at the instant it says it: the promise P2 is about this instant. */
export interface Eavesdropper {
  shown(doc: DocName, update: Uint8Array): void;
  answeredSaved(doc: DocName, update: Uint8Array): void;
  executed(commandId: string): void;
  refused(doc: DocName, update: Uint8Array, code: RefusalCode): void;
}

export interface Admission {
  readonly doc: DocName;
  readonly principal: Principal;
  readonly access: Access;
}

export interface DoorOptions {
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly eavesdropper: Eavesdropper;
  readonly schemaVersion: number;
  /** As transport/handshake: who may open which document, now. */
  readonly admit: (person: Person, doc: string) => Promise<Result<Admission, RefusalCode>>;
  readonly execute: (actor: ActingUser, request: CommandRequest) => Promise<Result<unknown, RefusalCode>>;
}

const PING_MS = 15_000;
const PONG_MS = 20_000;

export class Door {
  readonly options: DoorOptions;
  readonly outlet: DoorOutlet;
  readonly #connections = new Set<Connection>();
  /** Links of other wires, which end with this process too. */
  readonly #links = new Set<Link>();
  #isOpen = true;

  constructor(options: DoorOptions) {
    this.options = options;
    this.outlet = new DoorOutlet(options.eavesdropper);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get size(): number {
    return this.#connections.size + this.#links.size;
  }

  /** A connection that was let in; answers where its client's frames go. */
  accept(person: Person, link: Link, toClient: ToClient): Connection {
    const connection = new Connection(this, person, link, toClient, () => this.#connections.delete(connection));
    this.#connections.add(connection);
    link.server = connection;
    return connection;
  }

  keep(link: Link): void {
    this.#links.add(link);
  }

  forget(link: Link): void {
    this.#links.delete(link);
  }

  /** Takes nobody in any more and hangs up on everyone who is there. */
  close(): void {
    this.#isOpen = false;
    for (const connection of [...this.#connections]) connection.hangUp();
    for (const link of [...this.#links]) {
      const { server } = link;
      link.closeFromServer();
      server?.broken();
    }
  }

  /** The process is gone. `seen`: the machine lives on and tells the clients. */
  break(seen: () => boolean): void {
    this.#isOpen = false;
    const links = [...[...this.#connections].map(({ link }) => link), ...this.#links];
    for (const link of links) link.cut({ client: seen(), server: false });
  }
}

class DoorOutlet implements Outlet {
  readonly wantsDigest = true;
  readonly #eavesdropper: Eavesdropper;
  readonly #lines = new WeakMap<Session, Connection>();

  constructor(eavesdropper: Eavesdropper) {
    this.#eavesdropper = eavesdropper;
  }

  bind(session: Session, connection: Connection): void {
    this.#lines.set(session, connection);
  }

  update(...[message, to]: Parameters<Outlet['update']>): void {
    this.#eavesdropper.shown(message.doc, message.update);
    for (const session of to) this.#lines.get(session)?.send({ name: 'doc:update', value: message });
  }

  presence(...[message, to]: Parameters<Outlet['presence']>): void {
    for (const session of to) this.#lines.get(session)?.send({ name: 'presence', value: message });
  }

  digest(...[message, to]: Parameters<Outlet['digest']>): void {
    for (const session of to) this.#lines.get(session)?.send({ name: 'doc:digest', value: message });
  }
}

export class Connection implements LinkEnd {
  readonly link: Link;
  readonly #door: Door;
  readonly #person: Person;
  readonly #toClient: ToClient;
  readonly #forget: () => void;
  readonly #sessions = new Map<string, Session>();
  readonly #rate: MessageRate;
  #isConnected = true;
  #cancelPause: (() => void) | null = null;
  #cancelHeartbeat: () => void;

  constructor(door: Door, person: Person, link: Link, toClient: ToClient, forget: () => void) {
    this.#door = door;
    this.#person = person;
    this.link = link;
    this.#toClient = toClient;
    this.#forget = forget;
    this.#rate = new MessageRate(door.options.clock);
    this.#cancelHeartbeat = door.options.clock.after(PING_MS, () => this.#ping());
  }

  send(frame: FromServer, isWorthNoting = true): void {
    const { trace } = this.#door.options;
    if (isWorthNoting) trace.note(`server→${this.#person.id}`, `${frame.name} ${fingerprint(frame)}`);
    const copy = structuredClone(frame);
    this.link.down.send(() => this.#toClient(copy));
  }

  /** One event of the client, with the number of the acknowledgement it waits for. */
  receive(frame: FromClient, id: number): void {
    if (!this.#isConnected) return;
    this.#pauseIfTooFast(frame);
    const ack = (answer: unknown): void => this.send({ name: 'ack', id, answer });
    switch (frame.name) {
      case 'doc:join':
        return this.#join(frame.value, ack);
      case 'doc:update':
        return this.#submit(frame.value, ack);
      case 'doc:leave':
        return this.#leave(frame.value);
      case 'presence':
        return this.#presence(frame.value);
      case 'clock':
        return this.send({ name: 'ack', id, answer: { t0: frame.value, now: this.#door.options.clock.now() } }, false);
      case 'command':
        return this.#command(frame.value, ack);
    }
  }

  pong(): void {
    this.#cancelHeartbeat();
    this.#cancelHeartbeat = this.#door.options.clock.after(PING_MS, () => this.#ping());
  }

  broken(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.#cancelHeartbeat();
    this.#cancelPause?.();
    for (const session of this.#sessions.values()) this.#door.options.rooms.leave(session);
    this.#sessions.clear();
    this.#forget();
  }

  hangUp(): void {
    this.link.closeFromServer();
    this.broken();
  }

  #ping(): void {
    this.send({ name: 'ping' }, false);
    this.#cancelHeartbeat = this.#door.options.clock.after(PONG_MS, () => this.hangUp());
  }

  #join(value: unknown, ack: (answer: unknown) => void): void {
    const parsed = joinRequest.safeParse(value);
    if (!parsed.success) return this.#malformed();
    if (parsed.data.schema < this.#door.options.schemaVersion) return ack({ refused: 'client-too-old' });
    this.#admit(parsed.data, ack).catch(() => ack({ refused: 'storage-unavailable' }));
  }

  async #admit(request: JoinArguments, ack: (answer: unknown) => void): Promise<void> {
    const { admit, rooms, eavesdropper } = this.#door.options;
    const admission = await admit(this.#person, request.doc);
    if (!admission.ok) return ack({ refused: admission.code, data: admission.data });
    if (!this.#isConnected) return;
    const former = this.#sessions.get(request.doc);
    if (former) rooms.leave(former);
    const session = this.#sessionFor(admission.value, request.clientId);
    this.#sessions.set(request.doc, session);
    const joined = await rooms.join(session, request.stateVector, ({ presence, digest, ...accepted }) => {
      eavesdropper.shown(session.doc, accepted.missing);
      ack(request.differedAt === undefined ? accepted : { ...accepted, digest: digest() });
      if (presence) this.send({ name: 'presence', value: { doc: request.doc, update: presence } });
    });
    if (joined.ok) return;
    if (this.#sessions.get(request.doc) === session) this.#sessions.delete(request.doc);
    ack({ refused: joined.code, data: joined.data });
    if (joined.code === 'update-malformed') this.#malformed();
  }

  #sessionFor({ doc, principal, access }: Admission, clientId: number): Session {
    const wire = {
      outlet: this.#door.outlet,
      ask: () => this.#end(doc, 'restarting'),
      end: (name: DocName, reason: CloseReason) => this.#end(name, reason),
    };
    const session = new Session({ doc, principal, access, wire, clientId });
    this.#door.outlet.bind(session, this);
    return session;
  }

  #submit(value: unknown, ack: (answer: unknown) => void): void {
    const parsed = updateMessage.safeParse(value);
    if (!parsed.success) return this.#malformed();
    const { doc, update } = parsed.data;
    const session = this.#sessions.get(doc);
    if (!session?.isOpen) return ack({ refused: 'not-found' });
    const { rooms, eavesdropper } = this.#door.options;
    const submitted = rooms.submit(session, update, (answered) => {
      if ('saved' in answered) eavesdropper.answeredSaved(session.doc, update);
      else eavesdropper.refused(session.doc, update, answered.refused);
      ack(answered);
    });
    if (submitted === 'malformed') this.#malformed();
  }

  #presence(value: unknown): void {
    const parsed = updateMessage.safeParse(value);
    const session = parsed.success ? this.#sessions.get(parsed.data.doc) : undefined;
    if (session && parsed.success && !this.#door.options.rooms.presence(session, parsed.data.update)) this.#malformed();
  }

  #leave(value: unknown): void {
    const parsed = docMessage.safeParse(value);
    const session = parsed.success ? this.#sessions.get(parsed.data.doc) : undefined;
    if (!session) return;
    this.#sessions.delete(session.doc);
    this.#door.options.rooms.leave(session);
  }

  #command(value: unknown, ack: (answer: unknown) => void): void {
    const parsed = commandRequest.safeParse(value);
    if (!parsed.success) return this.#malformed();
    const { execute, eavesdropper } = this.#door.options;
    execute(this.#person.actor, parsed.data).then(
      (result) => {
        if (!result.ok) return ack({ refused: result.code, data: result.data });
        eavesdropper.executed(parsed.data.id);
        ack({ ok: result.value });
      },
      () => ack({ refused: 'storage-unavailable' }),
    );
  }

  #malformed(): void {
    this.#door.options.trace.note('server', `a malformed frame of ${this.#person.id}`);
    this.#end('', 'malformed');
    this.hangUp();
  }

  #end(doc: string, reason: CloseReason): void {
    const code = CLOSE_CODES[reason];
    const session = this.#sessions.get(doc);
    this.#sessions.delete(doc);
    this.send({ name: 'session:end', value: { doc, code, mayReturn: mayReturn(code) } });
    if (session) this.#door.options.rooms.leave(session);
    if (reason === 'unauthorised') this.hangUp();
  }

  #pauseIfTooFast(frame: FromClient): void {
    const bytes = frame.name === 'doc:update' ? frame.value.update.length : 0;
    const pauseMs = this.#rate.take(bytes, frame.name === 'doc:join' ? ANSWER_COST : 1);
    if (pauseMs === 0 || this.#cancelPause) return;
    this.link.up.hold();
    this.#cancelPause = this.#door.options.clock.after(pauseMs, () => {
      this.#cancelPause = null;
      this.link.up.release();
    });
  }
}
