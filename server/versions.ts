// The versions on which safety rests, asserted at each start from what is really installed: a lock file that was not
// obeyed, a copy that another package brought along, or a system library cannot bring back a hole that was closed.
// To guard one more package, add a line to FLOORS; why its number is what it is stands in docs/advisories.json.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isOlder } from '../shared/lib/version-order.ts';
import { OLDEST_SQLITE, sqliteVersion } from './store/database.ts';

/** A package that must not be older, in every copy that the server loads. */
interface Floor {
  readonly package: string;
  readonly oldest: string;
  /** Chains of packages, joined by `>`, from which a copy is loaded; absent = from our own code alone. */
  readonly from?: readonly string[];
}

export const OLDEST_NODE = '20.19.0';

export const FLOORS: readonly Floor[] = [
  { package: 'socket.io', oldest: '4.6.2' },
  { package: 'socket.io-parser', oldest: '4.2.7', from: ['socket.io'] },
  { package: 'engine.io', oldest: '6.6.12', from: ['socket.io'] },
  { package: 'ws', oldest: '8.21.0', from: ['', 'socket.io>engine.io', 'socket.io>socket.io-adapter'] },
  { package: 'express', oldest: '5.2.0' },
  { package: 'body-parser', oldest: '2.3.0', from: ['express'] },
  { package: 'qs', oldest: '6.16.0', from: ['express', 'express>body-parser'] },
  { package: 'path-to-regexp', oldest: '8.4.0', from: ['express>router'] },
  { package: 'proxy-addr', oldest: '2.0.8', from: ['express'] },
  { package: 'kysely', oldest: '0.28.17' },
  { package: '@fastify/busboy', oldest: '3.2.6' },
  { package: 'nodemailer', oldest: '9.1.0' },
  { package: 'cookie', oldest: '0.7.0', from: ['', 'express', 'socket.io>engine.io'] },
];

/** Two copies of these fail silently: `instanceof` is false between them, and edits vanish. */
const SINGLE: readonly { readonly package: string; readonly from: readonly string[] }[] = [
  { package: 'yjs', from: ['', 'y-protocols'] },
  { package: 'lib0', from: ['', 'yjs', 'y-protocols'] },
];

/** One thing that was found where the server would load it. */
export interface Found {
  /** A package's name, `Node` or `SQLite`. */
  readonly what: string;
  /** The package that loads this copy; empty for our own code. */
  readonly by: string;
  /** null when it is not there. */
  readonly version: string | null;
  /** The copy itself; copies with equal places are one. */
  readonly place: string;
}

/** The start is refused; the message is one line with what was found and what is needed. */
export class VersionFault extends Error {
  override readonly name = 'VersionFault';
}

/** What is installed for the program that runs as `program` (a path or file URL), one entry for each copy. */
export function installedVersions(program: string): readonly Found[] {
  const wanted = [...FLOORS, ...SINGLE].flatMap(({ package: what, from = [''] }) => from.map((by) => ({ what, by })));
  return [
    { what: 'Node', by: '', version: process.versions.node, place: process.execPath },
    { what: 'SQLite', by: '', version: sqliteVersion(), place: '' },
    ...wanted.map(({ what, by }) => ({ what, by, ...copyOf(what, by, program) })),
  ];
}

/** Throws `VersionFault` for the first copy that is missing or too old, and for a second copy where one is allowed. */
export function assertVersions(found: readonly Found[]): void {
  const floors = new Map(FLOORS.map(({ package: what, oldest }) => [what, oldest]));
  floors.set('Node', OLDEST_NODE).set('SQLite', OLDEST_SQLITE);
  for (const { what, by, version } of found) {
    const oldest = floors.get(what);
    const where = by === '' ? what : `${what} (loaded by ${by.replaceAll('>', ' → ')})`;
    if (version === null) throw new VersionFault(`${where} is not installed: run npm ci`);
    if (oldest !== undefined && isOlder(version, oldest)) {
      throw new VersionFault(`${where} is ${version}, but ${oldest} or newer is needed: ${remedyFor(what)}`);
    }
  }
  for (const { package: what } of SINGLE) {
    const copies = new Set(found.filter((entry) => entry.what === what).map(({ place }) => place));
    if (copies.size > 1) throw new VersionFault(`${what} is there ${copies.size} times, but one is needed: run npm ci`);
  }
}

function remedyFor(what: string): string {
  return what === 'Node' ? 'install a newer Node' : 'run npm ci';
}

/** The copy that Node would hand to the last package of the chain `by`. */
function copyOf(name: string, by: string, program: string): Pick<Found, 'version' | 'place'> {
  let loader = program;
  for (const step of by === '' ? [] : by.split('>')) {
    const folder = folderOf(step, loader);
    if (folder === null) return { version: null, place: '' };
    loader = join(folder, 'package.json');
  }
  const folder = folderOf(name, loader);
  if (folder === null) return { version: null, place: '' };
  return { version: versionIn(join(folder, 'package.json')), place: folder };
}

/** Looked up by hand: not every package lets its `package.json` be asked for. */
function folderOf(name: string, loader: string): string | null {
  const shelves = createRequire(loader).resolve.paths(name) ?? [];
  const folder = shelves.map((shelf) => join(shelf, name)).find((place) => existsSync(join(place, 'package.json')));
  return folder === undefined ? null : realpathSync(folder);
}

function versionIn(manifest: string): string | null {
  const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null || !('version' in parsed)) return null;
  return typeof parsed.version === 'string' ? parsed.version : null;
}
