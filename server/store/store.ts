// Opens a data folder and hands out every port over its one database. The only file that knows what the folder holds
// and in which order it is opened and closed.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Clock, Log, Store } from '../ports.ts';
import { SqlAccounts } from './accounts.ts';
import { sqlArchives } from './archive.ts';
import { Connection } from './connection.ts';
import { openDatabase } from './database.ts';
import { EntryWriter } from './entry-writer.ts';
import { lockFolder } from './folder-lock.ts';
import { Journal, type DamageMap } from './journal.ts';
import { SqliteLedger, type FlushReport } from './ledger.ts';
import { sqlMeetings } from './meetings.ts';
import { queriesOver } from './queries.ts';
import { Reserve } from './reserve.ts';
import { sqliteCode, storageFault } from './storage-fault.ts';

export interface StoreOptions {
  /** Made when it is missing; may hold one store. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Must end the process: the disk did not confirm a flush (reliability P7). Called once. */
  readonly onFatal: (error: Error) => void;
  /** Called after each of the ledger's transactions. */
  readonly onFlush?: (report: FlushReport) => void;
  readonly reserveBytes?: number;
}

const RESERVE_BYTES = 4_194_304;

/**
 * Throws one sentence that names the folder or the file when it is in use, was made by a newer program, is not ours or
 * is damaged. Whoever opens it closes it.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataDir, clock, log } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataDir, log);
  try {
    const reserveFile = join(dataDir, 'gongbi.reserve');
    const database = openOnAnyDisk(join(dataDir, 'gongbi.sqlite'), reserveFile);
    const bytes = options.reserveBytes ?? RESERVE_BYTES;
    const reserve = new Reserve({ file: reserveFile, bytes, clock, log });
    const connection = new Connection({ database, lock, onFault: faultListener(options, reserve) });
    const queries = queriesOver(connection);
    const ledger = ledgerOver(connection, options);
    return {
      ledger,
      accounts: new SqlAccounts(connection, queries),
      meetings: sqlMeetings(queries),
      archives: sqlArchives(queries),
      async close() {
        await ledger.close();
        reserve.close();
        connection.close();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** On a full disk even opening needs some room: it is taken from the reserve. */
function openOnAnyDisk(file: string, reserveFile: string): Database {
  try {
    return openDatabase(file);
  } catch (error) {
    if (storageFault(error) !== 'unavailable' || !existsSync(reserveFile)) throw error;
    rmSync(reserveFile);
    return openDatabase(file);
  }
}

function ledgerOver(connection: Connection, { clock, log, onFlush }: StoreOptions): SqliteLedger {
  const damage: DamageMap = new Map();
  const journal = new Journal(connection, damage, log);
  const writer = new EntryWriter(connection, damage);
  return new SqliteLedger({ writer, journal, clock, log, onFlush });
}

function faultListener({ log, onFatal }: StoreOptions, reserve: Reserve): (fault: string, error: Error) => void {
  let ended = false;
  return (fault, error) => {
    if (sqliteCode(error) === 'SQLITE_FULL') reserve.release();
    if (fault !== 'flush-failed' || ended) return;
    ended = true;
    log.error('the disk did not confirm a flush: the process ends, nothing unconfirmed was called saved', { error });
    onFatal(error);
  };
}
