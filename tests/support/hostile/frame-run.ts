// One seeded run of the frame fuzz: two people type in a room while somebody sends it frames that are almost right, as the
// stock wire would hand them on. At the end the room answers, both have what the server has, and every word they typed is
// there unless an update that was accepted deleted it.
import * as encoding from 'lib0/encoding';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { decodeUpdate, isDecodeFault } from '../../../server/sync/decode.ts';
import { contentDigest } from '../../../server/sync/digest.ts';
import { Session } from '../../../server/sync/session.ts';
import { readFrame } from '../../../server/transport/stock-frame.ts';
import { canonicalRoots } from '../../../shared/doc/canonical.ts';
import { itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { settled } from '../hand-clock.ts';
import { exchange, hall, type Hall } from '../room-hall.ts';
import { docsOf, ITEMS, principal, type Replica } from '../rooms-fixture.ts';
import { redrafted } from './drafts.ts';
import { below, mutated, pick, type Random } from './mutations.ts';
import { seeded } from '../seeded.ts';
import { awareness } from './patterns.ts';

const [FIRST = brand<ItemId>('i1')] = ITEMS;
/** Frames between two words of somebody honest. */
const FRAMES_A_WORD = 25;
const [SYNC, AWARENESS] = [0, 1];
const [STEP_1, UPDATE] = [0, 2];

interface Word {
  readonly client: number;
  readonly clock: number;
  readonly text: string;
}

/** What honest clients send: whole frames, and the updates in them. */
interface Traffic {
  readonly frames: Uint8Array[];
  readonly updates: Uint8Array[];
}

export interface FrameReport {
  /** Milliseconds for which each frame held the event loop. */
  readonly heldMs: readonly number[];
  /** Update frames whose bytes could be read as an update. */
  readonly readable: number;
  /** Whether somebody honest ended with other content than the server, without having lost a word. */
  readonly isDiverged: boolean;
  /** How often frames were answered how. */
  readonly answers: ReadonlyMap<string, number>;
}

/**
 * `bytes`: frames whose bytes are wrong. `drafts`: updates rightly written and wrong in what they say; some of these place
 * an item left of its left sibling, which Yjs itself orders differently in every replica, and which the server must not
 * refuse, since redoing does the same at times. Replicas find that out by their digests. [R16]
 */
export type Hostility = 'bytes' | 'drafts';

export class FrameRun {
  readonly #seed: number;
  readonly #hostility: Hostility;
  readonly #random: Random;
  readonly #answers = new Map<string, number>();
  readonly #heldMs: number[] = [];
  readonly #words: Word[] = [];
  readonly #accepted: Uint8Array[] = [];
  #readable = 0;
  #session: Session | null = null;

  constructor(seed: number, hostility: Hostility) {
    this.#seed = seed;
    this.#hostility = hostility;
    this.#random = seeded(seed);
  }

  /** Sends `frames` frames; throws, naming the seed, when the room or an honest word came to harm. */
  async play(frames: number): Promise<FrameReport> {
    const room = await hall();
    const honest = [await room.join('李文静'), await room.join('周敏')];
    // Ids of its own choice, so that a seed means the same bytes again.
    honest.forEach((replica, index) => (replica.doc.clientID = 4_000_000_001 + index));
    await this.#type(honest, frames);
    const traffic = this.#traffic(honest);
    for (let frame = 0; frame < frames; frame += 1) {
      if (frame % FRAMES_A_WORD === 0) await this.#type(honest, frame);
      if (frame % 500 === 0) {
        const more = this.#traffic(honest);
        traffic.frames.push(...more.frames);
        traffic.updates.push(...more.updates);
      }
      await this.#send(room, this.#next(traffic), frame);
    }
    const isDiverged = await this.#finish(room, honest);
    return { heldMs: this.#heldMs, readable: this.#readable, answers: this.#answers, isDiverged };
  }

  async #type(honest: readonly Replica[], number: number): Promise<void> {
    const replica = pick(this.#random, honest);
    const { doc } = replica;
    const text = standingText(doc);
    const clock = Y.getState(doc.store, doc.clientID);
    const word = `⟦${number}⟧`;
    text.insert(below(this.#random, text.length + 1), word);
    this.#words.push({ client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) - word.length, text: word });
    expect(clock, `seed ${this.#seed}`).toBeLessThan(Y.getState(doc.store, doc.clientID));
    await exchange(...honest);
  }

  /** Wrong in its bytes, or rightly written and wrong in what it says. */
  #next({ frames, updates }: Traffic): Uint8Array {
    return this.#hostility === 'drafts'
      ? frameOf([SYNC, UPDATE], redrafted(updates, this.#random))
      : mutated(frames, this.#random);
  }

  /** Frames as an honest client sends them just now: everything, something new, a deletion, a vector, a state. */
  #traffic(honest: readonly Replica[]): Traffic {
    const { doc } = pick(this.#random, honest);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    copy.clientID = 3_000_000_000 + below(this.#random, 1_000_000);
    const changes: readonly (() => void)[] = [
      () => standingText(copy).insert(0, '会议继续。'),
      () => standingText(copy).format(0, 1, { strong: true }),
      () => standingText(copy).delete(0, 1),
      () => copy.getMap('meeting').set('venue', { room: '三楼', seats: [1, 2.5, null, true] }),
    ];
    const updates = changes.map((change) => {
      const before = Y.encodeStateVector(copy);
      copy.transact(change);
      return Y.encodeStateAsUpdate(copy, before);
    });
    const presence = awareness([
      { id: copy.clientID, clock: 1, state: '{"user":{"name":"攻击者"},"cursor":null}' },
      { id: doc.clientID, clock: 9, state: '{"user":{"name":"冒充"}}' },
    ]);
    updates.push(Y.encodeStateAsUpdate(doc));
    const frames = [
      ...updates.map((bytes) => frameOf([SYNC, UPDATE], bytes)),
      frameOf([SYNC, STEP_1], Y.encodeStateVector(doc)),
      frameOf([AWARENESS], presence),
    ];
    return { frames, updates };
  }

  async #send(room: Hall, frame: Uint8Array, number: number): Promise<void> {
    const session = this.#session?.state.kind === 'ended' ? null : this.#session;
    this.#session = session ?? (await this.#enter(room));
    const message = readFrame(frame);
    if (message?.kind === 'update' && !isDecodeFault(decodeUpdate(message.bytes))) this.#readable += 1;
    const began = performance.now();
    this.#handle(room, this.#session, frame);
    await settled(1);
    const heldMs = performance.now() - began;
    this.#heldMs.push(heldMs);
    if (number % 50 === 0) room.clock.advance(100);
  }

  async #enter(room: Hall): Promise<Session> {
    const wire = {
      outlet: { wantsDigest: false, update: ignore, presence: ignore, digest: ignore },
      ask: ignore,
      end: (_doc: unknown, reason: string) => this.#count(`ended ${reason}`),
    };
    const { desk: doc } = docsOf(room.meetingId);
    const session = new Session({ doc, principal: principal('攻击者'), access: 'write', clientId: null, wire });
    await room.rooms.join(session, Uint8Array.of(0), ignore);
    return session;
  }

  /** What the stock wire does with a frame. */
  #handle({ rooms }: Hall, session: Session, frame: Uint8Array): void {
    const message = readFrame(frame);
    const malformed = (): void => {
      this.#count('malformed');
      rooms.leave(session);
    };
    if (!message) return malformed();
    if (message.kind === 'awareness' && !rooms.presence(session, message.bytes)) return malformed();
    if (message.kind === 'step-1') {
      rooms.join(session, message.bytes, ignore).then(
        (joined) => (joined.ok ? this.#count('joined') : malformed()),
        (fault: unknown) => this.#count(`a bug: ${String(fault)}`),
      );
    }
    if (message.kind !== 'update') return;
    const submitted = rooms.submit(session, message.bytes, (answer) => {
      this.#count('saved' in answer ? 'saved' : `${answer.refused}:${String(answer.data?.['reason'])}`);
      if ('saved' in answer) this.#accepted.push(message.bytes);
    });
    if (submitted === 'malformed') malformed();
  }

  async #finish(room: Hall, honest: readonly Replica[]): Promise<boolean> {
    const note = `seed ${this.#seed} of ${this.#hostility}`;
    await this.#type(honest, -1);
    await settled(200);
    await exchange(...honest);
    const server = await room.rooms.read(room.meetingId, 1, ({ desk }) => {
      const texts = shownTexts(desk);
      return {
        digest: contentDigest(desk, 'desk', canonicalRoots),
        missing: this.#words.filter((word) => !isShown(texts, word) && !this.#wasDeleted(desk, word)),
        presumed: desk.store.pendingStructs ?? desk.store.pendingDs,
      };
    });
    expect(server, note).toMatchObject({ ok: true, value: { missing: [], presumed: null } });
    for (const replica of honest) {
      expect([replica.refusals, replica.ends], note).toEqual([[], []]);
    }
    const digests = honest.map(({ doc }) => contentDigest(doc, 'desk', canonicalRoots));
    const isDiverged = digests.some((digest) => !server.ok || digest !== server.value.digest);
    if (this.#hostility === 'bytes') expect(isDiverged, note).toBe(false);
    expect(
      [...this.#answers.keys()].filter((answer) => /^a bug|restarting|harmful/.test(answer)),
      note,
    ).toEqual([]);
    await room.rooms.close();
    return isDiverged;
  }

  /** Whether an update that was accepted deleted a part of the word, or what it stood in. */
  #wasDeleted(doc: Y.Doc, { client, clock, text }: Word): boolean {
    const struct = Y.getItem(doc.store, Y.createID(client, clock));
    // Collected: only what stood in something that was deleted ever is, and nobody honest deletes here.
    if (!(struct instanceof Y.Item)) return true;
    const spans = [{ client, from: clock, to: clock + text.length }];
    for (let at: unknown = struct.parent; at instanceof Y.AbstractType && at._item; at = at._item.parent) {
      spans.push({ client: at._item.id.client, from: at._item.id.clock, to: at._item.id.clock + 1 });
    }
    return this.#accepted.some((update) => {
      const { clients } = Y.decodeUpdate(update).ds;
      return spans.some((span) =>
        clients.get(span.client)?.some((range) => range.clock < span.to && range.clock + range.len > span.from),
      );
    });
  }

  #count(answer: string): void {
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1);
  }
}

/** A text in the minutes to write in; a new one when somebody has deleted the others. */
function standingText(doc: Y.Doc): Y.XmlText {
  const minutes = itemMinutes(doc, FIRST);
  const paragraphs = minutes?.toArray().filter((node) => node instanceof Y.XmlElement) ?? [];
  for (const text of paragraphs.map((paragraph) => paragraph.get(0))) if (text instanceof Y.XmlText) return text;
  const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()];
  minutes?.push([paragraph]);
  paragraph.push([text]);
  return text;
}

/** Whether the word is shown: all its letters, by their ids, in their order and each once. */
function isShown(texts: readonly Y.Item[], { client, clock, text }: Word): boolean {
  let found = '';
  for (const { id, content } of texts) {
    if (id.client !== client || !(content instanceof Y.ContentString)) continue;
    const from = Math.max(0, clock - id.clock);
    const to = clock + text.length - id.clock;
    if (to > 0) found += content.str.slice(from, to);
  }
  return found === text;
}

/** The text that a reader of the document sees, from every root down. */
function shownTexts(doc: Y.Doc): Y.Item[] {
  const types = [...doc.share.values()];
  const texts: Y.Item[] = [];
  for (let type = types.pop(); type; type = types.pop()) {
    const items = [...type._map.values()];
    for (let item = type._start; item; item = item.right) items.push(item);
    for (const item of items.filter(({ deleted }) => !deleted)) {
      if (item.content instanceof Y.ContentType) types.push(item.content.type);
      else if (item.content instanceof Y.ContentString) texts.push(item);
    }
  }
  return texts;
}

function frameOf(head: readonly number[], bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of head) encoding.writeVarUint(encoder, number);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

function ignore(): void {
  // What the attacker is told helps nobody here.
}
