// One document of a loaded room: bytes until something needs the document, then a Y.Doc that always equals the journal
// at `seq` whenever the room's queue is between two operations.
import * as Y from 'yjs';
import type { DocName, DocPart } from '../../shared/domain/ids.ts';
import { InvariantError } from '../../shared/lib/assert.ts';
import type { StoredDocument } from '../ports.ts';

const EMPTY_UPDATE = Y.encodeStateAsUpdate(new Y.Doc());
/** Answers to joins kept for one `seq`; a returning crowd has few different state vectors. */
const MAX_ANSWERS = 32;

export class LiveDocument {
  readonly name: DocName;
  readonly part: DocPart;
  readonly epoch: string;
  /** Owner of each client id that ever extended this document. */
  readonly claims: Map<number, string>;
  readonly damaged: StoredDocument['damaged'];
  frozen: boolean;
  #seq: number;
  #folded: { readonly seq: number; readonly bytes: number };
  #bytesSinceFold: number;
  /** The size when it was known exactly, and what the journal has taken since. */
  #measured: { readonly bytes: number; added: number };
  #stored: readonly Uint8Array[];
  #doc: Y.Doc | null = null;
  #emitted: Uint8Array[] = [];
  #roots = new Set<string>();
  #answers = new Map<string, Uint8Array>();
  #full: Uint8Array | null = null;
  readonly #clientId: () => number;

  constructor(stored: StoredDocument, part: DocPart, clientId: () => number) {
    this.name = stored.doc;
    this.part = part;
    this.epoch = stored.epoch;
    this.claims = new Map(stored.claims);
    this.damaged = stored.damaged;
    this.frozen = stored.frozen;
    this.#seq = stored.seq;
    const tail = stored.tail.map((row) => row.bytes);
    this.#stored = stored.snapshot ? [stored.snapshot.bytes, ...tail] : tail;
    this.#folded = { seq: stored.snapshot?.seq ?? 0, bytes: stored.snapshot?.bytes.length ?? 0 };
    this.#bytesSinceFold = tail.reduce((sum, bytes) => sum + bytes.length, 0);
    this.#measured = { bytes: this.#folded.bytes, added: this.#bytesSinceFold };
    this.#clientId = clientId;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Journal rows since the newest folded snapshot. */
  get rowsSinceFold(): number {
    return this.#seq - this.#folded.seq;
  }

  get bytesSinceFold(): number {
    return this.#bytesSinceFold;
  }

  /** Never less than the document's size: as it was last measured, and all that the journal has taken since. */
  get approximateBytes(): number {
    return this.#measured.bytes + this.#measured.added;
  }

  /**
   * The document's size, overstated by at most `toleranceBytes`. The journal's bytes overstate it several times: what is
   * typed key by key or deleted again folds together. Encodes the document when too much has come since the last time.
   */
  size(toleranceBytes: number): number {
    if (this.#measured.added > toleranceBytes) this.#measured = { bytes: this.fullState().length, added: 0 };
    return this.approximateBytes;
  }

  get isBuilt(): boolean {
    return this.#doc !== null;
  }

  /** The document itself; built from the stored bytes at first use. */
  get doc(): Y.Doc {
    if (!this.#doc) this.#doc = this.#build();
    return this.#doc;
  }

  /** The whole state as one update, shared by everyone who joins at this `seq`; of what is stored, while unbuilt. */
  fullState(): Uint8Array {
    this.#full ??= this.#doc ? Y.encodeStateAsUpdate(this.#doc) : mergeStored(this.#stored);
    return this.#full;
  }

  stateVector(): Uint8Array {
    return this.#doc ? Y.encodeStateVector(this.#doc) : Y.encodeStateVectorFromUpdate(this.fullState());
  }

  /** What a replica at `stateVector` lacks. [R12] */
  missing(stateVector: Uint8Array): Uint8Array {
    if (stateVector.length <= 1) return this.fullState();
    const key = Buffer.from(stateVector).toString('latin1');
    const cached = this.#answers.get(key);
    if (cached) return cached;
    const answer = this.#doc
      ? Y.encodeStateAsUpdate(this.#doc, stateVector)
      : Y.diffUpdate(this.fullState(), stateVector);
    if (this.#answers.size < MAX_ANSWERS) this.#answers.set(key, answer);
    return answer;
  }

  /**
   * Integrates an update that passed the guard. False when the document did not come out sound (it threw, kept
   * something pending, got stuck or said nothing): the caller must drop this object and load the journal again. [R8]
   */
  apply(update: Uint8Array): boolean {
    const { doc } = this;
    const before = this.#emitted.length;
    this.#forget();
    try {
      Y.applyUpdate(doc, update, 'client');
    } catch {
      return false;
    }
    const { pendingStructs, pendingDs } = doc.store;
    const stuck = doc._transactionCleanups.length > 0 || doc._transaction !== null;
    return !stuck && pendingStructs === null && pendingDs === null && this.#emitted.length > before;
  }

  /** Runs the server's own change as one transaction. */
  mutate(change: (doc: Y.Doc) => void): void {
    const { doc } = this;
    this.#forget();
    doc.transact(() => {
      change(doc);
    }, 'server');
  }

  /** Takes what changes emitted since the last call; empty when nothing changed. */
  takeEmitted(): Uint8Array[] {
    const emitted = this.#emitted;
    this.#emitted = [];
    return emitted;
  }

  /** Takes the names of the roots touched since the last call. */
  takeRoots(): ReadonlySet<string> {
    const roots = this.#roots;
    this.#roots = new Set();
    return roots;
  }

  /** The ledger has these rows now. */
  committed(seq: number, bytes: number): void {
    if (seq < this.#seq) throw new InvariantError(`seq of ${this.name} went back`);
    this.#seq = seq;
    this.#bytesSinceFold += bytes;
    this.#measured.added += bytes;
  }

  folded(seq: number, bytes: number): void {
    this.#folded = { seq, bytes };
    this.#bytesSinceFold = 0;
    this.#measured = { bytes, added: 0 };
  }

  destroy(): void {
    this.#doc?.destroy();
    this.#doc = null;
  }

  #forget(): void {
    this.#full = null;
    this.#answers.clear();
  }

  #build(): Y.Doc {
    const doc = new Y.Doc();
    doc.clientID = this.#clientId();
    for (const bytes of this.#stored) Y.applyUpdate(doc, bytes, 'stored');
    this.#stored = [];
    doc.on('update', (update: Uint8Array) => {
      this.#emitted.push(update);
    });
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      // Not `changedParentTypes`: that misses roots which nobody has asked for by their type yet.
      for (const type of transaction.changed.keys()) this.#roots.add(rootNameOf(type));
    });
    return doc;
  }
}

type AnyType = NonNullable<ReturnType<Y.Doc['share']['get']>>;

function rootNameOf(type: AnyType): string {
  const parent: unknown = type._item?.parent;
  if (parent instanceof Y.AbstractType) return rootNameOf(parent);
  return type._item === null ? Y.findRootTypeKey(type) : '';
}

function mergeStored(stored: readonly Uint8Array[]): Uint8Array {
  const [first, ...rest] = stored;
  if (!first) return EMPTY_UPDATE;
  return rest.length === 0 ? first : Y.mergeUpdates([first, ...rest]);
}
