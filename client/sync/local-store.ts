// What this browser keeps: replicas by (user, document, epoch), late work, unsent commands. Own and small instead of
// y-indexeddb, which has no answer to blocked storage, no unsent count and no way to list what a user left behind.
import * as Y from 'yjs';
import { docName, parseDocName, type DocName, type MeetingId, type UserId } from '../../shared/domain/ids.ts';
import type { Device } from './device.ts';
import { completionOf, openDatabase, resultOf, type StoreSchema } from './indexed-db.ts';
import { StoredReplica } from './stored-replica.ts';
import type { LateRow, ReplicaKey, ReplicaRow, StoredCommand, UnsentRow } from './stored-rows.ts';

/** A meeting of which both documents are kept. */
interface KeptMeetingRow {
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly desk: ReplicaRow;
}

const SCHEMA: StoreSchema = {
  name: 'gongbi',
  version: 1,
  upgrade: (database) => {
    database.createObjectStore('replicas', { keyPath: 'key' }).createIndex('user', 'user');
    database.createObjectStore('updates', { autoIncrement: true }).createIndex('key', 'key');
    database.createObjectStore('unsent', { keyPath: ['key', 'page'] }).createIndex('user', 'user');
    database.createObjectStore('late', { keyPath: ['user', 'path'] }).createIndex('user', 'user');
    database.createObjectStore('commands', { keyPath: 'id' }).createIndex('user', 'user');
  },
};

const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());

/** A replica that is over; without a path of its own it joins what was kept of its document before. */
type RetiredRow = Omit<LateRow, 'path'> & { readonly path?: string };

export class LocalStore {
  readonly #database: IDBDatabase | null;
  readonly #device: Device;
  readonly #page: string;
  readonly #onTrouble = new Set<() => void>();
  #hasFailed = false;

  private constructor(database: IDBDatabase | null, device: Device) {
    this.#database = database;
    this.#device = device;
    this.#page = device.randomId();
  }

  /** Never rejects: where storage is blocked, the store keeps nothing and says so. */
  static async open(factory: IDBFactory | undefined, device: Device): Promise<LocalStore> {
    return new LocalStore(await openDatabase(factory, SCHEMA, device), device);
  }

  /** False when closing the page would lose what is unsent: storage blocked, full or broken. */
  get keeps(): boolean {
    return this.#database !== null && !this.#hasFailed;
  }

  onTrouble(listener: () => void): () => void {
    this.#onTrouble.add(listener);
    return () => this.#onTrouble.delete(listener);
  }

  /** The replica of `doc` opened last by `user`, whatever its epoch; null when there is none. */
  async lastReplica(user: UserId, doc: DocName): Promise<ReplicaRow | null> {
    const rows = await this.#allOf<ReplicaRow>('replicas', user);
    const own = rows.filter((row) => row.doc === doc).sort((a, b) => b.openedAt - a.openedAt);
    return own[0] ?? null;
  }

  /** The meetings that `user` could open here without the server, in their newest version, opened last first. */
  async meetingsOf(user: UserId): Promise<readonly KeptMeetingRow[]> {
    const newest = new Map<MeetingId, KeptMeetingRow>();
    const rows = [...(await this.#allOf<ReplicaRow>('replicas', user))].sort((a, b) => a.openedAt - b.openedAt);
    for (const desk of rows) {
      const address = parseDocName(desk.doc);
      const record = address && docName({ ...address, part: 'record' });
      if (address?.part !== 'desk' || !rows.some(({ doc }) => doc === record)) continue;
      const { meetingId, version } = address;
      if ((newest.get(meetingId)?.version ?? 0) <= version) newest.set(meetingId, { meetingId, version, desk });
    }
    return [...newest.values()].sort((a, b) => b.desk.openedAt - a.desk.openedAt);
  }

  /** What is stored of a replica, as one update, without opening it; null when nothing is. */
  async contentOf({ key }: ReplicaRow): Promise<Uint8Array | null> {
    if (!this.#database || !this.keeps) return null;
    const updates = this.#database.transaction('updates', 'readonly').objectStore('updates');
    const rows = await resultOf<{ bytes: Uint8Array }[]>(updates.index('key').getAll(key)).catch(() => []);
    return rows.length === 0 ? null : Y.mergeUpdates(rows.map(({ bytes }) => bytes));
  }

  /** Opens (or makes) the replica of `key` with everything stored in it. Closed by the caller. */
  async openReplica(key: ReplicaKey, access: 'write' | 'read'): Promise<StoredReplica> {
    const { user, doc, epoch } = key;
    const life = this.#device.randomId();
    const row: ReplicaRow = { user, doc, epoch, key: keyText(key), life, openedAt: this.#device.now(), access };
    return StoredReplica.open({
      row,
      page: this.#page,
      database: this.keeps ? this.#database : null,
      device: this.#device,
      failed: () => this.#fail(),
    });
  }

  /** What `user` would lose if this browser forgot them: one row a document and page. */
  async unsentOf(user: UserId): Promise<readonly UnsentRow[]> {
    return (await this.#allOf<UnsentRow>('unsent', user)).filter((row) => row.count > 0);
  }

  async lateOf(user: UserId): Promise<readonly LateRow[]> {
    return this.#allOf<LateRow>('late', user);
  }

  /**
   * Keeps a given-up replica as late work and forgets its live rows in one transaction, so that no reload sends it again.
   * Other pages of this browser may have left words in those rows that `row.state` has never seen: they go along.
   */
  async putLate(row: RetiredRow): Promise<LateRow> {
    return (await this.#retire(row, true)) ?? withPath(row);
  }

  /**
   * Forgets the live rows of a replica that is over and owes nothing itself. What another page of this browser had not got
   * acknowledged is kept as late work and answered; null when there is no such thing.
   */
  async retire(row: RetiredRow): Promise<LateRow | null> {
    return this.#retire(row, false);
  }

  /**
   * What `user` wrote into earlier versions of a meeting and never got to the server becomes late work: those documents
   * are closed for good, and no page will open them again.
   */
  async retireEarlier(user: UserId, newest: DocName): Promise<void> {
    const unsent = new Set((await this.unsentOf(user)).map(({ key }) => key));
    for (const { key, doc, epoch } of await this.#allOf<ReplicaRow>('replicas', user))
      if (unsent.has(key) && isEarlier(doc, newest))
        await this.retire({ user, doc, epoch, reason: 'sealed', at: this.#device.now(), state: NOTHING });
  }

  async deleteLate(user: UserId, path: string): Promise<void> {
    await this.#write(['late'], (transaction) => transaction.objectStore('late').delete([user, path]));
  }

  /** Forgets a user: signing out. Ask first when `unsentOf` or `lateOf` answers anything. */
  async deleteAllOf(user: UserId): Promise<void> {
    const replicas = await this.#allOf<ReplicaRow>('replicas', user);
    await this.#write(['replicas', 'updates', 'unsent', 'late', 'commands'], async (transaction) => {
      for (const { key } of replicas) await deleteReplica(transaction, key);
      for (const name of ['late', 'commands', 'unsent'])
        await deleteByIndex(transaction.objectStore(name), 'user', user);
    });
  }

  async putCommand(command: StoredCommand): Promise<void> {
    await this.#write(['commands'], (transaction) => transaction.objectStore('commands').put(command));
  }

  async deleteCommand(id: string): Promise<void> {
    await this.#write(['commands'], (transaction) => transaction.objectStore('commands').delete(id));
  }

  async commandsOf(user: UserId): Promise<readonly StoredCommand[]> {
    return this.#allOf<StoredCommand>('commands', user);
  }

  close(): void {
    this.#database?.close();
    this.#onTrouble.clear();
  }

  async #retire(row: RetiredRow, owes: boolean): Promise<LateRow | null> {
    let kept: LateRow | null = null;
    const key = keyText(row);
    await this.#write(['late', 'replicas', 'updates', 'unsent'], async (transaction) => {
      const unsent = await resultOf<UnsentRow[]>(transaction.objectStore('unsent').getAll(pagesOf(key)));
      if (owes || unsent.some(({ count }) => count > 0)) {
        const late = withPath(row);
        const store = transaction.objectStore('late');
        const [before, updates] = await Promise.all([
          resultOf<LateRow | undefined>(store.get([row.user, late.path])),
          resultOf<{ bytes: Uint8Array }[]>(transaction.objectStore('updates').index('key').getAll(key)),
        ]);
        const states = [...(before ? [before.state] : []), row.state, ...updates.map(({ bytes }) => bytes)];
        kept = { ...late, state: Y.mergeUpdates(states) };
        store.put(kept);
      }
      await deleteReplica(transaction, key);
    });
    return kept;
  }

  async #allOf<Row>(name: string, user: UserId): Promise<Row[]> {
    if (!this.#database || !this.keeps) return [];
    const store = this.#database.transaction(name, 'readonly').objectStore(name);
    return resultOf<Row[]>(store.index('user').getAll(user)).catch(() => {
      this.#fail();
      return [];
    });
  }

  async #write(names: string[], work: (transaction: IDBTransaction) => unknown): Promise<void> {
    if (!this.#database || !this.keeps) return;
    try {
      const transaction = this.#database.transaction(names, 'readwrite');
      const done = completionOf(transaction);
      await work(transaction);
      await done;
    } catch {
      // The page goes on and shows that nothing is kept here; the server still gets everything.
      this.#fail();
    }
  }

  #fail(): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    for (const listener of this.#onTrouble) listener();
  }
}

function isEarlier(doc: DocName, newest: DocName): boolean {
  const [then, now] = [parseDocName(doc), parseDocName(newest)];
  return then?.part === 'desk' && then.meetingId === now?.meetingId && then.version < now.version;
}

function keyText({ user, doc, epoch }: ReplicaKey): string {
  return `${user}\n${doc}\n${epoch}`;
}

function withPath(row: RetiredRow): LateRow {
  return { ...row, path: row.path ?? `late/${row.doc}/${row.epoch}` };
}

/** The rows of `unsent` of one replica, whichever page they are of. */
function pagesOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []]);
}

async function deleteReplica(transaction: IDBTransaction, key: string): Promise<void> {
  transaction.objectStore('replicas').delete(key);
  await deleteByIndex(transaction.objectStore('updates'), 'key', key);
  transaction.objectStore('unsent').delete(pagesOf(key));
}

async function deleteByIndex(store: IDBObjectStore, index: string, value: string): Promise<void> {
  for (const key of await resultOf(store.index(index).getAllKeys(value))) store.delete(key);
}
