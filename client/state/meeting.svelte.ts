// One open meeting as the workspace's panels see it: reactive reads of both documents, presence, the save state, the
// server's clock, one's own undo. Writes go straight to `desk` through shared/doc/desk.ts.
import { getContext, setContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import type { AgendaItem, ItemPlace } from '../../shared/domain/agenda.ts';
import type { Thread } from '../../shared/domain/comment.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingFile } from '../../shared/domain/file.ts';
import type { ItemId, MeetingId, UserId } from '../../shared/domain/ids.ts';
import type { MeetingFacts, MeetingPhase } from '../../shared/domain/meeting.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import type { TimelineEntry } from '../../shared/domain/timeline.ts';
import type { Decision, DeskTask } from '../../shared/domain/task.ts';
import type { Result } from '../../shared/lib/result.ts';
import { orderSuffix } from '../../shared/lib/order-key.ts';
import { SECOND_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { WorkCalendar } from '../../shared/domain/working-days.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import type { Device } from '../sync/device.ts';
import type { LateWork } from '../sync/late-work.ts';
import type { Provider } from '../sync/provider.ts';
import type { Renewal } from '../sync/renewals.ts';
import type { SaveState } from '../sync/save-state.ts';
import type { ServerClock } from '../sync/server-clock.ts';
import { DeskUndo } from './desk-undo.ts';
import { DeskView } from './desk-view.svelte.ts';
import { Presence, type Peer } from './presence.svelte.ts';

export interface Me {
  readonly userId: UserId;
  readonly displayName: string;
}

export interface MeetingOptions {
  readonly id: MeetingId;
  readonly me: Me;
  /** Started and closed by the state. */
  readonly provider: Provider;
  readonly device: Device;
}

/** Everything that belongs to one pair of replicas and goes with it. */
interface Replicas {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly view: DeskView;
  readonly undo: DeskUndo;
  readonly presence: Presence;
}

/**
 * The meeting of a workspace page. `desk`, `record`, `undoing` and `presence` are replaced by fresh ones after a
 * refusal: read them in markup or effects, never keep them. Closed by the page that opened it.
 */
export class MeetingState {
  readonly id: MeetingId;
  readonly me: Me;
  readonly newId: () => string;
  /** Closes an order key, so that two people inserting at one place get different keys. */
  readonly newSuffix: () => string;
  readonly clock: ServerClock;
  /** Held while an input method composes; inputs of one's own report to it (client/sync/composition.ts). */
  readonly composition: CompositionGuard;
  /** By which working days are counted, once the server has said so; until then as published. */
  workDays: WorkCalendar | null = $state.raw(null);

  readonly #provider: Provider;
  readonly #unwatch: () => void;
  readonly #eachSecond: () => void;
  readonly #undoChanges: () => void;
  #replicas: Replicas;
  #generation = $state(0);
  #save: SaveState = $state.raw({ kind: 'loading' });
  #savedAt: EpochMs | null = $state(null);
  #late: readonly LateWork[] = $state.raw([]);
  #renewal: Renewal | null = $state.raw(null);
  #fullness: number | null = $state(null);
  #access: 'write' | 'read' = $state('read');
  #isReady = $state(false);
  #keepsLocally = $state(true);
  #notifyUndo: (() => void) | null = null;

  constructor({ id, me, provider, device }: MeetingOptions) {
    this.id = id;
    this.me = me;
    this.newId = () => device.randomId();
    this.newSuffix = () => orderSuffix(device.randomId());
    this.clock = provider.clock;
    this.composition = provider.composition;
    this.#provider = provider;
    this.#eachSecond = createSubscriber((tick) => everySecond(device, this.clock, tick));
    this.#undoChanges = createSubscriber((changed) => {
      this.#notifyUndo = changed;
      return () => (this.#notifyUndo = null);
    });
    this.#replicas = this.#openReplicas();
    this.#follow();
    this.#unwatch = provider.onChange(() => this.#follow());
    void provider.start();
  }

  /** Whether there is something to show, from this device or from the server. */
  get ready(): boolean {
    return this.#isReady;
  }
  get desk(): Y.Doc {
    return this.#current.desk;
  }
  get record(): Y.Doc {
    return this.#current.record;
  }
  get facts(): MeetingFacts {
    return this.#current.view.facts.current;
  }
  get phase(): MeetingPhase {
    return this.#current.view.state.current.phase;
  }
  /** Its agenda is not published: nothing of it leaves the house. */
  get isDraft(): boolean {
    return this.#current.view.state.current.draft === true;
  }
  /** 1, or n after the n-th opening. */
  get version(): number {
    return this.#current.view.state.current.version;
  }
  get people(): readonly Person[] {
    return this.#current.view.people.current;
  }
  /** In order, removed ones left out. */
  get items(): readonly AgendaItem[] {
    return this.#current.view.items.current;
  }
  /** Each item's place in the count. */
  get places(): ReadonlyMap<ItemId, ItemPlace> {
    return this.#current.view.places.current;
  }
  /** Files that stand as pictures in the minutes. */
  get picturesInTexts(): ReadonlySet<string> {
    return this.#current.view.picturesInTexts.current;
  }
  get progress(): Progress {
    return this.#current.view.progress.current;
  }
  /** Every step anyone made, in order, those taken back among them. */
  get timeline(): readonly TimelineEntry[] {
    return this.#current.view.timeline.current;
  }
  get tasks(): readonly DeskTask[] {
    return this.#current.view.tasks.current;
  }
  get decisions(): readonly Decision[] {
    return this.#current.view.decisions.current;
  }
  /** Remarks and suggestions with their answers, oldest first, settled ones among them. */
  get threads(): readonly Thread[] {
    return this.#current.view.threads.current;
  }
  /** Who keeps the minutes of which item. */
  get claims(): ReadonlyMap<ItemId, string> {
    return this.#current.view.claims.current;
  }
  /** Oldest first; as the server recorded them. */
  get files(): readonly MeetingFile[] {
    return this.#current.view.files.current;
  }
  /** Whether the desk may be changed here; offline work counts as allowed until the server says otherwise. */
  get access(): 'write' | 'read' {
    return this.#access;
  }
  get save(): SaveState {
    return this.#save;
  }
  /** When the server last acknowledged a change of this page, its time; null before the first. */
  get savedAt(): EpochMs | null {
    return this.#savedAt;
  }
  /** False when the browser keeps nothing (blocked or full storage): closing the page offline would lose work. */
  get keepsLocally(): boolean {
    return this.#keepsLocally;
  }
  /** Work that a refusal cut off from the meeting, kept on this device, to be placed by hand. */
  get late(): readonly LateWork[] {
    return this.#late;
  }
  /** A copy that differed from the server's was renewed here, and nobody has read so yet. */
  get renewal(): Renewal | null {
    return this.#renewal;
  }
  /** How full the meeting's document is, from 0.8 to 1; null while there is room enough. */
  get fullness(): number | null {
    return this.#fullness;
  }
  /** The others at this desk, each person once. */
  get peers(): readonly Peer[] {
    return this.#current.presence.peers;
  }
  get presence(): Presence {
    return this.#current.presence;
  }
  get undoing(): DeskUndo {
    return this.#current.undo;
  }
  get canUndo(): boolean {
    this.#undoChanges();
    return this.#current.undo.canUndo;
  }
  get canRedo(): boolean {
    this.#undoChanges();
    return this.#current.undo.canRedo;
  }
  /** The server's clock; ticks on its full seconds. */
  get now(): EpochMs {
    this.#eachSecond();
    return this.clock.now();
  }

  undo(): void {
    if (this.#access === 'write' && !this.composition.isComposing) this.#replicas.undo.undo();
  }

  redo(): void {
    if (this.#access === 'write' && !this.composition.isComposing) this.#replicas.undo.redo();
  }

  /** Sends a command, again after a reconnection, until the server has answered it. */
  execute(kind: string, data: unknown): Promise<Result<unknown, RefusalCode | 'expired'>> {
    return this.#provider.commands.execute(this.id, kind, data);
  }

  /** Tries again after a refusal that a person has dealt with (signed in again, asked for access). */
  retry(): void {
    this.#provider.retry();
  }

  /** Forgets one piece of late work once a person has placed it. */
  dismissLate(work: LateWork): Promise<void> {
    return this.#provider.dismissLate(work);
  }

  /** The person has read that a copy was renewed. */
  readRenewal(): void {
    this.#provider.readRenewal();
  }

  /** Leaves the meeting; what is unsent stays on the device. */
  close(): void {
    this.#unwatch();
    closeReplicas(this.#replicas);
    this.#provider.close();
  }

  get #current(): Replicas {
    // The read of the counter makes every getter follow a replacement; the value itself need not be a proxy.
    void this.#generation;
    return this.#replicas;
  }

  #follow(): void {
    const { desk, record } = this.#provider;
    if (desk !== this.#replicas.desk || record !== this.#replicas.record) {
      closeReplicas(this.#replicas);
      this.#replicas = this.#openReplicas();
      this.#generation += 1;
    }
    this.#save = this.#provider.save;
    this.#savedAt = this.#provider.savedAt;
    this.#late = this.#provider.late;
    this.#renewal = this.#provider.renewal;
    this.#fullness = this.#provider.fullness;
    this.#access = this.#provider.access;
    this.#isReady = this.#provider.isReady;
    this.#keepsLocally = this.#provider.keepsLocally;
  }

  #openReplicas(): Replicas {
    const { desk, record, awareness } = this.#provider;
    const undo = new DeskUndo(desk);
    const presence = new Presence(awareness, this.me.userId, this.me.displayName);
    undo.onChange(() => this.#notifyUndo?.());
    return { desk, record, view: new DeskView(desk, record), undo, presence };
  }
}

const MEETING = Symbol('meeting');

/** Gives `meeting` to everything below the component that calls this while it initialises. */
export function provideMeeting(meeting: MeetingState): MeetingState {
  return setContext(MEETING, meeting);
}

export function useMeeting(): MeetingState {
  return getContext<MeetingState>(MEETING);
}

function closeReplicas({ view, undo, presence }: Replicas): void {
  view.close();
  undo.close();
  presence.close();
}

/** Calls `tick` just after each full second of `clock`. */
function everySecond(device: Device, clock: ServerClock, tick: () => void): () => void {
  let cancel = (): void => undefined;
  const wait = (): void => {
    cancel = device.after(SECOND_MS - (clock.now() % SECOND_MS) + 1, () => {
      tick();
      wait();
    });
  };
  wait();
  return () => cancel();
}
