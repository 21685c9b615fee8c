// One replica in the browser's storage: an append-only list of updates, folded when it has grown long. Several pages
// may append to the same one.
import * as Y from 'yjs';
import type { Device } from './device.ts';
import { completionOf, resultOf } from './indexed-db.ts';
import type { ReplicaRow, UnsentRow } from './stored-rows.ts';

/** Rows after which the list is folded into one. */
const FOLD_ROWS = 400;

export interface StoredReplicaOptions {
  readonly row: ReplicaRow;
  /** This page among the pages of this browser. */
  readonly page: string;
  /** Null where nothing can be kept. */
  readonly database: IDBDatabase | null;
  readonly device: Device;
  readonly failed: () => void;
}

interface Loaded {
  readonly updates: readonly Uint8Array[];
  readonly unsent: readonly UnsentRow[];
  /** Of the row that was there before; null when it was made now. */
  readonly life: string | null;
}

export class StoredReplica {
  readonly key: ReplicaRow;
  /** Everything stored when it was opened, as one update; null when nothing was. */
  readonly state: Uint8Array | null;
  /** Changes that pages of this browser had not got acknowledged when it was opened. */
  readonly unsent: number;
  readonly #options: StoredReplicaOptions;
  readonly #inherited: readonly UnsentRow[];
  #rows: number;
  /** Of the row that this page's updates stand in. */
  #life: string;
  #whole: (() => Uint8Array) | null = null;
  #waiting: Uint8Array[] = [];
  #waitingUnsent: number | null = null;
  #writing: Promise<void> | null = null;
  #isClosed = false;
  #hasFailed = false;

  private constructor(options: StoredReplicaOptions, loaded: Loaded) {
    this.#options = options;
    this.key = options.row;
    this.#rows = loaded.updates.length;
    this.#life = loaded.life ?? options.row.life;
    this.#inherited = loaded.unsent;
    this.state = loaded.updates.length === 0 ? null : Y.mergeUpdates([...loaded.updates]);
    // A page that took over an earlier one's count has a row of its own: the largest covers both.
    this.unsent = Math.max(0, ...loaded.unsent.map((row) => row.count));
  }

  static async open(options: StoredReplicaOptions): Promise<StoredReplica> {
    const loaded = options.database ? await load(options.database, options.row).catch(() => null) : EMPTY;
    if (!loaded) options.failed();
    return new StoredReplica(options, loaded ?? EMPTY);
  }

  /**
   * What to store when another page of this browser has given this replica up and taken the rows away under this one,
   * which lives on: an update alone would stand on nothing.
   */
  restoreWith(whole: () => Uint8Array): void {
    this.#whole = whole;
  }

  /** Keeps `update`. Written at once; what comes during a write goes with the next. */
  append(update: Uint8Array): void {
    this.#waiting.push(update);
    this.#write();
  }

  /** How many changes of this page are unacknowledged; 0 also clears what earlier pages had left. */
  setUnsent(count: number): void {
    this.#waitingUnsent = count;
    this.#write();
  }

  /** Resolves when all that was appended is stored (or storage has failed). */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async close(): Promise<void> {
    await this.flushed();
    this.#isClosed = true;
  }

  #write(): void {
    const { database } = this.#options;
    if (!database || this.#writing || this.#isClosed || this.#hasFailed) return;
    if (this.#waiting.length === 0 && this.#waitingUnsent === null) return;
    const writing = this.#store(database)
      .catch(() => {
        // Nothing more is tried: the page shows that this browser keeps nothing, and the server gets everything.
        this.#hasFailed = true;
        this.#options.failed();
      })
      .then(() => {
        this.#writing = null;
        this.#write();
      });
    this.#writing = writing;
  }

  async #store(database: IDBDatabase): Promise<void> {
    const transaction = database.transaction(['replicas', 'updates', 'unsent'], 'readwrite');
    const done = completionOf(transaction);
    const { key } = this.key;
    const updates = transaction.objectStore('updates');
    if (this.#waiting.length > 0) {
      const replicas = transaction.objectStore('replicas');
      const row = (await resultOf<ReplicaRow | undefined>(replicas.get(key))) ?? this.key;
      const isAnother = row.life !== this.#life || row === this.key;
      updates.add({ key, bytes: isAnother && this.#whole ? this.#whole() : Y.mergeUpdates(this.#waiting) });
      if (row === this.key) replicas.put(row);
      this.#life = row.life;
      this.#waiting = [];
      this.#rows += 1;
    }
    if (this.#waitingUnsent !== null) await this.#storeUnsent(transaction.objectStore('unsent'), this.#waitingUnsent);
    if (this.#rows > FOLD_ROWS) this.#rows = await fold(updates, key);
    await done;
  }

  async #storeUnsent(store: IDBObjectStore, count: number): Promise<void> {
    this.#waitingUnsent = null;
    const { key, user, doc } = this.key;
    const { page } = this.#options;
    if (count > 0) {
      store.put({ key, page, user, doc, count } satisfies UnsentRow);
      return;
    }
    store.delete([key, page]);
    // Everything loaded from earlier pages is with the server now, unless such a page lives and has added to it.
    for (const row of this.#inherited) {
      const now = await resultOf<UnsentRow | undefined>(store.get([row.key, row.page]));
      if (now?.count === row.count) store.delete([row.key, row.page]);
    }
  }
}

const EMPTY: Loaded = { updates: [], unsent: [], life: null };

async function load(database: IDBDatabase, row: ReplicaRow): Promise<Loaded> {
  const transaction = database.transaction(['replicas', 'updates', 'unsent'], 'readwrite');
  const done = completionOf(transaction);
  const replicas = transaction.objectStore('replicas');
  const before = await resultOf<ReplicaRow | undefined>(replicas.get(row.key));
  const life = before?.life ?? null;
  replicas.put({ ...row, life: life ?? row.life });
  const [updates, unsent] = await Promise.all([
    resultOf<{ bytes: Uint8Array }[]>(transaction.objectStore('updates').index('key').getAll(row.key)),
    resultOf<UnsentRow[]>(transaction.objectStore('unsent').index('user').getAll(row.user)),
  ]);
  await done;
  return { updates: updates.map(({ bytes }) => bytes), unsent: unsent.filter(({ key }) => key === row.key), life };
}

/** Replaces the rows of `key` by one; safe beside other pages, since the transaction excludes them. */
async function fold(updates: IDBObjectStore, key: string): Promise<number> {
  const [rows, keys] = await Promise.all([
    resultOf<{ bytes: Uint8Array }[]>(updates.index('key').getAll(key)),
    resultOf(updates.index('key').getAllKeys(key)),
  ]);
  updates.add({ key, bytes: Y.mergeUpdates(rows.map(({ bytes }) => bytes)) });
  for (const old of keys) updates.delete(old);
  return 1;
}
