// The durability campaign for as long as a night allows, and each planted defect hunted with faults in no helpful order.
// GONGBI_ROUNDS says how many rounds, 300 unless told; GONGBI_SEED where the seeds begin.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { campaign, summary } from '../durability/harness/campaign.ts';
import { buildPlanted } from '../durability/planted/build.ts';
import { DEFECTS } from '../durability/planted/defect.ts';
import { NO_SHIM } from '../support/disk/disk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MAIN = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/server/main.js');
const ROUNDS = Number(process.env['GONGBI_ROUNDS'] ?? 300);
const FIRST_SEED = Number(process.env['GONGBI_SEED'] ?? 1);
const ROUNDS_A_SEED = 40;
const MOST_ROUNDS_TO_FIND = 100;

describe.skipIf(NO_SHIM !== '')(`the durability contract, for long${NO_SHIM === '' ? '' : ` (${NO_SHIM})`}`, () => {
  it(`[P2] ${ROUNDS} rounds lose nothing, double nothing and invent nothing`, async () => {
    for (let done = 0, seed = FIRST_SEED; done < ROUNDS; done += ROUNDS_A_SEED, seed += 1) {
      const rounds = Math.min(ROUNDS_A_SEED, ROUNDS - done);
      const report = await campaign({ home: temporaryFolder(), command: [process.execPath, MAIN], seed, rounds });
      process.stdout.write(`${summary(report)}\n`);
      expect(report.breaches, `seed ${seed}, after ${report.befell.join(', ')}`).toEqual([]);
    }
  });

  it.each(DEFECTS)('finds $name within 100 rounds of faults in any order', async ({ name }) => {
    const command = [process.execPath, await buildPlanted()];
    const env = { PLANTED: name };

    const report = await campaign({
      home: temporaryFolder(),
      command,
      env,
      seed: FIRST_SEED,
      rounds: MOST_ROUNDS_TO_FIND,
    });

    process.stdout.write(`${name} was found in round ${report.rounds}: ${report.breaches[0]?.rule}\n`);
    expect(report.breaches.length).toBeGreaterThan(0);
  });
});
