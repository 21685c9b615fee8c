// Reads of the named versions; their rows are written by the ledger alone, in the commit they belong to.
import type { Selectable } from 'kysely';
import type { MeetingId, NamedVersionId } from '../../shared/domain/ids.ts';
import type { NamedVersionRow } from '../ports.ts';
import type { NamedVersions } from '../history-ports.ts';
import type { Queries } from './queries.ts';
import type { NamedVersionsTable } from './schema.ts';

export function sqlNamedVersions(queries: Queries): NamedVersions {
  return {
    async byId(id: NamedVersionId) {
      const row = await queries.selectFrom('named_versions').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? namedVersionRow(row) : null;
    },

    async ofMeeting(meetingId: MeetingId) {
      const rows = await queries
        .selectFrom('named_versions')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .where('removed_at', 'is', null)
        .orderBy('at')
        .orderBy('version')
        .orderBy('seq')
        .orderBy('id')
        .execute();
      return rows.map(namedVersionRow);
    },
  };
}

function namedVersionRow(row: Selectable<NamedVersionsTable>): NamedVersionRow {
  const { id, version, seq, kind, name, at, by } = row;
  return {
    ...{ id, version, seq, kind, name, at, by },
    meetingId: row.meeting_id,
    byName: row.by_name,
    removedAt: row.removed_at,
  };
}
