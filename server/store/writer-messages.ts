// What goes between the thread that answers people and the thread that writes. Bytes are copied once, into one buffer
// that changes hands: a room still uses its own, and cloning a view would clone the whole buffer under it.
import Database from 'better-sqlite3';
import { InvariantError } from '../../shared/lib/assert.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { LedgerEntry, LedgerReceipt, LedgerRefusal } from '../ports.ts';
import type { CompiledStatement } from './connection.ts';
import type { EntryOutcome } from './entry-writer.ts';
import type { DamageMap } from './journal.ts';
import { errorOf } from './storage-fault.ts';

/** Answered one by one, in the order in which they were sent. */
export type WriterRequest =
  /** `damage`: all documents that are closed for writing; the writing thread remembers none by itself. */
  | { readonly kind: 'entries'; readonly entries: readonly LedgerEntry[]; readonly damage: DamageMap }
  | { readonly kind: 'statements'; readonly statements: readonly CompiledStatement[] }
  /** Not answered: the thread ends. */
  | { readonly kind: 'close' };

export type WriterReply =
  | { readonly kind: 'ready' }
  /** `damage`: what was found by writing, in addition to what was sent. */
  | { readonly kind: 'entries'; readonly outcomes: readonly SentOutcome[]; readonly damage: DamageMap }
  | { readonly kind: 'statements'; readonly changes: readonly number[] }
  | { readonly kind: 'threw'; readonly error: SentError };

type SentOutcome =
  | { readonly kind: 'settled'; readonly result: Result<LedgerReceipt, LedgerRefusal> }
  | { readonly kind: 'failed'; readonly error: SentError };

/** An error between threads: a clone keeps neither its class nor SQLite's code. */
export interface SentError {
  readonly message: string;
  readonly stack: string;
  readonly origin: { readonly kind: 'sqlite'; readonly code: string } | { readonly kind: 'invariant' | 'other' };
}

interface Packed<T> {
  readonly value: T;
  /** To be transferred with the value; whoever packed it must not use it again. */
  readonly buffers: ArrayBuffer[];
}

export function packEntries(entries: readonly LedgerEntry[]): Packed<readonly LedgerEntry[]> {
  const all = entries.flatMap(({ appends }) => appends.map(({ bytes }) => bytes));
  const parcel = new Parcel(all);
  const value = entries.map((entry) => ({
    ...entry,
    appends: entry.appends.map((append) => ({ ...append, bytes: parcel.add(append.bytes) })),
  }));
  return { value, buffers: parcel.buffers };
}

export function packStatements(statements: readonly CompiledStatement[]): Packed<readonly CompiledStatement[]> {
  const isBytes = (parameter: unknown): parameter is Uint8Array => parameter instanceof Uint8Array;
  const parcel = new Parcel(statements.flatMap(({ parameters }) => parameters.filter(isBytes)));
  const value = statements.map(({ sql, parameters, isCondition = false }) => ({
    sql,
    isCondition,
    parameters: parameters.map((parameter) => (isBytes(parameter) ? parcel.add(parameter) : parameter)),
  }));
  return { value, buffers: parcel.buffers };
}

/** One buffer for all bytes of a message: fewer to hand over, and the views of one buffer stay views on the other side. */
class Parcel {
  readonly buffers: ArrayBuffer[];
  readonly #bytes: Uint8Array;
  #filled = 0;

  constructor(contents: readonly Uint8Array[]) {
    const buffer = new ArrayBuffer(contents.reduce((sum, { byteLength }) => sum + byteLength, 0));
    this.#bytes = new Uint8Array(buffer);
    this.buffers = [buffer];
  }

  add(bytes: Uint8Array): Uint8Array {
    const from = this.#filled;
    this.#filled += bytes.byteLength;
    this.#bytes.set(bytes, from);
    return this.#bytes.subarray(from, this.#filled);
  }
}

export function sentOutcome(outcome: EntryOutcome): SentOutcome {
  return outcome.kind === 'settled' ? outcome : { kind: 'failed', error: sentError(outcome.error) };
}

export function receivedOutcome(outcome: SentOutcome): EntryOutcome {
  return outcome.kind === 'settled' ? outcome : { kind: 'failed', error: receivedError(outcome.error) };
}

export function sentError(thrown: unknown): SentError {
  const { message, stack = '' } = errorOf(thrown);
  if (thrown instanceof Database.SqliteError) return { message, stack, origin: { kind: 'sqlite', code: thrown.code } };
  return { message, stack, origin: { kind: thrown instanceof InvariantError ? 'invariant' : 'other' } };
}

/** An error of the same class, code and message, with the stack of where it was thrown. */
export function receivedError({ message, stack, origin }: SentError): Error {
  const error = errorFrom(message, origin);
  error.stack = stack;
  return error;
}

function errorFrom(message: string, origin: SentError['origin']): Error {
  if (origin.kind === 'sqlite') return new Database.SqliteError(message, origin.code);
  return origin.kind === 'invariant' ? new InvariantError(message) : new Error(message);
}
