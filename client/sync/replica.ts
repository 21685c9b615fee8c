// One document's replica and its talk with the server (sync.md, The provider). Owns the unacknowledged; knows neither
// storage nor the page. Above 300 lines on purpose: it is one state machine, and its stages share all of its state.
// Invariants:
// 1. At most one update is unacknowledged; what is typed meanwhile gathers and leaves as one.
// 2. After any break in the talk, what goes out is computed from the server's state vector, never guessed.
// 3. While the guard holds, nothing of the document goes out or comes in.
// 4. After `given up` the replica sends and applies nothing more.
// 5. Once a digest was found to differ, the replica is proved equal or given up: at once if it owes nothing, else when
//    its last words are acknowledged, and within `renewMs` in any case. [R16]
import * as Y from 'yjs';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import type { JoinAccepted, ServerToClientEvents, WireRefusal } from '../../shared/protocol/socket-events.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { CompositionGuard } from './composition.ts';
import type { Device } from './device.ts';
import { owedUpdates, sliceUpdate } from '../../shared/doc/slice.ts';
import { answerTo, ENDED, type GiveUpReason } from './refusal-answer.ts';
import type { SaveEvent } from './save-state.ts';
import type { Wire } from './wire.ts';

export interface ReplicaTimes {
  /** Keystrokes of one frame leave together. */
  readonly frameMs: DurationMs;
  /** A remote update that comes alone is taken in at once; those that follow within this time, together. */
  readonly gatherMs: DurationMs;
  /** The same while one writes oneself: one's own letters come first. */
  readonly busyGatherMs: DurationMs;
  /** Unanswered for this long, the light says so. */
  readonly unansweredMs: DurationMs;
  /** Unanswered for this long, the connection counts as dead. */
  readonly deadMs: DurationMs;
  readonly rejoinMs: DurationMs;
  readonly maxRejoinMs: DurationMs;
  /** A remote update that still lacks what it builds on after this long asks for all of it. */
  readonly unresolvedMs: DurationMs;
  /** A replica that differs waits at most this long for its last words to be acknowledged before it is given up. */
  readonly renewMs: DurationMs;
}

export const REPLICA_TIMES: ReplicaTimes = {
  frameMs: 16,
  gatherMs: 50,
  busyGatherMs: 100,
  unansweredMs: 5_000,
  deadMs: 12_000,
  rejoinMs: 300,
  maxRejoinMs: 15_000,
  unresolvedMs: 5_000,
  renewMs: 4_000,
};

export interface ReplicaListener {
  saving(event: SaveEvent): void;
  joined(answer: { readonly epoch: string; readonly access: 'write' | 'read' }): void;
  /** The client id had to change; presence follows. */
  renamed(): void;
  /** It differed from the server's document; joining again has made it whole. */
  healed(): void;
  /** The replica is over: keep `late` work if it owed anything, go on with a fresh one. */
  gaveUp(reason: GiveUpReason, owes: boolean): void;
  /** A person has to act before it can go on; everything written stays. */
  halted(code: RefusalCode): void;
}

export interface ReplicaOptions {
  readonly doc: DocName;
  readonly ydoc: Y.Doc;
  /** The history this content belongs to; null when it came from nowhere yet. */
  readonly epoch: string | null;
  readonly wire: Wire;
  readonly device: Device;
  /** Absent for documents that nobody types into. */
  readonly guard?: CompositionGuard;
  /** Called before what others wrote goes into the document. */
  readonly beforeTakingIn?: () => void;
  /** Sha-256 (hex) of the content as it is at the call. */
  readonly digest: (ydoc: Y.Doc) => Promise<string>;
  readonly times: ReplicaTimes;
  readonly listener: ReplicaListener;
}

type Stage = 'waiting' | 'joining' | 'live' | 'halted' | 'over';
type Timer = 'frame' | 'gather' | 'answer' | 'rejoin' | 'steady' | 'unresolved' | 'renew';
type RemoteUpdate = Parameters<ServerToClientEvents['doc:update']>[0];

/** Since one's last letter, for which one counts as writing. */
const WRITING_MS: DurationMs = 1_000;
/** A session that has lasted this long counts as one that works. */
const STEADY_MS: DurationMs = 10_000;
/** How often a fresh client id is tried before giving up on the server's answer. */
const MAX_RENAMES = 5;

export class Replica {
  readonly ydoc: Y.Doc;
  readonly #options: ReplicaOptions;
  readonly #unhold: () => void;
  #stage: Stage = 'waiting';
  #access: 'write' | 'read' = 'read';
  #epoch: string | null;
  /** Counts joins, so that answers to an earlier one are recognised and dropped. */
  #round = 0;
  #seq = 0;
  #gathered: Uint8Array[] = [];
  /** Ready to go, in order: offline work or a very large paste. */
  #slices: Uint8Array[] = [];
  #isInFlight = false;
  /** Came from the server and is not in the document yet. */
  #arrived: RemoteUpdate[] = [];
  #typedAtMs: DurationMs | null = null;
  #heldIn: (() => void)[] = [];
  #renames = 0;
  #rejoins = 0;
  /** Digests found to differ since one was found equal. */
  #mismatches = 0;
  /** The seq at which the last of them was found, until this replica is proved equal again. */
  #differedAt: number | null = null;
  #haltedBy: RefusalCode | null = null;
  readonly #timers = new Map<Timer, () => void>();

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.ydoc = options.ydoc;
    this.#epoch = options.epoch;
    this.ydoc.on('update', this.#onUpdate);
    this.#unhold = options.guard?.onRelease('wire', () => this.#onRelease()) ?? (() => undefined);
  }

  /** Whether the server lacks anything that this replica knows it lacks. */
  get owes(): boolean {
    return this.#isInFlight || this.#gathered.length > 0 || this.#slices.length > 0;
  }

  connected(): void {
    // A new line is a new chance; how often it may be dialled is the wire's to say.
    this.#rejoins = 0;
    if (this.#stage === 'waiting') this.#join();
  }

  disconnected(): void {
    if (this.#stage === 'over') return;
    this.#clearTimers();
    this.#isInFlight = false;
    this.#arrived = [];
    this.#heldIn = [];
    this.#round += 1;
    // Repairing a document takes a restart of the server, and so ends the connection.
    if (this.#stage !== 'halted' || this.#haltedBy === 'document-damaged') this.#stage = 'waiting';
    this.#options.listener.saving({ kind: 'left' });
  }

  /** After a person dealt with what halted it. */
  retry(): void {
    if (this.#stage !== 'halted') return;
    this.#stage = 'waiting';
    if (this.#options.wire.isConnected) this.#join();
  }

  /**
   * The document took in what neither the server sent nor this page typed: another page of this browser had left it in
   * storage. Only joining again tells what of it the server lacks; until then nothing is called saved.
   */
  tookIn(): void {
    if (this.#stage !== 'live' && this.#stage !== 'joining') return;
    this.#options.listener.saving({ kind: 'typed', at: this.#options.device.now() });
    this.#rejoin(0);
  }

  receive(message: RemoteUpdate): void {
    if (this.#stage !== 'live' && this.#stage !== 'joining') return;
    this.#arrived.push(message);
    if (!this.#timers.has('gather')) this.#takeIn();
  }

  /** Compares contents at `seq`, only when this replica owes nothing; a difference heals it. */
  checkDigest(seq: number, digest: string): void {
    this.#takeIn();
    // Behind the updates that the guard holds back, or it would never be looked at where people compose all day.
    this.#whenFree(() => void this.#compare(seq, digest));
  }

  /** The server ended this document's session. */
  ended({ code, mayReturn }: { readonly code: number; readonly mayReturn: boolean }): void {
    if (this.#stage === 'over' || this.#stage === 'halted') return;
    if (mayReturn) {
      this.#options.listener.saving({ kind: 'left' });
      return this.#rejoin(this.#jittered(this.#backoffMs()));
    }
    const answer = ENDED.get(code) ?? { kind: 'halt', code: 'not-found' };
    if (answer.kind === 'halt') this.#halt(answer.code);
    else this.#giveUp(answer.code);
  }

  /** Stops talking and leaves the content as it is. */
  close(): void {
    if (this.#stage === 'live') this.#options.wire.leave({ doc: this.#options.doc });
    this.#end();
  }

  async #compare(seq: number, digest: string): Promise<void> {
    if (this.#stage !== 'live' || this.#seq > seq || this.owes || this.#timers.has('renew')) return;
    const round = this.#round;
    // Messages come in order: whoever has nothing under way and is not at `seq` yet was not told of an update.
    const isEqual = this.#seq === seq && (await this.#options.digest(this.ydoc)) === digest;
    if (isEqual) this.#mismatches = 0;
    if (isEqual || round !== this.#round || this.#stage !== 'live') return;
    this.#mismatches += 1;
    this.#differedAt = seq;
    // Joining again heals what was missed, and keeps caret and undo; what differs twice needs a fresh replica.
    if (this.#mismatches > 1) this.#renew();
    else this.#rejoin(0);
  }

  /** After joining again: proved equal by the answer's digest, or to be given up. */
  async #settle(digest: string | undefined): Promise<void> {
    // What was typed while joining makes the contents incomparable; a fresh replica is right in any case.
    if (digest === undefined || this.owes) return this.#renew();
    const round = this.#round;
    const isEqual = (await this.#options.digest(this.ydoc)) === digest;
    if (round !== this.#round || this.#stage !== 'live') return;
    if (!isEqual) return this.#renew();
    this.#differedAt = null;
    this.#options.listener.healed();
  }

  /** Gives this replica up for a fresh one as soon as the server has its last words, and soon in any case. */
  #renew(): void {
    if (!this.owes) return this.#giveUp('diverged');
    this.#setTimer('renew', this.#options.times.renewMs, () => this.#giveUp('diverged'));
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    // Remote updates carry this replica as origin, stored ones are not local either.
    if (origin === this || !transaction.local) return;
    // Whatever happens in a document one may only read stays here; the next join finds and reports it.
    if (this.#stage === 'live' && this.#access === 'read') return;
    this.#gathered.push(update);
    this.#typedAtMs = this.#options.device.monotonicMs();
    this.#options.listener.saving({ kind: 'typed', at: this.#options.device.now() });
    this.#setTimer('frame', this.#options.times.frameMs, () => this.#pump());
  };

  #join(): void {
    const { wire, doc, times } = this.#options;
    this.#stage = 'joining';
    this.#round += 1;
    const round = this.#round;
    this.#isInFlight = false;
    this.#setTimer('answer', times.deadMs, () => wire.reconnect());
    const request = {
      doc,
      clientId: this.ydoc.clientID,
      stateVector: Y.encodeStateVector(this.ydoc),
      protocol: PROTOCOL_VERSION,
      schema: DOCUMENT_SCHEMA_VERSION,
      ...(this.#differedAt !== null && { differedAt: this.#differedAt }),
    };
    wire.join(request, (answer) => {
      if (round !== this.#round || this.#stage !== 'joining') return;
      this.#clearTimer('answer');
      if ('refused' in answer) this.#refused(answer);
      else {
        this.#takeIn();
        this.#whenFree(() => this.#joined(answer, round));
      }
    });
  }

  #joined(answer: JoinAccepted, round: number): void {
    if (round !== this.#round || this.#stage !== 'joining') return;
    if (this.#epoch !== null && this.#epoch !== answer.epoch) return this.#giveUp('epoch-changed');
    this.#epoch = answer.epoch;
    this.#seq = answer.seq;
    Y.applyUpdate(this.ydoc, answer.missing, this);
    // What this device holds beyond the damage may be all that is left of it: nothing is given up, a person is told.
    if (answer.damaged) return this.#halt('document-damaged');
    this.#gathered = [];
    this.#slices = owedUpdates(this.ydoc, answer.stateVector, answer.missing);
    if (answer.access === 'read' && this.#slices.length > 0) return this.#giveUp('access-read-only');
    this.#access = answer.access;
    this.#stage = 'live';
    // Let in is not yet wanted: a server that ends each session at once is asked more and more rarely.
    this.#setTimer('steady', STEADY_MS, () => {
      this.#rejoins = 0;
    });
    this.#renames = 0;
    this.#options.listener.joined({ epoch: answer.epoch, access: answer.access });
    this.#options.listener.saving({ kind: 'joined', access: answer.access, owing: this.owes });
    this.#pump();
    if (this.#differedAt !== null) void this.#settle(answer.digest);
  }

  /** Sends the next update when nothing is in flight and nobody composes. */
  #pump(): void {
    if (this.#stage !== 'live' || this.#access !== 'write' || this.#isInFlight) return;
    if (this.#options.guard?.isHolding === true) return;
    if (this.#slices.length === 0 && this.#gathered.length > 0) {
      this.#slices = sliceUpdate(
        this.#gathered.length === 1 ? (this.#gathered[0] ?? new Uint8Array()) : Y.mergeUpdates(this.#gathered),
      );
      this.#gathered = [];
    }
    const update = this.#slices.shift();
    if (update) this.#send(update);
  }

  #send(update: Uint8Array): void {
    const { wire, doc, listener, times, device } = this.#options;
    const round = this.#round;
    this.#isInFlight = true;
    listener.saving({ kind: 'sent' });
    this.#setTimer('answer', times.unansweredMs, () => {
      listener.saving({ kind: 'unanswered' });
      this.#setTimer('answer', times.deadMs - times.unansweredMs, () => wire.reconnect());
    });
    wire.update({ doc, update }, (answer) => {
      if (round !== this.#round || this.#stage !== 'live') return;
      this.#clearTimer('answer');
      if ('refused' in answer) return this.#refused(answer);
      this.#isInFlight = false;
      this.#seq = Math.max(this.#seq, answer.saved);
      this.#rejoins = 0;
      listener.saving({ kind: 'acked', at: device.now(), owing: this.owes });
      if (this.#timers.has('renew') && !this.owes) this.#giveUp('diverged');
      else this.#pump();
    });
  }

  /** What has gathered goes into the document as one change, so that the page is drawn once for all of it. */
  #takeIn(): void {
    const arrived = this.#arrived;
    this.#arrived = [];
    if (arrived.length === 0) return;
    this.#whenFree(() => this.#apply(arrived));
    const { gatherMs, busyGatherMs } = this.#options.times;
    this.#setTimer('gather', this.#isWriting ? busyGatherMs : gatherMs, () => this.#takeIn());
  }

  get #isWriting(): boolean {
    return this.#typedAtMs !== null && this.#options.device.monotonicMs() - this.#typedAtMs < WRITING_MS;
  }

  #apply(arrived: readonly RemoteUpdate[]): void {
    if (this.#stage !== 'live' && this.#stage !== 'joining') return;
    this.#options.beforeTakingIn?.();
    Y.transact(
      this.ydoc,
      () => {
        for (const { update } of arrived) Y.applyUpdate(this.ydoc, update, this);
      },
      this,
      false,
    );
    this.#seq = Math.max(this.#seq, ...arrived.map(({ seq }) => seq));
    if (this.ydoc.store.pendingStructs === null && this.ydoc.store.pendingDs === null) this.#clearTimer('unresolved');
    else if (!this.#timers.has('unresolved'))
      this.#setTimer('unresolved', this.#options.times.unresolvedMs, () => this.#rejoin(0));
  }

  #refused({ refused, data }: WireRefusal): void {
    const answer = answerTo(refused, data);
    switch (answer.kind) {
      case 'rename':
        return this.#rename();
      case 'again':
        if (refused === 'storage-unavailable') this.#options.listener.saving({ kind: 'storage-failed' });
        return this.#rejoin(this.#jittered(Math.max(answer.afterMs, this.#backoffMs())));
      case 'halt':
        return this.#halt(answer.code);
      case 'give-up':
        return this.#giveUp(answer.code);
    }
  }

  /** Another live page of this person writes under this id: go on under a fresh one, with the same content. */
  #rename(): void {
    this.#renames += 1;
    if (this.#renames > MAX_RENAMES) return this.#halt('client-id-taken');
    this.ydoc.clientID = this.#options.device.clientId();
    this.#options.listener.renamed();
    this.#rejoin(0);
  }

  #rejoin(delayMs: DurationMs): void {
    this.#takeIn();
    this.#clearTimers();
    this.#round += 1;
    this.#isInFlight = false;
    this.#stage = 'waiting';
    this.#rejoins += 1;
    this.#setTimer('rejoin', delayMs, () => {
      if (this.#stage === 'waiting' && this.#options.wire.isConnected) this.#join();
    });
  }

  #halt(code: RefusalCode): void {
    this.#takeIn();
    this.#clearTimers();
    this.#round += 1;
    this.#isInFlight = false;
    this.#stage = 'halted';
    this.#haltedBy = code;
    this.#options.listener.saving({ kind: 'refused', code });
    this.#options.listener.halted(code);
  }

  #giveUp(reason: GiveUpReason): void {
    const owes = this.owes;
    this.#end();
    this.#options.listener.gaveUp(reason, owes);
  }

  #end(): void {
    this.#takeIn();
    this.#clearTimers();
    this.#round += 1;
    this.#stage = 'over';
    this.#unhold();
    this.ydoc.off('update', this.#onUpdate);
  }

  #whenFree(task: () => void): void {
    if (this.#options.guard?.isHolding === true || this.#heldIn.length > 0) this.#heldIn.push(task);
    else task();
  }

  #onRelease(): void {
    const held = this.#heldIn;
    this.#heldIn = [];
    for (const task of held) task();
    this.#pump();
  }

  #backoffMs(): DurationMs {
    return Math.min(this.#options.times.rejoinMs * 2 ** this.#rejoins, this.#options.times.maxRejoinMs);
  }

  #jittered(delayMs: DurationMs): DurationMs {
    return delayMs * (0.5 + this.#options.device.random());
  }

  #setTimer(name: Timer, delayMs: DurationMs, task: () => void): void {
    if (name === 'frame' && this.#timers.has(name)) return;
    this.#clearTimer(name);
    const cancel = this.#options.device.after(delayMs, () => {
      this.#timers.delete(name);
      task();
    });
    this.#timers.set(name, cancel);
  }

  #clearTimer(name: Timer): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }

  #clearTimers(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }
}
