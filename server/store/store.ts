// Opens a data folder and hands out every port over its one database: one connection here, which only reads, and one in
// the thread that writes. The only file that knows what the folder holds and in which order it is opened and closed.
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../register-ports.ts';
import { SqlAccounts } from './accounts.ts';
import { sqlArchives } from './archive.ts';
import { SqlAudit } from './audit.ts';
import { DATABASE_NAME, finishRestore } from './backup.ts';
import { sqlCalendarFeeds } from './calendar-feeds.ts';
import { CommandResults } from './command-results.ts';
import { Connection, type FaultListener } from './connection.ts';
import { openDatabase } from './database.ts';
import { sqlFiles } from './files.ts';
import { sqlHolidays } from './holidays.ts';
import { sqlHallLooks } from './hall-looks.ts';
import { sqlMinutesTemplates } from './minutes-templates.ts';
import { lockFolder, type FolderLock } from './folder-lock.ts';
import { Journal, type DamageMap } from './journal.ts';
import { LedgerThread, startLedgerWorker } from './ledger-thread.ts';
import { SqliteLedger, type FlushReport } from './ledger.ts';
import { sqlMeetings } from './meetings.ts';
import { sqlNamedVersions } from './named-versions.ts';
import { sqlOutbox } from './outbox.ts';
import { sqlPrivateNotes } from './private-notes.ts';
import { sqlPartsTaken } from './parts-taken.ts';
import { SqlPeople } from './people.ts';
import { sqlBodies, sqlTemplates } from './preparing.ts';
import { sqlStockPhrases } from './stock-phrases.ts';
import { sqlTaskLetters } from './task-letters.ts';
import { sqlTopics } from './topics.ts';
import { sqlTaskFiles } from './task-files.ts';
import { sqlTaskLinks } from './task-links.ts';
import { sqlTasks } from './tasks.ts';
import { queriesOver } from './queries.ts';
import { Reserve } from './reserve.ts';
import { errorOf, sqliteCode, storageFault } from './storage-fault.ts';

export interface StoreOptions {
  /** Made when it is missing; may hold one store. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Must end the process: the disk did not confirm a flush (reliability P7), or the writing thread died. Called once. */
  readonly onFatal: (error: Error) => void;
  /** Called after each of the ledger's transactions. */
  readonly onFlush?: (report: FlushReport) => void;
  readonly reserveBytes?: number;
  /** Starts the thread that writes to `file`; the one of ledger-worker.ts unless a test breaks it. */
  readonly startWorker?: (file: string) => Worker;
}

const RESERVE_BYTES = 4_194_304;

/**
 * Throws one sentence that names the folder or the file when it is in use, was made by a newer program, is not ours or
 * is damaged. Whoever opens it closes it.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataDir, log } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataDir, log);
  let database: Database | null = null;
  try {
    const file = join(dataDir, DATABASE_NAME);
    const reserveFile = join(dataDir, 'gongbi.reserve');
    finishRestore(dataDir);
    if (lock.wasAbandoned) noteLostLog(file, log);
    database = openOnAnyDisk(file, reserveFile);
    return await storeOver(options, { database, lock, file, reserveFile });
  } catch (error) {
    database?.close();
    lock.release();
    throw error;
  }
}

interface Opened {
  readonly database: Database;
  readonly lock: FolderLock;
  readonly file: string;
  readonly reserveFile: string;
}

async function storeOver(options: StoreOptions, { database, lock, file, reserveFile }: Opened): Promise<Store> {
  const { clock, log, onFlush } = options;
  const reserve = new Reserve({ file: reserveFile, bytes: options.reserveBytes ?? RESERVE_BYTES, clock, log });
  const damage: DamageMap = new Map();
  const worker = (options.startWorker ?? startLedgerWorker)(file);
  const thread = LedgerThread.start({ worker, damage, ...faultListeners(options, reserve, file) });
  const writer = await thread.catch((error: unknown) => {
    reserve.close();
    throw new Error(`${file}: ${errorOf(error).message}`, { cause: error });
  });
  // From here on a write on this thread, which would hold up everybody for a flush, is an error.
  database.pragma('query_only = ON');
  const connection = new Connection({ database, lock, onFault: () => undefined });
  const queries = queriesOver(connection);
  const journal = new Journal(connection, damage, log);
  const ledger = new SqliteLedger({ writer, journal, commands: new CommandResults(connection), clock, log, onFlush });
  return {
    ledger,
    accounts: new SqlAccounts(writer, queries),
    meetings: sqlMeetings(queries),
    archives: sqlArchives(queries),
    audit: new SqlAudit(writer, connection, queries),
    files: sqlFiles(queries),
    namedVersions: sqlNamedVersions(queries),
    privateNotes: sqlPrivateNotes(writer, queries),
    bodies: sqlBodies(writer, queries),
    hallLooks: sqlHallLooks(writer, queries),
    minutesTemplates: sqlMinutesTemplates(writer, queries),
    holidayYears: sqlHolidays(writer, queries),
    templates: sqlTemplates(writer, queries),
    stockPhrases: sqlStockPhrases(writer, queries),
    people: new SqlPeople(writer, queries),
    calendarFeeds: sqlCalendarFeeds(writer, queries),
    partsTaken: sqlPartsTaken(writer, queries),
    outbox: sqlOutbox(writer, queries),
    tasks: sqlTasks(queries),
    taskLinks: sqlTaskLinks(writer, queries),
    taskLetters: sqlTaskLetters(queries),
    topics: sqlTopics(writer, queries),
    taskFiles: sqlTaskFiles(writer, queries),
    async close() {
      await ledger.close();
      await writer.close();
      reserve.close();
      connection.close();
    },
  };
}

/** On a full disk even opening needs some room: it is taken from the reserve. */
function openOnAnyDisk(file: string, reserveFile: string): Database {
  try {
    return openDatabase(file);
  } catch (error) {
    if (storageFault(error) !== 'unavailable' || !existsSync(reserveFile)) throw error;
    try {
      rmSync(reserveFile);
    } catch {
      // Read-only rather than full: what went wrong first is what has to be told.
      throw error;
    }
    return openDatabase(file);
  }
}

/**
 * SQLite keeps its log as long as a process has the file open and removes it in an orderly close only. Without it the
 * file opens at the last moment it was folded in, whole and older: nothing in it says so (reliability F10).
 */
function noteLostLog(file: string, log: Log): void {
  const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (!isThere(file) || isThere(`${file}-wal`)) return;
  log.error('the log of the database is gone although the last server was killed: what was saved last may be missing', {
    file,
    log: `${file}-wal`,
  });
}

/** Whatever ends the process is told once. */
function faultListeners({ log, onFatal }: StoreOptions, reserve: Reserve, file: string) {
  let ended = false;
  const end = (message: string, error: Error): void => {
    if (ended) return;
    ended = true;
    log.error(message, { error });
    onFatal(new Error(`${file}: ${message} (${error.message})`, { cause: error }));
  };
  const onFault: FaultListener = (fault, error) => {
    if (sqliteCode(error) === 'SQLITE_FULL') reserve.release();
    if (fault !== 'flush-failed') return;
    end('the disk did not confirm a flush: the process ends, nothing unconfirmed was called saved', error);
  };
  const onDeath = (error: Error): void => {
    end('the thread that writes has died: the process ends, nothing unconfirmed was called saved', error);
  };
  return { onFault, onDeath };
}
