// Attackers on real sockets: each sends one hostile thing after another, waits until the server has dealt with it, and
// comes back when it was thrown out. What they send is seeded; how the network interleaves them is not.
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { DOCUMENT_SCHEMA_VERSION } from '../../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import type { WireTarget } from '../wire-clients.ts';
import { varUints, written } from './bytes.ts';
import { redrafted } from './drafts.ts';
import { below, mutated, pick, type Random } from './mutations.ts';
import { awareness } from './patterns.ts';
import * as encoding from 'lib0/encoding';

/** Messages over one connection before another is opened: the rate of one is limited. */
const MESSAGES_A_CONNECTION = 40;
/**
 * How long an answer may take before another connection is opened: some packets take the sender out without a word.
 * Whether the server is held up is for those to say who are honest.
 */
const ANSWER_MS = 500;

export interface Attack {
  readonly target: WireTarget;
  readonly random: Random;
  /** Updates of honest clients to make hostile ones of. */
  readonly updates: readonly Uint8Array[];
  /** Takes one from what is left to send; false when there is none. */
  readonly take: () => boolean;
  /** How a message ended: it was taken, or the connection was ended. */
  readonly count: (outcome: string) => void;
}

/** Sends frames of the stock wire until there are none left. */
export async function attackStock(attack: Attack): Promise<void> {
  const { url, token, doc } = attack.target;
  const presence = awareness([{ id: 77, clock: 1, state: '{"user":{"name":"攻击者"},"cursor":null}' }]);
  const frames = [
    ...attack.updates.map((bytes) => frameOf([0, 2], bytes)),
    frameOf([0, 0], varUints(1, 77, 5)),
    frameOf([1], presence),
  ];
  for (let isLeft = true; isLeft;) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/yjs/${doc}?token=${token}`, {
      perMessageDeflate: false,
    });
    socket.on('error', () => undefined);
    // However long a busy machine takes: a socket that is still connecting takes no message.
    await new Promise<void>((resolve) => socket.once('open', () => resolve()).once('close', () => resolve()));
    socket.send(frameOf([0, 0], Uint8Array.of(0)));
    for (let sent = 0; sent < MESSAGES_A_CONNECTION && socket.readyState === WebSocket.OPEN; sent += 1) {
      isLeft = attack.take();
      if (!isLeft) break;
      socket.send(below(attack.random, 2) ? mutated(frames, attack.random) : redraftedFrame(attack));
      socket.ping();
      await happened((done) => socket.once('pong', done).once('close', done));
      attack.count(socket.readyState === WebSocket.OPEN ? 'y-websocket taken' : 'y-websocket ended');
      socket.removeAllListeners('pong').removeAllListeners('close');
    }
    socket.terminate();
  }
}

/** Emits events of the Socket.IO wire, and packets that are none, until there are none left. */
export async function attackSocketIo(attack: Attack): Promise<void> {
  const { url, token, doc } = attack.target;
  for (let isLeft = true; isLeft;) {
    const socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
    await happened((done) => socket.once('connect', done).once('connect_error', done));
    await answered(socket, 'doc:join', joinOf(doc, Uint8Array.of(0)));
    for (let sent = 0; sent < MESSAGES_A_CONNECTION && socket.connected; sent += 1) {
      isLeft = attack.take();
      if (!isLeft) break;
      emitHostile(socket, attack);
      const isAnswered = await answered(socket, 'clock', 1);
      attack.count(`Socket.IO ${socket.connected ? (isAnswered ? 'taken' : 'silent') : 'ended'}`);
      if (!isAnswered) break;
    }
    socket.disconnect();
  }
}

/** Waits for the acknowledgement or the connection's end; false when neither comes. */
async function answered(socket: Socket, event: string, argument: unknown): Promise<boolean> {
  const isAnswered = await happened((done) => {
    socket.once('disconnect', done);
    socket.emit(event, argument, done);
    if (!socket.connected) done();
  });
  socket.off('disconnect');
  return isAnswered;
}

/** Waits for one of several things to happen; false when none does in time. */
function happened(listen: (done: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    listen(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

const EVENTS = [
  'doc:join',
  'doc:update',
  'doc:leave',
  'presence',
  'clock',
  'command',
  'admin',
  '__proto__',
  'constructor',
  'toString',
  '',
];
const PACKETS = [
  '2',
  '2[',
  '2["doc:update"]',
  '2[]',
  '2{}',
  '3[]',
  '51-["doc:update",{"_placeholder":true,"num":9}]',
  '2["__proto__"]',
  '5',
  '9',
  '2[1,2]',
  '0{',
  '40',
  '2/x,["a"]',
];

function emitHostile(socket: Socket, attack: Attack): void {
  const { random, target } = attack;
  const { doc } = target;
  const ack = (): void => undefined;
  const emissions: readonly (() => unknown)[] = [
    () => socket.emit('doc:update', { doc, update: hostileUpdate(attack) }, ack),
    () => socket.emit('doc:update', { doc, update: hostileUpdate(attack) }, ack),
    () => socket.emit('doc:update', { doc, update: hostileUpdate(attack) }, ack),
    () => socket.emit('doc:update', { doc, update: hostileUpdate(attack) }),
    () => socket.emit('presence', { doc, update: mutated([awareness([{ id: 77, clock: 2, state: '{}' }])], random) }),
    () => socket.emit('doc:join', joinOf(doc, mutated([varUints(2, 7, 5, 9, 9)], random)), ack),
    () => socket.emit('doc:join', { ...joinOf(doc, varUints(0)), [pick(random, FIELDS)]: hostileValue(random) }, ack),
    () => socket.emit('doc:update', { doc, update: varUints(0, 0), [pick(random, FIELDS)]: hostileValue(random) }, ack),
    () => socket.emit('command', { ...COMMAND, [pick(random, FIELDS)]: hostileValue(random) }, ack),
    () => socket.emit(pick(random, EVENTS), hostileValue(random), ack),
    () => socket.emit(pick(random, EVENTS), hostileValue(random)),
    () => socket.emit(pick(random, EVENTS), ...Array.from({ length: below(random, 5) }, () => hostileValue(random))),
    () => socket.io.engine.write(pick(random, PACKETS)),
    () => socket.io.engine.write(mutatedText(random)),
  ];
  pick(random, emissions)();
}

const COMMAND = { id: 'command-0123456789', meetingId: 'm', kind: 'meeting.open', data: {}, claimedAt: 1 };
const FIELDS = [
  'doc',
  'clientId',
  'stateVector',
  'update',
  'protocol',
  'schema',
  'differedAt',
  'kind',
  'data',
  'id',
  'meetingId',
];

/** What a field or an argument may be that it should not be. */
function hostileValue(random: Random): unknown {
  const values: readonly (() => unknown)[] = [
    () => null,
    () => undefined,
    () => -1,
    () => 2 ** 53,
    () => true,
    () => '',
    () => '攻'.repeat(10_000),
    () => '../../etc/passwd',
    () => [],
    () => ({}),
    () => Uint8Array.of(255, 255, 255),
    () => prototypeBomb('__proto__'),
    () => prototypeBomb('constructor'),
    () => ({ toString: 1, valueOf: 1, toJSON: 1, length: -1 }),
    () => deepJson(below(random, 2_000)),
    () => Array.from({ length: 5_000 }, () => 0),
    () => ({ _placeholder: true, num: 3 }),
  ];
  return pick(random, values)();
}

/** JSON that would make everybody an administrator, if keys of it became properties of a prototype. */
export function prototypeBomb(key: '__proto__' | 'constructor'): unknown {
  const evil = '{"isAdmin":true,"role":"administrator"}';
  return JSON.parse(key === '__proto__' ? `{"__proto__":${evil}}` : `{"constructor":{"prototype":${evil}}}`);
}

export function deepJson(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}

function hostileUpdate({ updates, random }: Attack): Uint8Array {
  return below(random, 2) ? mutated(updates, random) : redrafted(updates, random);
}

function redraftedFrame({ updates, random }: Attack): Uint8Array {
  return frameOf([0, below(random, 2) + 1], redrafted(updates, random));
}

function mutatedText(random: Random): string {
  const packets = PACKETS.map((packet) => new TextEncoder().encode(packet));
  return new TextDecoder().decode(mutated(packets, random));
}

function joinOf(doc: string, stateVector: Uint8Array): object {
  return { doc, clientId: 77, stateVector, protocol: PROTOCOL_VERSION, schema: DOCUMENT_SCHEMA_VERSION };
}

/** A frame of the stock wire: numbers, then bytes with their length. */
function frameOf(head: readonly number[], bytes: Uint8Array): Uint8Array {
  return written((encoder) => {
    for (const number of head) encoding.writeVarUint(encoder, number);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** Updates as an honest client sends them that has `state` and does `changes`, one after another. */
export function updatesOf(state: Uint8Array, changes: readonly ((doc: Y.Doc) => void)[]): Uint8Array[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const updates = changes.map((change) => {
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc));
    return Y.encodeStateAsUpdate(doc, before);
  });
  return [...updates, Y.encodeStateAsUpdate(doc)];
}
