// One seeded run of the frame fuzz: two people type in a room while somebody sends it frames that are almost right, as the
// stock wire would hand them on. At the end the room answers, both have what the server has, and every word they typed is
// there unless an update that was accepted deleted it.
import * as encoding from 'lib0/encoding';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { contentDigest } from '../../../server/sync/digest.ts';
import { Session } from '../../../server/sync/session.ts';
import { readFrame } from '../../../server/transport/stock-frame.ts';
import { canonicalRoots } from '../../../shared/doc/canonical.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { settled } from '../hand-clock.ts';
import { exchange, hall, type Hall } from '../room-hall.ts';
import { docsOf, ITEMS, minutesText, principal, type Replica } from '../rooms-fixture.ts';
import { MAX_HELD_MS } from './main-thread.ts';
import { below, mutated, pick, seeded, type Random } from './mutations.ts';
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

export interface FrameReport {
  readonly frames: number;
  /** Milliseconds of each frame that held the event loop too long, by its number. */
  readonly slow: ReadonlyMap<number, number>;
  readonly worstMs: number;
  /** How often frames were answered how. */
  readonly answers: ReadonlyMap<string, number>;
}

export class FrameRun {
  readonly #seed: number;
  readonly #random: Random;
  readonly #answers = new Map<string, number>();
  readonly #slow = new Map<number, number>();
  readonly #words: Word[] = [];
  readonly #accepted: Uint8Array[] = [];
  #worstMs = 0;
  #session: Session | null = null;

  constructor(seed: number) {
    this.#seed = seed;
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
      if (frame % 500 === 0) traffic.push(...this.#traffic(honest));
      await this.#send(room, mutated(traffic, this.#random), frame);
    }
    await this.#finish(room, honest);
    return { frames, slow: this.#slow, worstMs: this.#worstMs, answers: this.#answers };
  }

  async #type(honest: readonly Replica[], number: number): Promise<void> {
    const replica = pick(this.#random, honest);
    const { doc } = replica;
    const text = minutesText(doc, FIRST);
    const clock = Y.getState(doc.store, doc.clientID);
    const word = `⟦${number}⟧`;
    text.insert(below(this.#random, text.length + 1), word);
    this.#words.push({ client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) - word.length, text: word });
    expect(clock, `seed ${this.#seed}`).toBeLessThan(Y.getState(doc.store, doc.clientID));
    await exchange(...honest);
  }

  /** Frames as an honest client sends them just now: everything, something new, a deletion, a vector, a state. */
  #traffic(honest: readonly Replica[]): Uint8Array[] {
    const { doc } = pick(this.#random, honest);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    copy.clientID = 3_000_000_000 + below(this.#random, 1_000_000);
    const changes: readonly (() => void)[] = [
      () => minutesText(copy, FIRST).insert(0, '会议继续。'),
      () => minutesText(copy, FIRST).format(0, 1, { strong: true }),
      () => minutesText(copy, FIRST).delete(0, 1),
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
    return [
      ...[...updates, Y.encodeStateAsUpdate(doc)].map((bytes) => frameOf([SYNC, UPDATE], bytes)),
      frameOf([SYNC, STEP_1], Y.encodeStateVector(doc)),
      frameOf([AWARENESS], presence),
    ];
  }

  async #send(room: Hall, frame: Uint8Array, number: number): Promise<void> {
    const session = this.#session?.state.kind === 'ended' ? null : this.#session;
    this.#session = session ?? (await this.#enter(room));
    const began = performance.now();
    this.#handle(room, this.#session, frame);
    await settled(1);
    const heldMs = performance.now() - began;
    this.#worstMs = Math.max(this.#worstMs, heldMs);
    if (heldMs > MAX_HELD_MS) this.#slow.set(number, heldMs);
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

  async #finish(room: Hall, honest: readonly Replica[]): Promise<void> {
    const note = `seed ${this.#seed}`;
    await this.#type(honest, -1);
    await settled(200);
    await exchange(...honest);
    const server = await room.rooms.read(room.meetingId, 1, ({ desk }) => ({
      digest: contentDigest(desk, 'desk', canonicalRoots),
      missing: this.#words.filter((word) => !holds(desk, word) && !this.#wasDeleted(word)),
      presumed: desk.store.pendingStructs ?? desk.store.pendingDs,
    }));
    expect(server, note).toMatchObject({ ok: true, value: { missing: [], presumed: null } });
    for (const replica of honest) {
      expect([replica.refusals, replica.ends], note).toEqual([[], []]);
      expect(contentDigest(replica.doc, 'desk', canonicalRoots), note).toBe(server.ok && server.value.digest);
    }
    expect(
      [...this.#answers.keys()].filter((answer) => answer.startsWith('a bug') || answer.includes('restarting')),
      note,
    ).toEqual([]);
    await room.rooms.close();
  }

  /** Whether an update that was accepted deleted a part of the word, or an end of its paragraph. */
  #wasDeleted({ client, clock, text }: Word): boolean {
    return this.#accepted.some((update) =>
      [...(Y.decodeUpdate(update).ds.clients.get(client) ?? [])].some(
        (range) => range.clock < clock + text.length && range.clock + range.len > clock,
      ),
    );
  }

  #count(answer: string): void {
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1);
  }
}

/** Whether all letters of the word stand in the document, by their ids. */
function holds(doc: Y.Doc, { client, clock, text }: Word): boolean {
  const structs = doc.store.clients.get(client) ?? [];
  let found = '';
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) continue;
    const from = Math.max(0, clock - struct.id.clock);
    const to = clock + text.length - struct.id.clock;
    if (to > 0) found += struct.content.str.slice(from, to);
  }
  return found === text;
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
