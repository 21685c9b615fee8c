// What the lock file says is shipped, and what may be said of it: versions, scripts that run while installing, licences.
// Reads values that are handed in, so that tests can invent offences.
import { isOlder } from '../../shared/lib/version-order.ts';

export interface Shipped {
  /** `node_modules/…`, as in the lock file. */
  readonly at: string;
  readonly name: string;
  readonly version: string;
  /** Installed only on the platform it is for. */
  readonly isOptional: boolean;
}

export interface Advisory {
  readonly package: string;
  readonly ids: readonly string[];
  readonly fixedIn: string;
  readonly what: string;
  readonly touchesUs: string;
  readonly source: string;
}

/** Everything `npm ci --omit=dev` installs. `packages` is the lock file's list. */
export function shippedIn(packages: Readonly<Record<string, LockEntry>>): readonly Shipped[] {
  return Object.entries(packages).flatMap(([at, entry]) => {
    if (at === '' || entry.dev === true || entry.devOptional === true) return [];
    const name = at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [{ at, name, version: entry.version ?? '', isOptional: entry.optional === true }];
  });
}

export interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

/** Name → its shipped versions, as the advisory list writes them. */
export function versionsOf(shipped: readonly Shipped[]): Readonly<Record<string, string>> {
  const found = new Map<string, Set<string>>();
  for (const { name, version } of shipped) found.set(name, (found.get(name) ?? new Set()).add(version));
  return Object.fromEntries([...found].map(([name, versions]) => [name, [...versions].sort().join(' ')]));
}

/** One sentence for each shipped copy that is older than a known fix. */
export function olderThanFix(shipped: readonly Shipped[], advisories: readonly Advisory[]): readonly string[] {
  return advisories.flatMap(({ package: name, ids, fixedIn }) =>
    shipped
      .filter((copy) => copy.name === name && isOlder(copy.version, fixedIn))
      .map(({ at, version }) => `${at} is ${version}; ${ids.join(' ')} is fixed in ${fixedIn}`),
  );
}

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'] as const;

/** Scripts of a package that npm would run where it is installed from the registry. */
export function installScriptsOf(manifest: Manifest): readonly string[] {
  const scripts = INSTALL_SCRIPTS.filter((name) => manifest.scripts?.[name] !== undefined);
  return manifest.gypfile === true && !scripts.includes('install') ? [...scripts, 'install'] : scripts;
}

export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly gypfile?: boolean;
  readonly license?: unknown;
}

/** Permissive: may be shipped in an MIT product with their notices. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'OFL-1.1',
  ],
]);

/** Whether an SPDX expression leaves us a permissive choice. Anything that is no text, or unknown, does not. */
export function isPermissive(licence: unknown): boolean {
  if (typeof licence !== 'string') return false;
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((name) => PERMISSIVE.has(name.trim())));
}
