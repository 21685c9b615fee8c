// The order of a run: what is said to be long is there, and begins before the rest of its project.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './support/architecture/source-tree.ts';
import { LONGEST, longestFirst } from './support/longest-first.ts';

test('each file that is said to be long is there', () => {
  expect(LONGEST.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('the longest of a project begin before the rest of it, and no project before its turn', () => {
  const spec = (name: string, path: string) => ({ project: { name }, moduleId: `/somewhere/${path}` });
  const specs = [
    spec('unit', 'tests/config.test.ts'),
    spec('unit', 'tests/transport/revocation.test.ts'),
    spec('unit', 'tests/authority/routes.test.ts'),
    spec('e2e', 'tests/e2e/way.test.ts'),
    spec('e2e', 'tests/durability/durability.test.ts'),
  ];

  expect(longestFirst(specs).map(({ moduleId }) => moduleId.replace('/somewhere/', ''))).toEqual([
    'tests/authority/routes.test.ts',
    'tests/transport/revocation.test.ts',
    'tests/config.test.ts',
    'tests/durability/durability.test.ts',
    'tests/e2e/way.test.ts',
  ]);
});
