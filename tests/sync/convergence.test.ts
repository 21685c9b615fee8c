// Seeded convergence fuzz over real rooms, in memory and on a real SQLite file; see support/network-run. tests/long has
// thousands of them.
import { describe, it } from 'vitest';
import { MemoryLedger } from '../support/memory-ledger.ts';
import { NetworkRun, seeds } from '../support/network-run.ts';
import { storeForTest } from '../support/store-fixture.ts';

const SEEDS = 80;
const SEEDS_ON_DISK = 16;
/** Seeds that once failed stay here. */
const KEPT_SEEDS: readonly number[] = [];

describe('rooms under a hostile network', () => {
  it(
    `[R1] [R5] [R6] converge for ${SEEDS} seeds without losing, doubling or refusing anything`,
    { timeout: 120_000 },
    async () => {
      // In memory a failing seed replays step by step; the disk's own timing belongs to the test below.
      for (const seed of [...KEPT_SEEDS, ...seeds(SEEDS)]) await new NetworkRun(seed, new MemoryLedger()).play();
    },
  );

  it(`[R1] [R10] converge over a real disk for ${SEEDS_ON_DISK} seeds`, { timeout: 120_000 }, async () => {
    const store = await storeForTest();

    for (const seed of seeds(SEEDS_ON_DISK)) await new NetworkRun(seed, store.ledger).play();
  });
});
