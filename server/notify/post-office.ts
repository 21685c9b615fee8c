// The background work of the outbox: a lane for events, one for mail where there is a mail server, one for each hook, and
// now and then the broom. No request ever waits for any of it.
import { DAY_MS, HOUR_MS, MINUTE_MS, type DurationMs } from '../../shared/lib/time.ts';
import { StorageUnavailable } from '../ports.ts';
import { Lane, type LaneOf, type LaneOptions } from './lane.ts';

export interface PostOfficeOptions extends LaneOptions {
  readonly lanes: readonly LaneOf[];
}

const FIRST_SWEEP_MS = 2 * MINUTE_MS;
const SWEEP_MS = HOUR_MS;
/** News of a week ago would only puzzle; what became of it is kept for a quarter. */
const OPEN_MS = 7 * DAY_MS;
const SETTLED_MS = 90 * DAY_MS;

export class PostOffice {
  readonly #options: PostOfficeOptions;
  readonly #lanes: readonly Lane[];
  #cancel: (() => void) | null = null;
  #sweeping: Promise<void> | null = null;
  #closed = false;

  constructor(options: PostOfficeOptions) {
    this.#options = options;
    this.#lanes = options.lanes.map((of) => new Lane(of, options));
  }

  start(): void {
    for (const lane of this.#lanes) lane.start();
    this.#later(FIRST_SWEEP_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel?.();
    await Promise.all([this.#sweeping, ...this.#lanes.map((lane) => lane.close())]);
  }

  #later(delay: DurationMs): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(delay, () => {
      this.#sweeping = this.#sweep()
        .catch((error: unknown) => this.#failed(error))
        .then(() => this.#later(SWEEP_MS));
    });
  }

  async #sweep(): Promise<void> {
    const { outbox, clock, log } = this.#options;
    const now = clock.now();
    const swept = await outbox.sweep({ now, openBefore: now - OPEN_MS, settledBefore: now - SETTLED_MS });
    if (swept.givenUp > 0) log.warn('notices were given up: they waited for a week', { givenUp: swept.givenUp });
  }

  /** The next round tries again. */
  #failed(error: unknown): void {
    const { log } = this.#options;
    if (error instanceof StorageUnavailable) log.warn('the outbox could not be swept', { error });
    else log.error('the broom of the outbox stumbled', { error });
  }
}
