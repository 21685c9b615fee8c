// One process a data folder. The lock is the operating system's, held through SQLite on an empty file of its own, so
// it vanishes with the process however that ends; the number in gongbi.pid only serves the sentence for the second one.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Log } from '../ports.ts';
import { errorOf, sqliteCode } from './storage-fault.ts';

export interface FolderLock {
  /** Whether the process before this one ended without `release`: it was killed, or the machine was. */
  readonly wasAbandoned: boolean;
  /** What this process leaves is whole from here on: the next one need not look for what may be missing. */
  signOff(): void;
  release(): void;
}

/** Takes the lock of `folder`; throws one sentence that names the folder, and the holder when it is taken. */
export function lockFolder(folder: string, log: Log): FolderLock {
  const pidFile = join(folder, 'gongbi.pid');
  const lock = lockFile(folder, pidFile);
  const wasAbandoned = existsSync(pidFile);
  notePid(pidFile, log);
  return {
    wasAbandoned,
    signOff: () => forgetPid(pidFile, log),
    release() {
      forgetPid(pidFile, log);
      lock.close();
    },
  };
}

function lockFile(folder: string, pidFile: string): Database.Database {
  let lock: Database.Database | null = null;
  try {
    lock = new Database(join(folder, 'gongbi.lock'), { timeout: 0 });
    lock.exec('BEGIN IMMEDIATE');
    return lock;
  } catch (error) {
    lock?.close();
    if (!sqliteCode(error).startsWith('SQLITE_BUSY')) {
      throw new Error(`${join(folder, 'gongbi.lock')} cannot be locked: ${errorOf(error).message}`, { cause: error });
    }
    throw new Error(`${folder} is in use by process ${holderOf(pidFile)}; stop it first, or set another DATA_DIR`, {
      cause: error,
    });
  }
}

function notePid(pidFile: string, log: Log): void {
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    // A full disk must not keep the archive from being read.
    log.warn('the process id could not be written', { pidFile, error });
  }
}

function forgetPid(pidFile: string, log: Log): void {
  try {
    rmSync(pidFile, { force: true });
  } catch (error) {
    log.warn('the process id could not be removed', { pidFile, error });
  }
}

function holderOf(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}
