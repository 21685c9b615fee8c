// Every operation of every flow and of every process over the data folder fails once in every way: full disk, failing
// disk, read-only, short writes, no descriptors left, killed. One line of figures at the end.
import { afterAll, describe, expect, it } from 'vitest';
import { NO_SHIM } from '../support/disk/disk.ts';
import {
  addFigures,
  EVERY,
  everyFault,
  noFigures,
  SOME,
  type Choice,
  type FaultKind,
} from '../faults/support/fault-loop.ts';
import { ATTACHING, PHOTOGRAPHING } from '../faults/support/attaching.ts';
import { FLOWS } from '../faults/support/flows.ts';
import { everyProcessFault } from '../faults/support/process-faults.ts';
import { makeFolders, processFlows } from '../faults/support/process-flows.ts';
import { StorageGround } from '../faults/support/storage-ground.ts';

const needs = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;
const brokenDisk = it.skipIf(NO_SHIM !== '');

/** Of a running server: it opens, renames and removes nothing once it is up. */
const SERVER_KINDS: readonly FaultKind[] = [
  { operation: 'write', error: 'ENOSPC', sticky: false },
  { operation: 'write', error: 'ENOSPC', sticky: true },
  { operation: 'write', error: 'EIO', sticky: true },
  { operation: 'write', error: 'EROFS', sticky: false },
  { operation: 'write', error: 'cut-short', sticky: false },
  { operation: 'write', error: 'kill', sticky: false },
  { operation: 'flush', error: 'EIO', sticky: false },
  { operation: 'flush', error: 'ENOSPC', sticky: true },
  { operation: 'flush', error: 'kill', sticky: false },
];

const PROCESS_KINDS: readonly FaultKind[] = [
  { operation: 'write', error: 'ENOSPC', sticky: false },
  { operation: 'write', error: 'EIO', sticky: true },
  { operation: 'write', error: 'kill', sticky: false },
  { operation: 'flush', error: 'EIO', sticky: false },
  { operation: 'flush', error: 'kill', sticky: false },
  { operation: 'open', error: 'EMFILE', sticky: false },
  { operation: 'open', error: 'EROFS', sticky: true },
  { operation: 'open', error: 'kill', sticky: false },
  { operation: 'rename', error: 'EIO', sticky: false },
  { operation: 'rename', error: 'kill', sticky: false },
  { operation: 'truncate', error: 'EIO', sticky: false },
  { operation: 'truncate', error: 'kill', sticky: false },
  { operation: 'remove', error: 'EROFS', sticky: true },
  { operation: 'remove', error: 'kill', sticky: false },
];

/**
 * Every name, flush and truncation. Of the writes and opens, of which there are dozens and each case takes seconds, both
 * ends and the middle; all of them with GONGBI_FAULTS=every.
 */
function ofProcess({ operation }: FaultKind): Choice {
  const isDear = operation === 'write' || operation === 'open';
  return isDear && process.env['GONGBI_FAULTS'] !== 'every' ? SOME : EVERY;
}

/** Of an upload, which opens and renames files of its own. */
const UPLOAD_KINDS: readonly FaultKind[] = [
  ...SERVER_KINDS,
  { operation: 'rename', error: 'EIO', sticky: false },
  { operation: 'rename', error: 'kill', sticky: false },
  { operation: 'open', error: 'EMFILE', sticky: false },
];

describe('faults of storage', () => {
  const figures = noFigures();
  let unproved = 0;

  // Each false answer and each half file fails its test: where all pass there were none.
  afterAll(() => {
    const { cases, done, refused, silent } = figures;
    const verdict = unproved === 0 ? 'false acks 0, damaged files 0' : 'see the failures above';
    console.log(
      `storage faults: ${cases} cases (${done} of no weight, ${refused} refused, ${silent} silent), ${verdict}`,
    );
  });

  const everything = [
    ...FLOWS.map((flow) => ({ flow, kinds: SERVER_KINDS })),
    ...[ATTACHING, PHOTOGRAPHING].map((flow) => ({ flow, kinds: UPLOAD_KINDS })),
  ];
  for (const { flow, kinds } of everything) {
    brokenDisk(`[P6] ${flow.name}: every operation fails in every way${needs}`, async () => {
      unproved += 1;
      const ground = await StorageGround.start();

      for (const kind of kinds) addFigures(figures, await everyFault(ground, flow, kind, EVERY));

      expect(figures.cases).toBeGreaterThan(0);
      unproved -= 1;
    });
  }

  brokenDisk(`[P6, F2, F3] starts, backups, restores and migrations${needs}`, async () => {
    unproved += 1;

    for (const flow of processFlows(await makeFolders())) {
      for (const kind of PROCESS_KINDS) addFigures(figures, await everyProcessFault(flow, kind, ofProcess(kind)));
    }

    expect(figures.cases).toBeGreaterThan(100);
    unproved -= 1;
  });
});
