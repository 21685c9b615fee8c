// One process a data folder (reliability F11), and nothing to clean up after a kill.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockFolder } from '../../server/store/folder-lock.ts';
import { startStoreChild } from '../support/store-child.ts';
import { recordingLog, storeForTest } from '../support/store-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('[F11] a second process on one folder ends at once with a sentence that names the folder and the first', async () => {
  const dataDir = temporaryFolder();
  await storeForTest({ dataDir });

  const second = startStoreChild({ scenario: 'hold', dataDir });

  expect(await second.exitCode()).toBe(1);
  expect(second.errors()).toContain(`${dataDir} is in use by process ${process.pid}; stop it first`);
});

it('[F11] the lock is held by whoever kept only the ledger, over a garbage collection', async () => {
  const dataDir = temporaryFolder();

  const first = startStoreChild({ scenario: 'hold', dataDir });
  await first.line((line) => line === 'ready');

  await expect(storeForTest({ dataDir })).rejects.toThrow(`in use by process ${first.pid}`);
});

it('[F11] the lock of a killed process is free', async () => {
  const dataDir = temporaryFolder();
  const first = startStoreChild({ scenario: 'hold', dataDir });
  await first.line((line) => line === 'ready');

  await first.kill();

  await expect(storeForTest({ dataDir })).resolves.toBeDefined();
});

it('[F11] the lock is free after an ordinary close', async () => {
  const dataDir = temporaryFolder();
  const first = await storeForTest({ dataDir });

  await first.close();

  await expect(storeForTest({ dataDir })).resolves.toBeDefined();
});

it('a start that fails leaves the folder unlocked', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(
    join(dataDir, 'gongbi.sqlite'),
    'this is no database at all, but long enough to look like one'.repeat(20),
  );

  await expect(storeForTest({ dataDir })).rejects.toThrow('gongbi.sqlite');

  lockFolder(dataDir, recordingLog()).release();
});

it('a process id that cannot be written keeps nobody from reading', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'gongbi.pid'));
  const log = recordingLog();

  const lock = lockFolder(folder, log);

  expect(() => lockFolder(folder, log)).toThrow('in use by process unknown');
  lock.release();
  lockFolder(folder, log).release();
  expect(log.lines.map((line) => line.level)).toEqual(['warn', 'warn', 'warn', 'warn']);
});
