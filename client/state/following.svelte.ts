// Whose place this page follows. It ends with the first thing one does oneself, and says so: nobody is moved about
// without having asked for it.
import type { UserId } from '../../shared/domain/ids.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';
import type { Peer } from './presence.svelte.ts';

/** A page that is loaded anew comes back sooner. */
const LEFT_MS: DurationMs = 5_000;
const FAREWELL_MS: DurationMs = 4_000;

type Whom = Pick<Peer, 'userId' | 'displayName'>;

export interface Farewell {
  readonly whom: Whom;
  readonly why: 'own-act' | 'left';
}

export class Following {
  readonly #device: Pick<Device, 'after'>;
  #whom: Whom | null = $state.raw(null);
  #farewell: Farewell | null = $state.raw(null);
  #cancelLeft: (() => void) | null = null;
  #cancelFarewell = (): void => undefined;

  constructor(device: Pick<Device, 'after'>) {
    this.#device = device;
  }

  get whom(): Whom | null {
    return this.#whom;
  }
  /** Why it ended, for a moment after. */
  get farewell(): Farewell | null {
    return this.#farewell;
  }

  isOf(userId: UserId): boolean {
    return this.#whom?.userId === userId;
  }

  start({ userId, displayName }: Whom): void {
    this.#forget();
    this.#whom = { userId, displayName };
  }

  /** Nothing happens when nobody is followed. */
  stop(why: Farewell['why'] = 'own-act'): void {
    const whom = this.#whom;
    this.#forget();
    if (whom === null) return;
    this.#farewell = { whom, why };
    this.#cancelFarewell = this.#device.after(FAREWELL_MS, () => (this.#farewell = null));
  }

  /** Tells who is at the desk; null while it cannot be known. */
  follow(present: ReadonlySet<string> | null): void {
    const isGone = this.#whom !== null && present !== null && !present.has(this.#whom.userId);
    if (!isGone) {
      this.#cancelLeft?.();
      this.#cancelLeft = null;
    } else this.#cancelLeft ??= this.#device.after(LEFT_MS, () => this.stop('left'));
  }

  close(): void {
    this.#forget();
  }

  #forget(): void {
    this.#cancelLeft?.();
    this.#cancelLeft = null;
    this.#cancelFarewell();
    this.#farewell = null;
    this.#whom = null;
  }
}
