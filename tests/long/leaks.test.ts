// The search for what is internal in files for the public, over many more meetings, PDFs and drawn pages of each.
import { expect, test } from 'vitest';
import { leakRun } from '../support/papers/leak-run.ts';
import { openTestOffice } from '../support/office.ts';

const SEEDS = 150;

test(
  'no file for the public holds anything internal, in any format, over many meetings',
  { timeout: 1_800_000 },
  async () => {
    const office = await openTestOffice();
    for (let seed = 1_000; seed < 1_000 + SEEDS; seed++) {
      expect((await leakRun(office, seed, 'all')).leaks, `seed ${seed}`).toEqual([]);
    }
  },
);
