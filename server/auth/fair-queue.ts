// Costly work, a few at once: checking a password takes a thread of the pool that the disk needs too, and tens of
// megabytes. Who waits is served in turns by name, so that a thousand guesses at one account hold up nobody else's.
//
// 1. At most `atOnce` run; the others wait in two lanes, at most `waiting` in each and `perName` of one name there.
// 2. Whoever is known goes before strangers.
// 3. Among equals the names take turns; under one name first come, first served.
// 4. When a lane is full, the last of the name that waits most often makes room for one that waits less.
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

interface Task {
  readonly begin: () => Promise<void>;
  readonly refuse: () => void;
}

/** Told to whoever is refused. */
const RETRY_AFTER_SECONDS = 5;

export class FairQueue {
  readonly #limits: FairQueueLimits;
  readonly #known: Lane;
  readonly #strangers: Lane;
  #running = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
    this.#known = new Lane(limits);
    this.#strangers = new Lane(limits);
  }

  /** Settles as `work` does. Refusal: `too-many-attempts`, without `work` having begun. */
  run<T>(work: () => Promise<T>, { name, isKnown }: Turn): Promise<Result<T, 'too-many-attempts'>> {
    return new Promise((resolve, reject) => {
      const begin = (): Promise<void> => work().then((value) => resolve(ok(value)), reject);
      const refuse = (): void => resolve(refused('too-many-attempts', { retryAfterSeconds: RETRY_AFTER_SECONDS }));
      (isKnown ? this.#known : this.#strangers).add(name, { begin, refuse });
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= this.#limits.atOnce) return;
    const task = this.#known.take() ?? this.#strangers.take();
    if (task === null) return;
    this.#running += 1;
    void task.begin().then(() => {
      this.#running -= 1;
      this.#next();
    });
  }
}

/** Those who wait, by name, in the order of their turns. */
class Lane {
  readonly #limits: FairQueueLimits;
  readonly #names = new Map<string, Task[]>();
  #waiting = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  /** Refuses it, or another one in its place, when there is no room. */
  add(name: string, task: Task): void {
    const tasks = this.#names.get(name) ?? [];
    const hasRoom =
      tasks.length < this.#limits.perName && (this.#waiting < this.#limits.waiting || this.#makeRoom(tasks));
    if (!hasRoom) return task.refuse();
    tasks.push(task);
    this.#names.set(name, tasks);
    this.#waiting += 1;
  }

  /** The first task of the name whose turn it is, which then goes to the end. */
  take(): Task | null {
    const [first] = this.#names;
    if (!first) return null;
    const [name, tasks] = first;
    const task = tasks.shift() ?? null;
    this.#names.delete(name);
    if (tasks.length > 0) this.#names.set(name, tasks);
    this.#waiting -= 1;
    return task;
  }

  #makeRoom(newcomers: readonly Task[]): boolean {
    const longest = [...this.#names.values()].reduce((most, tasks) => (tasks.length > most.length ? tasks : most), []);
    if (longest.length <= newcomers.length + 1) return false;
    longest.pop()?.refuse();
    this.#waiting -= 1;
    return true;
  }
}
