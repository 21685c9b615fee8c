// What is shipped besides our own code [P25]: known holes, scripts that run while installing, licences. The list of known
// holes is docs/advisories.json; a package that it has not looked at in exactly the shipped version is a red test, so the
// list is read again whenever the lock file changes, and never goes red by the calendar alone.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOlder } from '../shared/lib/version-order.ts';
import { FLOORS, installedVersions } from '../server/versions.ts';
import { ROOT } from './support/architecture/source-tree.ts';
import {
  installScriptsOf,
  isPermissive,
  olderThanFix,
  shippedIn,
  versionsOf,
  type Advisory,
  type LockEntry,
  type Manifest,
} from './support/supply-chain.ts';

interface AdvisoryList {
  readonly checkedOn: string;
  readonly advisories: readonly Advisory[];
  readonly open: readonly (Omit<Advisory, 'fixedIn'> & { readonly shownBy: string })[];
  readonly lookedAt: Readonly<Record<string, string>>;
}

interface Package {
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const list = readJson<AdvisoryList>('docs/advisories.json');
const lock = readJson<{ readonly packages: Readonly<Record<string, LockEntry>> }>('package-lock.json');
const shipped = shippedIn(lock.packages);

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T;
}

/** The manifests of what is shipped and installed here; null for one that belongs to another platform. */
function manifestsOfShipped(): readonly { readonly name: string; readonly manifest: Manifest }[] {
  return shipped.flatMap(({ at, name, isOptional }) => {
    const path = `${at}/package.json`;
    if (isOptional && !existsSync(join(ROOT, path))) return [];
    return [{ name, manifest: readJson<Manifest>(path) }];
  });
}

describe('[P25] known holes', () => {
  test('each shipped package was looked at in exactly the version that is shipped', () => {
    expect(list.lookedAt).toEqual(versionsOf(shipped));
  });

  test('nothing that is shipped is older than a known fix', () => {
    expect(olderThanFix(shipped, list.advisories)).toEqual([]);
  });

  test('nor is the SQLite that is compiled in', () => {
    const sqlite = installedVersions(import.meta.url).find(({ what }) => what === 'SQLite')?.version ?? '0.0.0';
    const fixes = list.advisories.filter(({ package: name }) => name === 'SQLite').map(({ fixedIn }) => fixedIn);

    expect(fixes).not.toEqual([]);
    expect(fixes.filter((fixedIn) => isOlder(sqlite, fixedIn))).toEqual([]);
  });

  test('the gate at the start is at least as strict as the list', () => {
    const laxer = FLOORS.flatMap(({ package: name, oldest }) =>
      list.advisories.filter((entry) => entry.package === name && isOlder(oldest, entry.fixedIn)),
    );

    expect(laxer).toEqual([]);
  });

  test('each entry says which hole, how it touches us and where that was read', () => {
    for (const entry of [...list.advisories, ...list.open]) {
      expect(entry.ids.length).toBeGreaterThan(0);
      expect(entry.what).toMatch(/\.$/);
      expect(entry.touchesUs).toMatch(/\.$/);
      expect(entry.source).toMatch(/^https:\/\//);
    }
    expect(list.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test('what has no fix is held off by a test of our own', () => {
    expect(list.open.filter(({ shownBy }) => !existsSync(join(ROOT, shownBy)))).toEqual([]);
  });

  test.each([
    ['an old copy', { 'node_modules/ws': { version: '8.20.1' } }, 1],
    ['an old copy within another package', { 'node_modules/a/node_modules/ws': { version: '8.20.1' } }, 1],
    ['a development tool that is not shipped', { 'node_modules/ws': { version: '8.20.1', dev: true } }, 0],
    ['a fixed copy', { 'node_modules/ws': { version: '8.21.0' } }, 0],
  ])('%s: %j', (_name, packages, offences) => {
    expect(olderThanFix(shippedIn(packages), list.advisories)).toHaveLength(offences);
  });
});

describe('scripts that run while installing', () => {
  test('only packages that were allowed have any', () => {
    const { allowScripts } = readJson<Package>('package.json');
    const running = manifestsOfShipped().filter(({ manifest }) => installScriptsOf(manifest).length > 0);

    expect(running.map(({ name }) => name).filter((name) => allowScripts[name] !== true)).toEqual([]);
  });

  test.each<[Manifest, readonly string[]]>([
    [{ scripts: { postinstall: 'node x.js', test: 'x' } }, ['postinstall']],
    [{ gypfile: true }, ['install']],
    [{ scripts: { prepare: 'tsc' } }, []],
  ])('%j runs %j', (manifest, scripts) => {
    expect(installScriptsOf(manifest)).toEqual(scripts);
  });
});

describe('licences', () => {
  test('all that is shipped may be shipped with an MIT product', () => {
    const others = manifestsOfShipped().filter(({ manifest }) => !isPermissive(manifest.license));

    expect(others.map(({ name, manifest }) => `${name}: ${String(manifest.license)}`)).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR WTFPL)', true],
    ['GPL-3.0-only OR Apache-2.0', true],
    ['MIT AND GPL-3.0-only', false],
    ['AGPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE', false],
    [undefined, false],
  ])('%s: %s', (licence, permissive) => {
    expect(isPermissive(licence)).toBe(permissive);
  });
});
