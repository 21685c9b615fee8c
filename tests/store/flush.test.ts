// The flush itself, with the C library's function replaced: counted, and failing (reliability M14, F6, P7).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startStoreChild } from '../support/store-child.ts';
import { storeForTest } from '../support/store-fixture.ts';
import { DESK } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SOURCE = fileURLToPath(new URL('../support/flush-shim.c', import.meta.url));
const canPreload = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

function builtShim(): string {
  const shim = join(temporaryFolder(), 'flush-shim.so');
  expect(spawnSync('cc', ['-shared', '-fPIC', '-o', shim, SOURCE, '-ldl']).status).toBe(0);
  return shim;
}

it.skipIf(!canPreload)('[P2] every lone commit is flushed (needs a C compiler)', async () => {
  const counter = join(temporaryFolder(), 'counter');
  const env = { LD_PRELOAD: builtShim(), FLUSH_COUNTER: counter };

  const child = startStoreChild({ scenario: 'count', dataDir: temporaryFolder(), argument: counter, env });

  const line = await child.line((said) => said.startsWith('flushes'));
  expect(Number(line.split(' ')[1])).toBeGreaterThanOrEqual(20);
});

it.skipIf(!canPreload)('[P7] a failed flush answers nobody and ends the process (needs a C compiler)', async () => {
  const dataDir = temporaryFolder();
  const trigger = join(temporaryFolder(), 'fail');
  const env = { LD_PRELOAD: builtShim(), FLUSH_FAILS_WITH: trigger };

  const child = startStoreChild({ scenario: 'flush', dataDir, argument: trigger, env });

  expect(await child.exitCode()).toBe(70);
  expect(child.lines).toEqual(['ready', 'fatal']);
  const store = await storeForTest({ dataDir });
  const document = await store.ledger.open(DESK);
  expect(document?.damaged).toBeNull();
  expect(document?.seq).toBeGreaterThanOrEqual(1);
});

it.skipIf(!canPreload)(
  '[M14] a flush of 10 ms holds up nobody else: the event loop turns (needs a C compiler)',
  async () => {
    const env = { LD_PRELOAD: builtShim(), FLUSH_DELAY_MS: '10' };

    const child = startStoreChild({ scenario: 'turns', dataDir: temporaryFolder(), env });

    const line = await child.line((said) => said.startsWith('turns'));
    // Flushed by the loop itself, a commit leaves it two or three turns; beside it, an idle loop makes thousands.
    expect(Number(line.split(' ')[1])).toBeGreaterThan(20 * 30);
  },
);
