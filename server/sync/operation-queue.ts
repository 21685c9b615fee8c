// One meeting's queue: operations run strictly one after another; updates that wait together are handed over together.

/** What one batch may hold: the event loop waits for a whole batch, but only for one. */
export interface BatchLimits<Update> {
  readonly maxUpdates: number;
  /** An update heavier than this goes alone. */
  readonly maxWeight: number;
  readonly weightOf: (update: Update) => number;
}

/** Runs operations in order. The only place where the core waits. [R2] */
export class OperationQueue<Update> {
  readonly #handle: (batch: readonly Update[]) => Promise<void>;
  readonly #limits: BatchLimits<Update>;
  #waiting: (
    | { readonly kind: 'update'; readonly update: Update }
    | { readonly kind: 'operation'; readonly run: () => Promise<void> }
  )[] = [];
  #running: Promise<void> | null = null;

  /** `handle` gets each run of consecutive updates, as many at a time as `limits` allow; it must not reject. */
  constructor(handle: (batch: readonly Update[]) => Promise<void>, limits: BatchLimits<Update>) {
    this.#handle = handle;
    this.#limits = limits;
  }

  get isIdle(): boolean {
    return this.#running === null && this.#waiting.length === 0;
  }

  /** Whether something stands behind the operation that runs now. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  push(update: Update): void {
    this.#waiting.push({ kind: 'update', update });
    this.#start();
  }

  /** Runs `operation` in its turn and answers what it answers; its rejection is the caller's. */
  run<T>(operation: () => Promise<T> | T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        kind: 'operation',
        run: async () => {
          try {
            resolve(await operation());
          } catch (fault) {
            reject(fault instanceof Error ? fault : new Error(String(fault)));
          }
        },
      });
      this.#start();
    });
  }

  /** Resolves when all that waits now and meanwhile is done. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #start(): void {
    this.#running ??= this.#drain();
  }

  async #drain(): Promise<void> {
    // Let everything that arrives in this turn of the event loop gather first.
    await Promise.resolve();
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (next.kind === 'operation') {
        this.#waiting.shift();
        await next.run();
      } else {
        await this.#handle(this.#takeUpdates());
      }
    }
    this.#running = null;
  }

  #takeUpdates(): readonly Update[] {
    const { maxUpdates, maxWeight, weightOf } = this.#limits;
    const batch: Update[] = [];
    let weight = 0;
    for (const entry of this.#waiting) {
      if (entry.kind !== 'update' || batch.length >= maxUpdates) break;
      weight += weightOf(entry.update);
      if (batch.length > 0 && weight > maxWeight) break;
      batch.push(entry.update);
    }
    this.#waiting.splice(0, batch.length);
    return batch;
  }
}
