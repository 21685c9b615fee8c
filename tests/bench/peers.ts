// The clients of a benchmark on three wires: writers that type, readers that count, one sampler that measures delay.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';

export type WireName = 'null' | 'y-websocket' | 'socket.io';

export interface Target {
  readonly wire: WireName;
  readonly url: string;
  readonly token: string;
  readonly doc: string;
}

/** One connection; `onUpdate` gets the V1 updates others made. */
export interface Peer {
  /** Resolves with what was missing once the complete state has come (at once on the null wire). */
  readonly ready: Promise<Uint8Array>;
  /** Sends an update; resolves when it is acknowledged, on wires that do. */
  send(update: Uint8Array): Promise<boolean>;
  /** From now on what comes waits in the kernel, then at the server. */
  stopReading(): void;
  close(): void;
}

export function connect(target: Target, onUpdate: (update: Uint8Array) => void): Peer {
  switch (target.wire) {
    case 'null':
      return connectNull(target, onUpdate);
    case 'y-websocket':
      return connectStock(target, onUpdate);
    case 'socket.io':
      return connectOwn(target, onUpdate);
  }
}

function connectNull(target: Target, onUpdate: (update: Uint8Array) => void): Peer {
  const ws = new WebSocket(target.url, { perMessageDeflate: false });
  ws.binaryType = 'nodebuffer';
  let first: ((state: Uint8Array) => void) | null = null;
  const ready = new Promise<Uint8Array>((resolve, reject) => {
    ws.once('error', reject);
    if (target.doc === 'with-state') first = resolve;
    else ws.once('open', () => resolve(new Uint8Array()));
  });
  ws.on('message', (data: Buffer) => {
    if (first) first(data);
    else onUpdate(data);
    first = null;
  });
  const send = (update: Uint8Array): Promise<boolean> => {
    ws.send(update);
    return Promise.resolve(true);
  };
  return { ready, send, stopReading: () => ws.pause(), close: () => ws.terminate() };
}

function connectStock(target: Target, onUpdate: (update: Uint8Array) => void): Peer {
  const ws = new WebSocket(`${target.url.replace('http', 'ws')}/yjs/${target.doc}?token=${target.token}`, {
    perMessageDeflate: false,
  });
  ws.binaryType = 'nodebuffer';
  const ready = new Promise<Uint8Array>((resolve, reject) => {
    ws.once('error', reject);
    ws.once('open', () => ws.send(stockFrame(0, Uint8Array.of(0))));
    ws.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data);
      if (decoding.readVarUint(decoder) !== 0) return;
      const step = decoding.readVarUint(decoder);
      if (step === 1) resolve(decoding.readVarUint8Array(decoder));
      else if (step === 2) onUpdate(decoding.readVarUint8Array(decoder));
    });
  });
  const send = (update: Uint8Array): Promise<boolean> => {
    ws.send(stockFrame(2, update));
    return Promise.resolve(true);
  };
  return { ready, send, stopReading: () => ws.pause(), close: () => ws.terminate() };
}

function stockFrame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

function connectOwn(target: Target, onUpdate: (update: Uint8Array) => void): Peer {
  const socket: Socket = io(target.url, {
    transports: ['websocket'],
    auth: { token: target.token },
    forceNew: true,
    reconnection: false,
  });
  const ready = new Promise<Uint8Array>((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.on('connect', () => {
      const request = {
        doc: target.doc,
        clientId: Math.floor(Math.random() * 2 ** 32),
        stateVector: Uint8Array.of(0),
        protocol: PROTOCOL_VERSION,
        schema: DOCUMENT_SCHEMA_VERSION,
      };
      socket.emit('doc:join', request, (answer: { missing?: Uint8Array; refused?: string }) => {
        if (answer.missing) resolve(new Uint8Array(answer.missing));
        else reject(new Error(`join refused: ${answer.refused}`));
      });
    });
  });
  socket.on('doc:update', (message: { update: Uint8Array }) => onUpdate(new Uint8Array(message.update)));
  const send = (update: Uint8Array): Promise<boolean> =>
    new Promise((resolve) => {
      socket.emit('doc:update', { doc: target.doc, update }, (answer: { saved?: number }) =>
        resolve(answer.saved !== undefined),
      );
    });
  const stopReading = (): void => {
    const ws: unknown = Reflect.get(socket.io.engine.transport, 'ws');
    if (ws instanceof WebSocket) ws.pause();
  };
  return { ready, send, stopReading, close: () => socket.disconnect() };
}

/** A document with a paragraph to type into, and the updates that typing makes. */
export class Typist {
  readonly doc = new Y.Doc();
  readonly #text: Y.Text;
  #updates: Uint8Array[] = [];
  typed = 0;

  constructor(state: Uint8Array | null, taskId: string) {
    if (state && state.length > 0) Y.applyUpdate(this.doc, state);
    this.doc.on('update', (update: Uint8Array) => this.#updates.push(update));
    const known = this.doc.getMap('tasks').get(taskId);
    const task = known instanceof Y.Map ? known : this.#addTask(taskId);
    const what: unknown = task.get('what');
    if (!(what instanceof Y.Text)) throw new Error('a task without a text');
    this.#text = what;
  }

  /** The update that made the task, when it is new. */
  takeUpdates(): Uint8Array[] {
    const updates = this.#updates;
    this.#updates = [];
    return updates;
  }

  type(characters: string): Uint8Array {
    this.typed += characters.length;
    this.#text.insert(this.#text.length, characters);
    const [update] = this.takeUpdates();
    if (!update) throw new Error('typing made no update');
    return update;
  }

  #addTask(taskId: string): Y.Map<unknown> {
    const task = new Y.Map<unknown>();
    this.doc.transact(() => {
      this.doc.getMap('tasks').set(taskId, task);
      task.set('what', new Y.Text());
    });
    return task;
  }
}
