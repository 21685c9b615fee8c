// Nothing is exported for nobody, and no file lies about unreached: what nothing uses is deleted, not kept.
import { describe, expect, test } from 'vitest';
import { parseSource, readSources, type SourceFile } from './support/architecture/source-tree.ts';
import { unreachedFiles, unusedExports } from './support/architecture/unused-exports.ts';

/** Files that a tool or the browser opens by name. */
const ENTRIES = [
  'server/main.ts',
  'server/demo.ts',
  'server/health-check.ts',
  'server/cli/main.ts',
  // A thread, started by its name.
  'server/history/history-worker.ts',
  // A process, started likewise.
  'server/export/papers/typeset-child.ts',
  'client/main.ts',
  'client/offline/service-worker.ts',
  'tests/bench/run.ts',
  'tests/bench/null-relay.ts',
  // A page of its own, built by the test that opens it.
  'tests/e2e/support/article-page.ts',
  // Built into a program of their own, in the place of what they stand in for.
  'tests/durability/planted/canonical.ts',
  'tests/durability/planted/ledger-worker.ts',
  'tests/durability/planted/store.ts',
  'tests/client/support/clean-page.ts',
  'tests/support/plain-reporter.ts',
  'tests/support/longest-first.ts',
  'tests/support/chromium.ts',
  'tests/support/built-server.ts',
  'tests/e2e/support/founding.ts',
  'tests/support/programs.ts',
  'tests/support/require-build.ts',
];

const tree = readSources(['server', 'client', 'shared', 'tests']);

function planted(files: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(files).map(([path, text]) => parseSource(path, text));
}

describe('exports', () => {
  test('every export is imported somewhere', () => {
    expect(unusedExports(tree, ENTRIES)).toEqual([]);
  });

  test.each([
    ['a constant', 'export const a = 1;'],
    ['a function', 'export function a() {}'],
    ['a class used only at home', 'export class a {}\nnew a();'],
    ['a type nobody mentions', 'export type a = string;'],
    ['an export list', 'const a = 1;\nexport { a };'],
  ])('%s imported nowhere is found', (_kind, text) => {
    const files = planted({ 'shared/lib/one.ts': text, 'shared/lib/two.ts': "import { b } from './one.ts';" });

    expect(unusedExports(files, [])).toHaveLength(1);
  });

  test('a type that completes a signature of its own file is used', () => {
    const files = planted({ 'shared/lib/one.ts': 'export interface A {}\nconst a: A = {};' });

    expect(unusedExports(files, [])).toEqual([]);
  });
});

describe('files', () => {
  test('every file is reached from an entry or a test', () => {
    expect(unreachedFiles(tree, ENTRIES)).toEqual([]);
  });

  test('a file nothing imports is found, one that is loaded lazily or started is not', () => {
    const files = planted({
      'client/main.ts': "const page = () => import('./pages/home.svelte');",
      'client/pages/home.svelte': "<script>new Worker(new URL('./counter.ts', import.meta.url));</script>",
      'client/pages/counter.ts': '',
      'client/pages/old.svelte': '<p></p>',
    });

    expect(unreachedFiles(files, ['client/main.ts'])).toEqual(['client/pages/old.svelte: nothing imports it']);
  });
});
