// What somebody typed into their own notes and the server has not got: kept in this browser from the first letter on, a row
// a page, so that two pages of one browser never write over each other's words.
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Device } from './device.ts';
import { completionOf, openDatabase, resultOf, type StoreSchema } from './indexed-db.ts';

export interface NoteDraft {
  readonly user: UserId;
  readonly meeting: MeetingId;
  readonly page: string;
  readonly text: string;
  /** The revision that was being changed, and what it read. */
  readonly base: string;
  readonly baseText: string;
  readonly at: EpochMs;
}

const SCHEMA: StoreSchema = {
  name: 'gongbi-notes',
  version: 1,
  upgrade: (database) => {
    database.createObjectStore('drafts', { keyPath: ['user', 'meeting', 'page'] }).createIndex('user', 'user');
  },
};

export class NoteDrafts {
  readonly #database: IDBDatabase | null;
  #hasFailed = false;

  private constructor(database: IDBDatabase | null) {
    this.#database = database;
  }

  /** Never rejects: where storage is blocked, nothing is kept, and `keeps` says so. */
  static async open(factory: IDBFactory | undefined, device: Device): Promise<NoteDrafts> {
    return new NoteDrafts(await openDatabase(factory, SCHEMA, device));
  }

  /** False when closing the page would lose what is unsent. */
  get keeps(): boolean {
    return this.#database !== null && !this.#hasFailed;
  }

  async put(draft: NoteDraft): Promise<void> {
    await this.#write((drafts) => void drafts.put(draft));
  }

  /** Those of every page, oldest first. */
  async of(user: UserId, meeting: MeetingId): Promise<readonly NoteDraft[]> {
    return (await this.ofUser(user)).filter((draft) => draft.meeting === meeting).sort((a, b) => a.at - b.at);
  }

  async ofUser(user: UserId): Promise<readonly NoteDraft[]> {
    if (!this.#database) return [];
    const drafts = this.#database.transaction('drafts', 'readonly').objectStore('drafts');
    return resultOf<NoteDraft[]>(drafts.index('user').getAll(user)).catch(() => []);
  }

  /** Only as it was read: what another page wrote since stays. */
  async remove({ user, meeting, page, text }: NoteDraft): Promise<void> {
    await this.#write((drafts) => {
      const key = [user, meeting, page];
      const found = drafts.get(key);
      found.onsuccess = () => {
        const draft: unknown = found.result;
        const isSame = typeof draft === 'object' && draft !== null && 'text' in draft && draft.text === text;
        if (isSame) drafts.delete(key);
      };
    });
  }

  async removeAllOf(user: UserId): Promise<void> {
    for (const draft of await this.ofUser(user)) await this.remove(draft);
  }

  close(): void {
    this.#database?.close();
  }

  async #write(change: (drafts: IDBObjectStore) => void): Promise<void> {
    if (!this.#database) return;
    try {
      const transaction = this.#database.transaction('drafts', 'readwrite');
      change(transaction.objectStore('drafts'));
      await completionOf(transaction);
      this.#hasFailed = false;
    } catch {
      // Full or taken away: said by `keeps`, which the page shows.
      this.#hasFailed = true;
    }
  }
}
