// Password hashes a few at a time, in fair turns: each takes a thread of the pool that reads and writes files, and tens
// of megabytes, for a sixth of a second. Knows no accounts.
import type { Result } from '../../shared/lib/result.ts';
import { FairQueue, type FairQueueLimits, type Turn } from './fair-queue.ts';
import type { Passwords } from './password.ts';

/** Of four threads two stay with the disk; a room of five hundred may wait, and one name no more than a few. */
const LIMITS: FairQueueLimits = { atOnce: 2, waiting: 2_000, perName: 50 };

export class PasswordQueue {
  readonly #passwords: Pick<Passwords, 'hash' | 'verify'>;
  readonly #queue: FairQueue;

  constructor(passwords: Pick<Passwords, 'hash' | 'verify'>, limits = LIMITS) {
    this.#passwords = passwords;
    this.#queue = new FairQueue(limits);
  }

  /** Refusal: `too-many-attempts`, when too many wait. */
  hash(password: string): Promise<Result<string, 'too-many-attempts'>> {
    return this.#queue.run(() => this.#passwords.hash(password), { name: '', isKnown: true });
  }

  /** As `Passwords.verify`, when it is its `turn`. Refusal: `too-many-attempts`, when too many wait. */
  verify(password: string, hash: string | null, turn: Turn): Promise<Result<boolean, 'too-many-attempts'>> {
    return this.#queue.run(() => this.#passwords.verify(password, hash), turn);
  }
}
