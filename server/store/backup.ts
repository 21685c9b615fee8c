// Copies of the whole database and of the files it needs: made while a server runs, and put in place while none does. A copy appears under its
// name only when it is complete and on the disk.
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  copyFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Log } from '../ports.ts';
import { layOutBlobs, takeBlobs } from './backup-blobs.ts';
import { assertOurs, openDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { errorOf } from './storage-fault.ts';

export const DATABASE_NAME = 'gongbi.sqlite';
/** A restored database on its way to its name: the point of no return is when this name appears. */
const RESTORED = 'gongbi.restored';
/** Begins the name of a database that a restore has replaced. */
const FORMER = 'gongbi-before-';

/**
 * Writes everything that was committed when it began into `target`, without holding up whoever writes meanwhile.
 * Throws one sentence that names `target`, and leaves nothing there, when it exists, when the database is missing, not
 * ours or cannot be read, or when the disk fails.
 */
export function backUpDatabase(dataDir: string, target: string): void {
  const file = join(dataDir, DATABASE_NAME);
  const partial = `${target}.partial`;
  if (existsSync(target)) throw new Error(`${target} exists already`);
  if (!existsSync(file)) throw new Error(`there is no database in ${dataDir}`);
  if (existsSync(join(dataDir, RESTORED))) throw new Error(`a restore of ${dataDir} broke off: start the server once`);
  const made = [partial];
  try {
    writeCopy(file, partial);
    // A link fails where a rename would silently replace what someone put there meanwhile.
    linkSync(partial, target);
    made.push(target);
    rmSync(partial);
    flush(dirname(target));
  } catch (error) {
    made.forEach(removeQuietly);
    throw new Error(`no backup was made, ${target}: ${errorOf(error).message}`, { cause: error });
  }
}

function writeCopy(file: string, partial: string): void {
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
  const copy = new Database(partial, { fileMustExist: true });
  try {
    // Nobody else knows this file, and what breaks off here is removed.
    copy.pragma('journal_mode = OFF');
    takeBlobs(copy, dirname(file));
  } finally {
    copy.close();
  }
  flush(partial);
}

/** Whether a former database lies in the folder: the files that only that one needs must stay. */
export function keepsFormer(dataDir: string): boolean {
  return readdirSync(dataDir).some((name) => name.startsWith(FORMER));
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
 * ids are bound to nobody afterwards, so that people can bring back what the backup lacks (sync.md, the guard).
 *
 * 1. Throws, having changed nothing, when the folder is in use, has a database and `force` is not set, or the disk fails.
 * 2. From `RESTORED` on the restore has happened: whatever breaks off is finished at the next start or restore.
 * 3. At no instant does one database lie beside the other one's log.
 * 4. The files it needs are on the disk before; those of the former one stay as long as that is kept.
 */
export function restoreDatabase({ backup, dataDir, force, stamp, log }: Restoring): string | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataDir, log);
  try {
    finishRestore(dataDir);
    const file = join(dataDir, DATABASE_NAME);
    const exists = existsSync(file) || existsSync(`${file}-wal`);
    if (exists && !force)
      throw new Error(`${dataDir} has a database already; use --force to replace it (it is kept beside)`);
    const kept = exists ? join(dataDir, `${FORMER}${stamp}.sqlite`) : null;
    decide(backup, dataDir, kept);
    finishRestore(dataDir);
    return kept;
  } finally {
    lock.release();
  }
}

/** The last step of a restore that broke off behind its point of no return; nothing to do otherwise. Needs the lock. */
export function finishRestore(dataDir: string): void {
  const file = join(dataDir, DATABASE_NAME);
  const restored = join(dataDir, RESTORED);
  if (!existsSync(restored)) return;
  try {
    // That it was decided must be on the disk before anything of the former one goes.
    flush(dataDir);
    // The former log first: the new database must never meet it. Both are kept already, under another name.
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    renameSync(restored, file);
    flush(dataDir);
  } catch (error) {
    throw new Error(`${file} is not restored yet: ${errorOf(error).message}; the next start finishes it`, {
      cause: error,
    });
  }
}

/** Up to the point of no return; leaves nothing when it throws. */
function decide(backup: string, dataDir: string, kept: string | null): void {
  const made: string[] = [];
  try {
    const prepared = prepare(backup, dataDir, made);
    if (kept !== null) keepFormer(join(dataDir, DATABASE_NAME), kept, made);
    renameSync(prepared, join(dataDir, RESTORED));
  } catch (error) {
    made.forEach(removeQuietly);
    throw new Error(`${backup} was not restored, nothing was changed: ${errorOf(error).message}`, { cause: error });
  }
}

/** A copy in the folder itself, opened once as the program opens it, so that only a good one takes the place. */
function prepare(backup: string, dataDir: string, made: string[]): string {
  const prepared = join(dataDir, 'gongbi.restoring');
  const all = ['', '-wal', '-shm'].map((end) => `${prepared}${end}`);
  for (const each of all) rmSync(each, { force: true });
  made.push(...all);
  copyFileSync(backup, prepared);
  const database = openDatabase(prepared);
  try {
    // Sessions that were ended and links that were used since then must not come back.
    database.exec('DELETE FROM claims; DELETE FROM sessions; DELETE FROM invitations');
    layOutBlobs(database, dataDir);
    database.pragma('wal_checkpoint(TRUNCATE)');
    // Without a log of its own: the name changes next, and a log must not be left behind under the old one.
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
  flush(prepared);
  return prepared;
}

/** The former database under another name as well, its log with it. */
function keepFormer(file: string, kept: string, made: string[]): void {
  for (const end of ['-wal', '']) {
    if (!existsSync(`${file}${end}`)) continue;
    linkSync(`${file}${end}`, `${kept}${end}`);
    made.push(`${kept}${end}`);
  }
  flush(dirname(file));
}

/** What a failing disk does not let go is named so that nobody takes it for something whole. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The error that led here is the one to tell.
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
