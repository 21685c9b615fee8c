// The disk under the built server fails at each operation of what people do, and under each process that touches the
// data folder (reliability P6, P7, F2, F3): both ends and the middle of each flow, one operation of each process; all of
// them in tests/long/storage-faults.test.ts.
import { describe, expect, it } from 'vitest';
import { NO_SHIM } from '../support/disk/disk.ts';
import { addFigures, everyFault, MIDDLE, noFigures, SOME, type FaultKind } from './support/fault-loop.ts';
import { ARCHIVING, FLOWS, TYPING } from './support/flows.ts';
import { everyProcessFault } from './support/process-faults.ts';
import { makeFolders, processFlows } from './support/process-flows.ts';
import { StorageGround } from './support/storage-ground.ts';

const needs = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;
const brokenDisk = it.skipIf(NO_SHIM !== '');

describe('a running server', () => {
  brokenDisk(`[P6] refuses what meets a full disk at any write, keeps nothing of it, and goes on${needs}`, async () => {
    const ground = await StorageGround.start();
    const figures = noFigures();

    for (const flow of FLOWS) {
      addFigures(figures, await everyFault(ground, flow, { operation: 'write', error: 'ENOSPC', sticky: false }, SOME));
    }

    expect(figures.cases).toBeGreaterThan(2 * FLOWS.length);
    // Writes that only fold the log away are of no weight: they are made again later.
    expect(figures.done).toBeLessThan(10);
    expect(figures).toMatchObject({ refused: figures.cases - figures.done, silent: 0 });
  });

  brokenDisk(
    `[P7] answers nobody and ends when a flush fails; the next start has all that was answered${needs}`,
    async () => {
      const ground = await StorageGround.start();

      const figures = await everyFault(ground, TYPING, { operation: 'flush', error: 'EIO', sticky: false });

      expect(figures).toMatchObject({ cases: 1, silent: 1 });
    },
  );

  brokenDisk(
    `[F2] killed in the middle of archiving: sealed whole or not at all, and sealed once by a retry${needs}`,
    async () => {
      const ground = await StorageGround.start();

      const figures = await everyFault(ground, ARCHIVING, { operation: 'write', error: 'kill', sticky: false }, SOME);

      expect(figures).toMatchObject({ cases: 3, silent: 3 });
    },
  );
});

describe('a process', () => {
  const KINDS: Readonly<Record<string, FaultKind>> = {
    'a first start': { operation: 'write', error: 'kill', sticky: false },
    'a start after a kill': { operation: 'flush', error: 'EIO', sticky: true },
    'a backup after a kill': { operation: 'write', error: 'ENOSPC', sticky: false },
    'a restore over a database': { operation: 'rename', error: 'kill', sticky: false },
    'a migration of two steps': { operation: 'write', error: 'kill', sticky: false },
  };

  brokenDisk(
    `[P6, F3] that a disk breaks off leaves nothing half, and the next one succeeds${needs}`,
    async () => {
      const met = new Map<string, number>();

      for (const flow of processFlows(await makeFolders())) {
        const kind = KINDS[flow.name];
        if (kind) met.set(flow.name, (await everyProcessFault(flow, kind, MIDDLE)).cases);
      }

      expect([...met.keys()]).toEqual(Object.keys(KINDS));
      for (const [name, cases] of met) expect(cases, name).toBeGreaterThanOrEqual(1);
    },
    300_000,
  );
});
