// Where a campaign plays: one server on one disk, the network before it, a meeting, its writers, and a clerk who gives
// commands. Knows how to bring everything to rest and to read a meeting in four ways; decides nothing about faults.
import { setTimeout as pause } from 'node:timers/promises';
import type * as Y from 'yjs';
import { Disk } from '../../support/disk/disk.ts';
import { Clerk } from './clerk.ts';
import { judge, judgeAgreement, judgeLosses, ownPlace, type Breach, type Reading } from './check.ts';
import { DatabaseCopy } from './database-copy.ts';
import { SHARED_PLACE } from './hand.ts';
import { deskDigest, field, textsOfDesk, textsOfSnapshot } from './meeting-text.ts';
import { Network } from './network.ts';
import { OwnWriter } from './own-writer.ts';
import type { Chance } from './random.ts';
import { ServerProcess, textOf, type Account } from './server-process.ts';
import { StockWriter } from './stock-writer.ts';
import { Testimony } from './testimony.ts';
import type { Writer } from './writer.ts';

export interface StageOptions {
  /** A folder of its own for disk and control. */
  readonly home: string;
  /** Program and arguments of the server. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly chance: Chance;
  readonly writers: { readonly own: number; readonly stock: number };
}

/** A meeting that is written at the moment. */
export interface Scene {
  readonly meetingId: string;
  readonly desk: string;
  readonly record: string;
  readonly testimony: Testimony;
  readonly writers: readonly Writer[];
  readonly clerk: Clerk;
}

const STROKE_MS = 22;
const SETTLE_LIMIT_MS = 60_000;

export class Stage {
  readonly disk: Disk;
  readonly server: ServerProcess;
  readonly network: Network;
  readonly breaches: Breach[] = [];
  readonly answeredMs: number[] = [];
  readonly restartMs: number[] = [];
  digestsEqual = 0;
  readonly #options: StageOptions;
  readonly #adminToken: string;
  readonly #people: readonly Account[];
  readonly #clerkAccount: Account;
  #scene: Scene | null = null;
  #typing: NodeJS.Timeout | null = null;
  #scenes = 0;
  readonly counts = { typed: 0, promised: 0, commands: 0 };

  private constructor(options: StageOptions, parts: StageParts) {
    this.#options = options;
    this.disk = parts.disk;
    this.server = parts.server;
    this.network = parts.network;
    this.#adminToken = parts.adminToken;
    this.#people = parts.people;
    this.#clerkAccount = parts.clerk;
  }

  static async set(options: StageOptions): Promise<Stage> {
    const disk = new Disk(options.home, { keepsConfirmed: true });
    const env = { ...disk.env, ...options.env };
    const server = await ServerProcess.start({ command: options.command, env, dataDir: disk.folder });
    const network = await Network.to(server.port, options.chance);
    const adminToken = await server.tokenOf('admin');
    const people: Account[] = [];
    for (const name of ['wenjing', 'zhoumin']) people.push(await server.account(adminToken, name, 'notetaker'));
    const clerk = await server.account(adminToken, 'clerk', 'secretary');
    return new Stage(options, { disk, server, network, adminToken, people, clerk });
  }

  get scene(): Scene {
    if (!this.#scene) throw new Error('no meeting is open');
    return this.#scene;
  }

  /** Someone whose rights can be taken away in the middle of a sentence. */
  get somebody(): Account {
    const [, second] = this.#people;
    if (!second) throw new Error('nobody is here');
    return second;
  }

  /** Asks the server over HTTP as its administrator. */
  ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return this.server.ask(this.#adminToken, method, path, body);
  }

  // ── meetings and writers ────────────────────────────────────────────────────────────────────────────────────

  /** Opens a fresh meeting with its writers, once they all have it before them. */
  async open(): Promise<void> {
    this.#scenes += 1;
    const { own, stock } = this.#options.writers;
    const names = [...letters(own, 'o'), ...letters(stock, 's')].map((name) => `${name}${this.#scenes}`);
    const agenda = [SHARED_PLACE, ...names.map(ownPlace)].map((title) => ({ kind: 'discussion', title }));
    const made = await this.ask('POST', '/meetings/import', { meeting: { name: `campaign ${this.#scenes}` }, agenda });
    const meetingId = textOf(made, 'id');
    await this.ask('POST', `/meetings/${meetingId}/phase`, { to: 'live' });
    const docs = field(made, 'docs');
    const testimony = new Testimony();
    const desk = textOf(docs, 'desk');
    const writers = names.map((name, index) => {
      const account = this.#people[index % this.#people.length];
      const line = { name, url: this.network.url, token: account?.token ?? '', doc: desk, testimony };
      const options = { ...line, chance: this.#options.chance };
      return name.startsWith('o') ? new OwnWriter(options) : new StockWriter(options);
    });
    const clerk = new Clerk(this.network.url, this.#clerkAccount.token, meetingId);
    this.#scene = { meetingId, desk, record: textOf(docs, 'record'), testimony, writers, clerk };
    await this.#until(() => writers.every((writer) => writer.isReady && writer.isSettled), 'the writers came in');
  }

  startTyping(): void {
    const { writers, clerk } = this.scene;
    let turn = 0;
    this.#typing = setInterval(() => {
      turn += 1;
      for (const writer of writers) writer.type();
      if (turn % 12 === 0) clerk.command();
    }, STROKE_MS);
  }

  stopTyping(): void {
    if (this.#typing) clearInterval(this.#typing);
    this.#typing = null;
  }

  /** Types for a while. */
  async play(ms: number): Promise<void> {
    await pause(ms);
  }

  /**
   * Starts the server again. A newcomer reads before the writers can come back and bring what it may have lost: the
   * server must have everything by itself.
   */
  async restart(): Promise<void> {
    if (this.breaches.length > 0) return;
    this.network.change('closed');
    await this.restartDamaged();
    this.breaches.push(...judgeLosses(this.scene.testimony, await this.#readAsNewcomer()));
    this.network.change('fair');
  }

  /** Starts the server over files of which something is known to be missing. */
  async restartDamaged(): Promise<void> {
    this.restartMs.push(await this.server.start());
  }

  /** Everything is sound again, and everybody's words have found their way. */
  async settle(): Promise<void> {
    this.stopTyping();
    const { writers, clerk } = this.scene;
    await this.#until(
      () => writers.every((writer) => writer.isSettled) && clerk.isSettled,
      'all words were saved',
      () =>
        writers
          .filter((writer) => !writer.isSettled)
          .map((writer) => writer.name)
          .join(' '),
    );
  }

  /** Nobody types until each writer whose wire has digests has held one against its content. */
  async rest(): Promise<void> {
    await this.settle();
    const compared = ({ digests }: Writer): number => digests.equal + digests.different;
    const before = this.scene.writers.map((writer) => ({ writer, had: compared(writer) }));
    const own = before.filter(({ writer }) => writer instanceof OwnWriter);
    await this.#until(() => own.every(({ writer, had }) => compared(writer) > had), 'everybody compared digests');
  }

  /** Writers leave; what they swore to stays in the counts. */
  close(): void {
    this.stopTyping();
    const scene = this.#scene;
    if (!scene) return;
    this.#scene = null;
    for (const writer of scene.writers) {
      if (writer instanceof OwnWriter) this.answeredMs.push(...writer.answeredMs);
      this.digestsEqual += writer.digests.equal;
      writer.close();
    }
    scene.clerk.close();
    this.counts.typed += scene.testimony.words.length;
    this.counts.promised += scene.testimony.words.filter((word) => scene.testimony.isPromised(word)).length;
    this.counts.commands += scene.clerk.done;
  }

  async strike(): Promise<void> {
    this.close();
    await this.server.stop('SIGKILL');
    this.network.close();
    this.disk.close();
  }

  // ── reading and judging ─────────────────────────────────────────────────────────────────────────────────────

  /** Judges the files of a server that has just gone, before anybody opens them. */
  judgeFiles(): void {
    const { testimony } = this.scene;
    for (const reading of this.#readFiles(false)) this.breaches.push(...judgeLosses(testimony, reading));
  }

  /** Judges a meeting at rest: each way of reading against the testimony, and all against each other. */
  async judgeRest(): Promise<void> {
    const { testimony, writers, clerk } = this.scene;
    const newcomer = await this.#readAsNewcomer();
    const readings = [newcomer, await this.#readSnapshot(), ...this.#readFiles(true), ...(await this.#readArchive())];
    for (const reading of readings) this.breaches.push(...judge(testimony, reading));
    const own = writers
      .filter((writer) => writer.isSettled)
      .map((writer): Reading => ({ source: writer.name, texts: textsOfDesk(writer.ydoc) }));
    this.breaches.push(
      ...judgeAgreement([...readings, ...own]),
      ...this.#judgeCommands(clerk),
      ...digestBreaches(writers),
    );
  }

  /** What a client sees that has never been here. Throws when it is not let in. */
  async #readAsNewcomer(): Promise<Reading> {
    const ydoc = await this.newcomer();
    return { source: 'a newcomer', texts: textsOfDesk(ydoc) };
  }

  /** The desk as a fresh stock client gets it, over a line that the network does not touch. */
  async newcomer(): Promise<Y.Doc> {
    const testimony = new Testimony();
    const line = { name: 'newcomer', url: this.server.url, token: this.#adminToken, doc: this.scene.desk, testimony };
    const reader = new StockWriter({ ...line, chance: this.#options.chance });
    await this.#until(() => reader.isReady && reader.isSettled, 'a newcomer got the meeting');
    const { ydoc } = reader;
    reader.close();
    return ydoc;
  }

  async #readSnapshot(): Promise<Reading> {
    const snapshot = await this.ask('GET', `/meetings/${this.scene.meetingId}/snapshot?audience=internal`);
    return { source: 'the snapshot', texts: textsOfSnapshot(snapshot) };
  }

  async #readArchive(): Promise<readonly Reading[]> {
    const meeting = await this.ask('GET', `/meetings/${this.scene.meetingId}`);
    if (field(meeting, 'phase') !== 'archived') return [];
    const found = await this.ask('GET', '/archive');
    const results: unknown = field(found, 'results');
    const own = Array.isArray(results)
      ? results.find((result: unknown) => field(result, 'meetingId') === this.scene.meetingId)
      : undefined;
    const archived = await this.ask('GET', `/archive/${textOf(own, 'archiveId')}`);
    return [{ source: 'the archive', texts: textsOfSnapshot(field(archived, 'snapshot')) }];
  }

  #readFiles(isRunning: boolean): readonly Reading[] {
    const copy = new DatabaseCopy(this.disk.folder, isRunning);
    try {
      for (const fault of copy.faults()) this.breaches.push({ rule: 'other', what: `the database: ${fault}` });
      const { ydoc, faults } = copy.document(this.scene.desk);
      for (const fault of faults) this.breaches.push({ rule: 'other', what: fault });
      return [{ source: 'the journal', texts: textsOfDesk(ydoc) }];
    } finally {
      copy.close();
    }
  }

  /** Each command counts once, however often it was sent. */
  #judgeCommands(clerk: Clerk): readonly Breach[] {
    const copy = new DatabaseCopy(this.disk.folder, true);
    const rows = copy.rowsBy(this.scene.record, this.#clerkAccount.id);
    copy.close();
    if (rows >= clerk.done && rows <= clerk.sent) return [];
    return [{ rule: 'doubled', what: `${clerk.done} of ${clerk.sent} commands were confirmed, ${rows} carried out` }];
  }

  /** Two documents that say the same have the same digest, whoever computes it. */
  async judgeDigest(): Promise<void> {
    const copy = new DatabaseCopy(this.disk.folder, true);
    const stored = deskDigest(copy.document(this.scene.desk).ydoc);
    copy.close();
    if (stored !== deskDigest(await this.newcomer()))
      this.breaches.push({ rule: 'readings-differ', what: 'the journal and a newcomer have different digests' });
  }

  /** Waits, unless there is a breach already: after a loss nothing needs to come true any more. */
  async #until(condition: () => boolean, what: string, who: () => string = () => ''): Promise<void> {
    if (this.breaches.length > 0) return;
    const end = performance.now() + SETTLE_LIMIT_MS;
    while (!condition()) {
      if (performance.now() > end) {
        this.breaches.push({ rule: 'other', what: `it never happened that ${what} ${who()} ${this.server.errors}` });
        return;
      }
      await pause(15);
    }
  }
}

interface StageParts {
  readonly disk: Disk;
  readonly server: ServerProcess;
  readonly network: Network;
  readonly adminToken: string;
  readonly people: readonly Account[];
  readonly clerk: Account;
}

function digestBreaches(writers: readonly Writer[]): readonly Breach[] {
  return writers
    .filter(({ digests }) => digests.different > 0)
    .map(({ name, digests }) => ({
      rule: 'digest',
      what: `${digests.different} digests are not those of ${name}'s content`,
    }));
}

function letters(count: number, kind: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${kind}${String.fromCharCode(97 + index)}`);
}
