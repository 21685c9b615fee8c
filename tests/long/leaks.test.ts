// The search for what is internal in files for the public, over many more meetings: in both languages, with PDFs and drawn pages, as a
// reader gets them once they are sealed, and many in one zip.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAPER_FORMATS, PAPER_KINDS } from '../../shared/papers/kinds.ts';
import { bundleGround, orderOf } from '../support/bundles.ts';
import { must, openTestOffice, userWith } from '../support/office.ts';
import { leakRun, type LeakRun } from '../support/papers/leak-run.ts';
import { leaksIn } from '../support/papers/leak-search.ts';

const SEEDS = 150;
const FIRST = 1_000;

test(
  'no file for the public holds anything internal, in any format, over many meetings',
  { timeout: 1_800_000 },
  async () => {
    const office = await openTestOffice();
    const runs: LeakRun[] = [];
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      runs.push(
        await leakRun(office, seed, {
          // Pages are what a PDF holds, as outlines: what can be read of them is told beside them, by what composes the PDF too.
          ...{ locales: ['zh-CN', 'en'], pdf: true, pages: seed % 10 === 0 },
          sealed: seed % 5 === 1,
        }),
      );
    }
    expect(runs.flatMap(({ leaks }, at) => leaks.map((leak) => `seed ${FIRST + at}: ${leak}`))).toEqual([]);

    // With its index and its manifest; each meeting's secrets are looked for in the folders of all others too.
    const many = runs.filter((_run, at) => at % 5 === 0);
    const secretary = userWith('secretary');
    const { bundles, ended } = await bundleGround(office, [secretary]);
    const meetings = many.map(({ meetingId }) => meetingId);
    const order = orderOf(meetings, {
      ...{ papers: PAPER_KINDS.filter((kind) => kind !== 'excerpt'), audience: 'public', files: true },
      formats: PAPER_FORMATS.filter((format) => format !== 'pdf'),
    });
    const { id } = must(await bundles.create(secretary, order));
    expect(await ended(secretary, id)).toMatchObject({ state: 'ready', leftOut: 0 });
    const content = readFileSync(join(office.dataDir, 'bundles', `${id}.zip`));
    const secrets = new Set(many.flatMap((run) => [...run.secrets]));
    expect(await leaksIn({ fileName: 'all.zip', content }, secrets)).toEqual([]);
  },
);
