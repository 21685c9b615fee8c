// One better-sqlite3 connection: statements that live as long as it does, transactions without an await in them, and
// the one place where a failing disk is noticed. Knows no table.
import type Database from 'better-sqlite3';
import type { FolderLock } from './folder-lock.ts';
import { storageFault, type StorageFault } from './storage-fault.ts';

/** Told of each fault of the disk, before the error goes on to whoever caused the statement. */
export type FaultListener = (fault: StorageFault, error: Error) => void;

export interface CompiledStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** The others are written only when this one changes a row. */
  readonly isCondition?: boolean;
}

/** A condition was not met: what was written before it is undone. */
class ConditionUnmet extends Error {}

interface ConnectionOptions {
  readonly database: Database.Database;
  readonly onFault: FaultListener;
  /**
   * Released when the connection is closed. It is kept here because whoever can write holds the connection: a lock that
   * nobody holds is closed by the garbage collector, and with it open to a second process.
   */
  readonly lock: FolderLock | null;
}

export class Connection {
  readonly #database: Database.Database;
  readonly #lock: FolderLock | null;
  readonly #onFault: FaultListener;
  // Statements are never given back to the garbage collector: some builds of the driver abort when they are.
  readonly #kept: unknown[] = [];
  readonly #bySql = new Map<string, Database.Statement<unknown[]>>();
  readonly #beginReading: Database.Statement<[]>;
  readonly #begin: Database.Statement<[]>;
  readonly #commit: Database.Statement<[]>;
  readonly #rollback: Database.Statement<[]>;

  constructor({ database, onFault, lock }: ConnectionOptions) {
    this.#database = database;
    this.#lock = lock;
    this.#onFault = onFault;
    this.#beginReading = this.prepare('BEGIN');
    this.#begin = this.prepare('BEGIN IMMEDIATE');
    this.#commit = this.prepare('COMMIT');
    this.#rollback = this.prepare('ROLLBACK');
  }

  /** Whether a transaction is open; SQLite ends one by itself on some faults. */
  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** A new statement, for those who keep it in a field. */
  prepare<Parameters extends unknown[], Row = unknown>(sql: string): Database.Statement<Parameters, Row> {
    const statement = this.#database.prepare<Parameters, Row>(sql);
    this.#kept.push(statement);
    return statement;
  }

  /** The statement of `sql`, made once; for texts that are put together from a fixed set of parts. */
  statementOf(sql: string): Database.Statement<unknown[]> {
    const known = this.#bySql.get(sql);
    if (known) return known;
    const statement = this.prepare<unknown[]>(sql);
    this.#bySql.set(sql, statement);
    return statement;
  }

  /** Durable when it returns; nothing of `work` is written when it throws. */
  transaction<T>(work: () => T): T {
    try {
      this.#begin.run();
      const value = work();
      this.#commit.run();
      return value;
    } catch (error) {
      if (this.#database.inTransaction) this.#rollback.run();
      this.#report(error);
      throw error;
    }
  }

  /** All that `work` reads is of one instant, whoever writes meanwhile; it may be called inside another one. */
  reading<T>(work: () => T): T {
    if (this.#database.inTransaction) return work();
    this.#beginReading.run();
    try {
      return work();
    } finally {
      // Not COMMIT: that fails after a page that could not be read, and nothing is to be kept.
      if (this.#database.inTransaction) this.#rollback.run();
    }
  }

  /**
   * Runs statements that write in one transaction; answers how many rows each changed. When a condition among them is not
   * met nothing is written, and every count is 0.
   */
  write(statements: readonly CompiledStatement[]): readonly number[] {
    try {
      return this.transaction(() => statements.map((statement) => this.#runOne(statement)));
    } catch (error) {
      if (error instanceof ConditionUnmet) return statements.map(() => 0);
      throw error;
    }
  }

  close(): void {
    // Before the log is folded away: a process killed between the two must not look as if it had lost its log.
    this.#lock?.signOff();
    this.#database.close();
    this.#lock?.release();
  }

  #runOne({ sql, parameters, isCondition }: CompiledStatement): number {
    const { changes } = this.statementOf(sql).run(...parameters);
    if (isCondition && changes === 0) throw new ConditionUnmet();
    return changes;
  }

  #report(error: unknown): void {
    const fault = storageFault(error);
    if (fault !== 'other' && error instanceof Error) this.#onFault(fault, error);
  }
}
