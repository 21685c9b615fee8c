// The convergence fuzz for as long as a night allows: GONGBI_SEEDS says how many, 5,000 unless told.
import { describe, it } from 'vitest';
import { MemoryLedger } from '../support/memory-ledger.ts';
import { NetworkRun, seeds } from '../support/network-run.ts';
import { storeForTest } from '../support/store-fixture.ts';

const SEEDS = Number(process.env['GONGBI_SEEDS'] ?? 5_000);

describe('rooms under a hostile network, for long', () => {
  it(`converge for ${SEEDS} seeds in memory`, async () => {
    for (const seed of seeds(SEEDS)) await new NetworkRun(seed, new MemoryLedger()).play();
  });

  it(`converge for ${Math.ceil(SEEDS / 5)} seeds over a real disk`, async () => {
    const store = await storeForTest();

    for (const seed of seeds(Math.ceil(SEEDS / 5))) await new NetworkRun(seed, store.ledger).play();
  });
});
