// Seeded afternoons: the real provider against the real rooms over the real ledger, with clock, network and disk made up.
// GONGBI_SEED (and GONGBI_STEPS) plays one of them alone.
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { KEPT_SEEDS } from './kept-seeds.ts';
import * as planted from './planted-defects.ts';
import { playSeeds, seedsFrom, shortest, STEPS, story, type Series } from './replay.ts';
import { playAfternoon } from './afternoon.ts';

const SEEDS = 30;
const PLAYED_TWICE = 6;
/** A planted defect is found within so many afternoons, or the simulation is blind to it. */
const ENOUGH = 60;

const wanted = process.env['GONGBI_SEED'];
const steps = Number(process.env['GONGBI_STEPS'] ?? STEPS);

describe.runIf(wanted !== undefined)('one afternoon', () => {
  it(`seed ${wanted} keeps every promise`, { timeout: 600_000 }, async () => {
    const report = await playAfternoon({ seed: Number(wanted), steps });

    expect(report.findings, story(report, report.lines.length)).toEqual([]);
  });
});

describe.runIf(wanted === undefined)('a simulated afternoon', () => {
  it.each(KEPT_SEEDS)('kept seed $seed: $name', async ({ seed, steps: kept }) => {
    await expectKept(await playSeeds([seed], { steps: kept }));
  });

  it(`[P2] [P3] [P4] keeps every promise for ${SEEDS} seeds`, { timeout: 180_000 }, async () => {
    const played = await playSeeds(seedsFrom(1, SEEDS));

    await expectKept(played);
    expect(played.figures.saved).toBeGreaterThan(SEEDS);
    expect(played.figures.kills).toBeGreaterThan(0);
  });

  it(`[P5] happens again bit for bit: ${PLAYED_TWICE} seeds played twice`, { timeout: 120_000 }, async () => {
    for (const seed of seedsFrom(1_001, PLAYED_TWICE)) {
      const [first, second] = [await playAfternoon({ seed, steps }), await playAfternoon({ seed, steps })];

      expect(second.digest, `seed ${seed} differs: ${firstDifference(first.lines, second.lines)}`).toBe(first.digest);
    }
  });

  it('[P5] is another one for another seed', async () => {
    const digests = await Promise.all([2_001].map(async (seed) => (await playAfternoon({ seed, steps: 10 })).digest));
    digests.push((await playAfternoon({ seed: 2_002, steps: 10 })).digest);

    expect(new Set(digests).size).toBe(2);
  });
});

describe.runIf(wanted === undefined)('a planted defect is found', () => {
  it.each([
    ['a ledger that answers before it writes', planted.ANSWERS_BEFORE_IT_WRITES, /before it was on disk/],
    ['commands that are carried out and not remembered', planted.FORGETS_COMMANDS, /was answered and is not on disk/],
    ['late work that is said to be kept', planted.FORGETS_LATE_WORK, /is nowhere/],
  ])('%s', { timeout: 120_000 }, async (_name, wrapping, sentence) => {
    const { failed } = await playSeeds(seedsFrom(1, ENOUGH), { wrapping });

    expect(failed?.findings.join('\n')).toMatch(sentence);
  });
});

async function expectKept({ failed }: Series): Promise<void> {
  if (failed) expect.fail(story(await shortest(failed)));
}

function firstDifference(one: readonly string[], other: readonly string[]): string {
  const at = one.findIndex((line, index) => line !== other[index]);
  return `line ${at}: ${one[at]} | ${other[at]}`;
}
