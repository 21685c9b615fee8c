// Which bundle is made when: one at a time per server, the one that has waited longest first; and how one is stopped. What stands of
// each is bundle-kept's, how one is made bundle-run's.
import type { KeptFacts } from '../../shared/api/bundle.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Accounts } from '../account-ports.ts';
import type { BundleFile, BundleShelf, BundleZip } from '../bundle-ports.ts';
import type { Kept, KeptBundles } from './bundle-kept.ts';
import { BundleRun, type BundleEnd, type BundleRunOptions } from './bundle-run.ts';

export interface BundleQueueOptions extends BundleRunOptions {
  readonly shelf: Pick<BundleShelf, 'begin'>;
  readonly zipInto: (file: BundleFile) => BundleZip;
  readonly accounts: Pick<Accounts, 'byId'>;
}

export class BundleQueue {
  readonly #options: BundleQueueOptions;
  readonly #kept: KeptBundles;
  #isBusy = false;
  #isClosed = false;

  constructor(options: BundleQueueOptions, kept: KeptBundles) {
    this.#options = options;
    this.#kept = kept;
  }

  /** Begins the one that has waited longest, unless one is being made. */
  next(): void {
    if (this.#isBusy || this.#isClosed) return;
    const kept = this.#kept.standing().find(({ facts, isStored }) => isStored && facts.state === 'waiting');
    if (!kept) return;
    this.#isBusy = true;
    const { facts } = kept;
    const job = { id: facts.id, order: facts.order, meetings: facts.meetings, madeBy: facts.maker.displayName };
    const run = new BundleRun(this.#options, { ...job, actor: () => this.#actorOf(facts) });
    const stop = new AbortController();
    kept.facts = { ...facts, state: 'making' };
    kept.run = { progress: run.progress, stop, ended: Promise.resolve() };
    kept.run.ended = this.#make(kept, run, stop.signal).finally(() => {
      this.#isBusy = false;
      this.next();
    });
  }

  /** Resolves when nothing is made of it any more. One that has ended stays as it is. */
  async stop(kept: Kept): Promise<void> {
    if (kept.run !== null) {
      kept.run.stop.abort();
      await kept.run.ended;
    } else if (kept.facts.state === 'waiting') {
      // At once: it must not be begun while the shelf is told.
      kept.facts = { ...kept.facts, state: 'cancelled', endedAt: this.#options.clock.now() };
      await this.#kept.settle(kept, kept.facts);
    }
  }

  /** What is being made is given up; the next start calls it interrupted. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const runs = this.#kept.standing().flatMap(({ run }) => run ?? []);
    for (const { stop } of runs) stop.abort();
    for (const { ended } of runs) await ended;
  }

  async #make(kept: Kept, run: BundleRun, stop: AbortSignal): Promise<void> {
    const end = await this.#made(kept.facts.id, run, stop);
    // The server stops: its facts still say that it was being made.
    if (this.#isClosed && end === 'stopped') return;
    const { current: _current, ...told } = run.progress;
    const state = end === 'whole' ? 'ready' : end === 'stopped' ? 'cancelled' : 'failed';
    await this.#kept.settle(kept, {
      ...kept.facts,
      ...{ ...told, carried: [...told.carried], gaps: [...told.gaps], state, endedAt: this.#options.clock.now() },
      ...(end === 'whole' ? { fault: null } : { entries: 0, sizeBytes: 0, carried: [] }),
      ...(end === 'whole' || end === 'stopped' ? {} : { fault: end }),
    });
  }

  /** It stands under its name when this says `whole`; else nothing of it is left. */
  async #made(id: string, run: BundleRun, stop: AbortSignal): Promise<BundleEnd> {
    const { shelf, zipInto, log } = this.#options;
    const file = await shelf.begin(id);
    if (!file.ok) return 'storage-unavailable';
    let end: BundleEnd;
    try {
      end = await run.make(zipInto(file.value), stop);
      if (end === 'whole' && stop.aborted) end = 'stopped';
      if (end === 'whole') await file.value.finish();
    } catch (error) {
      end = error instanceof Error && error.name === 'ShelfFault' ? 'storage-unavailable' : 'internal';
      log.warn('a bundle could not be made', { bundle: id, error });
    }
    if (end !== 'whole') await file.value.abandon();
    return end;
  }

  /** As the account stands now, coming as it came. */
  async #actorOf({ maker }: KeptFacts): Promise<ActingUser | null> {
    const account = await this.#options.accounts.byId(brand<UserId>(maker.userId));
    if (account === null || account.disabled) return null;
    return {
      ...{ userId: account.id, displayName: account.displayName, grants: account.grants },
      ...(maker.via === null ? {} : { via: { kind: maker.via } }),
      ...(maker.address === null ? {} : { address: maker.address }),
    };
  }
}
