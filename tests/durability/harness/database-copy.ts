// A database read without the program that wrote it: by the public description of the journal (docs/archive.md), with
// SQLite, sha-256, CRC-32 and Yjs alone. What cannot be proved is not read.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import * as Y from 'yjs';

const FILE = 'gongbi.sqlite';

interface JournalRow {
  readonly seq: number;
  readonly received_at: number;
  readonly principal: string;
  readonly crc: number;
  readonly hash: Buffer;
  readonly bytes: Buffer;
}

/** One instant of a data folder's database. Closed by whoever opened it. */
export class DatabaseCopy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gongbi-copy-'));
  readonly #database: Database.Database;

  /** `isRunning`: a server writes to it, so the copy is made by SQLite; else the files are copied as they lie there. */
  constructor(dataDir: string, isRunning: boolean) {
    const copy = join(this.#folder, FILE);
    if (isRunning) {
      const live = new Database(join(dataDir, FILE), { readonly: true });
      live.prepare('VACUUM INTO ?').run(copy);
      live.close();
    } else {
      for (const end of ['', '-wal'])
        if (existsSync(join(dataDir, `${FILE}${end}`))) copyFileSync(join(dataDir, `${FILE}${end}`), `${copy}${end}`);
    }
    this.#database = new Database(copy);
  }

  /** What SQLite finds wrong; nothing in a whole file. */
  faults(): readonly string[] {
    const found = this.#database.prepare<[], { readonly integrity_check: string }>('PRAGMA integrity_check').all();
    return found.map(({ integrity_check: line }) => line).filter((line) => line !== 'ok');
  }

  /** A document as its journal tells it, and what is wrong with that. */
  document(doc: string): { readonly ydoc: Y.Doc; readonly faults: readonly string[] } {
    const ydoc = new Y.Doc();
    const faults: string[] = [];
    let hash = sha256(JSON.stringify(['gongbi-journal', 1, doc, this.#epochOf(doc)]));
    let seq = 0;
    for (const row of this.#rows(doc)) {
      seq += 1;
      const head = Buffer.from(`${JSON.stringify([row.seq, row.received_at, row.principal])}\n`);
      hash = sha256(Buffer.concat([hash, head, row.bytes]));
      if (row.seq !== seq) faults.push(`${doc}: row ${row.seq} stands at place ${seq}`);
      if (crc32(row.bytes) !== row.crc || !hash.equals(row.hash))
        faults.push(`${doc}: row ${seq} is not what was written`);
      if (faults.length > 0) break;
      Y.applyUpdate(ydoc, row.bytes);
    }
    return { ydoc, faults };
  }

  /** How many rows of a document one account wrote. */
  rowsBy(doc: string, userId: string): number {
    return this.#rows(doc).filter(({ principal }) => principal.includes(userId)).length;
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #rows(doc: string): readonly JournalRow[] {
    return this.#database.prepare<[string], JournalRow>('SELECT * FROM journal WHERE doc = ? ORDER BY seq').all(doc);
  }

  #epochOf(doc: string): string {
    const row = this.#database
      .prepare<[string], { readonly epoch: string }>('SELECT epoch FROM documents WHERE doc = ?')
      .get(doc);
    return row?.epoch ?? '';
  }
}

/**
 * Rots one byte of the newest word in a stopped server's journal, behind the newest folded state, as a bad sector would.
 * Answers whether there was such a word.
 */
export function rotOneWord(dataDir: string, doc: string): boolean {
  const database = new Database(join(dataDir, FILE));
  try {
    const rows = database
      .prepare<[string, string], { readonly seq: number; readonly bytes: Buffer }>(
        `SELECT seq, bytes FROM journal WHERE doc = ?
         AND seq > (SELECT ifnull(max(seq), 0) FROM snapshots WHERE doc = ?) ORDER BY seq DESC`,
      )
      .all(doc, doc);
    for (const { seq, bytes } of rows) {
      const end = bytes.lastIndexOf('⟧');
      const digit = end - 1;
      if (end < 1 || bytes[digit] === undefined) continue;
      const rotten = Buffer.from(bytes);
      rotten[digit] = (bytes[digit] ?? 0) === 0x39 ? 0x30 : (bytes[digit] ?? 0) + 1;
      database.prepare('UPDATE journal SET bytes = ? WHERE doc = ? AND seq = ?').run(rotten, doc, seq);
      database.pragma('wal_checkpoint(TRUNCATE)');
      return true;
    }
    return false;
  } finally {
    database.close();
  }
}

function sha256(content: string | Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}
