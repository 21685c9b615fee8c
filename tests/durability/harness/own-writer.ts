// A writer on the Socket.IO wire, written from the protocol's description: joins, sends what the server lacks, counts
// what is acknowledged, gives up a replica that was refused, compares digests.
import { io, type Socket } from 'socket.io-client';
import * as Y from 'yjs';
import { Hand, tokensIn, type Stroke } from './hand.ts';
import { deskDigest } from './meeting-text.ts';
import type { Word } from './testimony.ts';
import type { Writer, WriterOptions } from './writer.ts';

/** Refusals after which the same replica may go on. */
const PASSING: ReadonlySet<string> = new Set([
  ...['storage-unavailable', 'document-damaged', 'rate-limited', 'access-read-only', 'update-unresolved'],
  ...['not-found', 'not-signed-in'],
]);
const ANSWER_LIMIT_MS = 3_000;
/** Updates on their way at once: what was typed while it waits is sent in the order of typing. */
const MAX_FLYING = 8;

interface Answer {
  readonly saved?: number;
  readonly refused?: string;
}
interface Joined extends Answer {
  readonly access?: 'write' | 'read';
  readonly seq?: number;
  readonly stateVector?: Uint8Array;
  readonly missing?: Uint8Array;
}

/** One replica's life: from nothing to a refusal. */
interface Life {
  readonly ydoc: Y.Doc;
  readonly name: string;
  readonly words: Word[];
}

export class OwnWriter implements Writer {
  readonly name: string;
  /** How long each acknowledged change took from its sending. */
  readonly answeredMs: number[] = [];
  readonly digests = { equal: 0, different: 0 };
  readonly #options: WriterOptions;
  readonly #hand: Hand;
  readonly #socket: Socket;
  #life: Life;
  #isJoined = false;
  #access: 'write' | 'read' = 'read';
  #waiting: Stroke[] = [];
  #flying = 0;
  #round = 0;
  #seq = 0;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: WriterOptions) {
    this.name = options.name;
    this.#options = options;
    this.#hand = new Hand(options.name, options.testimony, options.chance);
    this.#life = this.#newLife();
    this.#socket = io(options.url, {
      transports: ['websocket'],
      auth: { token: options.token },
      forceNew: true,
      reconnectionDelay: 60,
      reconnectionDelayMax: 250,
      timeout: 2_000,
    });
    this.#listen();
  }

  get ydoc(): Y.Doc {
    return this.#life.ydoc;
  }

  get isReady(): boolean {
    return this.#life.ydoc.getMap('agenda').size > 0;
  }

  get isSettled(): boolean {
    return this.#isJoined && this.#flying === 0 && this.#waiting.length === 0 && this.#access === 'write';
  }

  type(): void {
    if (!this.isReady) return;
    const stroke = this.#hand.strike(this.#life.ydoc, this.#life.name);
    if (!stroke) return;
    this.#life.words.push(...stroke.words);
    // What is typed while nobody listens is found by the state vectors at the next joining.
    if (!this.#isJoined || this.#access === 'read') return;
    this.#waiting.push(stroke);
    this.#pump();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#socket.disconnect();
  }

  #listen(): void {
    const { doc, testimony } = this.#options;
    this.#socket.on('connect', () => this.#join());
    this.#socket.on('disconnect', (reason) => {
      this.#left();
      if (reason === 'io server disconnect') this.#later(() => this.#socket.connect());
    });
    this.#socket.on('connect_error', () => {
      if (!this.#socket.active) this.#later(() => this.#socket.connect());
    });
    this.#socket.on(
      'doc:update',
      (message: { readonly doc: string; readonly seq: number; readonly update: Uint8Array }) => {
        const update = new Uint8Array(message.update);
        testimony.shown(tokensIn(update).filter((token) => !token.startsWith(`⟦${this.name}:`)));
        Y.applyUpdate(this.#life.ydoc, update, this);
        this.#seq = Math.max(this.#seq, message.seq);
      },
    );
    this.#socket.on(
      'doc:digest',
      (message: { readonly doc: string; readonly seq: number; readonly digest: string }) => {
        if (message.doc !== doc || message.seq !== this.#seq || !this.isSettled) return;
        if (deskDigest(this.#life.ydoc) === message.digest) this.digests.equal += 1;
        else this.digests.different += 1;
      },
    );
    this.#socket.on('session:end', ({ code, mayReturn }: { readonly code: number; readonly mayReturn: boolean }) => {
      this.#left();
      if (!mayReturn && code !== 4401 && code !== 4404) this.#giveUp();
      this.#later(() => this.#join());
    });
  }

  #join(): void {
    if (!this.#socket.connected || this.#isClosed) return;
    this.#left();
    const round = this.#round;
    const { ydoc } = this.#life;
    const request = {
      ...{ doc: this.#options.doc, clientId: ydoc.clientID, protocol: 1, schema: 1 },
      stateVector: Y.encodeStateVector(ydoc),
    };
    this.#ask('doc:join', request, (answer: Joined) => {
      if (round !== this.#round) return;
      if (answer.missing && answer.stateVector) return this.#joined(answer, answer.missing, answer.stateVector);
      // Another connection still lives under this id: the content goes on under a fresh one.
      if (answer.refused === 'client-id-taken') ydoc.clientID = new Y.Doc().clientID;
      this.#later(() => this.#join());
    });
  }

  #joined(answer: Joined, missing: Uint8Array, stateVector: Uint8Array): void {
    const { ydoc, words } = this.#life;
    const state = new Uint8Array(missing);
    this.#options.testimony.shown(tokensIn(state).filter((token) => !token.startsWith(`⟦${this.name}:`)));
    Y.applyUpdate(ydoc, state, this);
    this.#isJoined = true;
    this.#access = answer.access ?? 'read';
    this.#seq = answer.seq ?? 0;
    if (words.length === 0) return;
    const owed = Y.encodeStateAsUpdate(ydoc, new Uint8Array(stateVector));
    if (this.#access === 'read') {
      if (owes(ydoc, new Uint8Array(stateVector))) this.#giveUp();
      return;
    }
    this.#waiting = [{ update: owed, words: [...words] }];
    this.#pump();
  }

  #pump(): void {
    while (this.#isJoined && this.#flying < MAX_FLYING) {
      const stroke = this.#waiting.shift();
      if (!stroke) return;
      this.#send(stroke);
    }
  }

  #send({ update, words }: Stroke): void {
    const { testimony, doc } = this.#options;
    const round = this.#round;
    const startedMs = performance.now();
    this.#flying += 1;
    testimony.sent(words);
    this.#ask('doc:update', { doc, update }, (answer: Answer) => {
      if (answer.saved !== undefined) {
        testimony.saved(words);
        this.answeredMs.push(performance.now() - startedMs);
      }
      if (round !== this.#round) return;
      this.#flying -= 1;
      if (answer.saved !== undefined) {
        this.#seq = Math.max(this.#seq, answer.saved);
        return this.#pump();
      }
      this.#refused(answer.refused ?? 'no-answer', words);
    });
  }

  #refused(code: string, words: readonly Word[]): void {
    this.#left();
    if (!PASSING.has(code)) {
      this.#options.testimony.refused(words);
      this.#giveUp();
    }
    this.#later(() => this.#join());
  }

  /** Nobody listens any more; what was under way is unknown. */
  #left(): void {
    this.#isJoined = false;
    this.#round += 1;
    this.#flying = 0;
    this.#waiting = [];
  }

  #giveUp(): void {
    this.#left();
    this.#life.ydoc.destroy();
    this.#life = this.#newLife();
  }

  #newLife(): Life {
    return { ydoc: new Y.Doc(), name: this.#hand.newLife(), words: [] };
  }

  /** Asks with a limit: a line that gives no sign of life is hung up and dialled again. */
  #ask<T>(event: string, request: unknown, take: (answer: T) => void): void {
    const round = this.#round;
    const limit = setTimeout(() => {
      if (round !== this.#round || this.#isClosed) return;
      this.#left();
      this.#socket.disconnect();
      this.#later(() => this.#socket.connect());
    }, ANSWER_LIMIT_MS);
    this.#socket.emit(event, request, (answer: T) => {
      clearTimeout(limit);
      take(answer);
    });
  }

  #later(task: () => void): void {
    if (this.#isClosed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(task, 50 + this.#options.chance.between(0, 150));
  }
}

/** Whether the replica holds words that a server at `stateVector` lacks. */
function owes(ydoc: Y.Doc, stateVector: Uint8Array): boolean {
  const theirs = Y.decodeStateVector(stateVector);
  return [...Y.decodeStateVector(Y.encodeStateVector(ydoc))].some(
    ([client, clock]) => (theirs.get(client) ?? 0) < clock,
  );
}
