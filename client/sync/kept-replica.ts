// One document on this page: its replica and what the browser keeps of it, from loading to giving up.
import * as Y from 'yjs';
import { parseDocName, type DocName, type UserId } from '../../shared/domain/ids.ts';
import type { LocalStore } from './local-store.ts';
import type { LateRow } from './stored-rows.ts';
import { Replica, type ReplicaListener, type ReplicaOptions } from './replica.ts';
import type { GiveUpReason } from './refusal-answer.ts';
import type { SaveEvent } from './save-state.ts';
import type { StoredReplica } from './stored-replica.ts';

export interface KeptListener {
  saving(event: SaveEvent): void;
  joined(): void;
  renamed(): void;
  /** It differed from the server's document and is whole again. */
  healed(): void;
  /**
   * It is over from this instant on, so that nothing is typed into it any more. `late`: what it held; null when the
   * server has all of it. The next one may start once `cleared` has resolved: its rows are out of the way then. It
   * answers what storage keeps as late work in the end, other pages' unsent words included.
   */
  gaveUp(reason: GiveUpReason, late: LateRow | null, cleared: Promise<LateRow | null>): void;
}

export interface KeptOptions extends Omit<ReplicaOptions, 'ydoc' | 'epoch' | 'listener'> {
  readonly doc: DocName;
  readonly user: UserId;
  readonly store: LocalStore;
  readonly listener: KeptListener;
}

export class KeptReplica {
  readonly ydoc = new Y.Doc();
  readonly #options: KeptOptions;
  #replica: Replica | null = null;
  #stored: StoredReplica | null = null;
  #epoch: string | null = null;
  #access: 'write' | 'read' = 'write';
  #hasContent = false;
  #storedUnsent = 0;
  #unsent = 0;
  #isClosed = false;

  constructor(options: KeptOptions) {
    this.#options = options;
    this.ydoc.clientID = options.device.clientId();
  }

  /** Access at the last join, by this page or an earlier one. */
  get access(): 'write' | 'read' {
    return this.#access;
  }

  /** Whether there is anything to show yet. */
  get hasContent(): boolean {
    return this.#hasContent;
  }

  /** Shows what the browser kept, then starts to talk. */
  async load(): Promise<void> {
    const { store, user, doc } = this.#options;
    const last = await store.lastReplica(user, doc);
    const stored = last && (await store.openReplica(last, last.access));
    if (this.#isClosed) return;
    if (last && stored) {
      this.#epoch = last.epoch;
      this.#access = last.access;
      this.#storedUnsent = this.#unsent = stored.unsent;
      this.#keepIn(stored);
      if (this.#hasContent) this.#options.listener.saving({ kind: 'loaded', unsent: stored.unsent });
    }
    this.#talk();
  }

  /** Starts to talk with nothing: a fresh replica after one was given up. */
  startFresh(): void {
    this.#talk();
  }

  connected(): void {
    this.#replica?.connected();
  }

  disconnected(): void {
    this.#replica?.disconnected();
  }

  retry(): void {
    this.#replica?.retry();
  }

  receive(message: Parameters<Replica['receive']>[0]): void {
    this.#replica?.receive(message);
  }

  ended(message: Parameters<Replica['ended']>[0]): void {
    this.#replica?.ended(message);
  }

  checkDigest(seq: number, digest: string): void {
    this.#replica?.checkDigest(seq, digest);
  }

  /** How many changes the server lacks, for the next page that opens this. */
  setUnsent(count: number): void {
    if (count === this.#unsent) return;
    this.#unsent = count;
    this.#stored?.setUnsent(count);
  }

  /** Resolves when all that was written is in the browser's storage. */
  async flushed(): Promise<void> {
    await this.#stored?.flushed();
  }

  close(): void {
    this.#isClosed = true;
    this.#replica?.close();
    this.ydoc.off('update', this.#onUpdate);
    void this.#stored?.close();
  }

  #talk(): void {
    const { listener, ...options } = this.#options;
    const forwarded: ReplicaListener = {
      saving: (event) => {
        if (event.kind === 'joined') this.#hasContent = true;
        listener.saving(event);
      },
      joined: (answer) => void this.#onJoined(answer),
      renamed: () => listener.renamed(),
      healed: () => listener.healed(),
      gaveUp: (reason, owes) => this.#onGaveUp(reason, owes),
      halted: () => undefined,
    };
    this.#replica = new Replica({ ...options, ydoc: this.ydoc, epoch: this.#epoch, listener: forwarded });
    if (options.wire.isConnected) this.#replica.connected();
  }

  async #onJoined({ epoch, access }: { readonly epoch: string; readonly access: 'write' | 'read' }): Promise<void> {
    const { store, user, doc, listener } = this.#options;
    this.#access = access;
    this.#hasContent = true;
    this.#storedUnsent = 0;
    listener.joined();
    const isKept = this.#stored !== null && this.#epoch === epoch && this.#stored.key.access === access;
    this.#epoch = epoch;
    if (isKept) return;
    const stored = await store.openReplica({ user, doc, epoch }, access);
    if (!this.#isClosed) this.#keepIn(stored);
  }

  #keepIn(stored: StoredReplica): void {
    const isFirst = this.#stored === null;
    stored.restoreWith(() => Y.encodeStateAsUpdate(this.ydoc));
    const isEmpty = Y.encodeStateVector(this.ydoc).length === 1;
    // What came before the store was open goes in whole; what comes from now on, update by update.
    if (!isEmpty) stored.append(Y.encodeStateAsUpdate(this.ydoc));
    if (stored.state) {
      // Before the talk begins there is nothing to compare: joining tells.
      const before = this.#replica && Y.encodeStateAsUpdate(this.ydoc);
      Y.applyUpdate(this.ydoc, stored.state, this);
      this.#hasContent = true;
      if (before && !isEqual(before, Y.encodeStateAsUpdate(this.ydoc))) this.#replica?.tookIn();
    }
    this.#stored = stored;
    if (isFirst) this.ydoc.on('update', this.#onUpdate);
    stored.setUnsent(this.#unsent);
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.#stored?.append(update);
  };

  #onGaveUp(reason: GiveUpReason, owes: boolean): void {
    const { store, listener } = this.#options;
    // A frame that was on its way when the line broke is neither gathered nor stored as unsent: only the count knows it.
    const isOwing = owes || this.#storedUnsent > 0 || this.#unsent > 0;
    // One that diverged may hold words that the server has lost: it is kept, and looked at beside the fresh one.
    const isDoubtful =
      reason === 'diverged' && this.#access === 'write' && parseDocName(this.#options.doc)?.part === 'desk';
    const row = this.#lateRow(reason);
    const isKept = isOwing || isDoubtful;
    this.close();
    const cleared = this.flushed().then(() => (isKept ? store.putLate(row) : store.retire(row)));
    listener.gaveUp(reason, isKept ? row : null, cleared);
  }

  #lateRow(reason: GiveUpReason): LateRow {
    const { user, doc, device } = this.#options;
    const epoch = this.#epoch ?? 'unknown';
    const at = device.now();
    const path = `late/${doc}/${epoch}${reason === 'diverged' ? `/${at}` : ''}`;
    return { user, doc, reason, epoch, path, at, state: Y.encodeStateAsUpdate(this.ydoc) };
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
