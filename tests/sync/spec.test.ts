// A rule that no test names is no rule: SPEC.md and the tests are held against each other.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

function rulesIn(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

describe('the rules of the sync core', () => {
  it('are each named by a test, and no test names one that does not exist', () => {
    const written = rulesIn(readFileSync(new URL('server/sync/SPEC.md', ROOT), 'utf8'), /^- \*\*(R\d+) /gm);
    const folders = ['tests/sync', 'tests/contracts', 'tests/e2e'];
    const files = folders.flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, ROOT)).map((name) => new URL(`${folder}/${name}`, ROOT)),
    );
    const tests = files
      .filter((file) => file.pathname.endsWith('.ts'))
      .map((file) => readFileSync(fileURLToPath(file), 'utf8'));
    const tested = rulesIn(tests.join('\n'), /\[?\b(R\d+)\b(?=\]|' : ')/g);

    expect([...tested].sort()).toEqual([...written].sort());
  });
});
