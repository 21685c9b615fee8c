// Costly work, a few at once: checking a password takes a thread of the pool that the disk needs too, and tens of
// megabytes. Who waits is served in turns by name, so that a thousand guesses at one account hold up nobody else's.
//
// 1. At most `atOnce` run; the others wait, at most `perName` of one name and `waiting` in all; more are refused.
// 2. Whoever is known goes before strangers.
// 3. Among equals the names take turns; under one name first come, first served.
import { refused, ok, type Result } from '../../shared/lib/result.ts';

export interface FairQueueLimits {
  readonly atOnce: number;
  readonly waiting: number;
  readonly perName: number;
}

/** Whose turn it is. */
export interface Turn {
  readonly name: string;
  readonly isKnown: boolean;
}

/** Told to whoever is refused. */
const RETRY_AFTER_SECONDS = 5;

type Task = () => Promise<void>;
/** By name, in the order of their turns; no name has none. */
type Lane = Map<string, Task[]>;

export class FairQueue {
  readonly #limits: FairQueueLimits;
  readonly #known: Lane = new Map();
  readonly #strangers: Lane = new Map();
  #running = 0;
  #waiting = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  /** Settles as `work` does. Refusal: `too-many-attempts`, without `work` having begun. */
  run<T>(work: () => Promise<T>, { name, isKnown }: Turn): Promise<Result<T, 'too-many-attempts'>> {
    const lane = isKnown ? this.#known : this.#strangers;
    const ofName = lane.get(name) ?? [];
    if (this.#waiting >= this.#limits.waiting || ofName.length >= this.#limits.perName) {
      return Promise.resolve(refused('too-many-attempts', { retryAfterSeconds: RETRY_AFTER_SECONDS }));
    }
    return new Promise((resolve, reject) => {
      ofName.push(() => work().then((value) => resolve(ok(value)), reject));
      lane.set(name, ofName);
      this.#waiting += 1;
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= this.#limits.atOnce) return;
    const task = take(this.#known) ?? take(this.#strangers);
    if (task === null) return;
    this.#waiting -= 1;
    this.#running += 1;
    void task().then(() => {
      this.#running -= 1;
      this.#next();
    });
  }
}

/** The first task of the name whose turn it is, which then goes to the end. */
function take(lane: Lane): Task | null {
  const [first] = lane;
  if (!first) return null;
  const [name, tasks] = first;
  const task = tasks.shift() ?? null;
  lane.delete(name);
  if (tasks.length > 0) lane.set(name, tasks);
  return task;
}
