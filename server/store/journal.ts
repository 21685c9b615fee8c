// Reads documents back: folded snapshots, and journal rows of which each is proved by its checksum and by the chain.
// Reading stops at the first row that fails; nothing behind it is ever shown. Writes nothing: what a snapshot needs
// written it says as values.
import { crc32 } from 'node:zlib';
import { invariant } from '../../shared/lib/assert.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { JournalRow, Log, StoredDocument } from '../ports.ts';
import { firstHash, rowHash } from './chain.ts';
import type { CompiledStatement, Connection } from './connection.ts';
import { storageFault } from './storage-fault.ts';

/** Where each damaged document's good prefix ends; found by `Journal.open`, asked by the writer. */
export type DamageMap = Map<DocName, { readonly lastGoodSeq: number; readonly reason: string }>;

export interface DocumentRow {
  readonly epoch: string;
  readonly frozen: number;
  readonly seq: number;
  readonly head_hash: Uint8Array;
}

interface StoredRow {
  readonly seq: number;
  readonly received_at: EpochMs;
  readonly principal: string;
  readonly crc: number;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}

interface StoredSnapshot {
  readonly seq: number;
  readonly crc: number;
  readonly bytes: Uint8Array;
}

/** The last proved row and what follows it when that is broken. */
interface GoodPrefix {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly fault: string | null;
}

const SNAPSHOTS_KEPT = 2;
const INSERT_SNAPSHOT = 'INSERT INTO snapshots (doc, seq, crc, bytes) VALUES (?, ?, ?, ?)';
const DELETE_SNAPSHOTS = `DELETE FROM snapshots WHERE doc = ? AND (seq >= ? OR seq NOT IN
  (SELECT seq FROM snapshots WHERE doc = ? AND seq < ? ORDER BY seq DESC LIMIT ?))`;

export class Journal {
  readonly #connection: Connection;
  readonly #damage: DamageMap;
  readonly #log: Log;
  readonly #document;
  readonly #rows;
  readonly #hashAt;
  readonly #claims;
  readonly #snapshots;

  constructor(connection: Connection, damage: DamageMap, log: Log) {
    this.#connection = connection;
    this.#damage = damage;
    this.#log = log;
    this.#document = connection.prepare<[DocName], DocumentRow>(
      'SELECT epoch, frozen, seq, head_hash FROM documents WHERE doc = ?',
    );
    this.#rows = connection.prepare<[DocName, number, number], StoredRow>(
      `SELECT seq, received_at, principal, crc, hash, bytes FROM journal
       WHERE doc = ? AND seq BETWEEN ? AND ? ORDER BY seq`,
    );
    this.#hashAt = connection.prepare<[DocName, number], { readonly hash: Uint8Array }>(
      'SELECT hash FROM journal WHERE doc = ? AND seq = ?',
    );
    this.#claims = connection.prepare<[DocName], { readonly client_id: number; readonly principal: string }>(
      'SELECT client_id, principal FROM claims WHERE doc = ?',
    );
    this.#snapshots = connection.prepare<[DocName], StoredSnapshot>(
      'SELECT seq, crc, bytes FROM snapshots WHERE doc = ? ORDER BY seq DESC',
    );
  }

  /**
   * 1. The newest snapshot whose checksum holds is taken, an older one or none when it does not.
   * 2. Every row after it must follow its predecessor: number, checksum, hash.
   * 3. The last row must be the one the document's own row names.
   * 4. What fails 2 or 3 closes the document for writing, by name, until an `open` finds it whole.
   * 5. All of it is of one instant.
   */
  open(doc: DocName): StoredDocument | null {
    return this.#connection.reading(() => this.#open(doc));
  }

  /** The good rows from `fromSeq` to `toSeq` (at most), each proved from the hash stored before it. */
  rows(doc: DocName, fromSeq: number, toSeq: number): readonly JournalRow[] {
    const document = this.#document.get(doc);
    const rows: JournalRow[] = [];
    if (document) this.#read(doc, document, Math.max(1, fromSeq), toSeq, rows);
    return rows;
  }

  /** The chain's hash at `seq`, computed anew from the hash at `fromSeq - 1`; null when a row on the way fails. */
  hashAt(doc: DocName, fromSeq: number, seq: number): Uint8Array | null {
    const document = this.#document.get(doc);
    if (!document || seq > document.seq) return null;
    const prefix = this.#read(doc, document, fromSeq, seq, []);
    return prefix.seq === seq ? prefix.hash : null;
  }

  headSeq(doc: DocName): number {
    return this.#document.get(doc)?.seq ?? 0;
  }

  /** What to write: the newest two are kept; a good one that is as new wins over `bytes`, a broken one gives way. */
  snapshotWrites(doc: DocName, seq: number, bytes: Uint8Array): readonly CompiledStatement[] {
    const headSeq = this.headSeq(doc);
    invariant(seq > 0 && seq <= headSeq, `snapshot of ${doc} at ${seq}, its journal ends at ${headSeq}`);
    if ((this.#newestGoodSnapshot(doc, headSeq)?.seq ?? 0) >= seq) return [];
    return [
      { sql: DELETE_SNAPSHOTS, parameters: [doc, seq, doc, seq, SNAPSHOTS_KEPT - 1] },
      { sql: INSERT_SNAPSHOT, parameters: [doc, seq, crc32(bytes), bytes] },
    ];
  }

  #open(doc: DocName): StoredDocument | null {
    const document = this.#document.get(doc);
    if (!document) return null;
    const snapshot = this.#newestGoodSnapshot(doc, document.seq);
    const tail: JournalRow[] = [];
    const prefix = this.#read(doc, document, (snapshot?.seq ?? 0) + 1, document.seq, tail);
    const reason = prefix.fault ?? headFault(document, prefix);
    const damaged = reason === null ? null : { lastGoodSeq: prefix.seq, reason };
    this.#noteDamage(doc, damaged);
    return {
      doc,
      epoch: document.epoch,
      frozen: document.frozen === 1,
      seq: prefix.seq,
      snapshot: snapshot && { seq: snapshot.seq, bytes: plainBytes(snapshot.bytes) },
      tail,
      claims: new Map(this.#claims.all(doc).map((claim) => [claim.client_id, claim.principal])),
      damaged,
    };
  }

  #newestGoodSnapshot(doc: DocName, headSeq: number): StoredSnapshot | null {
    try {
      for (const snapshot of this.#snapshots.iterate(doc)) {
        if (snapshot.seq <= headSeq && crc32(snapshot.bytes) === snapshot.crc) return snapshot;
        this.#log.error('a snapshot is damaged, an older one is used', { doc, seq: snapshot.seq });
      }
    } catch (error) {
      if (storageFault(error) !== 'damaged') throw error;
      this.#log.error('a snapshot cannot be read, the journal is used', { doc, error });
    }
    return null;
  }

  #read(doc: DocName, document: DocumentRow, fromSeq: number, toSeq: number, into: JournalRow[]): GoodPrefix {
    let seq = fromSeq - 1;
    let hash = seq === 0 ? firstHash(doc, document.epoch) : this.#hashAt.get(doc, seq)?.hash;
    if (!hash) return { seq, hash: new Uint8Array(), fault: `row ${seq} is missing` };
    try {
      for (const stored of this.#rows.iterate(doc, fromSeq, toSeq)) {
        const row = journalRow(stored);
        const fault = rowFault(seq, hash, row, stored);
        if (fault !== null) return { seq, hash, fault };
        into.push(row);
        seq = row.seq;
        hash = stored.hash;
      }
    } catch (error) {
      if (storageFault(error) !== 'damaged') throw error;
      return { seq, hash, fault: `row ${seq + 1} cannot be read` };
    }
    return { seq, hash, fault: null };
  }

  #noteDamage(doc: DocName, damaged: StoredDocument['damaged']): void {
    if (!damaged) {
      this.#damage.delete(doc);
      return;
    }
    this.#damage.set(doc, damaged);
    this.#log.error('a document is damaged: it can be read up to its last good row, and not be written', {
      doc,
      ...damaged,
    });
  }
}

function rowFault(previousSeq: number, previousHash: Uint8Array, row: JournalRow, stored: StoredRow): string | null {
  if (row.seq !== previousSeq + 1) return `row ${previousSeq + 1} is missing`;
  if (crc32(row.bytes) !== stored.crc) return `the checksum of row ${row.seq} does not match`;
  return sameBytes(rowHash(previousHash, row), stored.hash)
    ? null
    : `row ${row.seq} does not follow row ${previousSeq}`;
}

function headFault(document: DocumentRow, prefix: GoodPrefix): string | null {
  if (prefix.seq < document.seq) return `row ${prefix.seq + 1} is missing`;
  return sameBytes(prefix.hash, document.head_hash) ? null : `row ${prefix.seq} is not the one the document ends with`;
}

function journalRow(stored: StoredRow): JournalRow {
  return {
    seq: stored.seq,
    principal: stored.principal,
    receivedAt: stored.received_at,
    bytes: plainBytes(stored.bytes),
  };
}

/** The driver gives Buffers, whose `slice` shares memory where a Uint8Array's copies. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
