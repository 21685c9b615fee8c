// The bytes of attached files inside a backup: a backup is one file, so it carries them in a table of its own, which no
// database in use has. In when a copy is made, out when it is put in place.
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { StoredBlobs } from '../files/stored-blobs.ts';
import { NEEDED_BLOBS } from './files.ts';

export const BLOBS_TABLE = 'blobs';

/**
 * Takes every blob that `copy` needs from the folder it was copied of. One that is missing or damaged there is left out:
 * the rest is worth keeping, and verification names it.
 */
export function takeBlobs(copy: Database.Database, dataDir: string): void {
  const stored = new StoredBlobs(dataDir);
  copy.exec(`CREATE TABLE ${BLOBS_TABLE} (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT`);
  const insert = copy.prepare<[string, Buffer]>(`INSERT INTO ${BLOBS_TABLE} (digest, bytes) VALUES (?, ?)`);
  const needed = copy.prepare<[], string>(`SELECT DISTINCT digest FROM (${NEEDED_BLOBS})`).pluck().all();
  for (const digest of needed) {
    const path = stored.pathOf(digest);
    const bytes = existsSync(path) ? readFileSync(path) : null;
    if (bytes !== null && digestOf(bytes) === digest) insert.run(digest, bytes);
  }
}

/**
 * Lays the blobs that `backup` carries into `dataDir`, each durable under its digest when this returns, and takes them
 * out of the backup. What lies there already and is whole stays.
 */
export function layOutBlobs(backup: Database.Database, dataDir: string): void {
  const stored = new StoredBlobs(dataDir);
  const isCarrying = backup.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '${BLOBS_TABLE}'`).get() !== undefined;
  if (!isCarrying) return;
  const digests = backup.prepare<[], string>(`SELECT digest FROM ${BLOBS_TABLE} ORDER BY digest`).pluck().all();
  const bytesOf = backup.prepare<[string], Buffer>(`SELECT bytes FROM ${BLOBS_TABLE} WHERE digest = ?`).pluck();
  for (const digest of digests) {
    const path = stored.pathOf(digest);
    if (existsSync(path) && digestOf(readFileSync(path)) === digest) continue;
    const bytes = bytesOf.get(digest);
    if (bytes === undefined || digestOf(bytes) !== digest)
      throw new Error(`the bytes of file ${digest} are damaged in it`);
    putBlob(path, bytes, stored);
  }
  if (digests.length > 0) flush(stored.root);
  backup.exec(`DROP TABLE ${BLOBS_TABLE}; VACUUM`);
}

function putBlob(path: string, bytes: Buffer, { incoming }: StoredBlobs): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const partial = `${incoming}/restoring`;
  rmSync(partial, { force: true });
  const handle = openSync(partial, 'wx', 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(partial, path);
  flush(dirname(path));
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
