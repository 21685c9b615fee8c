// Reads of the meetings table; its rows are written by the ledger alone, beside the journal rows they belong to.
import type { Selectable } from 'kysely';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { Queries } from './queries.ts';
import type { MeetingsTable } from './schema.ts';

export function sqlMeetings(queries: Queries): Meetings {
  return {
    async byId(id: MeetingId) {
      const row = await queries.selectFrom('meetings').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? meetingRow(row) : null;
    },

    /** A meeting without a planned start stands where it was made. */
    async list({ trashed }) {
      const rows = await queries
        .selectFrom('meetings')
        .selectAll()
        .where('trashed_at', trashed ? 'is not' : 'is', null)
        .orderBy(({ fn }) => fn.coalesce('planned_start', 'created_at'), 'desc')
        .orderBy('id')
        .execute();
      return rows.map(meetingRow);
    },
  };
}

function meetingRow(row: Selectable<MeetingsTable>): MeetingRow {
  return {
    id: row.id,
    title: row.title,
    phase: row.phase,
    version: row.version,
    bodyId: row.body_id,
    plannedStart: row.planned_start,
    plannedEnd: row.planned_end,
    venue: row.venue,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    trashedAt: row.trashed_at,
    ...(row.draft === 1 ? { draft: true } : {}),
    ...(row.sample === 1 ? { sample: true } : {}),
  };
}
