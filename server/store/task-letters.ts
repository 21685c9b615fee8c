// Reads of the letters that were written about tasks, each with what became of its notice and of the link that went along; and
// the statements that mark them when the mail server has taken their mail.
import { sql, type SqlBool } from 'kysely';
import { letterKey, type TaskLetters } from '../task-ports.ts';
import type { CompiledStatement } from './connection.ts';
import type { Queries } from './queries.ts';

export function sqlTaskLetters(queries: Queries): TaskLetters {
  return {
    async ofTask(id) {
      const rows = await queries
        .selectFrom('task_letters as letter')
        .leftJoin('outbox', 'outbox.id', 'letter.notice_id')
        .leftJoin('task_links as link', 'link.id', 'letter.link_id')
        .selectAll('letter')
        .select(['outbox.state', 'outbox.fault', 'outbox.detail', 'outbox.next_at as nextAt'])
        .select(['link.opened_at as openedAt', 'link.answered_at as answeredAt'])
        .where('letter.task_id', '=', id)
        .orderBy('letter.at')
        .orderBy('letter.occasion')
        .execute();
      return rows.map(({ recipient, occasion, topic, address, at, state, fault, detail, ...row }) => ({
        ...{ recipient, occasion, topic, address, at, state, fault, detail },
        ...{ noticeId: row.notice_id, linkId: row.link_id, deliveredAt: row.delivered_at },
        ...{ nextAt: row.nextAt, openedAt: row.openedAt, answeredAt: row.answeredAt },
      }));
    },
    async waiting(id, now) {
      const rows = await queries
        .selectFrom('task_letters as letter')
        .innerJoin('outbox', 'outbox.id', 'letter.notice_id')
        .select(['letter.notice_id as noticeId', 'letter.occasion'])
        .where('letter.task_id', '=', id)
        .where('outbox.state', '=', 'waiting')
        .where('outbox.attempts', '=', 0)
        .where('outbox.message', 'is', null)
        .where('outbox.due_at', '>', now)
        .execute();
      return rows;
    },
    async lastOf(ids) {
      // The ids travel as one value, so that the statement stays the same.
      const rows = await queries
        .selectFrom('task_letters')
        .select(({ fn }) => ['task_id', 'recipient', fn.max('at').as('at')])
        .where(sql<SqlBool>`task_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
        .groupBy(['task_id', 'recipient'])
        .execute();
      return new Map(rows.map((row) => [letterKey(row.task_id, row.recipient), row.at]));
    },
    async wrote(ids, topic) {
      const letters = queries.selectFrom('task_letters').select(['task_id', 'occasion']).where('topic', '=', topic);
      const rows = await letters
        .where(sql<SqlBool>`task_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
        .execute();
      return new Set(rows.map((row) => letterKey(row.task_id, row.occasion)));
    },
  };
}

/** Run before the claim is settled: letters of its notices, and their links, were delivered at `at`. */
export function deliveredStatements(claimId: string, at: number): readonly CompiledStatement[] {
  const held = `SELECT id FROM outbox WHERE claim = ? AND state = 'sending'`;
  const letters = `notice_id IN (${held})`;
  return [
    {
      sql: `UPDATE task_links SET delivered_at = ? WHERE delivered_at IS NULL AND id IN
        (SELECT link_id FROM task_letters WHERE ${letters})`,
      parameters: [at, claimId],
    },
    {
      sql: `UPDATE task_letters SET delivered_at = ? WHERE delivered_at IS NULL AND ${letters}`,
      parameters: [at, claimId],
    },
  ];
}
