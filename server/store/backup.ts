// Copies of the whole database: made while a server runs, and put in place while none does. A copy appears under its
// name only when it is complete and on the disk.
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  copyFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Log } from '../ports.ts';
import { assertOurs, openDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';

export const DATABASE_NAME = 'gongbi.sqlite';

/**
 * Writes everything that was committed when it began into `target`, without holding up whoever writes meanwhile.
 * Throws when `target` exists, or when the database is missing, not ours or cannot be read.
 */
export function backUpDatabase(dataDir: string, target: string): void {
  const file = join(dataDir, DATABASE_NAME);
  if (existsSync(target)) throw new Error(`${target} exists already`);
  if (!existsSync(file)) throw new Error(`there is no database in ${dataDir}`);
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  // Empty and nobody else's to read, before anything is in it: a backup holds password hashes.
  closeSync(openSync(partial, 'wx', 0o600));
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    assertOurs(database, file);
    database.prepare('VACUUM INTO ?').run(partial);
  } finally {
    database.close();
  }
  flush(partial);
  // A link fails where a rename would silently replace what someone put there meanwhile.
  linkSync(partial, target);
  rmSync(partial);
  flush(dirname(target));
}

export interface Restoring {
  /** A file that `backUpDatabase` made. */
  readonly backup: string;
  readonly dataDir: string;
  /** Needed when the folder has a database; that is kept beside the new one. */
  readonly force: boolean;
  /** Goes into the name of what is kept. */
  readonly stamp: string;
  readonly log: Log;
}

/**
 * Puts a backup in the place of the database; answers where the former one was kept, null when there was none. Client
 * ids are bound to nobody afterwards, so that people can bring back what the backup lacks (sync.md, the guard). Throws,
 * having changed nothing, when the folder is in use or has a database and `force` is not set.
 */
export function restoreDatabase({ backup, dataDir, force, stamp, log }: Restoring): string | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataDir, log);
  try {
    const file = join(dataDir, DATABASE_NAME);
    const exists = existsSync(file) || existsSync(`${file}-wal`);
    if (exists && !force)
      throw new Error(`${dataDir} has a database already; use --force to replace it (it is kept beside)`);
    const prepared = prepare(backup, dataDir);
    const kept = exists ? keepFormer(file, join(dataDir, `gongbi-before-${stamp}.sqlite`)) : null;
    renameSync(prepared, file);
    flush(dataDir);
    return kept;
  } finally {
    lock.release();
  }
}

/** A copy in the folder itself, opened once as the program opens it, so that only a good one takes the place. */
function prepare(backup: string, dataDir: string): string {
  const prepared = join(dataDir, 'gongbi.restoring');
  for (const end of ['', '-wal', '-shm']) rmSync(`${prepared}${end}`, { force: true });
  copyFileSync(backup, prepared);
  const database = openDatabase(prepared);
  try {
    database.exec('DELETE FROM claims');
    database.pragma('wal_checkpoint(TRUNCATE)');
    // Without a log of its own: the name changes next, and a log must not be left behind under the old one.
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
  flush(prepared);
  return prepared;
}

/** The former database under another name, its log with it: the new one must never meet the old one's log. */
function keepFormer(file: string, kept: string): string {
  for (const end of ['-wal', '']) if (existsSync(`${file}${end}`)) linkSync(`${file}${end}`, `${kept}${end}`);
  flush(dirname(file));
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  return kept;
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
