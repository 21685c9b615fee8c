// One run of the convergence fuzz: people type, the network drops, the server dies and comes back, stock clients do
// their odd things. At the end everyone holds the same, nothing shown is missing or there twice, nobody was refused.
import { expect } from 'vitest';
import * as Y from 'yjs';
import type { Ledger, LedgerEntry } from '../../server/ports.ts';
import { contentDigest } from '../../server/sync/digest.ts';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import type { Rooms } from '../../server/sync/rooms.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { addTask, taskText } from '../../shared/doc/desk-tasks.ts';
import type { EventId, MeetingId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { HandClock, settled } from './hand-clock.ts';
import { seeded } from './seeded.ts';
import { createMeeting, docsOf, ITEMS, minutesText, principal, Replica, roomsOver, wordsOf } from './rooms-fixture.ts';

const STEPS = 120;
const PEOPLE = ['李文静', '周敏', '陈一帆', '王坤泉'];

/** 1 to `count`. */
export function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** A ledger as one process sees it: what it has not handed over when the process dies is never written. */
class MortalLedger implements Ledger {
  readonly #ledger: Ledger;
  readonly #turns: () => number;
  readonly #handedOver = new Set<Promise<unknown>>();
  #isDead = false;

  /** `turns`: how long the disk takes to begin, in turns of the event loop. */
  constructor(ledger: Ledger, turns: () => number) {
    this.#ledger = ledger;
    this.#turns = turns;
  }

  async commit(entry: LedgerEntry): ReturnType<Ledger['commit']> {
    await settled(this.#turns());
    if (this.#isDead) return new Promise(() => undefined);
    const committing = this.#ledger.commit(entry);
    this.#handedOver.add(committing);
    const committed = await committing;
    this.#handedOver.delete(committing);
    // The answer of a dead process reaches nobody.
    return this.#isDead ? new Promise(() => undefined) : committed;
  }

  /** From now on nothing is written; resolves when what the disk already has in hand is there. */
  async die(): Promise<void> {
    this.#isDead = true;
    await Promise.all(this.#handedOver);
  }

  open: Ledger['open'] = (doc) => this.#ledger.open(doc);
  journal: Ledger['journal'] = (doc, fromSeq) => this.#ledger.journal(doc, fromSeq);
  journalDigest: Ledger['journalDigest'] = (doc, seq) => this.#ledger.journalDigest(doc, seq);
  commandResult: Ledger['commandResult'] = (id) => this.#ledger.commandResult(id);
  close: Ledger['close'] = () => this.#ledger.close();
  putSnapshot: Ledger['putSnapshot'] = async (doc, seq, bytes) => {
    if (!this.#isDead) await this.#ledger.putSnapshot(doc, seq, bytes);
  };
}

/** One seeded run: a meeting, four people, a network and a server that fail; throws when anything was lost or differs. */
export class NetworkRun {
  readonly #seed: number;
  readonly #ledger: Ledger;
  readonly #random: () => number;
  readonly #clock = new HandClock();
  #disk: MortalLedger;
  #rooms: Rooms;
  #replicas: readonly Replica[] = [];
  #tokens = 0;
  readonly #typed: string[] = [];

  constructor(seed: number, ledger: Ledger) {
    this.#seed = seed;
    this.#ledger = ledger;
    this.#random = seeded(seed);
    this.#disk = new MortalLedger(ledger, () => this.#diskTurns());
    this.#rooms = roomsOver({ ledger: this.#disk, clock: this.#clock });
  }

  async play(): Promise<void> {
    const meetingId = await createMeeting(this.#ledger, `fuzz-${this.#seed}`);
    const { desk } = docsOf(meetingId);
    this.#replicas = PEOPLE.map((name) => new Replica(this.#rooms, desk, principal(name)));
    for (const replica of this.#replicas) replica.connect();
    await this.#deliverAll(meetingId);
    for (let step = 0; step < STEPS; step += 1) await this.#step(meetingId);
    await this.#finish(meetingId);
  }

  async #step(meetingId: MeetingId): Promise<void> {
    const replica = this.#pick(this.#replicas);
    const dice = this.#random();
    if (dice < 0.4) this.#edit(replica);
    else if (dice < 0.6) replica.deliverUp(1 + Math.floor(this.#random() * 3));
    else if (dice < 0.78) replica.deliverDown(1 + Math.floor(this.#random() * 3));
    else if (dice < 0.82) replica.disconnect();
    else if (dice < 0.9) replica.connect(this.#rooms, this.#random() < 0.5);
    else if (dice < 0.92) replica.resendAll();
    else if (dice < 0.93) replica.makeSure();
    else if (dice < 0.935) this.#typeMuchOffline(replica);
    else if (dice < 0.96) this.#clock.advance(this.#random() * 5_000);
    else if (dice < 0.975) await this.#killServer(meetingId);
    if (this.#random() < 0.5) await settled(1);
  }

  /** More than one piece holds, typed without a line, and a keystroke before step 2 has filled the gap. */
  #typeMuchOffline(replica: Replica): void {
    replica.disconnect();
    const text = minutesText(replica.doc, this.#pick(ITEMS));
    for (let run = 0; run < 4; run += 1) text.insert(0, '会'.repeat(20_000));
    replica.connect(this.#rooms);
    this.#type(text);
  }

  #edit(replica: Replica): void {
    const item = this.#pick(ITEMS);
    const text = minutesText(replica.doc, item);
    const dice = this.#random();
    if (dice < 0.6) this.#type(text);
    else if (dice < 0.7) text.insert(0, '无'.repeat(1 + Math.floor(this.#random() * 4)));
    else if (dice < 0.8) this.#deleteFiller(text);
    else if (dice < 0.85 && text.length > 1) text.format(0, 1, { strong: true });
    else if (dice < 0.93) this.#task(replica.doc);
    else
      addProgress(replica.doc, brand<EventId>(`e${this.#seed}-${(this.#tokens += 1)}`), {
        kind: 'start',
        itemId: item,
        at: 0,
        by: replica.who.id,
      });
  }

  /** A token that is never deleted, so that it can be counted at the end. */
  #type(text: Y.XmlText): void {
    this.#tokens += 1;
    const token = `⟦${this.#tokens}⟧`;
    this.#typed.push(token);
    text.insert(this.#random() < 0.5 ? 0 : text.length, token);
  }

  #deleteFiller(text: Y.XmlText): void {
    const plain = text
      .toDelta()
      .map((part: { insert?: unknown }) => (typeof part.insert === 'string' ? part.insert : '￼'))
      .join('');
    const at = plain.indexOf('无');
    if (at >= 0) text.delete(at, 1);
  }

  #task(doc: Y.Doc): void {
    const known = [...doc.getMap('tasks').keys()];
    if (known.length > 0 && this.#random() < 0.5) {
      taskText(doc, brand<TaskId>(this.#pick(known)))?.insert(0, '办');
      return;
    }
    const id = brand<TaskId>(`t${this.#seed}-${(this.#tokens += 1)}`);
    addTask(doc, {
      id,
      what: '编写教材',
      owners: [],
      supporters: [],
      due: null,
      dueText: null,
      itemId: null,
      state: 'draft',
      order: `a${this.#tokens}`,
    });
  }

  /** The process is gone in the middle of everything; a new one opens the same journal. */
  async #killServer(meetingId: MeetingId): Promise<void> {
    for (const replica of this.#replicas) replica.cut();
    await this.#disk.die();
    this.#disk = new MortalLedger(this.#ledger, () => this.#diskTurns());
    this.#rooms = roomsOver({ ledger: this.#disk, clock: this.#clock });
    const kept = await this.#rooms.read(meetingId, 1, ({ desk }) => this.#missingFrom(desk));
    expect(kept, `seed ${this.#seed}`).toEqual({ ok: true, value: [] });
  }

  /** What was answered `saved`, or shown to somebody else, and is not in `desk` all the same. */
  #missingFrom(desk: Y.Doc): string[] {
    const acknowledged = this.#replicas.flatMap((replica) => replica.acknowledged.splice(0));
    const structs = acknowledged.flatMap((update) => Y.decodeUpdate(update).structs);
    const lost = structs.filter(({ id, length }) => id.clock + length > Y.getState(desk.store, id.client));
    const own = new Set(this.#replicas.map((replica) => replica.doc.clientID));
    const shown = this.#replicas.flatMap((replica) =>
      [...replica.doc.store.clients.keys()]
        .filter((client) => client !== replica.doc.clientID && own.has(client))
        .filter((client) => Y.getState(replica.doc.store, client) > Y.getState(desk.store, client))
        .map((client) => `shown of ${client}`),
    );
    return [...lost.map(({ id }) => `saved ${id.client}:${id.clock}`), ...shown];
  }

  async #finish(meetingId: MeetingId): Promise<void> {
    // Whoever is connected must have got everything as it happened; only the others may ask for what they missed.
    for (const replica of this.#replicas) if (!replica.isConnected) replica.connect(this.#rooms);
    await this.#deliverAll(meetingId);
    const server = await this.#rooms.read(meetingId, 1, ({ desk }) => ({
      digest: contentDigest(desk, 'desk', canonicalRoots),
      all: ITEMS.map((item) => wordsOf(desk, item)).join('\n'),
    }));

    const note = `seed ${this.#seed}`;
    if (!server.ok) throw new Error(note);
    for (const replica of this.#replicas) {
      expect(replica.refusals, note).toEqual([]);
      expect(
        replica.ends.filter((reason) => reason !== 'restarting'),
        note,
      ).toEqual([]);
      expect(contentDigest(replica.doc, 'desk', canonicalRoots), note).toBe(server.value.digest);
    }
    for (const token of this.#typed) expect(server.value.all.split(token).length - 1, `${note} ${token}`).toBe(1);
    await this.#rooms.close();
    const reopened = roomsOver({ ledger: this.#ledger, clock: this.#clock });
    const cold = await reopened.read(meetingId, 1, ({ desk }) => contentDigest(desk, 'desk', canonicalRoots));
    expect(cold, note).toEqual({ ok: true, value: server.value.digest });
    await reopened.close();
  }

  async #deliverAll(meetingId: MeetingId): Promise<void> {
    let restful = 0;
    for (let round = 0; round < 400; round += 1) {
      for (const replica of this.#replicas) {
        replica.deliverUp();
        replica.deliverDown();
      }
      // The queue is empty when a read has passed through it, however long the disk took; pieces take turns of their own.
      await this.#rooms.read(meetingId, 1, () => null);
      await settled(1);
      restful = this.#replicas.every((replica) => replica.waiting === 0) ? restful + 1 : 0;
      if (restful > 12) return;
    }
    throw new Error(`seed ${this.#seed}: the network never came to rest`);
  }

  #diskTurns(): number {
    return 1 + Math.floor(this.#random() * 8);
  }

  #pick<T>(list: readonly T[]): T {
    const picked = list[Math.floor(this.#random() * list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}
