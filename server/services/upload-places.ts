// How many uploads go on at a time: of one person or link, and of all. A place is taken before the first byte is read.
import type { TaskLinkId, UserId } from '../../shared/domain/ids.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';

type Holder = UserId | TaskLinkId;

interface Room {
  /** Of one person, or by one link. */
  readonly each: number;
  readonly all: number;
}

const OF_THE_HOUSE: Room = { each: 4, all: 16 };
const RETRY_SECONDS = 5;

export class UploadPlaces {
  readonly #taken = new Map<Holder, number>();
  readonly #room: Room;
  #all = 0;

  constructor(room = OF_THE_HOUSE) {
    this.#room = room;
  }

  /** The value leaves the place again, once however often it is called. Refusal: `rate-limited`. */
  take(holder: Holder): Result<() => void, 'rate-limited'> {
    const own = this.#taken.get(holder) ?? 0;
    const { each, all } = this.#room;
    if (own >= each || this.#all >= all) return refused('rate-limited', { retryAfterSeconds: RETRY_SECONDS });
    this.#taken.set(holder, own + 1);
    this.#all += 1;
    let isTaken = true;
    return ok(() => {
      if (isTaken) this.#leave(holder);
      isTaken = false;
    });
  }

  #leave(holder: Holder): void {
    const others = (this.#taken.get(holder) ?? 1) - 1;
    if (others > 0) this.#taken.set(holder, others);
    else this.#taken.delete(holder);
    this.#all -= 1;
  }
}
