// Addresses at which calendars subscribe, by the hash of their token. A register, small; asked by programs, by the hour.
import { sql, type Selectable } from 'kysely';
import type { CalendarFeedRow, CalendarFeeds } from '../calendar-ports.ts';
import { auditStatement } from './audit-chain.ts';
import { scopeKept } from './people-rows.ts';
import type { Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import { runOn } from './run-on.ts';
import type { CalendarFeedsTable } from './schema.ts';

export function sqlCalendarFeeds(writer: Running, queries: Queries): CalendarFeeds {
  const all = () => queries.selectFrom('calendar_feeds').selectAll();
  return {
    async byHash(tokenHash) {
      const row = await all().where('token_hash', '=', tokenHash).executeTakeFirst();
      return row ? feedRow(row) : null;
    },
    async byId(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? feedRow(row) : null;
    },
    async of(kind, subjects) {
      // They travel as one value, so that the text of the statement, and with it the statement, stays the same.
      const wanted = sql<boolean>`subject IN (SELECT value FROM json_each(${JSON.stringify(subjects)}))`;
      const theirs = all().where('kind', '=', kind).where(wanted);
      return (await theirs.orderBy('created_at').orderBy('id').execute()).map(feedRow);
    },
    async insert(row, audit) {
      const { id, kind, subject, scope } = row;
      const values = {
        ...{ id, token_hash: row.tokenHash, kind, subject, scope: scope === null ? null : JSON.stringify(scope) },
        ...{ created_at: row.createdAt, created_by: row.createdBy, used_at: row.usedAt },
      };
      await runOn(writer, [queries.insertInto('calendar_feeds').values(values).compile(), auditStatement(audit)]);
    },
    async used(id, at) {
      await runOn(writer, [queries.updateTable('calendar_feeds').set({ used_at: at }).where('id', '=', id).compile()]);
    },
    async remove(id, audit) {
      const gone = { ...queries.deleteFrom('calendar_feeds').where('id', '=', id).compile(), isCondition: true };
      const [changed = 0] = await runOn(writer, [gone, auditStatement(audit)]);
      return changed > 0;
    },
  };
}

function feedRow(row: Selectable<CalendarFeedsTable>): CalendarFeedRow {
  const { id, kind, subject, scope } = row;
  return {
    ...{ id, tokenHash: row.token_hash, kind, subject, scope: scope === null ? null : scopeKept(scope) },
    ...{ createdAt: row.created_at, createdBy: row.created_by, usedAt: row.used_at },
  };
}
