// The disk fails at each operation of an upload (reliability P6, P7, F2, F5, F7): nothing that was answered is lost,
// nothing that is listed is damaged, and the server takes the next one.
import { describe, expect, it } from 'vitest';
import { NO_SHIM } from '../support/disk/disk.ts';
import { ATTACHING, PHOTOGRAPHING } from './support/attaching.ts';
import { everyFault, SOME, type FaultKind } from './support/fault-loop.ts';
import { StorageGround } from './support/storage-ground.ts';

const needs = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;
const brokenDisk = it.skipIf(NO_SHIM !== '');

/** Of the operations of the kind that make up an upload both ends and the middle are failed: at least this many. */
const KINDS: readonly (readonly [string, FaultKind, number])[] = [
  ['a write meets a full disk', { operation: 'write', error: 'ENOSPC', sticky: false }, 3],
  ['a write is cut short', { operation: 'write', error: 'cut-short', sticky: false }, 3],
  ['a flush fails', { operation: 'flush', error: 'EIO', sticky: false }, 3],
  ['a renaming fails', { operation: 'rename', error: 'EIO', sticky: false }, 1],
  ['no descriptor is left', { operation: 'open', error: 'EMFILE', sticky: false }, 3],
];

describe('an upload', () => {
  it.skipIf(NO_SHIM !== '').each(KINDS)(
    `[P6, F5] in which %s is refused or done, and nothing between${needs}`,
    async (_what, kind, least) => {
      const ground = await StorageGround.start();

      const figures = await everyFault(ground, ATTACHING, kind, SOME);

      expect(figures.cases).toBeGreaterThanOrEqual(least);
      expect(figures.done + figures.refused + figures.silent).toBe(figures.cases);
    },
  );

  brokenDisk(
    `[F2] in which the process is killed at a write, a flush or the renaming is there whole or not at all${needs}`,
    async () => {
      const ground = await StorageGround.start();
      let cases = 0;

      for (const operation of ['write', 'flush', 'rename'] as const) {
        const kind: FaultKind = { operation, error: 'kill', sticky: false };
        cases += (await everyFault(ground, ATTACHING, kind, SOME)).cases;
      }

      expect(cases).toBeGreaterThanOrEqual(6);
    },
  );

  brokenDisk(`[P6] of a photo, which is written twice, is no different${needs}`, async () => {
    const ground = await StorageGround.start();

    const figures = await everyFault(
      ground,
      PHOTOGRAPHING,
      { operation: 'write', error: 'ENOSPC', sticky: false },
      SOME,
    );

    expect(figures.cases).toBeGreaterThanOrEqual(3);
    expect(figures.silent).toBe(0);
  });
});
