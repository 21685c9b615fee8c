// When sessions were used last: remembered at once, written at most once a minute for all of them together, never while
// somebody waits, and not at all while the disk takes no writes.
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { StorageUnavailable, type Clock, type Log } from '../ports.ts';
import type { Accounts, SessionRow } from '../account-ports.ts';

export interface SessionActivityOptions {
  readonly accounts: Pick<Accounts, 'touchSessions'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the newest commit failed for want of a disk that takes it. */
  readonly isStorageFailing: () => boolean;
}

type Seen = Pick<SessionRow, 'tokenHash' | 'userId' | 'lastSeenAt'>;

/** Sessions remembered while they cannot be written. */
const MAX_WAITING = 10_000;

export class RecentSessions {
  readonly #options: SessionActivityOptions;
  readonly #waiting = new Map<string, Seen>();
  #cancel: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: SessionActivityOptions) {
    this.#options = options;
  }

  seen({ tokenHash, userId, lastSeenAt }: SessionRow): void {
    const { clock } = this.#options;
    const now = clock.now();
    if (now - lastSeenAt < MINUTE_MS || this.#waiting.size >= MAX_WAITING) return;
    this.#waiting.set(tokenHash, { tokenHash, userId, lastSeenAt: now });
    this.#writeLater();
  }

  lastSeenAt({ tokenHash, lastSeenAt }: SessionRow): number {
    return Math.max(lastSeenAt, this.#waiting.get(tokenHash)?.lastSeenAt ?? 0);
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    this.#write();
    await this.#writing;
  }

  #writeLater(): void {
    if (this.#isClosed) return;
    this.#cancel ??= this.#options.clock.after(MINUTE_MS, () => {
      this.#cancel = null;
      this.#write();
    });
  }

  #write(): void {
    if (this.#waiting.size === 0) return;
    if (this.#options.isStorageFailing()) return this.#writeLater();
    this.#writing = this.#store([...this.#waiting.values()]);
  }

  async #store(seen: readonly Seen[]): Promise<void> {
    try {
      await this.#options.accounts.touchSessions(seen);
      for (const one of seen) if (this.#waiting.get(one.tokenHash) === one) this.#waiting.delete(one.tokenHash);
    } catch (error) {
      // Told by the store already when the disk failed; what waits is tried again with the next minute's.
      if (!(error instanceof StorageUnavailable)) this.#options.log.error('sessions could not be noted', { error });
    }
  }
}
