// The test of the test: ten defects that cost other programs their users' words, each switched on in a build of its own.
// The harness must find every one, and nothing where none is switched on.
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_SHIM } from '../support/disk/disk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { campaign, type CampaignReport } from './harness/campaign.ts';
import type { Breach } from './harness/check.ts';
import { buildPlanted } from './planted/build.ts';
import { DEFECTS, type Defect } from './planted/defect.ts';

/** What brings each defect out soonest, and as what it must show. */
const EXPECTED: Readonly<
  Record<Defect, { readonly nemeses: readonly string[]; readonly rules: readonly Breach['rule'][] }>
> = {
  'synchronous-normal': { nemeses: ['power cut: nothing'], rules: ['lost'] },
  'acknowledged-before-commit': { nemeses: ['kill'], rules: ['lost'] },
  'shown-only': { nemeses: ['network: slow'], rules: ['lost'] },
  'unload-race': { nemeses: ['kill'], rules: ['lost'] },
  'flag-cleared-late': { nemeses: ['network: slow'], rules: ['lost'] },
  'seeded-twice': { nemeses: ['kill'], rules: ['doubled'] },
  'full-disk-swallowed': { nemeses: ['disk full, then killed'], rules: ['lost'] },
  'checksums-skipped': { nemeses: ['a byte rots'], rules: ['invented'] },
  'retry-counted': { nemeses: ['network: repeating'], rules: ['doubled'] },
  'equal-by-state-vector': { nemeses: ['nothing at all'], rules: ['digest'] },
};
const MOST_ROUNDS = 8;

let program = '';

function held(defect: Defect | 'none', nemeses: readonly string[], rounds: number): Promise<CampaignReport> {
  const env = { PLANTED: defect };
  return campaign({ home: temporaryFolder(), command: [process.execPath, program], env, seed: 7, rounds, nemeses });
}

describe.skipIf(NO_SHIM !== '')(`planted defects${NO_SHIM === '' ? '' : ` (${NO_SHIM})`}`, () => {
  beforeAll(async () => {
    program = await buildPlanted();
  });

  it.each(DEFECTS)('$name is found: $what', async ({ name }) => {
    const { nemeses, rules } = EXPECTED[name];

    const report = await held(name, nemeses, MOST_ROUNDS);

    expect(report.breaches.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]));
  });

  it('the same build without a defect is clean', async () => {
    const report = await held('none', ['kill', 'a byte rots', 'disk full, then killed'], 3);

    expect(report.breaches).toEqual([]);
  });
});
