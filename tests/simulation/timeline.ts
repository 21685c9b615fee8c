// Virtual time: one queue of what happens when, and the turns of the event loop that belong to an instant. Nothing of a
// simulated world happens but through here, one thing after another, so a run is the same whenever it is run.
import { platformTurn } from './platform-turns.ts';
import type { DurationMs } from '../../shared/lib/time.ts';

interface Event {
  readonly at: DurationMs;
  readonly order: number;
  readonly run: () => void;
  isCancelled: boolean;
}

/** More turns than this without time passing, and the world spins. */
const MAX_TURNS = 100_000;

/**
 * 1. Events run in the order of their instants, those of one instant in the order they were made.
 * 2. Before the next event all turns (what the platform's setImmediate was asked for) and all promises have run dry.
 */
export class Timeline {
  #nowMs: DurationMs = 0;
  #order = 0;
  /** A binary heap, the next event first. */
  readonly #events: Event[] = [];
  #turns: (() => void)[] = [];

  get nowMs(): DurationMs {
    return this.#nowMs;
  }

  /** Counts events made; tells one step of a run from another. */
  get order(): number {
    return this.#order;
  }

  after(delayMs: DurationMs, run: () => void): () => void {
    const event: Event = {
      at: this.#nowMs + Math.max(0, delayMs),
      order: (this.#order += 1),
      run,
      isCancelled: false,
    };
    this.#push(event);
    return () => {
      event.isCancelled = true;
    };
  }

  /** A turn of the event loop, within this instant. */
  turn(run: () => void): () => void {
    const turn = (): void => run();
    this.#turns.push(turn);
    return () => {
      this.#turns = this.#turns.filter((other) => other !== turn);
    };
  }

  /** Lets `byMs` pass and everything in it happen. */
  async advance(byMs: DurationMs): Promise<void> {
    const end = this.#nowMs + byMs;
    await this.settle();
    for (let next = this.#events[0]; next && next.at <= end; next = this.#events[0]) {
      this.#pop();
      if (next.isCancelled) continue;
      this.#nowMs = Math.max(this.#nowMs, next.at);
      next.run();
      await this.settle();
    }
    this.#nowMs = end;
  }

  /** Runs what belongs to this instant: promises and turns, until there are none. */
  async settle(): Promise<void> {
    for (let count = 0; count < MAX_TURNS; count += 1) {
      await platformTurn();
      const turn = this.#turns.shift();
      if (!turn) return;
      turn();
    }
    throw new Error('the world spins: turns without end in one instant');
  }

  #push(event: Event): void {
    const heap = this.#events;
    heap.push(event);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap, at, parent)) return;
      swap(heap, at, parent);
      at = parent;
    }
  }

  #pop(): void {
    const heap = this.#events;
    swap(heap, 0, heap.length - 1);
    heap.pop();
    for (let at = 0; ;) {
      const left = at * 2 + 1;
      const smaller = isBefore(heap, left + 1, left) ? left + 1 : left;
      if (!isBefore(heap, smaller, at)) return;
      swap(heap, at, smaller);
      at = smaller;
    }
  }
}

/** What lives for a while: a server's process, a browser's page. When it ends, what it had planned never happens. */
export class Life {
  readonly #timeline: Timeline;
  readonly #planned = new Set<() => void>();
  #isOver = false;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** How many of its timers wait. */
  get waiting(): number {
    return this.#planned.size;
  }

  after(delayMs: DurationMs, task: () => void): () => void {
    if (this.#isOver) return () => undefined;
    const cancel = (): void => {
      forget();
      this.#planned.delete(cancel);
    };
    const forget = this.#timeline.after(delayMs, () => {
      this.#planned.delete(cancel);
      task();
    });
    this.#planned.add(cancel);
    return cancel;
  }

  end(): void {
    this.#isOver = true;
    for (const cancel of [...this.#planned]) cancel();
  }
}

function isBefore(heap: readonly Event[], a: number, b: number): boolean {
  const [left, right] = [heap[a], heap[b]];
  if (!left || !right) return false;
  return left.at < right.at || (left.at === right.at && left.order < right.order);
}

function swap(heap: Event[], a: number, b: number): void {
  const [left, right] = [heap[a], heap[b]];
  if (!left || !right) return;
  heap[a] = right;
  heap[b] = left;
}
