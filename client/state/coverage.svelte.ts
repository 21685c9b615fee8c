// Whether somebody keeps the minutes of the item that runs. Quick to say that all is well, slow to say that it is not: a
// caret that moves from one item to the next is for a moment in none.
import type { ItemId, UserId } from '../../shared/domain/ids.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';
import type { Peer } from './presence.svelte.ts';

/** Everyone is told within 2 s: this, and what the news needs on its way. */
const PATIENCE_MS: DurationMs = 1_200;

export interface Noting {
  readonly itemId: ItemId;
  /** Whose item it is; null = nobody's. */
  readonly claimant: string | null;
  readonly me: UserId;
  /** Where one writes oneself, in other tabs too. */
  readonly ownItems: readonly ItemId[];
  readonly peers: readonly Pick<Peer, 'userId' | 'doing' | 'notes'>[];
}

/** Whoever took it is at the desk, or anyone who is not away writes in it. */
export function isNoted({ itemId, claimant, me, ownItems, peers }: Noting): boolean {
  if (claimant === me || ownItems.includes(itemId)) return true;
  return peers.some((peer) => peer.doing !== 'away' && (peer.userId === claimant || peer.notes === itemId));
}

export class UnnotedItem {
  readonly #device: Pick<Device, 'after'>;
  #current: ItemId | null = $state(null);
  #considered: ItemId | null = null;
  #cancel = (): void => undefined;

  constructor(device: Pick<Device, 'after'>) {
    this.#device = device;
  }

  /** The item that everyone should know about. */
  get current(): ItemId | null {
    return this.#current;
  }

  /** Tells which item nobody notes at this moment; null = all is well, or it cannot be known. */
  consider(itemId: ItemId | null): void {
    if (itemId === this.#considered) return;
    this.#considered = itemId;
    this.#cancel();
    this.#current = null;
    if (itemId === null) return;
    this.#cancel = this.#device.after(PATIENCE_MS, () => (this.#current = itemId));
  }

  close(): void {
    this.#cancel();
  }
}
