// Opens the database file: who may open it, in which state, with which settings. Every setting is made explicitly and
// read back, because the driver's defaults lose acknowledged commits at a power cut (reliability M14).
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { invariant } from '../../shared/lib/assert.ts';
import { isOlder } from '../../shared/lib/version-order.ts';
import { teachAuditHash } from './audit-chain.ts';
import { migrate, MIGRATIONS, SCHEMA_NUMBER } from './migrations.ts';
import { errorOf, sqliteCode, storageFault } from './storage-fault.ts';

/** "Gong" in ASCII: tells our files from any other SQLite database. */
const APPLICATION_ID = 0x476f6e67;
/** Earlier ones can corrupt a WAL database when a checkpoint meets a write (reliability P25). */
export const OLDEST_SQLITE = '3.51.3';

/** Setting → the value that must be read back. The order matters: `synchronous` only holds once WAL is on. */
const SETTINGS: readonly (readonly [name: string, set: string, readBack: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  // FULL: a commit returns after its flush. EXTRA adds nothing in WAL mode.
  ['synchronous', 'FULL', 2],
  // macOS: an ordinary fsync there does not reach the platter.
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  // One thread of ours writes, the others read: only another program can ever hold a lock that somebody waits for.
  ['busy_timeout', '1000', 1000],
  ['trusted_schema', 'OFF', 0],
  ['secure_delete', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  // A failing disk must give an error, not a signal.
  ['mmap_size', '0', 0],
  ['temp_store', 'MEMORY', 2],
  ['cache_size', '-16000', -16000],
  ['wal_autocheckpoint', '1000', 1000],
  ['journal_size_limit', '67108864', 67108864],
];

/**
 * The tables checked at each start: small, and needed to admit anyone. Journal, snapshots and archive are checked row by
 * row where they are read, so that a large archive starts fast and one broken document does not keep the others closed.
 */
const REGISTERS = [
  'documents',
  'claims',
  'meetings',
  'accounts',
  'grants',
  'sessions',
  'api_tokens',
  'links',
  'invitations',
  'files',
];

/**
 * The database in `file`, made or migrated when needed. Throws one sentence that names the file: when it is not ours,
 * was made by a newer program, lost its main file, is damaged, or when the disk fails; nothing it holds is changed then.
 * The caller closes it.
 */
export function openDatabase(file: string, migrations = MIGRATIONS): Database.Database {
  refuseOrphanedWal(file);
  let database: Database.Database | null = null;
  try {
    database = new Database(file);
    assertSqliteVersion(database);
    const current = schemaNumberOf(database, file, migrations.length);
    applySettings(database);
    foldLog(database);
    if (current > 0) checkRegisters(database, file);
    migrate(database, current, migrations);
    readBackSettings(database);
    teachAuditHash(database);
    return database;
  } catch (error) {
    database?.close();
    throw openingFault(file, error);
  }
}

/**
 * One more connection to what `openDatabase` has opened in this process, with the same settings, read back. Throws when
 * it cannot be had. The caller closes it.
 */
export function connectDatabase(file: string): Database.Database {
  const database = new Database(file, { fileMustExist: true });
  try {
    applySettings(database);
    readBackSettings(database);
    teachAuditHash(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Throws, naming `file`, unless `database` was made by this program and has the shape that this version writes. */
export function assertOurs(database: Database.Database, file: string): void {
  const current = schemaNumberOf(database, file, SCHEMA_NUMBER);
  if (current === SCHEMA_NUMBER) return;
  throw new Error(
    `${file} was made by an older program (shape ${current}, this one writes ${SCHEMA_NUMBER}): start it once`,
  );
}

/** Of the SQLite that is compiled in. */
export function sqliteVersion(): string {
  const database = new Database(':memory:');
  try {
    return versionOf(database);
  } finally {
    database.close();
  }
}

/** An empty or missing file beside a filled log: SQLite would throw the log away, and with it all that it holds. */
function refuseOrphanedWal(file: string): void {
  const main = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (main === 0 && log > 0) {
    throw new Error(
      `${file} is missing or empty but ${file}-wal is not: put the file back beside it, or restore a backup`,
    );
  }
}

function assertSqliteVersion(database: Database.Database): void {
  const version = versionOf(database);
  if (isOlder(version, OLDEST_SQLITE)) {
    throw new Error(`SQLite ${version} is too old, ${OLDEST_SQLITE} is needed: npm ci`);
  }
}

function versionOf(database: Database.Database): string {
  return String(database.prepare('SELECT sqlite_version()').pluck().get());
}

/** Throws, naming the file, when it is another program's or a newer one's; answers its shape's number, 0 when empty. */
function schemaNumberOf(database: Database.Database, file: string, newest: number): number {
  const owner = numberOf(database, 'application_id');
  const current = numberOf(database, 'user_version');
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (owner !== APPLICATION_ID && (owner !== 0 || tables > 0)) throw new Error(`${file} is not a Gongbi database`);
  if (current > newest) {
    throw new Error(
      `${file} was made by a newer program (shape ${current}, this one knows ${newest}): update the program`,
    );
  }
  return current;
}

function applySettings(database: Database.Database): void {
  for (const [name, value] of SETTINGS) database.pragma(`${name} = ${value}`);
  if (numberOf(database, 'application_id') !== APPLICATION_ID) {
    database.pragma(`application_id = ${APPLICATION_ID}`);
  }
}

/**
 * Rewrites what the log holds into the file and flushes it: pages that only the kernel's cache remembered after a failed
 * flush are really on the disk from here on. A full disk has no room for that and must still be readable.
 */
function foldLog(database: Database.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (storageFault(error) !== 'unavailable') throw error;
  }
}

function checkRegisters(database: Database.Database, file: string): void {
  const there = new Set(database.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all());
  // What an earlier shape has not is made next.
  for (const table of REGISTERS.filter((name) => there.has(name))) {
    const found = database.pragma(`quick_check(${table})`, { simple: true });
    if (found !== 'ok') throw damagedFile(file, `table ${table}: ${String(found)}`);
  }
}

function readBackSettings(database: Database.Database): void {
  for (const [name, , expected] of SETTINGS) {
    const found = database.pragma(name, { simple: true });
    invariant(found === expected, `SQLite setting ${name} is ${String(found)}, not ${expected}`);
  }
}

function numberOf(database: Database.Database, pragma: string): number {
  return Number(database.pragma(pragma, { simple: true }));
}

/** What went wrong with which file, what was kept, what to do. */
function openingFault(file: string, error: unknown): unknown {
  const { message, cause } = errorOf(error);
  const root = errorOf(cause ?? error);
  const reason = cause === undefined ? `${message}, ${sqliteCode(error)}` : `${message}: ${root.message}`;
  switch (storageFault(error)) {
    case 'damaged':
      return damagedFile(file, String(error), error);
    case 'unavailable':
      return new Error(`${file} cannot be opened, it is as it was (${reason}): is the disk full or read-only?`, {
        cause: error,
      });
    case 'flush-failed':
      return new Error(`${file} cannot be opened, the disk did not confirm a flush (${reason}): check the disk`, {
        cause: error,
      });
    case 'other':
      return cause === undefined ? error : new Error(`${file} cannot be opened (${reason})`, { cause: error });
  }
}

function damagedFile(file: string, reason: string, cause?: unknown): Error {
  return new Error(`${file} is damaged (${reason}): restore a backup, and keep this file`, { cause });
}
