// The pages for operators and for whoever judges the security: what they name exists, what they say of settings is what
// the server reads, and nothing counts as done that no test shows.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../server/config.ts';
import { ROOT } from './support/architecture/source-tree.ts';

const operations = read('docs/operations.md');
const security = read('docs/security.md');
const config = read('server/config.ts') + read('server/notify/settings.ts');

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Rows of the table below a heading, as cells without their marks. */
function rowsBelow(page: string, heading: string): readonly (readonly string[])[] {
  const from = page.indexOf(`\n## ${heading}`);
  expect(from, heading).toBeGreaterThan(-1);
  const end = page.indexOf('\n## ', from + 1);
  const lines = page
    .slice(from, end < 0 ? undefined : end)
    .split('\n')
    .filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => line.slice(2, -2).split(' | '));
}

/** What stands between backticks and looks like a file of ours. */
function filesNamedIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inner]) => inner ?? '');
  const ours = /^(?:(?:tests|server|shared|client|docs|\.config)\/[\w./-]+|compose\.yaml|Dockerfile)$/;
  const links = [...text.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, page]) => `docs/${page}`);
  return [...quoted.filter((inner) => ours.test(inner)), ...links];
}

describe.each([
  ['docs/operations.md', operations],
  ['docs/security.md', security],
])('%s', (_path, page) => {
  test('names only files that are there', () => {
    const named = filesNamedIn(page);

    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('begins with what a secretary needs, in Chinese', () => {
    const summary = page.split('\n\n')[1] ?? '';

    expect(summary).toMatch(/^> \*\*中文摘要\*\*/);
    expect(summary.match(/\p{Script=Han}/gu)?.length).toBeGreaterThan(150);
  });
});

describe('the table of settings', () => {
  const rows = rowsBelow(operations, 'Settings');
  const told = new Map(rows.map(([name = '', value = '']) => [name.replaceAll('`', ''), value]));
  const read = new Set([
    ...[...config.matchAll(/(?:text|file)\('([A-Z_]+)'\)/g)].map(([, name]) => name),
    ...[...config.matchAll(/env\.([A-Z_]+)/g)].map(([, name]) => name),
  ]);

  test('has exactly what the server reads', () => {
    expect([...told.keys()].sort()).toEqual([...read].sort());
  });

  test('has the defaults that hold', () => {
    const held = readConfig({ env: {}, readFile: () => '', lanAddress: 'localhost' });

    expect([told.get('PORT'), told.get('HOST'), told.get('TRUST_PROXY')]).toEqual([
      String(held.port),
      held.host,
      String(held.trustProxy),
    ]);
    expect([told.get('LOG_LEVEL'), told.get('TZ_DEFAULT')]).toEqual([held.logLevel, held.timeZone]);
  });

  test('what is refused is named beside it', () => {
    const refused = /UNSUPPORTED[^{]*\{([^}]*)\}/.exec(config)?.[1]?.match(/^ +[A-Z_]+(?=:)/gm) ?? [];

    expect(refused.length).toBeGreaterThan(0);
    expect(refused.map((name) => name.trim()).filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('what counts as kept', () => {
  test('each threat names a test that shows it', () => {
    const bare = rowsBelow(security, 'Threats').filter(
      ([, , shownBy = '']) => !/`tests\/[^`]+\.test\.ts`/.test(shownBy),
    );

    expect(bare.map(([threat]) => threat)).toEqual([]);
  });

  test('each chapter of the standard has a state, and what is done is shown', () => {
    const rows = rowsBelow(security, 'OWASP ASVS 5.0');
    const states = rows.map(([chapter = '', state = '', shownBy = '']) => ({ chapter, state, shownBy }));

    expect(states.map(({ chapter }) => chapter.split(' ')[0])).toEqual(
      Array.from({ length: 17 }, (_empty, index) => `V${index + 1}`),
    );
    expect(states.filter(({ state }) => !['done', 'partly', 'open', 'not applicable'].includes(state))).toEqual([]);
    expect(states.filter(({ state, shownBy }) => state === 'done' && !shownBy.includes('`tests/'))).toEqual([]);
    // Half a thing says which half is missing.
    expect(states.filter(({ state, shownBy }) => state === 'partly' && !shownBy.includes('; '))).toEqual([]);
  });
});

test('a file that is not there, and a default that does not hold, are found', () => {
  expect(filesNamedIn('see `tests/gone.test.ts`, `npm test` and [it](gone.md)')).toEqual([
    'tests/gone.test.ts',
    'docs/gone.md',
  ]);
  expect(rowsBelow('\n## A\n| x | y |\n| --- | --- |\n| `B` | 1 |\n\n## C\n', 'A')).toEqual([['`B`', '1']]);
});
