// A database file read from outside its process: a backup, or the file of a running server. One read transaction holds
// one instant of it for as long as the inspection is open; nothing is ever written.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoredBlobs } from '../files/stored-blobs.ts';
import type { Clock, Log } from '../ports.ts';
import type { Blobs, BlobState } from '../file-ports.ts';
import type { Store } from '../register-ports.ts';
import { sqlArchives } from './archive.ts';
import { teachAuditHash } from './audit-chain.ts';
import { SqlAudit } from './audit.ts';
import { Connection } from './connection.ts';
import { BLOBS_TABLE } from './backup-blobs.ts';
import { assertOurs } from './database.ts';
import { CommandResults } from './command-results.ts';
import { sqlFiles } from './files.ts';
import { Journal } from './journal.ts';
import { SqliteLedger } from './ledger.ts';
import { sqlMeetings } from './meetings.ts';
import { queriesOver } from './queries.ts';
import { errorOf, storageFault } from './storage-fault.ts';
import { LocalWriter } from './writer.ts';

/** Its ledger only reads: a commit would be refused by SQLite. */
export interface Inspection extends Pick<Store, 'ledger' | 'archives' | 'meetings' | 'audit' | 'files'> {
  /** Of the file itself when it is a backup, else those that lie beside it. */
  readonly blobs: Pick<Blobs, 'check'>;
  /** What SQLite itself finds wrong with the file; nothing in a whole one. */
  integrity(): readonly string[];
  close(): void;
}

export interface InspectionOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
}

const MAX_FINDINGS = 20;

/** Throws, naming the file, when it is missing, not ours, or of another shape than this program's. */
export function inspectDatabase({ file, clock, log }: InspectionOptions): Inspection {
  if (!existsSync(file)) throw new Error(`${file} does not exist`);
  let database: Database.Database | null = null;
  try {
    const opened = new Database(file, { readonly: true, fileMustExist: true });
    database = opened;
    assertOurs(database, file);
    teachAuditHash(database);
    const connection = new Connection({ database, lock: null, onFault: () => undefined });
    const queries = queriesOver(connection);
    const damage = new Map();
    const writer = new LocalWriter(connection, damage);
    const commands = new CommandResults(connection);
    database.exec('BEGIN');
    return {
      ledger: new SqliteLedger({ writer, journal: new Journal(connection, damage, log), commands, clock, log }),
      archives: sqlArchives(queries),
      meetings: sqlMeetings(queries),
      audit: new SqlAudit(writer, connection, queries),
      files: sqlFiles(queries),
      blobs: carriedBlobs(opened) ?? new StoredBlobs(dirname(file)),
      integrity: () => integrityOf(opened),
      close: () => connection.close(),
    };
  } catch (error) {
    database?.close();
    if (storageFault(error) === 'other') throw error;
    throw new Error(`${file} cannot be read: ${errorOf(error).message}`, { cause: error });
  }
}

/** Null when the file carries none. */
function carriedBlobs(database: Database.Database): Pick<Blobs, 'check'> | null {
  const carries = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '${BLOBS_TABLE}'`).get() !== undefined;
  if (!carries) return null;
  const bytesOf = database.prepare<[string], Buffer>(`SELECT bytes FROM ${BLOBS_TABLE} WHERE digest = ?`).pluck();
  const stateOf = (digest: string): BlobState => {
    const bytes = bytesOf.get(digest);
    if (bytes === undefined) return 'missing';
    return createHash('sha256').update(bytes).digest('hex') === digest ? 'intact' : 'damaged';
  };
  return { check: async (digest) => stateOf(digest) };
}

function integrityOf(database: Database.Database): readonly string[] {
  const found = database.prepare<[], string>(`PRAGMA integrity_check(${MAX_FINDINGS})`).pluck().all();
  const orphans = database.prepare('PRAGMA foreign_key_check').all();
  return [
    ...found.filter((line) => line !== 'ok'),
    ...(orphans.length > 0 ? [`${orphans.length} rows point to rows that are missing`] : []),
  ];
}
