// One loaded meeting: both documents, everyone in them, and the one queue through which everything passes. Long on
// purpose: what may happen between two operations of the queue has to be read in one place.
//
// Between two operations of the queue these hold (numbers in SPEC.md):
// 1. the live documents equal the journal: nothing uncommitted is ever read [R2];
// 2. whatever was shown or answered `saved` is in the ledger [R1];
// 3. a commit that failed left no trace: the documents were loaded again before the next operation [R10].
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { DocPart, MeetingId } from '../../shared/domain/ids.ts';
import type { CloseReason } from '../../shared/protocol/close-code.ts';
import { InvariantError } from '../../shared/lib/assert.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { LedgerReceipt, LedgerRefusal } from '../ports.ts';
import { Audience } from './audience.ts';
import { draftEntry, type Batch, type Documents, type Draft } from './draft.ts';
import { takeIn, type Contribution, type Fate, type Submission } from './intake.ts';
import { answerTo, type JoinAnswer } from './join-answer.ts';
import { OperationQueue } from './operation-queue.ts';
import { RoomDocuments } from './room-documents.ts';
import type { Decide, RoomChange, RoomOptions, RoomView } from './room-options.ts';
import { RoomTimers } from './room-timers.ts';
import type { Session } from './session.ts';

const PARTS: readonly DocPart[] = ['desk', 'record'];
const SERVER = 'server';

export class Room {
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly #options: RoomOptions;
  readonly #queue: OperationQueue<Submission>;
  readonly #audiences: Readonly<Record<DocPart, Audience>>;
  readonly #onIdle: (room: Room) => void;
  /** Sessions whose wire cannot be told "not saved": they are asked again once storage is back. */
  readonly #unanswered = new Set<Session>();
  /** Sessions on their way in: they lose their right like those that are here. */
  readonly #entering = new Set<Session>();
  readonly #documents: RoomDocuments;
  readonly #timers: RoomTimers;
  #digestDueMs = 0;
  #unavailableUntilMs = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(meetingId: MeetingId, version: number, options: RoomOptions, onIdle: (room: Room) => void) {
    this.meetingId = meetingId;
    this.version = version;
    this.#options = options;
    this.#onIdle = onIdle;
    this.#queue = new OperationQueue((batch) => this.#takeBatch(batch), {
      maxUpdates: options.limits.maxBatch,
      maxWeight: options.limits.maxBatchParts,
      weightOf: ({ update }) => update.structs.length + update.deletes.length,
    });
    this.#documents = new RoomDocuments(meetingId, version, options);
    this.#timers = new RoomTimers({
      ...{ clock: options.clock, log: options.log, meetingId },
      inTurn: (step) => this.#queue.run(step),
    });
    this.#audiences = {
      desk: new Audience(meetingId, version, 'desk', options),
      record: new Audience(meetingId, version, 'record', options),
    };
  }

  /**
   * Lets a session in: `accept` is called inside the queue, so nothing can be shown between the answer and the first
   * update. Refusals: `not-found`, `client-id-taken`. [R12]
   */
  join(
    session: Session,
    part: DocPart,
    stateVector: Uint8Array,
    accept: (answer: JoinAnswer) => void,
  ): Promise<Result<null, RefusalCode>> {
    this.#timers.cancel('linger');
    this.#entering.add(session);
    return this.#inTurn((docs) => {
      const audience = this.#audiences[part];
      const live = docs[part];
      const taken = audience.takenClientId(session, live);
      if (taken !== null) return refused('client-id-taken', { clientId: taken });
      if (session.state.kind === 'ended') return ok(null);
      const answer = answerTo(session, live, stateVector, audience);
      audience.add(session);
      session.open(answer.access);
      accept(answer);
      this.#digestSoon(this.#options.limits.joinDigestMs);
      return ok(null);
    }).finally(() => this.#entering.delete(session));
  }

  /** Takes an update that was decoded; the answer comes after its commit, or not at all if the session ends. */
  submit(submission: Submission): void {
    this.#queue.push(submission);
  }

  /** Resolves when everything that was submitted before is decided. */
  settled(): Promise<void> {
    return this.#queue.run(() => undefined);
  }

  /** False when the bytes were malformed. */
  receivePresence(session: Session, part: DocPart, bytes: Uint8Array): boolean {
    return this.#audiences[part].receivePresence(session, bytes, this.#documents.inMemory?.[part].claims);
  }

  leave(session: Session, part: DocPart): void {
    session.end('left');
    this.#forget(session, part);
  }

  read<T>(view: (view: RoomView) => T): Promise<Result<T, RefusalCode>> {
    return this.#inTurn((docs) => ok(view(this.#documents.viewOf(docs))));
  }

  /** Decides and commits in one step of the queue; a refusal changed nothing. */
  change<T>(principal: string, decide: Decide<T>): Promise<Result<T, RefusalCode>> {
    return this.#inTurn(async (docs) => {
      const decided = await decide(this.#documents.viewOf(docs));
      if (!decided.ok) return decided;
      const committed = await this.#carryOut(docs, principal, decided.value);
      return committed.ok ? ok(decided.value.value) : committed;
    });
  }

  endSessions(which: (session: Session) => boolean, reason: CloseReason): void {
    for (const session of this.#entering) if (which(session)) session.end(reason);
    for (const part of PARTS) this.#audiences[part].end(which, reason);
    this.#lingerIfEmpty();
  }

  /** Ends everyone, lets the queue run dry, folds, and frees the documents. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue.run(() => {
      for (const part of PARTS) this.#audiences[part].flush();
      this.endSessions(() => true, 'restarting');
    });
    await this.#queue.drained();
    await this.#documents.foldAll();
    this.#timers.cancelAll();
    for (const part of PARTS) this.#audiences[part].close();
    this.#documents.drop();
  }

  // ── taking updates in ───────────────────────────────────────────────────────────────────────────────────────

  async #takeBatch(batch: readonly Submission[]): Promise<void> {
    try {
      const docs = await this.#documents.load();
      if (!docs) return;
      if (this.#options.clock.monotonicMs() < this.#unavailableUntilMs)
        return this.#answerAll(batch, 'storage-unavailable');
      if (docs.desk.damaged) return this.#answerAll(batch, 'document-damaged');
      if (docs.desk.frozen) return this.#answerAll(batch, 'document-frozen');
      await this.#integrate(docs, batch);
    } catch (fault) {
      // A load that failed (disk, bug): nobody is told `saved`, the clients keep what they have and come back.
      this.#options.log.error('a batch of updates failed', { meetingId: this.meetingId, fault: String(fault) });
      this.#documents.drop();
      this.endSessions(() => true, 'restarting');
    }
  }

  async #integrate(docs: Documents, batch: readonly Submission[]): Promise<void> {
    const open = batch.filter(({ session }) => session.isOpen && session.access === 'write');
    const intake = takeIn(open, docs.desk, {
      rules: this.#options.rules.desk,
      limits: this.#options.limits,
      announcedBy: (clientId) => this.#audiences.desk.announcerOf(clientId),
    });
    if (intake.poison) {
      await this.#quarantine(intake.poison);
      const reloaded = await this.#documents.load();
      const others = open.filter((submission) => submission !== intake.poison);
      return reloaded ? this.#integrate(reloaded, others) : undefined;
    }
    const seqs = await this.#commit(docs, this.#batch(intake.contributions, SERVER, null));
    if (seqs.ok) this.#settle(intake.fates, seqs.value);
    else this.#answerAll(open, seqs.code);
  }

  /** Answers each update after its commit and carries out what its fate demands. */
  #settle(fates: readonly Fate[], seqs: ReadonlyMap<string, number>): void {
    for (const fate of fates) {
      const { session, respond, update } = fate.submission;
      if (fate.kind === 'held') {
        respond({ saved: seqs.get(session.principal.id) ?? this.#documents.inMemory?.desk.seq ?? 0 });
      } else if (fate.kind === 'refused') {
        this.#refuse(fate.submission, fate.code, fate.reason);
      } else if (!session.parking.add({ update, respond }, fate.structs, this.#options.limits.parking)) {
        this.#refuse(fate.submission, 'update-unresolved', 'parking-full');
      }
    }
    this.#retryParked(seqs.size > 0);
  }

  /** After a commit the parked are tried again; what stays parked runs against its clock. [R7] */
  #retryParked(changed: boolean): void {
    for (const session of this.#audiences.desk.sessions) {
      const { parking } = session;
      if (parking.isEmpty) {
        if (parking.isExpiring && !this.#queue.hasWaiting) parking.settle();
        continue;
      }
      if (changed) for (const parked of parking.takeAll()) this.#queue.push({ session, ...parked });
      if (!parking.isExpiring) this.#expireLater(session);
    }
  }

  /** The first time the wait is over the client is asked for what lacks; the second time its session ends. */
  #expireLater(session: Session): void {
    const expire = (): void => {
      if (session.parking.isEmpty || !session.isOpen) return;
      if (session.parking.countExpiry() > 1) {
        session.end('refused');
        this.#forget(session, 'desk');
        return;
      }
      const live = this.#documents.inMemory?.desk;
      if (live) session.wire.ask(live.name, live.stateVector());
      if (session.isOpen) this.#expireLater(session);
    };
    const cancel = this.#options.clock.after(this.#options.limits.parkingMs, () => {
      void this.#queue.run(expire);
    });
    session.parking.expireWith(cancel);
  }

  /** A refused update leaves a hole in its sender's history for ever, so the replica ends with it. [R13] */
  #refuse(submission: Submission, code: RefusalCode, reason: string): void {
    const { session, respond } = submission;
    const context = { meetingId: this.meetingId, principal: session.principal.id, code, reason };
    this.#options.log.warn('an update was refused', context);
    respond({ refused: code, data: { reason } });
    session.end(code === 'too-large' ? 'tooLarge' : 'refused');
    this.#forget(session, 'desk');
  }

  async #quarantine(poison: Submission): Promise<void> {
    this.#documents.drop();
    await this.#documents.load();
    this.#refuse(poison, 'update-not-allowed', 'harmful');
  }

  #answerAll(batch: readonly Submission[], code: RefusalCode): void {
    for (const { session, respond } of batch) {
      respond({ refused: code });
      if (code === 'storage-unavailable') this.#unanswered.add(session);
      else if (code !== 'document-damaged') {
        session.end('restarting');
        this.#forget(session, 'desk');
      }
    }
    if (code === 'storage-unavailable') this.#retryStorageLater();
  }

  // ── committing ──────────────────────────────────────────────────────────────────────────────────────────────

  async #carryOut(docs: Documents, principal: string, change: RoomChange<unknown>): Promise<Result<null, RefusalCode>> {
    for (const { name, part, damaged } of [docs.desk, docs.record])
      if (damaged && change[part]) return refused('document-damaged', { doc: name, lastGoodSeq: damaged.lastGoodSeq });
    try {
      if (change.desk) docs.desk.mutate(change.desk);
      if (change.record) docs.record.mutate(change.record);
      const updates = docs.desk.takeEmitted();
      const contributions = new Map<string, Contribution>();
      if (updates.length > 0) contributions.set(principal, { principal, updates, claims: [], sessions: new Set() });
      const committed = await this.#commit(docs, this.#batch(contributions, principal, change));
      return committed.ok ? ok(null) : committed;
    } catch (fault) {
      // What memory holds may not be in the journal, or the other way round: nobody may read on from here.
      this.#documents.drop();
      this.endSessions(() => true, 'restarting');
      throw new Error(`a change of meeting ${this.meetingId} broke off`, { cause: fault });
    }
  }

  #batch(
    contributions: ReadonlyMap<string, Contribution>,
    recordPrincipal: string,
    change: RoomChange<unknown> | null,
  ): Batch {
    return { meetingId: this.meetingId, version: this.version, contributions, recordPrincipal, change };
  }

  /** One `Ledger.commit` for everything, then everything is shown. Answers each principal's new seq on the desk. */
  async #commit(docs: Documents, batch: Batch): Promise<Result<ReadonlyMap<string, number>, LedgerRefusal>> {
    const draft = draftEntry(docs, batch, this.#options.witness, this.#options.clock.now());
    if (!draft) return ok(new Map());
    const committed = await this.#options.ledger.commit(draft.entry);
    if (!committed.ok) {
      this.#undo(committed.code);
      return committed;
    }
    const seqs = this.#advance(docs, draft, committed.value);
    if (draft.deskUpdates.length > 0) this.#audiences.desk.show(docs.desk.seq, draft.deskUpdates, draft.only);
    if (draft.recordUpdates.length > 0) this.#audiences.record.show(docs.record.seq, draft.recordUpdates, null);
    this.#afterCommit(docs, draft);
    return ok(seqs);
  }

  #advance(docs: Documents, draft: Draft, receipt: LedgerReceipt): ReadonlyMap<string, number> {
    const seqs = new Map<string, number>();
    draft.entry.appends.forEach((append, index) => {
      const seq = receipt.seqs[index];
      if (seq === undefined) throw new InvariantError('the ledger answered fewer seqs than appends');
      const isDesk = append.doc === docs.desk.name;
      (isDesk ? docs.desk : docs.record).committed(seq, append.bytes.length);
      if (isDesk) seqs.set(append.principal, seq);
    });
    return seqs;
  }

  #afterCommit(docs: Documents, draft: Draft): void {
    const parts = new Set<DocPart>();
    if (draft.deskUpdates.length > 0) parts.add('desk');
    if (draft.recordUpdates.length > 0) parts.add('record');
    this.#options.onCommitted({ meetingId: this.meetingId, version: this.version, parts, roots: draft.roots });
    for (const write of draft.entry.writes) if (write.kind === 'document.freeze') this.#freeze(docs, write.doc);
    if (this.#unanswered.size > 0) this.#askUnanswered();
    this.#digestSoon(this.#options.limits.digestMs);
    void this.#documents.foldWhereDue();
  }

  /** The document is closed for good: everyone comes back as a reader. [R15] */
  #freeze(docs: Documents, doc: string): void {
    for (const part of PARTS) {
      if (docs[part].name !== doc) continue;
      docs[part].frozen = true;
      this.#audiences[part].flush();
      this.#audiences[part].end(() => true, 'restarting');
    }
  }

  /** The commit did not happen: the documents in memory hold what the ledger does not, so they go. [R10] */
  #undo(code: LedgerRefusal): void {
    this.#options.log.warn('a commit was refused', { meetingId: this.meetingId, code });
    this.#documents.drop();
    if (code === 'storage-unavailable') {
      this.#unavailableUntilMs = this.#options.clock.monotonicMs() + this.#options.limits.retryStorageMs;
    } else if (code !== 'command-conflict') {
      this.endSessions(() => true, 'restarting');
    }
  }

  #retryStorageLater(): void {
    if (this.#timers.isSet('retry') || this.#closed) return;
    this.#timers.set('retry', this.#options.limits.retryStorageMs, async () => {
      const probe = await this.#options.ledger.commit({ appends: [], writes: [], outbox: [] });
      if (!probe.ok) return this.#retryStorageLater();
      await this.#documents.load();
      this.#askUnanswered();
    });
  }

  #askUnanswered(): void {
    this.#timers.cancel('retry');
    this.#unavailableUntilMs = Number.NEGATIVE_INFINITY;
    const live = this.#documents.inMemory?.desk;
    for (const session of this.#unanswered) if (session.isOpen && live) session.wire.ask(live.name, live.stateVector());
    this.#unanswered.clear();
  }

  // ── taking turns, leaving ───────────────────────────────────────────────────────────────────────────────────

  /** Runs `operation` in the queue over the loaded documents; a room that nobody is in goes after it. */
  #inTurn<T>(
    operation: (docs: Documents) => Promise<Result<T, RefusalCode>> | Result<T, RefusalCode>,
  ): Promise<Result<T, RefusalCode>> {
    return this.#queue.run(async () => {
      try {
        const docs = await this.#documents.load();
        return docs ? await operation(docs) : refused('not-found');
      } finally {
        this.#lingerIfEmpty();
      }
    });
  }

  #forget(session: Session, part: DocPart): void {
    if (!this.#audiences[part].remove(session)) return;
    this.#unanswered.delete(session);
    this.#lingerIfEmpty();
  }

  get #isEmpty(): boolean {
    return PARTS.every((part) => this.#audiences[part].isEmpty);
  }

  /** An empty room stays a moment for those who reload a page, then folds and goes. Late joiners keep it. [R17] */
  #lingerIfEmpty(): void {
    if (this.#closed || this.#timers.isSet('linger') || !this.#isEmpty) return;
    this.#timers.set('linger', this.#options.limits.lingerMs, async () => {
      if (!this.#isEmpty) return;
      await this.#documents.foldAll();
      if (this.#queue.hasWaiting) return this.#lingerIfEmpty();
      this.#timers.cancelAll();
      for (const part of PARTS) this.#audiences[part].close();
      this.#documents.drop();
      this.#onIdle(this);
    });
  }

  /** Digests for everyone after `rhythmMs`, later where one is dear, sooner when one is due already. [R16] */
  #digestSoon(rhythmMs: DurationMs): void {
    if (this.#closed || !PARTS.some((part) => this.#audiences[part].wantsDigest)) return;
    const pauseMs = Math.max(...PARTS.map((part) => this.#audiences[part].digestPauseMs(rhythmMs)));
    const dueMs = this.#options.clock.monotonicMs() + pauseMs;
    if (this.#timers.isSet('digest') && this.#digestDueMs <= dueMs) return;
    this.#timers.cancel('digest');
    this.#digestDueMs = dueMs;
    this.#timers.set('digest', pauseMs, async () => {
      const docs = this.#documents.inMemory;
      for (const part of PARTS) if (docs) this.#audiences[part].showDigest(docs[part]);
      await Promise.resolve();
    });
  }
}
