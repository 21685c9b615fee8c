// Reads of the audit log, and the proof of its chain. Its rows are added by whoever writes what they tell of.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import type { AuditTarget } from '../../shared/domain/audit.ts';
import type { AuditEntry, AuditHead } from '../ports.ts';
import type { Audit, AuditFilter, AuditRow } from '../register-ports.ts';
import { auditHash, auditStatement, FIRST_AUDIT_HASH, type HashedColumns } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import type { Queries } from './queries.ts';
import type { AuditTable } from './schema.ts';
import { runOn } from './run-on.ts';
import type { Writer } from './writer.ts';

/** Rows proved between two turns of the event loop. */
const ROWS_A_TURN = 2_000;

/** All of them, or it does not compile. */
const TARGET_KINDS: Readonly<Record<AuditTarget['kind'], true>> = {
  account: true,
  session: true,
  token: true,
  invitation: true,
  link: true,
  meeting: true,
  archive: true,
  file: true,
  version: true,
  body: true,
  template: true,
  phrase: true,
  topic: true,
  person: true,
  organisation: true,
  roster: true,
  term: true,
  task: true,
  notice: true,
  holidays: true,
  export: true,
};

type StoredRow = HashedColumns & { readonly hash: Uint8Array };

export class SqlAudit implements Audit {
  readonly #writer: Pick<Writer, 'run'>;
  readonly #queries: Queries;
  readonly #connection: Connection;
  readonly #rows;
  readonly #newest;
  readonly #highest;

  constructor(writer: Pick<Writer, 'run'>, connection: Connection, queries: Queries) {
    this.#writer = writer;
    this.#queries = queries;
    this.#connection = connection;
    this.#newest = connection.prepare<[], { readonly ordinal: number }>(
      'SELECT ordinal FROM audit ORDER BY ordinal DESC LIMIT 1',
    );
    this.#rows = connection.prepare<[number, number], StoredRow>(
      `SELECT ordinal, at, actor, via, action, targets, address, count, hash FROM audit
       WHERE ordinal > ? ORDER BY ordinal LIMIT ?`,
    );
    this.#highest = connection.prepare<[], { readonly seq: number }>(
      `SELECT seq FROM sqlite_sequence WHERE name = 'audit'`,
    );
  }

  async append(entries: readonly AuditEntry[]): Promise<void> {
    await runOn(this.#writer, entries.map(auditStatement));
  }

  async list({ actor, action, from, to, before, limit }: AuditFilter): Promise<readonly AuditRow[]> {
    let rows = this.#queries.selectFrom('audit').selectAll().orderBy('ordinal', 'desc').limit(limit);
    if (actor !== null) rows = rows.where('actor', '=', actor);
    if (action !== null) rows = rows.where('action', '=', action);
    if (from !== null) rows = rows.where('at', '>=', from);
    if (to !== null) rows = rows.where('at', '<', to);
    if (before !== null) rows = rows.where('ordinal', '<', before);
    return (await rows.execute()).map(auditRow);
  }

  async head(): Promise<AuditHead | null> {
    const newest = this.#queries.selectFrom('audit').select(['ordinal', 'hash']).orderBy('ordinal', 'desc').limit(1);
    const row = await newest.executeTakeFirst();
    return row ? { ordinal: row.ordinal, hash: hex(row.hash) } : null;
  }

  async hashAt(ordinal: number): Promise<string | null> {
    const row = this.#queries.selectFrom('audit').select('hash').where('ordinal', '=', ordinal);
    const found = await row.executeTakeFirst();
    return found ? hex(found.hash) : null;
  }

  /**
   * 1. Rows are numbered 1, 2, 3 …; 2. each has the hash that its columns and the row before it give; 3. the last one has
   * the highest number ever given. What is added meanwhile is of no account.
   */
  async verify() {
    const { newest, highest } = this.#connection.reading(() => this.#ends());
    const end = Math.min(newest, highest);
    let head: AuditHead | null = null;
    let hash = FIRST_AUDIT_HASH;
    for (let entries = 0; entries < end;) {
      const rows = this.#rows.all(entries, Math.min(ROWS_A_TURN, end - entries));
      for (const row of rows) {
        hash = auditHash(hash, row);
        const isSound = row.ordinal === entries + 1 && Buffer.from(row.hash).equals(hash);
        if (!isSound) return { entries, head, brokenAt: entries + 1 };
        entries += 1;
        head = { ordinal: entries, hash: hex(hash) };
      }
      await nextTurn();
    }
    return { entries: end, head, brokenAt: newest === highest ? null : end + 1 };
  }

  #ends(): { readonly newest: number; readonly highest: number } {
    return { newest: this.#newest.get()?.ordinal ?? 0, highest: this.#highest.get()?.seq ?? 0 };
  }
}

function auditRow(row: Selectable<AuditTable>): AuditRow {
  const { ordinal, at, actor, via, action, address, count } = row;
  return { ordinal, at, actor, via, action, targets: targetsIn(row.targets), address, count };
}

/** What `auditStatement` wrote; of a text that was tampered with, what is left. Whether it was, the chain says. */
function targetsIn(text: string): readonly AuditTarget[] {
  const value = parsed(text);
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((target) => {
    if (typeof target !== 'object' || target === null || !('kind' in target) || !('id' in target)) return [];
    const { kind, id } = target;
    return isTargetKind(kind) && typeof id === 'string' ? [{ kind, id }] : [];
  });
}

function isTargetKind(kind: unknown): kind is AuditTarget['kind'] {
  return typeof kind === 'string' && Object.hasOwn(TARGET_KINDS, kind);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
