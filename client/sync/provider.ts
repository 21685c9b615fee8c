// A meeting's two documents on one connection: replicas, presence, the server's clock, commands, late work. Decides
// nothing about content; tells `onChange` when something about the talk has changed. Above 300 lines: all of them meet here.
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { docName, parseDocName, type DocPart, type MeetingId, type UserId } from '../../shared/domain/ids.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import { ClockLink } from './clock-link.ts';
import { CommandQueue, type CommandQueueOptions } from './command-queue.ts';
import { CompositionGuard } from './composition.ts';
import type { Device } from './device.ts';
import { KeptReplica, type KeptListener } from './kept-replica.ts';
import { lateWorkOf, type LateWork } from './late-work.ts';
import type { LocalStore } from './local-store.ts';
import type { LateRow } from './stored-rows.ts';
import { PresenceLink } from './presence-link.ts';
import type { GiveUpReason } from './refusal-answer.ts';
import { REPLICA_TIMES, type ReplicaTimes } from './replica.ts';
import { INITIAL_SAVE, reduceSave, saveStateOf, type SaveEvent, type SaveState } from './save-state.ts';
import { Renewals, type Renewal } from './renewals.ts';
import type { ServerClock } from './server-clock.ts';
import type { Wire } from './wire.ts';

export interface ProviderOptions {
  readonly meetingId: MeetingId;
  /** Version of the meeting, which names its documents. */
  readonly version: number;
  readonly user: UserId;
  /** Closed by the provider. */
  readonly wire: Wire;
  /** Closed by the provider. */
  readonly store: LocalStore;
  readonly device: Device;
  readonly digestOf: (part: DocPart) => (ydoc: Y.Doc) => Promise<string>;
  readonly times?: ReplicaTimes;
  readonly onLeftoverCommand?: CommandQueueOptions['onLeftover'];
}

/** More given-up replicas than this within the time, and a person has to look. */
const MAX_GIVEN_UP = 3;
const GIVEN_UP_WITHIN_MS: DurationMs = MINUTE_MS;

export class Provider {
  readonly clock: ServerClock;
  readonly commands: CommandQueue;
  readonly composition: CompositionGuard;

  readonly #options: ProviderOptions;
  readonly #clockLink: ClockLink;
  readonly #renewals: Renewals;
  readonly #listeners = new Set<() => void>();
  #desk: KeptReplica;
  #record: KeptReplica;
  #presence: PresenceLink;
  #model = INITIAL_SAVE;
  /** Whether `desk` is the meeting as the server has it, and not only what this browser kept. */
  #hasJoined = false;
  #lateRows: readonly LateRow[] = [];
  #late: readonly LateWork[] = [];
  #fullness: number | null = null;
  #givenUpAt: DurationMs[] = [];
  #isClosed = false;
  #starting: Promise<void> | null = null;

  constructor(options: ProviderOptions) {
    const { wire, device, store, user } = options;
    this.#options = options;
    this.composition = new CompositionGuard(device);
    this.#clockLink = new ClockLink(wire, device);
    this.#renewals = new Renewals(device);
    this.clock = this.#clockLink.clock;
    const onLeftover = options.onLeftoverCommand;
    const queue = { user, wire, device, clock: this.clock, store };
    this.commands = new CommandQueue(onLeftover ? { ...queue, onLeftover } : queue);
    this.#desk = this.#newReplica('desk');
    this.#record = this.#newReplica('record');
    this.#presence = this.#newPresence();
    this.#listenToWire();
    store.onTrouble(() => this.#changed());
  }

  get desk(): Y.Doc {
    return this.#desk.ydoc;
  }

  get record(): Y.Doc {
    return this.#record.ydoc;
  }

  get awareness(): Awareness {
    return this.#presence.awareness;
  }

  /** The saved light: of the desk, since nobody writes the record here. */
  get save(): SaveState {
    return saveStateOf(this.#model);
  }

  /** When a change of this page was last acknowledged, server time. */
  get savedAt(): EpochMs | null {
    return this.#model.savedAt;
  }

  /** Both documents have something to show. */
  get isReady(): boolean {
    return this.#desk.hasContent && this.#record.hasContent;
  }

  get access(): 'write' | 'read' {
    if (!this.isReady || this.#model.link === 'read') return 'read';
    const { refusal } = this.#model;
    // Someone whose session ran out goes on writing; it is kept here and merged after signing in.
    if (refusal !== null && refusal !== 'not-signed-in') return 'read';
    return this.#desk.access;
  }

  get keepsLocally(): boolean {
    return this.#options.store.keeps;
  }

  get late(): readonly LateWork[] {
    return this.#late;
  }

  /** A copy that differed from the server's was renewed here, and nobody has read so yet. */
  get renewal(): Renewal | null {
    return this.#renewals.told;
  }

  /** How full the desk is, from 0.8 to 1; null while there is room enough. */
  get fullness(): number | null {
    return this.#fullness;
  }

  readRenewal(): void {
    this.#renewals.read();
    this.#changed();
  }

  /** Loads what the browser kept and connects. Resolves when the kept content is there; never rejects. */
  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async #start(): Promise<void> {
    this.#options.wire.connect();
    await Promise.all([this.#desk.load(), this.#record.load(), this.commands.restore()]);
    if (this.#isClosed) return;
    await this.#options.store.retireEarlier(this.#options.user, this.#nameOf('desk'));
    this.#lateRows = await this.#ownLateRows();
    // The server may have answered before the browser's storage did; else joining reads them.
    if (this.#hasJoined) this.#readLate();
    else this.#changed();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  retry(): void {
    this.#givenUpAt = [];
    this.#options.wire.connect();
    this.#desk.retry();
    this.#record.retry();
  }

  async dismissLate(work: LateWork): Promise<void> {
    this.#lateRows = this.#lateRows.filter((row) => row.path !== work.path);
    this.#readLate();
    this.#changed();
    await this.#options.store.deleteLate(this.#options.user, work.path);
  }

  /** Resolves when everything written on this page is in the browser's storage. */
  async flushed(): Promise<void> {
    await Promise.all([this.#desk.flushed(), this.#record.flushed()]);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#desk.close();
    this.#record.close();
    this.#presence.close();
    this.#clockLink.close();
    this.commands.close();
    this.composition.close();
    this.#options.wire.close();
    this.#listeners.clear();
    // The last keystrokes are on their way into storage; it closes behind them.
    void this.flushed().then(() => this.#options.store.close());
  }

  #listenToWire(): void {
    const of = (doc: string): KeptReplica | null =>
      doc === this.#nameOf('desk') ? this.#desk : doc === this.#nameOf('record') ? this.#record : null;
    this.#options.wire.listen({
      connected: () => {
        this.#clockLink.connected();
        this.#desk.connected();
        this.#record.connected();
        this.commands.connected();
      },
      disconnected: () => {
        this.#clockLink.disconnected();
        this.#desk.disconnected();
        this.#record.disconnected();
        this.#presence.left();
        this.commands.disconnected();
      },
      denied: (code) => this.#saving({ kind: 'refused', code }),
      updated: (message) => of(message.doc)?.receive(message),
      digested: ({ doc, seq, digest, fullness }) => {
        if (doc === this.#nameOf('desk')) this.#setFullness(fullness ?? null);
        if (this.#renewals.comparing) of(doc)?.checkDigest(seq, digest);
      },
      moved: ({ doc, update }) => {
        if (doc === this.#nameOf('desk')) this.#presence.receive(update);
      },
      ended: (message) => of(message.doc)?.ended(message),
    });
  }

  #newReplica(part: DocPart): KeptReplica {
    const { user, wire, device, store, digestOf, times } = this.#options;
    const options = {
      doc: this.#nameOf(part),
      user,
      wire,
      device,
      store,
      digest: digestOf(part),
      times: times ?? REPLICA_TIMES,
      listener: part === 'desk' ? this.#deskListener() : this.#recordListener(),
    };
    if (part === 'record') return new KeptReplica(options);
    // Where others are before what they wrote there: the page then draws both at once.
    const beforeTakingIn = (): void => this.#presence.takeIn();
    return new KeptReplica({ ...options, guard: this.composition, beforeTakingIn });
  }

  #newPresence(): PresenceLink {
    const { wire, device } = this.#options;
    const doc = this.#nameOf('desk');
    return new PresenceLink({ doc, ydoc: this.#desk.ydoc, wire, device, guard: this.composition });
  }

  #deskListener(): KeptListener {
    return {
      saving: (event) => this.#saving(event),
      joined: () => {
        this.#presence.joined();
        this.#hasJoined = true;
        this.#readLate();
      },
      renamed: () => this.#presence.renamed(),
      healed: () => this.#renewed(),
      gaveUp: (reason, late, cleared) => this.#replaceDesk(reason, late, cleared),
    };
  }

  #recordListener(): KeptListener {
    return {
      // The light speaks of what people write; of the record it only waits for the first content.
      saving: (event) => (event.kind === 'loaded' || event.kind === 'joined' ? this.#changed() : undefined),
      joined: () => this.#changed(),
      renamed: () => undefined,
      healed: () => this.#renewed(),
      gaveUp: (reason, _late, cleared) => {
        if (this.#isClosed) return;
        this.#giveUpOn(reason);
        this.#record = this.#newReplica('record');
        this.#startFresh(this.#record, cleared);
        this.#changed();
      },
    };
  }

  #replaceDesk(reason: GiveUpReason, late: LateRow | null, cleared: Promise<LateRow | null>): void {
    if (this.#isClosed) return;
    if (late) this.#keepLate(late);
    // Storage may hold more than this page knew of: words that another page of this browser had not got acknowledged.
    void cleared.then((kept) => kept && this.#keepLate(kept));
    const halted = this.#giveUpOn(reason);
    this.#presence.close();
    this.#desk = this.#newReplica('desk');
    this.#hasJoined = false;
    this.#presence = this.#newPresence();
    this.#saving({ kind: 'replaced' });
    if (halted !== null) this.#saving({ kind: 'refused', code: halted });
    else this.#startFresh(this.#desk, cleared);
    this.#changed();
  }

  #keepLate(row: LateRow): void {
    this.#lateRows = [...this.#lateRows.filter(({ path }) => path !== row.path), row];
  }

  #startFresh(fresh: KeptReplica, cleared: Promise<unknown>): void {
    void cleared.then(() => {
      if (!this.#isClosed) fresh.startFresh();
    });
  }

  #renewed(): void {
    this.#renewals.note();
    this.#changed();
  }

  #setFullness(fullness: number | null): void {
    if (fullness === this.#fullness) return;
    this.#fullness = fullness;
    this.#changed();
  }

  /** Counts replicas that were given up; a code when this happens too often to go on without a person. */
  #giveUpOn(reason: GiveUpReason): RefusalCode | null {
    const now = this.#options.device.monotonicMs();
    if (reason === 'diverged') {
      this.#renewals.note();
      return null;
    }
    this.#givenUpAt = [...this.#givenUpAt.filter((at) => now - at < GIVEN_UP_WITHIN_MS), now];
    return this.#givenUpAt.length > MAX_GIVEN_UP ? reason : null;
  }

  #saving(event: SaveEvent): void {
    const before = JSON.stringify(this.save);
    this.#model = reduceSave(this.#model, event.kind === 'acked' ? { ...event, at: this.clock.now() } : event);
    this.#desk.setUnsent(this.#model.unsent);
    if (event.kind === 'left') this.#presence.left();
    if (before !== JSON.stringify(this.save)) this.#changed();
  }

  async #ownLateRows(): Promise<readonly LateRow[]> {
    const { store, user, meetingId } = this.#options;
    const rows = await store.lateOf(user);
    const known = this.#lateRows.map(({ path }) => path);
    const own = rows.filter(({ doc, path }) => parseDocName(doc)?.meetingId === meetingId && !known.includes(path));
    return [...this.#lateRows, ...own];
  }

  /** Late work is told against the meeting as the server has it, so only after joining. */
  #readLate(): void {
    this.#dropWhole();
    this.#late = this.#lateRows.flatMap((row) => lateWorkOf(row, this.desk) ?? []);
    this.#changed();
  }

  /** A copy that had diverged is kept only while it holds words that the meeting has not. */
  #dropWhole(): void {
    const whole = this.#lateRows.filter((row) => row.reason === 'diverged' && lateWorkOf(row, this.desk) === null);
    this.#lateRows = this.#lateRows.filter((row) => !whole.includes(row));
    for (const { path } of whole) void this.#options.store.deleteLate(this.#options.user, path);
  }

  #nameOf(part: DocPart): ReturnType<typeof docName> {
    const { meetingId, version } = this.#options;
    return docName({ meetingId, version, part });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
