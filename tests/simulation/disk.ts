// The disk under a simulated server: a real SQLite database in memory, written by the real store, which takes its time,
// fills up, turns read-only, fails a flush, and keeps after a death what the contract lets it keep.
import Database from 'better-sqlite3';
import type { LedgerEntry } from '../../server/ports.ts';
import { teachAuditHash } from '../../server/store/audit-chain.ts';
import { Connection } from '../../server/store/connection.ts';
import type { EntryOutcome } from '../../server/store/entry-writer.ts';
import type { DamageMap } from '../../server/store/journal.ts';
import { migrate, MIGRATIONS } from '../../server/store/migrations.ts';
import { sqliteCode } from '../../server/store/storage-fault.ts';
import { LocalWriter, type Writer } from '../../server/store/writer.ts';
import type { Chance } from './chance.ts';
import type { Life, Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

export type DiskState = 'sound' | 'full' | 'read-only';

/** Told of everything that is on the platter from now on. */
export type Landed = (entries: readonly LedgerEntry[]) => void;

const QUICK_MS = 20;

export interface DiskOptions {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly onLanded: Landed;
}

/** Something handed over that the platter does not have yet; `write` puts it there. */
interface Pending {
  readonly write: () => void;
}

export class SimulatedDisk {
  readonly options: DiskOptions;
  readonly #database: Database.Database;
  #state: DiskState = 'sound';
  /** The next flush is not confirmed; whether its bytes are there is for chance to say. */
  failsFlush = false;
  /** The slowest that a flush takes; most are far quicker. */
  slowestMs = QUICK_MS;

  constructor(options: DiskOptions) {
    this.options = options;
    this.#database = new Database(':memory:');
    migrate(this.#database, 0, MIGRATIONS);
    teachAuditHash(this.#database);
    this.#database.pragma('foreign_keys = ON');
  }

  get state(): DiskState {
    return this.#state;
  }

  /** SQLite itself says FULL and READONLY: the database may not grow, or may not be written. */
  become(state: DiskState): void {
    this.#state = state;
    const pages = Number(this.#database.pragma('page_count', { simple: true }));
    this.#database.pragma(`max_page_count = ${state === 'full' ? pages : 1_073_741_823}`);
    this.#database.pragma(`query_only = ${state === 'read-only' ? 'ON' : 'OFF'}`);
    this.options.trace.note('disk', state);
  }

  heal(): void {
    this.become('sound');
    this.failsFlush = false;
    this.slowestMs = QUICK_MS;
  }

  /** What a process that starts now finds: its own statements over the same platter. */
  connect(): Connection {
    return new Connection({ database: this.#database, onFault: () => undefined, lock: null });
  }

  close(): void {
    this.#database.close();
  }
}

export interface DiskWriterOptions {
  readonly disk: SimulatedDisk;
  readonly connection: Connection;
  readonly damage: DamageMap;
  /** The process that writes. */
  readonly life: Life;
  /** A flush was not confirmed: the process must end. */
  readonly onFatal: () => void;
}

/**
 * One process's writer. In order, one at a time, as the thread that it stands for:
 * 1. what is answered is on the platter;
 * 2. what was handed over and not answered when the process dies is there or not, but nothing behind a gap is;
 * 3. after an unconfirmed flush nothing more is written.
 */
export class DiskWriter implements Writer {
  readonly #options: DiskWriterOptions;
  readonly #local: LocalWriter;
  #pending: Pending[] = [];
  #freeAtMs = 0;
  #hasFailed = false;

  constructor(options: DiskWriterOptions) {
    this.#options = options;
    this.#local = new LocalWriter(options.connection, options.damage);
  }

  write(entries: readonly LedgerEntry[]): Promise<readonly EntryOutcome[]> {
    return this.#handOver(`${entries.length} entries`, () => {
      const outcomes = this.#local.write(entries);
      const { trace, onLanded } = this.#options.disk.options;
      trace.note('disk', `has ${entries.flatMap((entry) => entry.appends).length} rows`);
      onLanded(entries.filter((_entry, index) => isWritten(outcomes[index])));
      return outcomes;
    });
  }

  run(statements: Parameters<Writer['run']>[0]): Promise<readonly number[]> {
    return this.#handOver('statements', () => this.#local.run(statements));
  }

  /** The process is dead: chance says how much of what was under way has reached the platter. */
  die(): void {
    const { chance } = this.#options.disk.options;
    const count = chance.below(this.#pending.length + 1);
    const landing = this.#pending.slice(0, count);
    this.#pending = [];
    for (const { write } of landing) write();
  }

  #handOver<T>(what: string, write: () => T): Promise<T> {
    const { disk, life } = this.#options;
    const { timeline, chance, trace } = disk.options;
    trace.note('disk', `takes ${what}`);
    return new Promise<T>((resolve, reject) => {
      if (life.isOver) return;
      this.#freeAtMs = Math.max(this.#freeAtMs, timeline.nowMs) + chance.spread(0.1, disk.slowestMs);
      let settle = (): void => undefined;
      const pending: Pending = {
        write: () => {
          settle = this.#attempt(write, resolve, reject);
        },
      };
      this.#pending.push(pending);
      life.after(this.#freeAtMs - timeline.nowMs, () => {
        this.#pending = this.#pending.filter((other) => other !== pending);
        pending.write();
        // The answer takes its own way back; the process may die on it.
        life.after(chance.spread(0.01, 1), () => settle());
      });
    });
  }

  /** Writes, or fails as the disk does; answers what to tell. */
  #attempt<T>(write: () => T, resolve: (value: T) => void, reject: (error: Error) => void): () => void {
    const { disk, onFatal } = this.#options;
    const { chance, trace } = disk.options;
    if (this.#hasFailed) return () => reject(unconfirmed());
    const failsFlush = disk.failsFlush && disk.state === 'sound';
    if (failsFlush) {
      disk.failsFlush = false;
      this.#hasFailed = true;
      trace.note('disk', 'does not confirm a flush');
      if (chance.happens(0.5)) write();
      return () => {
        reject(unconfirmed());
        onFatal();
      };
    }
    try {
      const value = write();
      return () => resolve(value);
    } catch (error) {
      trace.note('disk', `refuses: ${sqliteCode(error)}`);
      const thrown = error instanceof Error ? error : new Error(String(error));
      return () => reject(thrown);
    }
  }
}

function isWritten(outcome: EntryOutcome | undefined): boolean {
  return outcome?.kind === 'settled' && outcome.result.ok;
}

function unconfirmed(): Error {
  return new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
}
