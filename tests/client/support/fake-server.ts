// The other end of the wire in memory: one room a document, commit before show, dense sequence numbers. Faults are
// switched on by the test: drop a connection, answer late, refuse, restart.
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { canonicalRoots } from '../../../shared/doc/canonical.ts';
import { parseDocName } from '../../../shared/domain/ids.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import type { CloseCode } from '../../../shared/protocol/close-code.ts';
import type { CommandRequest, JoinRequest, WireRefusal } from '../../../shared/protocol/socket-events.ts';
import type { Wire, WireListener } from '../../../client/sync/wire.ts';
import type { FakeDevice } from './fake-device.ts';

interface Room {
  doc: Y.Doc;
  epoch: string;
  seq: number;
  readonly members: Set<FakeWire>;
}

export class FakeServer {
  readonly device: FakeDevice;
  readonly rooms = new Map<string, Room>();
  readonly wires = new Set<FakeWire>();
  /** Every update that reached a room, oldest first. */
  readonly received: { readonly doc: string; readonly update: Uint8Array }[] = [];
  readonly joins: JoinRequest[] = [];
  readonly commands: CommandRequest[] = [];
  isUp = true;
  access: 'write' | 'read' = 'write';
  /** Documents that can be read up to their last good row only. */
  isDamaged = false;
  /** How long a message takes, each way. */
  latencyMs = 5;
  /** Answers instead of accepting; null accepts. */
  refuseUpdate: (update: Uint8Array) => WireRefusal | null = () => null;
  refuseJoin: (request: JoinRequest) => WireRefusal | null = () => null;
  refuseCommand: (request: CommandRequest) => WireRefusal | null = () => null;
  refuseDial: RefusalCode | null = null;
  /** When false, updates are committed but their acknowledgement never comes. */
  answersUpdates = true;

  constructor(device: FakeDevice) {
    this.device = device;
  }

  room(name: string): Room {
    let room = this.rooms.get(name);
    if (!room) {
      room = { doc: new Y.Doc(), epoch: 'e1', seq: 0, members: new Set() };
      this.rooms.set(name, room);
    }
    return room;
  }

  dialer(): FakeWire {
    const wire = new FakeWire(this);
    this.wires.add(wire);
    return wire;
  }

  /** Something changes on the server's own behalf. */
  change(name: string, edit: (doc: Y.Doc) => void): void {
    const room = this.room(name);
    const before = Y.encodeStateVector(room.doc);
    edit(room.doc);
    this.commit(name, Y.encodeStateAsUpdate(room.doc, before), null);
  }

  commit(name: string, update: Uint8Array, from: FakeWire | null): number {
    const room = this.room(name);
    Y.applyUpdate(room.doc, update);
    if (room.doc.store.pendingStructs !== null) throw new Error('an update arrived before what it builds on');
    room.seq += 1;
    const message = { doc: name, seq: room.seq, update };
    for (const member of room.members) if (member !== from) member.deliver((listener) => listener.updated(message));
    return room.seq;
  }

  sendDigest(name: string, digest = this.digest(name), fullness?: number): void {
    const { members, seq } = this.room(name);
    const message = { doc: name, seq, digest, ...(fullness !== undefined && { fullness }) };
    for (const member of members) member.deliver((listener) => listener.digested(message));
  }

  digest(name: string): string {
    const part = parseDocName(name)?.part ?? 'desk';
    return createHash('sha256')
      .update(canonicalRoots(this.room(name).doc, part))
      .digest('hex');
  }

  end(name: string, code: CloseCode, mayReturn: boolean): void {
    for (const member of [...this.room(name).members]) {
      this.room(name).members.delete(member);
      member.deliver((listener) => listener.ended({ doc: name, code, mayReturn }));
    }
  }

  /** All connections break; rooms are read again from what was committed. */
  restart(): void {
    for (const room of this.rooms.values()) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
      room.doc = doc;
    }
    for (const wire of this.wires) wire.drop();
  }
}

export class FakeWire implements Wire {
  readonly #server: FakeServer;
  #listener: WireListener | null = null;
  /** Counts connections: what is under way on an old one arrives nowhere. */
  #connection = 0;
  #isConnected = false;
  #isClosed = false;
  #dials = 0;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  get dials(): number {
    return this.#dials;
  }

  readonly join: Wire['join'] = (request, ack) =>
    this.#toServer(() => {
      const refusal = this.#server.refuseJoin(request);
      if (refusal) return this.deliver(() => ack(refusal));
      const room = this.#server.room(request.doc);
      room.members.add(this);
      const answer = {
        access: this.#server.access,
        epoch: room.epoch,
        seq: room.seq,
        stateVector: Y.encodeStateVector(room.doc),
        missing: Y.encodeStateAsUpdate(room.doc, request.stateVector),
        ...(request.differedAt !== undefined && { digest: this.#server.digest(request.doc) }),
        ...(this.#server.isDamaged && { damaged: true as const }),
      };
      this.#server.joins.push(request);
      this.deliver(() => ack(answer));
    });

  readonly update: Wire['update'] = ({ doc, update }, ack) =>
    this.#toServer(() => {
      if (!this.#server.room(doc).members.has(this)) return;
      const refusal = this.#server.refuseUpdate(update);
      if (refusal) return this.deliver(() => ack(refusal));
      this.#server.received.push({ doc, update });
      const saved = this.#server.commit(doc, update, this);
      if (this.#server.answersUpdates) this.deliver(() => ack({ saved }));
    });

  readonly leave: Wire['leave'] = ({ doc }) => this.#toServer(() => this.#server.room(doc).members.delete(this));

  readonly move: Wire['move'] = ({ doc, update }) =>
    this.#toServer(() => {
      for (const member of this.#server.room(doc).members)
        if (member !== this) member.deliver((listener) => listener.moved({ doc, update }));
    });

  readonly clock: Wire['clock'] = (t0, ack) =>
    this.#toServer(() => {
      const now = this.#server.device.monotonicMs();
      this.deliver(() => ack({ t0, now }));
    });

  readonly command: Wire['command'] = (request, ack) =>
    this.#toServer(() => {
      const refusal = this.#server.refuseCommand(request);
      if (!refusal && !this.#server.commands.some(({ id }) => id === request.id)) this.#server.commands.push(request);
      this.deliver(() => ack(refusal ?? { ok: { id: request.id } }));
    });

  listen(listener: WireListener): void {
    this.#listener = listener;
  }

  connect(): void {
    if (this.#isClosed || this.#isConnected) return;
    this.#dials += 1;
    const connection = (this.#connection += 1);
    this.#server.device.after(this.#server.latencyMs, () => {
      if (this.#isClosed || connection !== this.#connection) return;
      const denial = this.#server.refuseDial;
      if (denial) return this.#listener?.denied(denial);
      if (!this.#server.isUp) return this.#server.device.after(500, () => this.connect());
      this.#isConnected = true;
      this.#listener?.connected();
    });
  }

  reconnect(): void {
    this.drop();
  }

  close(): void {
    this.#isClosed = true;
    this.#leaveAll();
  }

  /** The connection breaks under both; the client dials again. */
  drop(): void {
    if (!this.#isConnected) return;
    this.#leaveAll();
    this.#listener?.disconnected();
    this.#server.device.after(100, () => this.connect());
  }

  /** Hands something to the client after the latency, unless the connection breaks before. */
  deliver(hand: (listener: WireListener) => void): void {
    const connection = this.#connection;
    this.#server.device.after(this.#server.latencyMs, () => {
      if (connection === this.#connection && this.#listener) hand(this.#listener);
    });
  }

  #toServer(work: () => void): void {
    if (!this.#isConnected) return;
    const connection = this.#connection;
    this.#server.device.after(this.#server.latencyMs, () => {
      if (connection === this.#connection) work();
    });
  }

  #leaveAll(): void {
    this.#isConnected = false;
    this.#connection += 1;
    for (const room of this.#server.rooms.values()) room.members.delete(this);
  }
}
