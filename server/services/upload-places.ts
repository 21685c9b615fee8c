// How many uploads go on at a time: of one person, and of all. A place is taken before the first byte is read.
import type { UserId } from '../../shared/domain/ids.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';

const A_PERSON = 4;
const IN_ALL = 16;
const RETRY_SECONDS = 5;

export class UploadPlaces {
  readonly #taken = new Map<UserId, number>();
  #all = 0;

  /** The value leaves the place again, once however often it is called. Refusal: `rate-limited`. */
  take(userId: UserId): Result<() => void, 'rate-limited'> {
    const own = this.#taken.get(userId) ?? 0;
    if (own >= A_PERSON || this.#all >= IN_ALL) return refused('rate-limited', { retryAfterSeconds: RETRY_SECONDS });
    this.#taken.set(userId, own + 1);
    this.#all += 1;
    let isTaken = true;
    return ok(() => {
      if (isTaken) this.#leave(userId);
      isTaken = false;
    });
  }

  #leave(userId: UserId): void {
    const others = (this.#taken.get(userId) ?? 1) - 1;
    if (others > 0) this.#taken.set(userId, others);
    else this.#taken.delete(userId);
    this.#all -= 1;
  }
}
