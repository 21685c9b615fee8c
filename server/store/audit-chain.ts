// The audit log's chain: the statement that adds an entry, and the hash that makes it provably the next one. The hash is
// computed inside SQLite, by a function of ours, so that an entry is part of whatever transaction it is written in. The
// exact bytes are public, so that the log can be checked without this program:
//   first:  sha256( JSON ["gongbi-audit", 1] )
//   row:    sha256( hash of the row before ‖ JSON [ordinal, at, actor, via, action, targets, address, count] )
// JSON without spaces; `targets` is the text of its column.
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { AuditEntry } from '../ports.ts';
import type { CompiledStatement } from './connection.ts';

/** The columns that are hashed, as they are stored. */
export interface HashedColumns {
  readonly ordinal: number;
  readonly at: number;
  readonly actor: string;
  readonly via: string;
  readonly action: string;
  readonly targets: string;
  readonly address: string | null;
  readonly count: number;
}

// The number comes from the highest one ever given, so that rows cut off at the end leave a gap.
const INSERT = `
INSERT INTO audit (ordinal, at, actor, via, action, targets, address, count, hash)
SELECT ordinal, at, actor, via, action, targets, address, count,
  audit_hash(previous, ordinal, at, actor, via, action, targets, address, count)
FROM (
  SELECT ? AS at, ? AS actor, ? AS via, ? AS action, ? AS targets, ? AS address, ? AS count,
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0) + 1 AS ordinal,
    (SELECT hash FROM audit ORDER BY ordinal DESC LIMIT 1) AS previous
)`;

/** What the first row stands on. */
export const FIRST_AUDIT_HASH: Uint8Array = createHash('sha256')
  .update(JSON.stringify(['gongbi-audit', 1]))
  .digest();

/** Adds `entry` behind the last one; to be run where `teachAuditHash` was called. */
export function auditStatement(entry: AuditEntry): CompiledStatement {
  const { at, actor, via, action, targets, address, count = 1 } = entry;
  const stored = JSON.stringify(targets.map(({ kind, id }) => ({ kind, id })));
  return { sql: INSERT, parameters: [at, actor, via, action, stored, address, count] };
}

/** The hash of a row when it follows the row whose hash is `previous`. */
export function auditHash(previous: Uint8Array, row: HashedColumns): Uint8Array {
  const { ordinal, at, actor, via, action, targets, address, count } = row;
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([ordinal, at, actor, via, action, targets, address, count]))
    .digest();
}

/** Makes `audit_hash` known to a connection. Only statements of ours may call it, nothing that a file brings along. */
export function teachAuditHash(database: Database.Database): void {
  database.function(
    'audit_hash',
    { deterministic: true, directOnly: true, varargs: true },
    (previous: unknown, ...columns: unknown[]) =>
      createHash('sha256')
        .update(previous instanceof Uint8Array ? previous : FIRST_AUDIT_HASH)
        .update(JSON.stringify(columns))
        .digest(),
  );
}
