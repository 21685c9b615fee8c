// The bundles there are, and what is kept of each on the shelf: taken over from an earlier process, changed, gone after a day. Knows
// neither whose one is nor how it is made.
//
// 1. On the shelf one thing is done to a bundle after the other: what was asked for last stands.
// 2. What the shelf does not take leaves the one there was as it was.
import { keptBundle, type KeptFacts } from '../../shared/api/bundle.schema.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { BundleShelf } from '../bundle-ports.ts';
import type { Clock, Log } from '../ports.ts';
import { expiryOf, isExpired, outlived } from './bundle-facts.ts';
import type { BundleProgress } from './bundle-run.ts';

export interface KeptBundlesOptions {
  readonly shelf: Pick<BundleShelf, 'load' | 'keep' | 'strip' | 'remove'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
}

export interface Kept {
  facts: KeptFacts;
  /** The shelf has taken it: it may be begun. */
  isStored: boolean;
  /** Of the one that is being made. */
  run: { readonly progress: BundleProgress; readonly stop: AbortController; ended: Promise<void> } | null;
  /** When the audit log was last told that it was fetched. */
  fetchedAt?: EpochMs;
}

export class KeptBundles {
  readonly #options: KeptBundlesOptions;
  readonly #all = new Map<string, Kept>();
  /** What is still being done on the shelf. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #isClosed = false;
  #cancelExpiry: () => void = () => undefined;

  private constructor(options: KeptBundlesOptions) {
    this.#options = options;
  }

  /** With what an earlier process left; what it did not finish is interrupted. */
  static async open(options: KeptBundlesOptions): Promise<KeptBundles> {
    const kept = new KeptBundles(options);
    await kept.#load();
    return kept;
  }

  /** Oldest first; what is expired is as good as gone. */
  standing(): readonly Kept[] {
    const now = this.#options.clock.now();
    return [...this.#all.values()]
      .filter(({ facts }) => !isExpired(facts, now))
      .toSorted((one, other) => one.facts.createdAt - other.facts.createdAt);
  }

  byId(id: string): Kept | null {
    return this.standing().find(({ facts }) => facts.id === id) ?? null;
  }

  /** In place of the one of its id. [2] */
  async add(kept: Kept): Promise<Result<null, 'storage-unavailable'>> {
    const { id } = kept.facts;
    const former = this.#all.get(id);
    // Behind those that were asked for in the same millisecond.
    this.#all.delete(id);
    this.#all.set(id, kept);
    const stored = await this.#inTurn(id, () => this.#options.shelf.keep(id, kept.facts));
    if (stored.ok) kept.isStored = true;
    else if (former === undefined) await this.drop(id);
    else if (this.#all.get(id) === kept) this.#all.set(id, former);
    return stored;
  }

  /** What has become of it. Told once it is written down, so that nobody acts on what is still being. */
  async settle(kept: Kept, facts: KeptFacts): Promise<void> {
    const { id } = facts;
    await this.#inTurn(id, async () => {
      if (this.#all.get(id) === kept) await this.#options.shelf.keep(id, facts);
    });
    kept.facts = facts;
    kept.run = null;
    this.#expireLater();
  }

  async drop(id: string): Promise<void> {
    this.#all.delete(id);
    await this.#inTurn(id, () => this.#options.shelf.remove(id));
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelExpiry();
  }

  async #load(): Promise<void> {
    const { shelf, clock, log } = this.#options;
    try {
      const found = (await shelf.load()).map(({ facts, ...one }) => ({ ...one, facts: keptBundle.safeParse(facts) }));
      for (const { id, facts, sizeBytes } of found) {
        const isOurs = facts.success && facts.data.id === id && !isExpired(facts.data, clock.now());
        if (!isOurs) {
          await shelf.remove(id);
          continue;
        }
        const stood = outlived(facts.data, sizeBytes, clock.now());
        // Kept, so that its day begins once and not at every start.
        if (stood !== facts.data) await shelf.keep(id, stood);
        if (stood.state !== 'ready') await shelf.strip(id);
        this.#all.set(id, { facts: stood, isStored: true, run: null });
      }
      this.#expireLater();
    } catch (error) {
      // Everything else can be done without them.
      log.warn('bundles of an earlier start could not be read', { error });
    }
  }

  /** [1] */
  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(id) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(id, turn);
    void turn
      .catch(() => undefined)
      .finally(() => {
        if (this.#turns.get(id) === turn) this.#turns.delete(id);
      });
    return turn;
  }

  #expireLater(): void {
    this.#cancelExpiry();
    const { clock } = this.#options;
    const ends = [...this.#all.values()].flatMap(({ facts }) => expiryOf(facts) ?? []);
    if (ends.length === 0 || this.#isClosed) return;
    this.#cancelExpiry = clock.after(Math.max(0, Math.min(...ends) - clock.now()), () => void this.#expire());
  }

  async #expire(): Promise<void> {
    const now = this.#options.clock.now();
    const over = [...this.#all.values()].filter(({ facts }) => isExpired(facts, now));
    for (const { facts } of over) await this.drop(facts.id);
    this.#expireLater();
  }
}
