// Rooms over a ledger, with one meeting in it, and replicas that behave like stock clients over a network whose frames
// are delivered by hand.
import * as Y from 'yjs';
import type { Ids, Ledger, Log } from '../../server/ports.ts';
import { SYNC_LIMITS, type RoomOptions, type SyncLimits, type Witness } from '../../server/sync/room-options.ts';
import { Rooms } from '../../server/sync/rooms.ts';
import { Session, type Access, type Outlet, type Principal } from '../../server/sync/session.ts';
import { addItem, itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { MARK_NAMES, NODE_NAMES, ROOTS } from '../../shared/doc/schema.ts';
import { seedDocument } from '../../shared/doc/seed.ts';
import {
  docName,
  type DocName,
  type DocPart,
  type ItemId,
  type MeetingId,
  type UserId,
} from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { CloseReason } from '../../shared/protocol/close-code.ts';
import type { HandClock } from './hand-clock.ts';

export const SILENT_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const RULES = {
  desk: { roots: ROOTS.desk, nodeNames: NODE_NAMES, markNames: MARK_NAMES },
  record: { roots: ROOTS.record, nodeNames: NODE_NAMES, markNames: MARK_NAMES },
};

/** Ids that repeat for a seed: a counter, so that a failing run can be run again. */
export function countingIds(from = 1): Ids {
  let next = from;
  return { random: () => `id-${next++}`, clientId: () => 900_000_000 + next++ };
}

export interface RoomsFixtureOptions {
  readonly ledger: Ledger;
  readonly clock: HandClock;
  readonly ids?: Ids;
  readonly log?: Log;
  readonly limits?: Partial<SyncLimits>;
  readonly witness?: Witness;
  /** Stands in for the canonical JSON of a document. */
  readonly canonical?: RoomOptions['canonical'];
}

export function roomsOver({
  ledger,
  clock,
  ids = countingIds(),
  log = SILENT_LOG,
  limits,
  witness,
  canonical = canonicalRoots,
}: RoomsFixtureOptions): Rooms {
  return new Rooms({
    ledger,
    clock,
    ids,
    log,
    rules: RULES,
    canonical,
    limits: { ...SYNC_LIMITS, ...limits },
    witness: witness ?? (() => ({ writes: [] })),
  });
}

export const ITEMS: readonly ItemId[] = ['i1', 'i2', 'i3'].map((id) => brand<ItemId>(id));

export function docsOf(meetingId: MeetingId): Readonly<Record<DocPart, DocName>> {
  return {
    desk: docName({ meetingId, version: 1, part: 'desk' }),
    record: docName({ meetingId, version: 1, part: 'record' }),
  };
}

/** Writes a meeting with three empty items into the ledger. */
export async function createMeeting(ledger: Ledger, id: string): Promise<MeetingId> {
  const meetingId = brand<MeetingId>(id);
  const { desk, record } = docsOf(meetingId);
  const bytes = seedDocument(800_000_000, (doc) => {
    ITEMS.forEach((item, index) =>
      addItem(doc, { id: item, kind: 'briefing', title: `第${index + 1}项`, order: `a${index}` }),
    );
  });
  await ledger.commit({
    writes: [
      { kind: 'document.insert', doc: desk, epoch: 'e1' },
      { kind: 'document.insert', doc: record, epoch: 'e1' },
    ],
    appends: [{ doc: desk, epoch: 'e1', principal: 'server', receivedAt: 0, bytes, claims: [800_000_000] }],
    outbox: [],
  });
  return meetingId;
}

export function principal(name: string): Principal {
  return { id: `user:${name}`, userId: brand<UserId>(name), displayName: name };
}

/** The first text of an item's minutes; made when the paragraph is still empty. */
export function minutesText(doc: Y.Doc, item: ItemId): Y.XmlText {
  const paragraph = itemMinutes(doc, item)?.get(0);
  if (!(paragraph instanceof Y.XmlElement)) throw new Error(`${item} has no paragraph`);
  const known = paragraph.get(0);
  if (known instanceof Y.XmlText) return known;
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  return text;
}

/** All words of an item's minutes, without marks; changes nothing. */
export function wordsOf(doc: Y.Doc, item: ItemId): string {
  const walk = (node: unknown): string => {
    if (node instanceof Y.XmlText)
      return node
        .toDelta()
        .map((part: { insert: string }) => part.insert)
        .join('');
    return node instanceof Y.XmlFragment ? node.toArray().map(walk).join('') : '';
  };
  const minutes = itemMinutes(doc, item);
  if (!minutes) throw new Error(`${item} lost its minutes`);
  return walk(minutes);
}

type ToServer = { readonly kind: 'step-1' | 'update' | 'presence'; readonly bytes: Uint8Array };
type ToClient = { readonly kind: 'step-1' | 'update'; readonly bytes: Uint8Array };

/**
 * A replica that syncs as a stock y-websocket client does: step 1 at connecting, updates as they happen (even before
 * step 2 has come), step 2 as answer to the server's step 1. Nothing moves until a test delivers it.
 */
export class Replica {
  readonly doc = new Y.Doc();
  readonly who: Principal;
  readonly ends: CloseReason[] = [];
  readonly refusals: string[] = [];
  /** Updates that were answered `saved`. */
  readonly acknowledged: Uint8Array[] = [];
  saved = 0;
  #rooms: Rooms;
  readonly #name: DocName;
  readonly #access: Access;
  #session: Session | null = null;
  #up: ToServer[] = [];
  #down: ToClient[] = [];

  constructor(rooms: Rooms, name: DocName, who: Principal, access: Access = 'write') {
    this.#rooms = rooms;
    this.#name = name;
    this.who = who;
    this.#access = access;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server' && this.#session) this.#up.push({ kind: 'update', bytes: update });
    });
  }

  get isConnected(): boolean {
    return this.#session !== null;
  }

  get session(): Session | null {
    return this.#session;
  }

  get waiting(): number {
    return this.#up.length + this.#down.length;
  }

  /** Opens a session without closing the former one when `halfOpen`: the server still believes in it. */
  connect(rooms: Rooms = this.#rooms, halfOpen = false): void {
    if (!halfOpen) this.disconnect();
    this.#rooms = rooms;
    this.#up = [];
    this.#down = [];
    const session: Session = new Session({
      doc: this.#name,
      principal: this.who,
      access: this.#access,
      clientId: null,
      wire: {
        outlet: this.#outletFor(() => session),
        ask: (_doc, bytes) => this.#receive(session, { kind: 'step-1', bytes }),
        end: (_doc, reason) => {
          this.ends.push(reason);
          if (this.#session === session) this.#session = null;
        },
      },
    });
    this.#session = session;
    this.#up.push({ kind: 'step-1', bytes: Y.encodeStateVector(this.doc) });
  }

  /** Cuts the line; what was under way is lost. */
  disconnect(): void {
    if (this.#session) this.#rooms.leave(this.#session);
    this.cut();
  }

  /** The process at the other end is gone: nobody is told anything. */
  cut(): void {
    this.#session = null;
    this.#up = [];
    this.#down = [];
  }

  /** Sends the whole history again, as y-indexeddb's first load does. */
  resendAll(): void {
    if (this.#session) this.#up.push({ kind: 'update', bytes: Y.encodeStateAsUpdate(this.doc) });
  }

  /** Sends step 1 again, as a client that makes sure does. */
  makeSure(): void {
    if (this.#session) this.#up.push({ kind: 'step-1', bytes: Y.encodeStateVector(this.doc) });
  }

  /** Sends raw bytes as an update. */
  send(bytes: Uint8Array): void {
    this.#up.push({ kind: 'update', bytes });
  }

  /** Delivers up to `count` frames to the server. */
  deliverUp(count = Number.POSITIVE_INFINITY): void {
    for (let sent = 0; sent < count; sent += 1) {
      const frame = this.#up.shift();
      if (!frame || !this.#session) return;
      this.#toServer(this.#session, frame);
    }
  }

  /** Delivers up to `count` frames to the client. */
  deliverDown(count = Number.POSITIVE_INFINITY): void {
    for (let taken = 0; taken < count; taken += 1) {
      const frame = this.#down.shift();
      if (!frame) return;
      if (frame.kind === 'update') Y.applyUpdate(this.doc, frame.bytes, 'server');
      else if (this.#session) this.#up.push({ kind: 'update', bytes: Y.encodeStateAsUpdate(this.doc, frame.bytes) });
    }
  }

  #toServer(session: Session, frame: ToServer): void {
    if (frame.kind === 'update') {
      const submitted = this.#rooms.submit(session, frame.bytes, (answer) => {
        if ('refused' in answer) this.refusals.push(`${answer.refused}:${String(answer.data?.['reason'] ?? '')}`);
        else this.#acknowledge(frame.bytes, answer.saved);
      });
      if (submitted === 'malformed') this.refusals.push('malformed');
      return;
    }
    void this.#rooms.join(session, frame.bytes, (answer) => {
      this.#receive(session, { kind: 'update', bytes: answer.missing });
      this.#receive(session, { kind: 'step-1', bytes: answer.stateVector });
    });
  }

  #acknowledge(update: Uint8Array, seq: number): void {
    this.acknowledged.push(update);
    this.saved = Math.max(this.saved, seq);
  }

  /** A frame that arrives on a line that was given up is lost. */
  #receive(session: Session, frame: ToClient): void {
    if (this.#session === session) this.#down.push(frame);
  }

  #outletFor(session: () => Session): Outlet {
    return {
      wantsDigest: false,
      update: (message) => this.#receive(session(), { kind: 'update', bytes: message.update }),
      presence: () => undefined,
      digest: () => undefined,
    };
  }
}
