// The versions on which safety rests [P25]: what is installed passes, and each single one that is too old, missing or
// there twice stops the start with one line that names it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OLDEST_SQLITE } from '../server/store/database.ts';
import {
  assertVersions,
  FLOORS,
  installedVersions,
  OLDEST_NODE,
  VersionFault,
  type Found,
} from '../server/versions.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const installed = installedVersions(import.meta.url);

/** The real set with some copies changed. */
function changed(change: Partial<Found>, isMeant: (copy: Found) => boolean): readonly Found[] {
  const set = installed.map((copy) => (isMeant(copy) ? { ...copy, ...change } : copy));
  expect(set).not.toEqual(installed);
  return set;
}

/** A program in a folder of its own whose packages are these: path below `node_modules` → version. */
function programWith(packages: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, version] of Object.entries(packages)) {
    mkdirSync(join(folder, 'node_modules', path), { recursive: true });
    writeFileSync(join(folder, 'node_modules', path, 'package.json'), JSON.stringify({ version }));
  }
  return join(folder, 'main.js');
}

test('[P25] what is installed passes', () => {
  expect(() => assertVersions(installed)).not.toThrow();
});

test('[P25] the floors of the reliability bar are kept', () => {
  const floors = Object.fromEntries(FLOORS.map(({ package: what, oldest }) => [what, oldest]));

  expect(floors).toMatchObject({ 'socket.io-parser': '4.2.7', ws: '8.21.0' });
  expect([OLDEST_SQLITE, OLDEST_NODE]).toEqual(['3.51.3', '20.19.0']);
});

describe('[P25] one copy that is too old stops the start', () => {
  const floors = [...FLOORS, { package: 'Node', oldest: OLDEST_NODE }, { package: 'SQLite', oldest: OLDEST_SQLITE }];
  const oldestOf = new Map(floors.map(({ package: what, oldest }) => [what, oldest]));
  const guarded = installed.filter(({ what }) => oldestOf.has(what));

  test.each(guarded)('$what, loaded by "$by"', (copy) => {
    const act = (): void => assertVersions(changed({ version: '0.0.1' }, (other) => other === copy));

    expect(act).toThrow(VersionFault);
    expect(act).toThrow(
      new RegExp(`^${copy.what}[^\\n]* is 0\\.0\\.1, but ${oldestOf.get(copy.what)} or newer[^\\n]+$`),
    );
  });

  test('every floor is looked for somewhere', () => {
    expect(guarded.map(({ what }) => what)).toEqual(expect.arrayContaining([...oldestOf.keys()]));
  });
});

test('[P25] the line says by which package an old copy is loaded', () => {
  const set = changed({ version: '8.17.1' }, ({ what, by }) => what === 'ws' && by.endsWith('engine.io'));

  expect(() => assertVersions(set)).toThrow(
    'ws (loaded by socket.io → engine.io) is 8.17.1, but 8.21.0 or newer is needed: run npm ci',
  );
});

test('[P25] a package that is not there stops the start', () => {
  const set = changed({ version: null }, ({ what }) => what === 'socket.io-parser');

  expect(() => assertVersions(set)).toThrow(
    /^socket\.io-parser \(loaded by socket\.io\) is not installed: run npm ci$/,
  );
});

test.each(['yjs', 'lib0'])('two copies of %s stop the start, whatever their versions', (what) => {
  const set = changed({ place: '/elsewhere' }, (copy) => copy.what === what && copy.by !== '');

  expect(() => assertVersions(set)).toThrow(`${what} is there 2 times, but one is needed: run npm ci`);
});

describe('where copies are looked for', () => {
  test('a copy that a package brought along is found beside the one of our own', () => {
    const program = programWith({
      ws: '8.23.0',
      'socket.io': '4.8.4',
      'engine.io': '6.6.12',
      'engine.io/node_modules/ws': '8.17.1',
    });

    const copies = installedVersions(program).filter(({ what }) => what === 'ws');

    expect(copies.map(({ by, version }) => [by, version])).toEqual([
      ['', '8.23.0'],
      ['socket.io>engine.io', '8.17.1'],
      // Not installed in this folder, and so neither is what it would load.
      ['socket.io>socket.io-adapter', null],
    ]);
  });

  test('a package without a version counts as missing', () => {
    const program = programWith({ kysely: '' });
    writeFileSync(join(program, '..', 'node_modules', 'kysely', 'package.json'), '{"name":"kysely"}');

    expect(installedVersions(program)).toContainEqual(expect.objectContaining({ what: 'kysely', version: null }));
  });
});
