// The durability contract (docs/durability.md), held against the program as it is shipped, from outside: words are typed
// on both wires while servers die, disks fail and networks misbehave, and then everything promised is looked for.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { NO_SHIM } from '../support/disk/disk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { campaign, summary } from './harness/campaign.ts';

const MAIN = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/server/main.js');
/** Enough that servers die, disks fail and networks misbehave; forty of them in tests/long. */
const ROUNDS = 6;
/** A round is three seconds of real disks and networks; a busy machine takes several times as long. */
const LIMIT_MS = 400_000;
const SEED = 20_210_423;
/** What the machine of this run lacks; empty where everything can be broken. */
const lacks = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;

it.skipIf(NO_SHIM !== '')(
  `[P2] ${ROUNDS} rounds lose nothing, double nothing and invent nothing${lacks}`,
  { timeout: LIMIT_MS },
  async () => {
    const report = await campaign({
      home: temporaryFolder(),
      command: [process.execPath, MAIN],
      seed: SEED,
      rounds: ROUNDS,
    });

    process.stdout.write(`${summary(report)}\n`);
    expect(report.breaches, `seed ${SEED}, after ${report.befell.join(', ')}`).toEqual([]);
    expect(report.rounds).toBe(ROUNDS);
    expect(report.promised).toBeGreaterThan(1_000);
    expect(report.commands).toBeGreaterThan(20);
    expect(report.digestsEqual).toBeGreaterThan(0);
  },
);
