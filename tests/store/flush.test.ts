// The flush itself, on a disk that can be broken: counted, slow, and failing (reliability M14, F6, P7).
import { expect, it } from 'vitest';
import { Disk, NO_SHIM } from '../support/disk/disk.ts';
import { startStoreChild } from '../support/store-child.ts';
import { storeForTest } from '../support/store-fixture.ts';
import { docNamed } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const needs = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;
const brokenDisk = it.skipIf(NO_SHIM !== '');

brokenDisk(`[P2] every lone commit is flushed${needs}`, async () => {
  const disk = new Disk(temporaryFolder());

  const child = startStoreChild({ scenario: 'turns', dataDir: disk.folder, env: disk.env });

  await child.line((said) => said.startsWith('turns'));
  expect(disk.flushes).toBeGreaterThanOrEqual(20);
});

brokenDisk(`[P7] a failed flush answers nobody and ends the process${needs}`, async () => {
  const disk = new Disk(temporaryFolder());
  const child = startStoreChild({ scenario: 'write', dataDir: disk.folder, env: disk.env });
  await child.line(() => child.lines.length > 20);

  disk.setState('flushes-fail');

  expect(await child.exitCode()).toBe(70);
  expect(child.lines.at(-1)).toBe('fatal');
  const store = await storeForTest({ dataDir: disk.folder });
  for (const [doc, seq] of answeredIn(child.lines)) {
    const document = await store.ledger.open(docNamed(doc));
    expect(document?.damaged).toBeNull();
    expect(document?.seq).toBeGreaterThanOrEqual(seq);
  }
});

brokenDisk(`[M14] a flush of 10 ms holds up nobody else: the event loop turns${needs}`, async () => {
  const disk = new Disk(temporaryFolder());
  disk.setFlushDelay(10);

  const child = startStoreChild({ scenario: 'turns', dataDir: disk.folder, env: disk.env });

  const line = await child.line((said) => said.startsWith('turns'));
  // Flushed by the loop itself, a commit leaves it two or three turns; beside it, an idle loop makes thousands.
  expect(Number(line.split(' ')[1])).toBeGreaterThan(20 * 30);
});

/** The last seq of each document that was answered. */
function answeredIn(lines: readonly string[]): ReadonlyMap<string, number> {
  const answered = new Map<string, number>();
  for (const line of lines) {
    const [, doc, seq] = /^(\S+\/\S+) (\d+)$/.exec(line) ?? [];
    if (doc !== undefined && seq !== undefined) answered.set(doc, Number(seq));
  }
  return answered;
}
