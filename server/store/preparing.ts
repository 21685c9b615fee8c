// Bodies and templates: what meetings are prepared from. Registers, small and never hot; every write carries what the audit
// log says of it, in the same transaction. A template's items are one JSON value, since nothing asks for one of them alone.
import { sql } from 'kysely';
import { brand } from '../../shared/lib/brand.ts';
import type { BodyId, TemplateId } from '../../shared/domain/ids.ts';
import type { AuditEntry } from '../ports.ts';
import {
  MAX_REMOVED_TEMPLATES,
  type Bodies,
  type BodyRow,
  type TakenOfBody,
  type TemplateRow,
  type Templates,
} from '../preparing-ports.ts';
import { auditStatement } from './audit-chain.ts';
import type { CompiledStatement } from './connection.ts';
import { namesKept } from './people-rows.ts';
import type { Queries } from './queries.ts';
import { runOn } from './run-on.ts';
import { sqliteCode } from './storage-fault.ts';
import type { Writer } from './writer.ts';

export type Running = Pick<Writer, 'run'>;

export function sqlBodies(writer: Running, queries: Queries): Bodies {
  const all = () => queries.selectFrom('bodies').selectAll();
  return {
    async list() {
      return (await all().orderBy('created_at').orderBy('id').execute()).map(bodyRow);
    },
    async byId(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? bodyRow(row) : null;
    },
    async insert({ id, name, shortName, aliases, createdAt, updatedAt }, audit) {
      const times = { created_at: createdAt, updated_at: updatedAt };
      const values = { id, name, short_name: shortName, aliases: JSON.stringify(aliases), ...times };
      return await writeBody(writer, queries.insertInto('bodies').values(values).compile(), audit);
    },
    async update(id, { name, shortName, aliases, updatedAt }, audit) {
      const set = { name, short_name: shortName, aliases: JSON.stringify(aliases), updated_at: updatedAt };
      return await writeBody(writer, queries.updateTable('bodies').set(set).where('id', '=', id).compile(), audit);
    },
  };
}

export function sqlTemplates(writer: Running, queries: Queries): Templates {
  const all = () => queries.selectFrom('templates').selectAll();
  return {
    async list() {
      const rows = await all().where('removed_at', 'is', null).orderBy('created_at').orderBy('id').execute();
      return rows.map(templateRow);
    },
    async byId(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? templateRow(row) : null;
    },
    async load() {
      const totals = queries
        .selectFrom('templates')
        .where('removed_at', 'is', null)
        .select(({ fn }) => [
          fn.countAll<number>().as('count'),
          fn.coalesce(fn.sum<number>(fn<number>('length', ['items'])), sql.lit(0)).as('characters'),
        ]);
      return await totals.executeTakeFirstOrThrow();
    },
    async insert(row, audit) {
      await write(writer, queries.insertInto('templates').values(templateColumns(row)).compile(), audit);
    },
    async update(id, set, audit) {
      const { name, bodyId, items, updatedAt, removedAt } = set;
      // What is undefined is left as it is.
      const columns = { name, body_id: bodyId, items, updated_at: updatedAt, removed_at: removedAt };
      const update = queries.updateTable('templates').set(columns).where('id', '=', id);
      const one = update.where('removed_at', removedAt === null ? 'is not' : 'is', null);
      return await write(writer, one.compile(), audit, forgetRemoved(queries));
    },
  };
}

interface BodyColumns {
  readonly id: BodyId;
  readonly name: string;
  readonly short_name: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly aliases: string;
}

function bodyRow({ id, name, short_name, created_at, updated_at, aliases }: BodyColumns): BodyRow {
  const times = { createdAt: created_at, updatedAt: updated_at };
  return { id: brand<BodyId>(id), name, shortName: short_name, aliases: namesKept(aliases), ...times };
}

interface TemplateColumns {
  readonly id: TemplateId;
  readonly name: string;
  readonly body_id: string | null;
  readonly items: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly removed_at: number | null;
}

function templateRow(row: TemplateColumns): TemplateRow {
  const { id, name, items, body_id: bodyId, created_at: createdAt, updated_at: updatedAt, removed_at: removedAt } = row;
  return { id, name, bodyId, items, createdAt, updatedAt, removedAt };
}

function templateColumns({ id, name, bodyId, items, createdAt, updatedAt, removedAt }: TemplateRow): TemplateColumns {
  return { id, name, body_id: bodyId, items, created_at: createdAt, updated_at: updatedAt, removed_at: removedAt };
}

/** The oldest removed templates go for good: nobody takes them back any more, and each may be long. */
function forgetRemoved(queries: Queries): CompiledStatement {
  const kept = queries
    .selectFrom('templates')
    .select('id')
    .where('removed_at', 'is not', null)
    .orderBy('removed_at', 'desc')
    .orderBy('id')
    .limit(MAX_REMOVED_TEMPLATES);
  return queries.deleteFrom('templates').where('removed_at', 'is not', null).where('id', 'not in', kept).compile();
}

async function writeBody(
  writer: Running,
  statement: CompiledStatement,
  audit: AuditEntry,
): Promise<TakenOfBody | null> {
  try {
    await write(writer, statement, audit);
    return null;
  } catch (error) {
    const code = sqliteCode(error);
    if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return 'id';
    if (code === 'SQLITE_CONSTRAINT_UNIQUE') return 'name';
    throw error;
  }
}

/**
 * `statement`, then `also` and what the audit log says of it, all or nothing; false and nothing when `statement` changes no
 * row. Rejects with `StorageUnavailable`.
 */
export async function write(
  writer: Running,
  statement: CompiledStatement,
  audit: AuditEntry,
  ...also: readonly CompiledStatement[]
): Promise<boolean> {
  const [changed = 0] = await runOn(writer, [{ ...statement, isCondition: true }, ...also, auditStatement(audit)]);
  return changed > 0;
}
