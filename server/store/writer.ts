// Everything that changes an open database, as two questions with values in and values out, so that whoever asks need
// not know in which thread the answer is made. Here the answer is made at once, on the connection that is handed in.
import type { LedgerEntry } from '../ports.ts';
import type { CompiledStatement, Connection } from './connection.ts';
import { EntryWriter, type EntryOutcome } from './entry-writer.ts';
import type { DamageMap } from './journal.ts';

/** Both throw (or reject) what SQLite throws, and nothing of what was asked is written then. */
export interface Writer {
  /** One outcome for each entry, in order; all in one transaction, durable when it answers (R1). */
  write(entries: readonly LedgerEntry[]): Awaitable<readonly EntryOutcome[]>;
  /** How many rows each statement changed (see Connection.write); all in one transaction, durable when it answers. */
  run(statements: readonly CompiledStatement[]): Awaitable<readonly number[]>;
}

export type Awaitable<T> = T | Promise<T>;

export class LocalWriter implements Writer {
  readonly #connection: Connection;
  readonly #entries: EntryWriter;

  constructor(connection: Connection, damage: DamageMap) {
    this.#connection = connection;
    this.#entries = new EntryWriter(connection, damage);
  }

  write(entries: readonly LedgerEntry[]): readonly EntryOutcome[] {
    return this.#entries.write(entries);
  }

  run(statements: readonly CompiledStatement[]): readonly number[] {
    return this.#connection.write(statements);
  }
}
