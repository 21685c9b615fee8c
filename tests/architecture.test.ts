// The rules of the house, run over every source file, and over planted offences so that a rule which can no longer
// fail is itself a failure. What each rule means is written where it is defined, in support/architecture.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import config from '../vite.config.ts';
import * as authority from './support/architecture/authority-rules.ts';
import * as imports from './support/architecture/import-rules.ts';
import * as shape from './support/architecture/shape-rules.ts';
import { ROOT, parseSource, pathsBelow, readSources, type Rule } from './support/architecture/source-tree.ts';

const tree = readSources(['server', 'client', 'shared', 'tests']);
const product = tree.filter(({ path }) => !path.startsWith('tests/'));

/** Paths → texts of a smallest set of files that breaks a rule. */
type Planted = Readonly<Record<string, string>>;

interface HouseRule {
  readonly name: string;
  readonly rule: Rule;
  readonly planted: Readonly<Record<string, Planted>>;
}

const rules: readonly HouseRule[] = [
  {
    name: 'rights are asked at one place',
    rule: authority.rightsAreAskedAtOnePlace,
    planted: {
      'a service that reads the table': {
        'server/services/links.ts': "import { can } from '../../shared/domain/roles.ts';",
        'shared/domain/roles.ts': 'export const can = 1;',
      },
    },
  },
  {
    name: 'namespaces come from the table of events',
    rule: authority.namespacesComeFromTheTable,
    planted: { 'a namespace beside it': { 'server/transport/socket-io.ts': "io.of('/admin');" } },
  },
  {
    name: 'imports follow the table of rooms',
    rule: imports.importsFollowTheTable,
    planted: {
      'a forbidden room': { 'server/sync/room.ts': "import { open } from '../store/database.ts';" },
      'a forbidden package': { 'server/sync/room.ts': "import express from 'express';" },
      'a forbidden type': { 'shared/domain/task.ts': "import type { Doc } from 'yjs';" },
      'a value where only types may be known': {
        'server/ports.ts': "import { toUserId } from '../shared/domain/ids.ts';",
      },
      'a page that imports a page': {
        'client/pages/home.svelte': "<script>import Setup from './setup.svelte';</script>",
      },
      'an offence below markup': {
        'client/ui/button.svelte':
          '<p>x</p>\n<script lang="ts">import { x } from "../state/meeting.svelte.ts";</script>',
      },
      'a lazy import': { 'server/sync/room.ts': "const store = await import('../store/database.ts');" },
      'a file of no room': { 'server/elsewhere.ts': 'export const x = 1;' },
    },
  },
  {
    name: 'imports have no cycles, those of types included',
    rule: imports.importsHaveNoCycles,
    planted: {
      'two files': {
        'shared/lib/a.ts': "import { b } from './b.ts';",
        'shared/lib/b.ts': "import type { a } from './a.ts';",
      },
    },
  },
  {
    name: 'nothing is exported again',
    rule: imports.nothingIsReExported,
    planted: {
      'a barrel': { 'shared/lib/a.ts': "export * from './b.ts';" },
      'an import that is exported': { 'shared/lib/a.ts': "import { b } from './b.ts';\nexport { b };" },
    },
  },
  {
    name: 'zod stays in schema files and commands, out of the browser',
    rule: imports.zodStaysOutOfTheBrowser,
    planted: {
      'zod elsewhere': { 'shared/api/problem.ts': "import { z } from 'zod';" },
      'a schema as a value in the client': {
        'client/api.ts': "import { body } from '../shared/api/account.schema.ts';",
      },
      'the client through another file': {
        'client/api.ts': "import { handle } from '../shared/commands/handle.ts';",
        'shared/commands/handle.ts': "import { z } from 'zod';",
      },
    },
  },
  {
    name: 'the hall page loads neither Yjs nor the editor',
    rule: imports.theHallIsLight,
    planted: {
      'through its state': {
        'client/pages/projector.svelte': "<script>import { s } from '../state/screen.svelte.ts';</script>",
        'client/state/screen.svelte.ts': "import * as Y from 'yjs';",
      },
    },
  },
  {
    name: 'the durability harness imports nothing of the product',
    rule: imports.theHarnessIsOutside,
    planted: {
      'the server': { 'tests/durability/harness/stage.ts': "import { Rooms } from '../../../server/sync/rooms.ts';" },
      'a shared type': {
        'tests/durability/harness/check.ts': "import type { DocName } from '../../../shared/domain/ids.ts';",
      },
      'another test’s helper': {
        'tests/durability/harness/stage.ts': "import { startApp } from '../../support/app.ts';",
      },
    },
  },
  {
    name: 'files are short',
    rule: shape.filesAreShort,
    planted: { 'a long file': { 'shared/lib/long.ts': 'x;\n'.repeat(501) } },
  },
  {
    name: 'functions are short',
    rule: shape.functionsAreShort,
    planted: {
      'an arrow': { 'shared/lib/long.ts': `export const f = () => {\n${'x;\n'.repeat(60)}};` },
      'a method': { 'shared/lib/long.ts': `class A {\n  f() {\n${'x;\n'.repeat(60)}}\n}` },
      'a component': { 'client/ui/a.svelte': `<script>\nfunction f() {\n${'x;\n'.repeat(60)}}\n</script>` },
    },
  },
  {
    name: 'file names are kebab-case and say what they own',
    rule: shape.namesSaySomething,
    planted: { 'camel case': { 'shared/lib/orderKey.ts': '' }, 'a drawer': { 'shared/lib/utils.ts': '' } },
  },
  {
    name: 'files open with a head comment',
    rule: shape.filesIntroduceThemselves,
    planted: { none: { 'shared/lib/a.ts': 'export const x = 1;' } },
  },
  {
    name: 'default exports are for components',
    rule: shape.defaultsAreForComponents,
    planted: {
      'a value': { 'shared/lib/a.ts': 'export default 1;' },
      'a function': { 'shared/lib/a.ts': 'export default function f() {}' },
    },
  },
  {
    name: 'time, chance and environment are handed in',
    rule: shape.nothingAmbient,
    planted: {
      'the clock': { 'server/sync/room.ts': 'const now = Date.now();' },
      'a date without a clock': { 'shared/lib/time.ts': 'const now = new Date();' },
      chance: { 'client/state/a.ts': 'const r = Math.random();' },
      'the environment': { 'server/log.ts': 'const e = process.env.LOG;' },
    },
  },
];

describe('the house rules', () => {
  for (const { name, rule, planted } of rules) {
    test(name, () => {
      expect(rule(tree)).toEqual([]);
    });

    test.each(Object.entries(planted))(`${name}: %s is found`, (_offence, files) => {
      const offences = rule(Object.entries(files).map(([path, text]) => parseSource(path, text)));

      expect(offences).not.toEqual([]);
    });
  }

  test('an offence is named with its place', () => {
    const planted = parseSource('server/sync/room.ts', "// Head.\n\nimport { pool } from 'pg';");

    const [offence] = imports.importsFollowTheTable([planted]);

    expect(offence).toBe('server/sync/room.ts:3: server/sync/ may not know pg (import)');
  });
});

describe('packages', () => {
  const manifest = readJson('package.json');
  const lock = readJson('package-lock.json');
  const dependencies = Object.keys(groupOf(manifest, 'dependencies'));
  const alone = ['yjs', 'lib0', 'y-protocols', 'prosemirror-model', 'prosemirror-state'];

  test('the installed server imports nothing that a prune takes away', () => {
    const planted = parseSource('server/app.ts', "import { build } from 'vite';\nconst vite = await import('vite');");

    expect(imports.onlyInstalledPackages(product, dependencies)).toEqual([]);
    expect(imports.onlyInstalledPackages([planted], dependencies)).toHaveLength(1);
  });

  test('there is one copy of Yjs and of what must share its classes', () => {
    const twice = { 'node_modules/yjs': {}, 'node_modules/y-websocket/node_modules/yjs': {} };

    expect(imports.copiesInLock(groupOf(lock, 'packages'), alone)).toEqual([]);
    expect(imports.copiesInLock(twice, ['yjs'])).toHaveLength(1);
  });

  test('Yjs and lib0 are pinned to one version', () => {
    const pinned = groupOf(manifest, 'dependencies');

    expect([pinned['yjs'], pinned['lib0'], pinned['y-protocols']]).toEqual([
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
    ]);
  });
});

describe('test projects', () => {
  test('each test file is run by exactly one project', () => {
    const projects = projectPatterns();

    expect(shape.testsInOneProject(pathsBelow('tests'), projects)).toEqual([]);
    expect(shape.testsInOneProject(['tests/sync/room.spec.ts'], projects)).toHaveLength(1);
    expect(shape.testsInOneProject(['tests/client/a.test.ts'], [...projects, ...projects])).toHaveLength(1);
  });

  test('no test hides among the sources', () => {
    const paths = product.map(({ path }) => path).filter((path) => /\.(test|spec)\./.test(path));

    expect(paths).toEqual([]);
  });
});

describe('the two catalogues', () => {
  const files = import.meta.glob<Readonly<Record<string, unknown>>>('../shared/i18n/{zh-CN,en}/*.ts');

  test('have the same keys in the same files', async () => {
    expect(shape.catalogueDifferences(await ofLocale('zh-CN'), await ofLocale('en'))).toEqual([]);
  });

  test.each([
    ['a missing key', { a: { x: '一', y: '二' } }, { a: { x: 'one' } }],
    ['a sentence against a function', { a: { x: '一' } }, { a: { x: () => 'one' } }],
    ['a group against a sentence', { a: { x: { y: '一' } } }, { a: { x: 'one' } }],
    ['a sentence left empty', { a: { x: '一' } }, { a: { x: '' } }],
  ])('%s is found', (_name, chinese, english) => {
    expect(shape.catalogueDifferences(chinese, english)).toHaveLength(1);
  });

  async function ofLocale(locale: string): Promise<Record<string, unknown>> {
    const own = Object.entries(files).filter(([path]) => path.includes(`/${locale}/`));
    const read = own.map(async ([path, load]) => [path.replace(/^.*\//, ''), { ...(await load()) }] as const);
    return Object.fromEntries(await Promise.all(read));
  }
});

function projectPatterns(): shape.TestProjectPatterns[] {
  return (config.test?.projects ?? []).flatMap((project) => {
    if (typeof project !== 'object' || !('test' in project)) return [];
    const { name, include, exclude } = project.test ?? {};
    return [{ name: typeof name === 'string' ? name : '', include: include ?? [], exclude: exclude ?? [] }];
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

function groupOf(json: unknown, key: string): Record<string, unknown> {
  const group = (json as Record<string, unknown>)[key];
  return group as Record<string, unknown>;
}
