// A data folder that is gone after the test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** Takes what is to be done in the end, and does it in the reverse order. */
export type AtEnd = (end: () => unknown) => void;

/** The end of the current test. */
export const atEndOfTest: AtEnd = (end) => onTestFinished(async () => void (await end()));

/** Fresh and empty; removed in the end. */
export function temporaryFolder(atEnd = atEndOfTest): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongbi-test-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The end of a file, for what all its tests share and none disturbs. Called at the top of the file. */
export function atEndOfFile(): AtEnd {
  const ends: (() => unknown)[] = [];
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return (end) => void ends.unshift(end);
}
