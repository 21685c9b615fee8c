// Whether somebody keeps the minutes of the item that runs. Quick to say that all is well, slow to say that it is not: a
// caret that moves from one item to the next is for a moment in none, and whoever looks something up comes back.
import type { ItemId, UserId } from '../../shared/domain/ids.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';
import type { Peer } from './presence.svelte.ts';

/** Everyone is told within 2 s that a note-taker left: this, and what the news needs on its way. */
const LEFT_MS: DurationMs = 700;
/** Who noted it a moment ago and is still here may only be looking at a task. */
const ELSEWHERE_MS: DurationMs = 20_000;

export interface Noting {
  readonly itemId: ItemId;
  /** Whose item it is; null = nobody's. */
  readonly claimant: string | null;
  readonly me: UserId;
  /** Where one writes oneself, in other tabs too. */
  readonly ownItems: readonly ItemId[];
  readonly peers: readonly Pick<Peer, 'userId' | 'doing' | 'notes'>[];
}

/** Whoever took it and is at the desk, and everyone who is not away and writes in it. */
export function notersOf({ itemId, claimant, me, ownItems, peers }: Noting): ReadonlySet<string> {
  const others = peers.filter((peer) => peer.doing !== 'away' && (peer.userId === claimant || peer.notes === itemId));
  const isMine = claimant === me || ownItems.includes(itemId);
  return new Set<string>([...(isMine ? [me] : []), ...others.map(({ userId }) => userId)]);
}

/** What is known of the item that runs at one moment. */
export interface Coverage {
  readonly itemId: ItemId;
  readonly noters: ReadonlySet<string>;
  /** Whoever is at the desk and not away, oneself included. */
  readonly present: ReadonlySet<string>;
}

export class UnnotedItem {
  readonly #device: Pick<Device, 'after'>;
  #current: ItemId | null = $state(null);
  #itemId: ItemId | null = null;
  /** Who noted it last. */
  #noters: ReadonlySet<string> = new Set();
  /** How long it is waited for somebody; null = it is not. */
  #patienceMs: DurationMs | null = null;
  #cancel = (): void => undefined;

  constructor(device: Pick<Device, 'after'>) {
    this.#device = device;
  }

  /** The item that everyone should know about. */
  get current(): ItemId | null {
    return this.#current;
  }

  /** Tells how the running item stands at this moment; null = none runs, or it cannot be known. */
  consider(coverage: Coverage | null): void {
    const itemId = coverage?.itemId ?? null;
    if (itemId !== this.#itemId) this.#noters = new Set();
    const isSame = itemId === this.#itemId;
    this.#itemId = itemId;
    if (coverage && coverage.noters.size > 0) this.#noters = coverage.noters;
    const patienceMs = coverage ? this.#patienceFor(coverage) : null;
    if (isSame && patienceMs === this.#patienceMs) return;
    this.#patienceMs = patienceMs;
    this.#cancel();
    // What was told once stays told while it is so.
    if (isSame && patienceMs !== null && this.#current === itemId) return;
    this.#current = null;
    if (patienceMs === null) return;
    this.#cancel = this.#device.after(patienceMs, () => (this.#current = itemId));
  }

  close(): void {
    this.#cancel();
  }

  /** Somebody who is alone is told nothing they know; only that who noted it has left. */
  #patienceFor({ noters, present }: Coverage): DurationMs | null {
    if (noters.size > 0) return null;
    const isAlone = present.size <= 1;
    const isLeft = this.#noters.size > 0 && [...this.#noters].every((userId) => !present.has(userId));
    if (isLeft) return LEFT_MS;
    if (isAlone) return null;
    return this.#noters.size > 0 ? ELSEWHERE_MS : LEFT_MS;
  }
}
