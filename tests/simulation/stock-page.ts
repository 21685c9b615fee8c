// Somebody with an ordinary Yjs client: memory only, no acknowledgement, keystrokes sent before their offline gap is
// filled, whole histories sent again. The client as y-websocket is, its server's end as server/transport/y-websocket.ts.
import * as Y from 'yjs';
import { docName, type DocName } from '../../shared/domain/ids.ts';
import type { CloseReason } from '../../shared/protocol/close-code.ts';
import { Session, type Outlet } from '../../server/sync/session.ts';
import type { PageAddress } from './browser.ts';
import type { Chance } from './chance.ts';
import type { DoorOptions } from './door.ts';
import { Link, type LinkEnd } from './network.ts';
import type { Person } from './person.ts';
import type { Process } from './simulated-server.ts';
import type { Life, Timeline } from './timeline.ts';
import { fingerprint, type Trace } from './trace.ts';

type Frame = { readonly kind: 'step-1' | 'update'; readonly bytes: Uint8Array };

export interface StockOptions {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly life: Life;
  readonly person: Person;
  readonly address: PageAddress;
  readonly process: () => Process | null;
  /** An end that an honest client must never see. */
  readonly onRefused: (reason: CloseReason) => void;
}

const SILENCE_MS = 30_000;
const HEARTBEAT_MS = 15_000;

export class StockPage implements LinkEnd {
  readonly name = 'stock';
  readonly home = 'stock';
  readonly ydoc = new Y.Doc();
  readonly person: Person;
  readonly #options: StockOptions;
  #link: Link | null = null;
  #server: StockConnection | null = null;
  #attempts = 0;
  #isSynced = false;
  #cancelSilence = (): void => undefined;

  constructor(options: StockOptions) {
    this.#options = options;
    this.person = options.person;
    this.ydoc.clientID = options.chance.uint32();
    this.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send({ kind: 'update', bytes: update });
    });
    this.#dial();
  }

  get doc(): DocName {
    return docName({ ...this.#options.address, part: 'desk' });
  }

  get link(): Link | null {
    return this.#link;
  }

  /** It has seen the meeting; before that there is nothing to write into. */
  get canWrite(): boolean {
    return this.#isSynced;
  }

  now(): number {
    return this.#options.timeline.nowMs;
  }

  /** As y-indexeddb's first load does. */
  sendAll(): void {
    this.#send({ kind: 'update', bytes: Y.encodeStateAsUpdate(this.ydoc) });
  }

  close(): void {
    this.#options.life.end();
    this.#link?.closeFromClient();
    this.#link = null;
  }

  broken(): void {
    this.#link = null;
    this.#cancelSilence();
    this.#dial();
  }

  #dial(): void {
    const { life, process, timeline, chance, person, trace } = this.#options;
    const delayMs = Math.min(100 * 2 ** this.#attempts, 2_500) + 40;
    this.#attempts += 1;
    life.after(delayMs, () => {
      const running = process();
      if (!running?.door.isOpen) return this.#dial();
      const link = new Link(timeline, chance, { latencyMs: 15, jitterMs: 30 });
      link.client = this;
      this.#link = link;
      this.#attempts = 0;
      this.#server = new StockConnection(running, person, link, this.doc, {
        take: (frame) => this.#take(link, frame),
        refused: this.#options.onRefused,
      });
      trace.note(this.name, 'connected');
      this.#hear(link);
      this.#send({ kind: 'step-1', bytes: Y.encodeStateVector(this.ydoc) });
    });
  }

  #send(frame: Frame): void {
    const [link, server] = [this.#link, this.#server];
    if (!link || !server) return;
    this.#options.trace.note(`${this.name}→server`, `${frame.kind} ${fingerprint(frame.bytes)}`);
    link.up.send(() => server.receive(frame));
  }

  #take(link: Link, frame: Frame | null): void {
    if (this.#link !== link) return;
    this.#hear(link);
    const server = this.#server;
    if (frame === null) return link.up.send(() => server?.alive());
    if (frame.kind === 'step-1') this.#send({ kind: 'update', bytes: Y.encodeStateAsUpdate(this.ydoc, frame.bytes) });
    if (frame.kind !== 'update') return;
    Y.applyUpdate(this.ydoc, frame.bytes, this);
    this.#isSynced = true;
  }

  #hear(link: Link): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#options.life.after(SILENCE_MS, () => {
      link.closeFromClient();
      this.broken();
    });
  }
}

interface ToStock {
  /** Null is a sign of life. */
  readonly take: (frame: Frame | null) => void;
  readonly refused: (reason: CloseReason) => void;
}

class StockConnection implements LinkEnd {
  readonly #process: Process;
  readonly #options: DoorOptions;
  readonly #person: Person;
  readonly #link: Link;
  readonly #doc: DocName;
  readonly #to: ToStock;
  #session: Session | null = null;
  #early: Frame[] = [];
  #isOpen = true;
  #isAlive = true;

  constructor(process: Process, person: Person, link: Link, doc: DocName, to: ToStock) {
    this.#process = process;
    this.#options = process.door.options;
    this.#person = person;
    this.#link = link;
    this.#doc = doc;
    this.#to = to;
    link.server = this;
    process.door.keep(link);
    this.#beat();
    void this.#admit();
  }

  receive(frame: Frame): void {
    if (!this.#isOpen || this.#process.life.isOver) return;
    this.#isAlive = true;
    if (!this.#session) this.#early.push(frame);
    else this.#handle(frame, this.#session);
  }

  alive(): void {
    this.#isAlive = true;
  }

  broken(): void {
    this.#isOpen = false;
    this.#process.door.forget(this.#link);
    if (this.#session) this.#options.rooms.leave(this.#session);
  }

  async #admit(): Promise<void> {
    const admission = await this.#options.admit(this.#person, this.#doc);
    if (!this.#isOpen) return;
    if (!admission.ok) return this.#close('notFound');
    const wire = {
      outlet: this.#outlet(),
      ask: (_doc: DocName, bytes: Uint8Array) => this.#send({ kind: 'step-1', bytes }),
      end: (_doc: DocName, reason: CloseReason) => this.#close(reason),
    };
    this.#session = new Session({ ...admission.value, wire, clientId: null });
    for (const frame of this.#early.splice(0)) this.#handle(frame, this.#session);
  }

  #handle(frame: Frame, session: Session): void {
    const { rooms, eavesdropper } = this.#options;
    if (frame.kind === 'step-1') {
      const joining = rooms.join(session, frame.bytes, ({ missing, access, stateVector }) => {
        eavesdropper.shown(session.doc, missing);
        this.#send({ kind: 'update', bytes: missing });
        if (access === 'write') this.#send({ kind: 'step-1', bytes: stateVector });
      });
      void joining.then(
        (joined) => (joined.ok ? undefined : this.#close('notFound')),
        () => this.#close('restarting'),
      );
      return;
    }
    rooms.submit(session, frame.bytes, (answer) => {
      if ('saved' in answer) eavesdropper.answeredSaved(session.doc, frame.bytes);
      else eavesdropper.refused(session.doc, frame.bytes, answer.refused);
    });
  }

  #outlet(): Outlet {
    return {
      wantsDigest: false,
      update: ({ doc, update }) => {
        this.#options.eavesdropper.shown(doc, update);
        this.#send({ kind: 'update', bytes: update });
      },
      presence: () => undefined,
      digest: () => undefined,
    };
  }

  #send(frame: Frame): void {
    if (!this.#isOpen) return;
    this.#options.trace.note('server→stock', `${frame.kind} ${fingerprint(frame.bytes)}`);
    this.#link.down.send(() => this.#to.take(frame));
  }

  #beat(): void {
    this.#options.clock.after(HEARTBEAT_MS, () => {
      if (!this.#isOpen) return;
      if (!this.#isAlive) return this.#hangUp();
      this.#isAlive = false;
      this.#link.down.send(() => this.#to.take(null));
      this.#beat();
    });
  }

  #close(reason: CloseReason): void {
    if (!this.#isOpen) return;
    if (reason === 'refused' || reason === 'malformed' || reason === 'tooLarge') this.#to.refused(reason);
    this.#hangUp();
  }

  #hangUp(): void {
    this.#link.closeFromServer();
    this.broken();
  }
}
