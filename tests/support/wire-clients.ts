// A client on each wire, as other people would write one: the unmodified WebsocketProvider, and a plain Socket.IO
// client that follows docs/protocol.md and nothing else.
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { OwnTime } from './patience.ts';

export interface WireTarget {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly token: string;
  readonly doc: string;
}

/** What the contract suite needs of a client on any wire. */
export interface WireClient {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Close codes by which the server ended it. */
  readonly codes: readonly number[];
  readonly isSynced: boolean;
  /** Sends bytes that are no frame of the wire. */
  sendGarbage(): void;
  close(): void;
}

const RETURNING: readonly number[] = [4503, 4529];

export type OpenClient = (target: WireTarget) => WireClient;

/**
 * Waits for the real network of the loopback; the only place where tests of the wires look at the clock. The limit is time
 * that this process was given, and with it the server that runs in it.
 */
export async function eventually(condition: () => boolean, what: string, limitMs = 10_000): Promise<void> {
  const time = new OwnTime();
  while (!condition()) {
    if (time.tick() > limitMs) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function openStockClient({ url, token, doc: name }: WireTarget): WireClient {
  const doc = new Y.Doc();
  const codes: number[] = [];
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/yjs`, name, doc, {
    params: { token },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  provider.on('connection-close', (event: { code?: number } | null) => {
    // A stock client comes back by itself, whatever the code says; one that may not return is told so by hand.
    if (event?.code === undefined || event.code < 4_000 || RETURNING.includes(event.code)) return;
    codes.push(event.code);
    provider.disconnect();
  });
  return {
    doc,
    awareness: provider.awareness,
    codes,
    get isSynced() {
      return provider.synced;
    },
    sendGarbage: () => provider.ws?.send(Uint8Array.of(0, 2, 200, 1, 2, 3)),
    close: () => provider.destroy(),
  };
}

export function openSocketIoClient(target: WireTarget): WireClient {
  return new PlainSocketIoClient(target);
}

interface Joined {
  readonly stateVector?: Uint8Array;
  readonly missing?: Uint8Array;
  readonly refused?: string;
}

class PlainSocketIoClient implements WireClient {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly codes: number[] = [];
  readonly #socket: Socket;
  readonly #name: string;
  #unsaved = 0;
  #joined = false;

  constructor({ url, token, doc }: WireTarget) {
    this.#name = doc;
    this.#socket = io(url, {
      transports: ['websocket'],
      auth: { token },
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
    });
    this.#socket.on('connect', () => this.#join());
    this.#socket.on('connect_error', (error: Error & { data?: { code?: number } }) => {
      if (error.data?.code === undefined) return;
      this.codes.push(error.data.code);
      this.#socket.disconnect();
    });
    this.#socket.on('doc:update', ({ update }: { update: Uint8Array }) =>
      Y.applyUpdate(this.doc, new Uint8Array(update), this),
    );
    this.#socket.on('presence', ({ update }: { update: Uint8Array }) =>
      applyAwarenessUpdate(this.awareness, new Uint8Array(update), this),
    );
    this.#socket.on('session:end', ({ code, mayReturn }: { code: number; mayReturn: boolean }) => {
      this.codes.push(code);
      if (mayReturn) setTimeout(() => this.#join(), 20);
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.#joined) this.#send(update);
    });
    this.awareness.on('update', (_change: unknown, origin: unknown) => {
      if (origin !== this && this.#joined) this.#sendPresence();
    });
  }

  get isSynced(): boolean {
    return this.#joined && this.#unsaved === 0;
  }

  sendGarbage(): void {
    this.#socket.emit('doc:update', { doc: this.#name, update: Uint8Array.of(200, 1, 2, 3) }, () => undefined);
  }

  close(): void {
    this.#socket.disconnect();
    this.awareness.destroy();
  }

  #join(): void {
    this.#joined = false;
    const request = {
      doc: this.#name,
      clientId: this.doc.clientID,
      stateVector: Y.encodeStateVector(this.doc),
      protocol: PROTOCOL_VERSION,
      schema: DOCUMENT_SCHEMA_VERSION,
    };
    this.#socket.emit('doc:join', request, ({ missing, stateVector, refused }: Joined) => {
      if (refused === 'not-found') this.codes.push(4404);
      if (!missing || !stateVector) return;
      Y.applyUpdate(this.doc, new Uint8Array(missing), this);
      this.#joined = true;
      this.#send(Y.encodeStateAsUpdate(this.doc, new Uint8Array(stateVector)));
      this.#sendPresence();
    });
  }

  #send(update: Uint8Array): void {
    if (update.length <= 2) return;
    this.#unsaved += 1;
    this.#socket.emit('doc:update', { doc: this.#name, update }, () => {
      this.#unsaved -= 1;
    });
  }

  #sendPresence(): void {
    this.#socket.emit('presence', {
      doc: this.#name,
      update: encodeAwarenessUpdate(this.awareness, [this.doc.clientID]),
    });
  }
}
