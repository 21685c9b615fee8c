// A writer with the unmodified y-websocket provider. Its wire has no acknowledgement: what somebody else was shown is
// saved, and nothing else is known.
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Hand, tokensIn } from './hand.ts';
import type { Word } from './testimony.ts';
import type { Writer, WriterOptions } from './writer.ts';

/** Ends after which this replica's history has a hole. */
const FINAL: readonly number[] = [4400, 4409, 4413];

/** Ends after which the provider waits to be told: the right may be given back. */
const SHUT_OUT: readonly number[] = [4401, 4404];

export class StockWriter implements Writer {
  readonly name: string;
  /** Its wire has none. */
  readonly digests = { equal: 0, different: 0 };
  readonly #options: WriterOptions;
  readonly #hand: Hand;
  #ydoc = new Y.Doc();
  #life: string;
  #words: Word[] = [];
  #provider: WebsocketProvider;
  #knock: NodeJS.Timeout | null = null;

  constructor(options: WriterOptions) {
    this.name = options.name;
    this.#options = options;
    this.#hand = new Hand(options.name, options.testimony, options.chance);
    this.#life = this.#hand.newLife();
    this.#provider = this.#connect();
  }

  get ydoc(): Y.Doc {
    return this.#ydoc;
  }

  get isReady(): boolean {
    return this.#ydoc.getMap('agenda').size > 0;
  }

  get isSettled(): boolean {
    const { testimony } = this.#options;
    return this.#provider.synced && this.#words.every((word) => testimony.wasShown(word));
  }

  type(): void {
    if (!this.isReady) return;
    const stroke = this.#hand.strike(this.#ydoc, this.#life);
    if (!stroke) return;
    this.#words.push(...stroke.words);
    // The provider sends at once, or by itself when it is connected again.
    this.#options.testimony.sent(stroke.words);
  }

  close(): void {
    if (this.#knock) clearTimeout(this.#knock);
    this.#provider.destroy();
  }

  #connect(): WebsocketProvider {
    const { url, token, doc, testimony } = this.#options;
    const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/yjs`, doc, this.#ydoc, {
      params: { token },
      // The types know the browser's class only; this one has what the provider uses of it.
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      maxBackoffTime: 300,
    });
    this.#ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== provider) return;
      testimony.shown(tokensIn(update).filter((token_) => !token_.startsWith(`⟦${this.name}:`)));
    });
    provider.on('connection-close', (event: { readonly code?: number } | null) => {
      if (event?.code === undefined) return;
      if (FINAL.includes(event.code)) this.#startAfresh();
      if (SHUT_OUT.includes(event.code)) this.#knockLater();
    });
    return provider;
  }

  #knockLater(): void {
    this.#knock = setTimeout(() => this.#provider.connect(), 200);
  }

  #startAfresh(): void {
    this.#provider.destroy();
    this.#ydoc = new Y.Doc();
    this.#life = this.#hand.newLife();
    this.#words = [];
    this.#provider = this.#connect();
  }
}
