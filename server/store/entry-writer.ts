// Writes a batch of ledger entries in one transaction: the only place where the journal grows. Synchronous, values in
// and values out; gathering the batch and answering its senders is the ledger's part.
import { crc32 } from 'node:zlib';
import type { DocName } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { ok, refused, type Refused, type Result } from '../../shared/lib/result.ts';
import type { Append, LedgerEntry, LedgerReceipt, LedgerRefusal } from '../ports.ts';
import { rowHash } from './chain.ts';
import { CommandResults } from './command-results.ts';
import type { Connection } from './connection.ts';
import type { DamageMap, DocumentRow } from './journal.ts';
import { SCHEMA_NUMBER } from './migrations.ts';
import { errorOf, storageFault } from './storage-fault.ts';
import { TableWriter } from './table-writer.ts';

/** `failed`: the entry alone could not be written (a broken constraint); the others of its batch are. */
export type EntryOutcome =
  | { readonly kind: 'settled'; readonly result: Result<LedgerReceipt, LedgerRefusal> }
  | { readonly kind: 'failed'; readonly error: Error };

/** Entries that cannot be written because a page they need is broken, and what becomes of them. */
type Unreadable = Map<LedgerEntry, EntryOutcome>;

export class EntryWriter {
  readonly #connection: Connection;
  readonly #damage: DamageMap;
  readonly #tables: TableWriter;
  readonly #savepoint;
  readonly #release;
  readonly #undo;
  readonly #document;
  readonly #commands;
  readonly #insertRow;
  readonly #setHead;
  readonly #claimant;
  readonly #insertClaim;
  readonly #touch;

  constructor(connection: Connection, damage: DamageMap) {
    this.#connection = connection;
    this.#damage = damage;
    this.#tables = new TableWriter(connection);
    this.#savepoint = connection.prepare('SAVEPOINT entry');
    this.#release = connection.prepare('RELEASE entry');
    this.#undo = connection.prepare('ROLLBACK TO entry');
    this.#document = connection.prepare<[DocName], DocumentRow>(
      'SELECT epoch, frozen, seq, head_hash FROM documents WHERE doc = ?',
    );
    this.#commands = new CommandResults(connection);
    this.#insertRow = connection.prepare<[DocName, number, number, string, number, Uint8Array, Uint8Array]>(
      'INSERT INTO journal (doc, seq, received_at, principal, crc, hash, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#setHead = connection.prepare<[number, Uint8Array, DocName]>(
      'UPDATE documents SET seq = ?, head_hash = ? WHERE doc = ?',
    );
    this.#claimant = connection.prepare<[DocName, number], { readonly principal: string }>(
      'SELECT principal FROM claims WHERE doc = ? AND client_id = ?',
    );
    this.#insertClaim = connection.prepare<[DocName, number, string]>(
      'INSERT INTO claims (doc, client_id, principal) VALUES (?, ?, ?)',
    );
    // The number it has already: the file's first page is written, and nothing in it changes.
    this.#touch = connection.prepare(`PRAGMA user_version = ${SCHEMA_NUMBER}`);
  }

  /**
   * 1. All entries in one transaction, durable when this returns; each sees what those before it wrote.
   * 2. An entry that is refused or fails leaves nothing, the others land.
   * 3. A fault of the disk throws, and none of the batch is written.
   */
  write(entries: readonly LedgerEntry[]): readonly EntryOutcome[] {
    const unreadable: Unreadable = new Map();
    for (;;) {
      const known = unreadable.size;
      try {
        return this.#connection.transaction(() =>
          entries.map((entry) => unreadable.get(entry) ?? this.#attempt(entry, unreadable)),
        );
      } catch (error) {
        // SQLite commits nothing of a transaction that met a broken page: once more, without the entry that needs it.
        if (unreadable.size === known) throw error;
      }
    }
  }

  #attempt(entry: LedgerEntry, unreadable: Unreadable): EntryOutcome {
    this.#savepoint.run();
    try {
      const result = this.#writeEntry(entry);
      if (!result.ok) this.#undo.run();
      this.#release.run();
      return { kind: 'settled', result };
    } catch (error) {
      const fault = storageFault(error);
      if (fault === 'damaged') unreadable.set(entry, this.#closeUnreadable(entry, errorOf(error)));
      if (fault !== 'other' || !this.#connection.inTransaction) throw error;
      this.#undo.run();
      this.#release.run();
      return { kind: 'failed', error: errorOf(error) };
    }
  }

  #writeEntry(entry: LedgerEntry): Result<LedgerReceipt, LedgerRefusal> {
    if (isEmpty(entry)) this.#touch.run();
    const conflict = this.#commandConflict(entry);
    if (conflict) return conflict;
    const isNewDocument = (kind: string): boolean => kind === 'document.insert';
    for (const write of entry.writes) if (isNewDocument(write.kind)) this.#tables.apply(write);
    const seqs: number[] = [];
    for (const append of entry.appends) {
      const appended = this.#append(append);
      if (!appended.ok) return appended;
      seqs.push(appended.value);
    }
    for (const write of entry.writes) {
      if (!isNewDocument(write.kind) && !this.#tables.apply(write)) return refused('not-found');
    }
    if (entry.command) this.#tables.insertCommand(entry.command);
    for (const row of entry.outbox) this.#tables.insertOutbox(row);
    return ok({ seqs });
  }

  /** The first result goes only to the principal that earned it: ids are chosen by clients. */
  #commandConflict({ command }: LedgerEntry): Refused<LedgerRefusal> | null {
    const first = command && this.#commands.of(command.id);
    if (!first) return null;
    const { id, principal } = command;
    return refused('command-conflict', first.principal === principal ? { id, result: first.result } : { id });
  }

  #append(append: Append): Result<number, LedgerRefusal> {
    const { doc, principal, receivedAt, bytes } = append;
    const document = this.#document.get(doc);
    if (!document) return refused('not-found', { doc });
    const damage = this.#damage.get(doc);
    if (damage) return refused('document-damaged', { doc, lastGoodSeq: damage.lastGoodSeq });
    if (document.epoch !== append.epoch) return refused('epoch-changed', { epoch: document.epoch });
    if (document.frozen === 1) return refused('document-frozen', { doc });
    const seq = document.seq + 1;
    const hash = rowHash(document.head_hash, { seq, principal, receivedAt, bytes });
    this.#insertRow.run(doc, seq, receivedAt, principal, crc32(bytes), hash, bytes);
    this.#setHead.run(seq, hash, doc);
    for (const clientId of append.claims) this.#claim(doc, clientId, principal);
    return ok(seq);
  }

  #claim(doc: DocName, clientId: number, principal: string): void {
    const claimant = this.#claimant.get(doc, clientId)?.principal;
    invariant(claimant === undefined || claimant === principal, `client ${clientId} of ${doc} belongs to another`);
    if (claimant === undefined) this.#insertClaim.run(doc, clientId, principal);
  }

  /** A page this entry had to touch is broken: its documents are closed until the next `open` has looked at them. */
  #closeUnreadable({ appends }: LedgerEntry, error: Error): EntryOutcome {
    for (const { doc } of appends) this.#damage.set(doc, { lastGoodSeq: 0, reason: 'a page cannot be read' });
    const [first] = appends;
    if (!first) return { kind: 'failed', error };
    return { kind: 'settled', result: refused('document-damaged', { doc: first.doc, lastGoodSeq: 0 }) };
  }
}

/** It asks whether the disk takes writes; without one of its own it would be answered by nobody. */
function isEmpty({ appends, command, writes, outbox }: LedgerEntry): boolean {
  return appends.length === 0 && command === undefined && writes.length === 0 && outbox.length === 0;
}
