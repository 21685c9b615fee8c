// What SQLite's error codes mean to us: may it work again later, is one document broken, or must the process end.
import Database from 'better-sqlite3';

/**
 * - `flush-failed`: the disk did not confirm a flush. What is durable is unknown from here on, and a second try would
 *   only look successful, because the kernel forgets pages it failed to write: the process must end.
 * - `unavailable`: full, read-only, unwritable or locked by another program; nothing was written, it may pass.
 * - `damaged`: the file's structure is broken where this statement read it.
 * - `other`: a constraint or a mistake of ours.
 */
export type StorageFault = 'flush-failed' | 'unavailable' | 'damaged' | 'other';

const UNAVAILABLE = [
  'SQLITE_FULL',
  'SQLITE_READONLY',
  'SQLITE_IOERR',
  'SQLITE_CANTOPEN',
  'SQLITE_BUSY',
  'SQLITE_NOMEM',
];
const FLUSH_FAILED: readonly string[] = ['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_DIR_FSYNC'];

/** An error that only wraps SQLite's is judged by it. */
export function storageFault(error: unknown): StorageFault {
  if (!(error instanceof Database.SqliteError)) {
    return error instanceof Error && error.cause !== undefined ? storageFault(error.cause) : 'other';
  }
  if (FLUSH_FAILED.includes(error.code)) return 'flush-failed';
  if (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB') return 'damaged';
  return UNAVAILABLE.some((code) => error.code.startsWith(code)) ? 'unavailable' : 'other';
}

/** The extended result code, e.g. `SQLITE_IOERR_WRITE`; `none` when the error is not SQLite's. */
export function sqliteCode(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : 'none';
}

/** What was thrown, as an Error. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
