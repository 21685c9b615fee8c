// The last line of a test run, read from real runs of Vitest over planted files: programs decide by it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from './support/architecture/source-tree.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plain-reporter-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a run with every outcome ends with its counts', async () => {
  plant(
    'mixed',
    "test('a', () => {}); test('b', () => {}); test.skip('c', () => {}); test('d', () => expect(1).toBe(2));",
  );

  const run = await runVitest();

  expect(run).toEqual({ lastLine: '2 passed, 1 failed, 1 skipped', code: 1 });
});

test('a green run skips nothing and says nothing of skipping', async () => {
  plant('green', "test('a', () => {});");

  const run = await runVitest();

  expect(run).toEqual({ lastLine: '1 passed, 0 failed', code: 0 });
});

test.each([
  ['a file that does not load', "import './nowhere.ts';\ntest('a', () => {});", '0 passed, 1 failed'],
  [
    'an error outside every test',
    "test('a', () => { void Promise.reject(new Error('late')); });",
    '1 passed, 1 failed',
  ],
  ['a failing afterAll', "afterAll(() => { throw new Error('late'); });\ntest('a', () => {});", '1 passed, 1 failed'],
])('%s is a failure', async (_what, text, lastLine) => {
  plant('odd', text);

  const run = await runVitest();

  expect(run).toEqual({ lastLine, code: 1 });
});

test('no test at all is a failure', async () => {
  const run = await runVitest();

  expect(run).toEqual({ lastLine: '0 passed, 1 failed', code: 1 });
});

function plant(name: string, text: string): void {
  writeFileSync(join(folder, `${name}.test.js`), text);
}

function runVitest(): Promise<{ lastLine: string | undefined; code: number }> {
  const reporter = join(ROOT, 'tests/support/plain-reporter.ts');
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--globals', '--root', folder];
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...args, '--reporter', 'default', '--reporter', reporter],
      (_error, output) => {
        resolve({ lastLine: output.trimEnd().split('\n').at(-1), code: child.exitCode ?? -1 });
      },
    );
  });
}
