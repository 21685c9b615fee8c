// Who took which part in which meeting: a copy of what the documents of meetings say, found by person and by unit. What stands
// in the way of its being right is asked first: which meetings have gone on since they were read.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { PartTaken } from '../../shared/domain/part-taken.ts';
import { nameKeyOf } from '../../shared/lib/fold-name.ts';
import type { PartScope, PartsInMeeting, PartsTaken, UnreadMeeting } from '../part-ports.ts';
import { partKept } from './people-rows.ts';
import type { Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import { runOn } from './run-on.ts';

/** Raised when what is read out of documents changes: everything is read anew then. */
const FORM = 1;

/** What is read: it is published, real, not in the trash. */
const REAL = sql`m.draft = 0 AND m.sample = 0 AND m.trashed_at IS NULL`;
/** What counts: it began besides. */
const HELD = sql`m.phase <> 'prepare' AND ${REAL}`;

export function sqlPartsTaken(writer: Running, queries: Queries): PartsTaken {
  return {
    async unread(scope) {
      // Names of documents as `docName` makes them; a meeting without documents has nothing to read.
      const name = sql`m.id || CASE WHEN m.version > 1 THEN '~' || m.version ELSE '' END`;
      const stamp = sql<string>`${FORM} || '.' || m.version || '.' || d.seq || '.' || r.seq`;
      const { rows } = await sql<UnreadMeeting>`
        SELECT m.id AS id, m.version AS version, ${stamp} AS stamp
        FROM meetings AS m
        JOIN documents AS d ON d.doc = ${name} || '/desk'
        JOIN documents AS r ON r.doc = ${name} || '/record'
        LEFT JOIN part_readings AS p ON p.meeting_id = m.id
        WHERE ${REAL} AND ${within(scope)} AND p.stamp IS NOT ${stamp}`.execute(queries);
      return rows;
    },
    async put({ id, stamp }, { startedAt, parts }) {
      const all = JSON.stringify(parts.map((part) => columnsOf(part)));
      const statements = [
        sql`DELETE FROM parts_taken WHERE meeting_id = ${id}`,
        sql`INSERT INTO parts_taken (meeting_id, place, person_id, org_key, part)
          SELECT ${id}, key, value ->> 0, value ->> 1, value ->> 2 FROM json_each(${all})`,
        sql`INSERT INTO part_readings (meeting_id, stamp, started_at) VALUES (${id}, ${stamp}, ${startedAt})
          ON CONFLICT (meeting_id) DO UPDATE SET stamp = excluded.stamp, started_at = excluded.started_at`,
      ];
      await runOn(
        writer,
        statements.map((statement) => statement.compile(queries)),
      );
    },
    async listed(ids, scope) {
      const { rows } = await sql<{ id: MeetingId }>`
        SELECT DISTINCT m.id AS id
        FROM json_each(${JSON.stringify(ids)}) AS wanted
        JOIN parts_taken AS p ON p.person_id = wanted.value
        JOIN meetings AS m ON m.id = p.meeting_id
        WHERE ${REAL} AND ${within(scope)}`.execute(queries);
      return new Set(rows.map(({ id }) => id));
    },
    ofPeople: (ids, scope) => found(queries, sql`person_id`, ids, scope),
    ofUnits: (keys, scope) => found(queries, sql`org_key`, keys, scope),
  };
}

function columnsOf(part: PartTaken): readonly (string | null)[] {
  const { personId, org } = part;
  return [personId, org === null ? null : nameKeyOf(org), JSON.stringify(part)];
}

interface FoundRow extends Omit<PartsInMeeting, 'parts'> {
  readonly part: string;
}

async function found(
  queries: Queries,
  column: RawBuilder<unknown>,
  values: readonly string[],
  scope: PartScope,
): Promise<readonly PartsInMeeting[]> {
  // They travel as one value, so that the text of the statement, and with it the statement, stays the same.
  const { rows } = await sql<FoundRow>`
    SELECT m.id AS id, m.title AS title, m.body_id AS bodyId, m.phase AS phase,
      coalesce(m.planned_start, r.started_at, m.created_at) AS at, p.part AS part
    FROM json_each(${JSON.stringify(values)}) AS wanted
    JOIN parts_taken AS p ON p.${column} = wanted.value
    JOIN meetings AS m ON m.id = p.meeting_id
    JOIN part_readings AS r ON r.meeting_id = m.id
    WHERE ${HELD} AND ${within(scope)}
    ORDER BY at DESC, m.id, p.place`.execute(queries);
  const byMeeting = new Map<string, Omit<PartsInMeeting, 'parts'> & { readonly parts: PartTaken[] }>();
  for (const { part, ...meeting } of rows) {
    const one = byMeeting.get(meeting.id) ?? { ...meeting, parts: [] };
    one.parts.push(partKept(part));
    byMeeting.set(meeting.id, one);
  }
  return [...byMeeting.values()];
}

function within(scope: PartScope): RawBuilder<SqlBool> {
  if (scope === null) return sql<SqlBool>`1`;
  const named = JSON.stringify(scope.filter((bodyId) => bodyId !== null));
  const among = sql<SqlBool>`m.body_id IN (SELECT value FROM json_each(${named}))`;
  return scope.includes(null) ? sql<SqlBool>`(${among} OR m.body_id IS NULL)` : among;
}
