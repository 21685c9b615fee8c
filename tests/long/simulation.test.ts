// Simulated afternoons for as long as a night allows: GONGBI_SEEDS says how many, GONGBI_FROM where to begin.
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { playSeeds, seedsFrom, shortest, STEPS, story, summary } from '../simulation/replay.ts';
import { playAfternoon } from '../simulation/afternoon.ts';

const SEEDS = Number(process.env['GONGBI_SEEDS'] ?? 1_000);
const FROM = Number(process.env['GONGBI_FROM'] ?? 10_001);
const PLAYED_TWICE = 100;

describe('simulated afternoons, for long', () => {
  it(`[P2] [P3] [P4] keep every promise for ${SEEDS} seeds`, async () => {
    const played = await playSeeds(seedsFrom(FROM, SEEDS));

    if (played.failed) expect.fail(story(await shortest(played.failed)));
    console.log(`simulation: ${summary(played)}`);
  });

  it(`[P5] happen again bit for bit, ${PLAYED_TWICE} of ${PLAYED_TWICE}`, async () => {
    for (const seed of seedsFrom(FROM, PLAYED_TWICE)) {
      const first = await playAfternoon({ seed, steps: STEPS });

      expect((await playAfternoon({ seed, steps: STEPS })).digest, `seed ${seed}`).toBe(first.digest);
    }
  });
});
