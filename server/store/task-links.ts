// Links that open the tasks of one owner: by the hash of their token, and what became of each. A register, small and never hot;
// what is told of it lands in the audit log in the same transaction.
import { sql, type Insertable, type Selectable, type SqlBool } from 'kysely';
import type { AuditEntry, TaskLinkRow } from '../ports.ts';
import type { TaskLinks } from '../task-ports.ts';
import { auditStatement } from './audit-chain.ts';
import type { CompiledStatement } from './connection.ts';
import type { Queries } from './queries.ts';
import type { TaskLinksTable } from './schema.ts';
import { runOn } from './run-on.ts';
import type { Writer } from './writer.ts';

/** On one page. */
const MAX_OWED = 200;
const MARKS = { delivered: 'delivered_at', opened: 'opened_at', answered: 'answered_at' } as const;

export function sqlTaskLinks(writer: Pick<Writer, 'run'>, queries: Queries): TaskLinks {
  const all = () => queries.selectFrom('task_links').selectAll();
  return {
    async byHash(hash) {
      const row = await all().where('token_hash', '=', hash).executeTakeFirst();
      return row ? linkRow(row) : null;
    },
    async byId(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? linkRow(row) : null;
    },
    async of(identities, bodyId) {
      const theirs = all()
        .where('identity', 'in', [...identities])
        .where('body_id', 'is', bodyId);
      return (await theirs.orderBy('created_at').orderBy('id').execute()).map(linkRow);
    },
    async insert(row, audit) {
      await write(writer, [queries.insertInto('task_links').values(columnsOf(row)).compile()], [audit]);
    },
    async mark(id, what, at) {
      const column = MARKS[what];
      const first = queries
        .updateTable('task_links')
        .set({ [column]: at })
        .where('id', '=', id);
      await write(writer, [first.where(column, 'is', null).compile()], []);
    },
    async revoke(id, at, audit) {
      const standing = queries.updateTable('task_links').set({ revoked_at: at }).where('id', '=', id);
      const statement = { ...standing.where('revoked_at', 'is', null).compile(), isCondition: true };
      const [changed = 0] = await write(writer, [statement], [audit]);
      return changed > 0;
    },
    owed: (identities, bodyId) => owed(queries, identities, bodyId),
    async hasMet(bodyId, { after, until }) {
      const meetings = queries
        .selectFrom('meetings')
        .select('id')
        .where('body_id', '=', bodyId)
        .where(sql<SqlBool>`trashed_at IS NULL AND sample = 0`);
      const began = queries
        .selectFrom('named_versions')
        .select('id')
        .where('meeting_id', 'in', meetings)
        .where('kind', '=', 'began')
        .where('at', '>', after)
        .where('at', '<=', until);
      return (await began.limit(1).execute()).length > 0;
    },
  };
}

async function owed(
  queries: Queries,
  identities: readonly string[],
  bodyId: string | null,
): ReturnType<TaskLinks['owed']> {
  const owned = queries
    .selectFrom('task_owners')
    .select('task_id')
    .where('identity', 'in', [...identities]);
  const tasks = queries.selectFrom('tasks').select('id').where('id', 'in', owned).where('body_id', 'is', bodyId);
  const openFirst = tasks
    .orderBy(sql`state IN ('closed', 'cancelled')`)
    .orderBy('due_order')
    .orderBy('number');
  return (await openFirst.limit(MAX_OWED).execute()).map(({ id }) => id);
}

function write(
  writer: Pick<Writer, 'run'>,
  statements: readonly CompiledStatement[],
  audit: readonly AuditEntry[],
): Promise<readonly number[]> {
  return runOn(writer, [...statements, ...audit.map(auditStatement)]);
}

function linkRow(row: Selectable<TaskLinksTable>): TaskLinkRow {
  return {
    ...{ id: row.id, tokenHash: row.token_hash, bodyId: row.body_id, identity: row.identity, name: row.name },
    ...{ createdAt: row.created_at, createdBy: row.created_by, expiresAt: row.expires_at },
    ...{ deliveredAt: row.delivered_at, openedAt: row.opened_at },
    ...{ answeredAt: row.answered_at, revokedAt: row.revoked_at },
    isMailed: row.mailed === 1,
  };
}

function columnsOf(row: TaskLinkRow): Insertable<TaskLinksTable> {
  return {
    ...{ id: row.id, token_hash: row.tokenHash, body_id: row.bodyId, identity: row.identity, name: row.name },
    ...{ created_at: row.createdAt, created_by: row.createdBy, expires_at: row.expiresAt },
    ...{ delivered_at: row.deliveredAt, opened_at: row.openedAt },
    ...{ answered_at: row.answeredAt, revoked_at: row.revokedAt },
    mailed: row.isMailed ? 1 : 0,
  };
}
