// Files that say how a task went: their rows. That one was brought is written with the entry of the task's history that brings
// it, by the ledger (task-writer.ts); here they come in, within their limits, and are read.
import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { EvidenceLimit } from '../../shared/domain/evidence.ts';
import type { TaskFileRow, TaskFiles } from '../task-ports.ts';
import { auditStatement } from './audit-chain.ts';
import type { Queries } from './queries.ts';
import { runOn } from './run-on.ts';
import type { TaskFilesTable } from './schema-tasks.ts';
import type { Writer } from './writer.ts';

export function sqlTaskFiles(writer: Pick<Writer, 'run'>, queries: Queries): TaskFiles {
  return {
    async byId(id) {
      const row = await queries.selectFrom('task_files').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? fileRow(row) : null;
    },
    async ofMeeting(meetingId) {
      const rows = await queries
        .selectFrom('task_files')
        .innerJoin('tasks', 'tasks.id', 'task_files.task_id')
        .selectAll('task_files')
        .select(['tasks.number as task_number', 'tasks.what as task_what', 'tasks.body_id as task_body'])
        .where('tasks.meeting_id', '=', meetingId)
        .where('task_files.attached_at', 'is not', null)
        .orderBy('tasks.number')
        .orderBy('task_files.attached_at')
        .orderBy('task_files.id')
        .execute();
      return rows.map((row) => ({
        task: { id: row.task_id, number: row.task_number, what: row.task_what, bodyId: row.task_body },
        file: fileRow(row),
      }));
    },
    async insert(row, { ofTask, ofLink, forgetBefore }, audit) {
      const forget = queries
        .deleteFrom('task_files')
        .where('attached_at', 'is', null)
        .where('created_at', '<=', forgetBefore);
      const ofItsKind = row.link === null ? sql`link_id IS NULL` : sql`link_id IS NOT NULL`;
      const inTask = sql`task_id = ${row.taskId} AND ${ofItsKind}`;
      const inLink = row.link === null ? null : sql`link_id = ${row.link}`;
      const insert = sql`
        INSERT INTO task_files (id, task_id, identity, link_id, by_id, by_name, name, media_type, size_bytes, digest, width,
          height, created_at)
        SELECT ${row.id}, ${row.taskId}, ${row.identity}, ${row.link}, ${row.byId}, ${row.byName}, ${row.name},
          ${row.mediaType}, ${row.sizeBytes}, ${row.digest}, ${row.width}, ${row.height}, ${row.createdAt}
        WHERE ${roomIn(inTask, ofTask, row)} AND ${inLink === null ? sql`1` : roomIn(inLink, ofLink, row)}`;
      const statement = { ...insert.compile(queries), isCondition: true };
      const [, added = 0] = await runOn(writer, [forget.compile(), statement, auditStatement(audit)]);
      return added > 0;
    },
  };
}

function roomIn(
  which: RawBuilder<unknown>,
  { files, bytes }: EvidenceLimit,
  { sizeBytes }: Pick<TaskFileRow, 'sizeBytes'>,
): RawBuilder<unknown> {
  return sql`(SELECT count(*) < ${files} AND coalesce(sum(size_bytes), 0) + ${sizeBytes} <= ${bytes}
    FROM task_files WHERE ${which})`;
}

function fileRow(row: Selectable<TaskFilesTable>): TaskFileRow {
  return {
    ...{ id: row.id, taskId: row.task_id, identity: row.identity, link: row.link_id },
    ...{ byId: row.by_id, byName: row.by_name, name: row.name, mediaType: row.media_type },
    ...{ sizeBytes: row.size_bytes, digest: row.digest, width: row.width, height: row.height },
    ...{ createdAt: row.created_at, attachedAt: row.attached_at },
  };
}
