// Reads of the archive: sealed meetings, newest first, and the passages in them that match a full-text expression.
// Rows are written once, by the ledger. Knows nothing of tokens: the expression comes ready (archive/tokenise.ts).
import { sql, type Selectable } from 'kysely';
import type { ArchiveId, MeetingId } from '../../shared/domain/ids.ts';
import type { ArchiveRow } from '../ports.ts';
import type { Archives, ArchiveSummary, FoundPassage, SearchFilter } from '../register-ports.ts';
import type { Queries } from './queries.ts';
import type { ArchivesTable } from './schema.ts';

/** Of each archive found; who needs more opens it. */
const MAX_PASSAGES = 50;
const MAX_RESULTS = 200;

const SUMMARY = [
  'id',
  'meeting_id',
  'version',
  'title',
  'body_id',
  'date',
  'archived_at',
  'archived_by',
  'archived_by_name',
  'digest',
] as const;

type SummaryColumns = Pick<Selectable<ArchivesTable>, (typeof SUMMARY)[number]>;

export function sqlArchives(queries: Queries): Archives {
  return {
    async byId(id: ArchiveId) {
      const row = await queries.selectFrom('archives').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? archiveRow(row) : null;
    },

    async ofMeeting(meetingId: MeetingId) {
      const rows = await queries
        .selectFrom('archives')
        .select(SUMMARY)
        .where('meeting_id', '=', meetingId)
        .orderBy('version', 'desc')
        .execute();
      return rows.map(summary);
    },

    // By the order of writing: a clock set back must not fork the chain.
    async head() {
      const row = await queries
        .selectFrom('archives')
        .select(SUMMARY)
        .orderBy('ordinal', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? summary(row) : null;
    },

    async search(filter) {
      const archives = (await matchingArchives(queries, filter)).map(summary);
      const passages = await matchingPassages(queries, filter, archives);
      return archives.map((archive) => ({ archive, passages: passages.get(archive.id) ?? [] }));
    },
  };
}

async function matchingArchives(queries: Queries, filter: SearchFilter): Promise<readonly SummaryColumns[]> {
  const { match, bodyId, from, to, internal, after, limit } = filter;
  let query = queries
    .selectFrom('archives')
    .select(SUMMARY)
    .orderBy('archived_at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.min(limit, MAX_RESULTS));
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (from !== null) query = query.where('date', '>=', from);
  if (to !== null) query = query.where('date', '<=', to);
  if (after) query = query.where(sql<boolean>`(archived_at, id) < (${after.archivedAt}, ${after.id})`);
  if (match !== null) query = query.where('id', 'in', passagesOf(queries, match, internal).select('archive_id'));
  return query.execute();
}

async function matchingPassages(
  queries: Queries,
  { match, internal }: SearchFilter,
  archives: readonly ArchiveSummary[],
): Promise<ReadonlyMap<ArchiveId, readonly FoundPassage[]>> {
  if (match === null || archives.length === 0) return new Map();
  // The ids travel as one value, so that the text of the statement, and with it the statement, stays the same.
  const ids = JSON.stringify(archives.map((archive) => archive.id));
  const rows = await queries
    .selectFrom(
      passagesOf(queries, match, internal)
        .select(['archive_text.id', 'archive_id', 'kind', 'item_id', 'text'])
        .select(sql<number>`row_number() over (partition by archive_id order by archive_text.id)`.as('place'))
        .where(sql<boolean>`archive_id in (select value from json_each(${ids}))`)
        .as('found'),
    )
    .select(['archive_id', 'kind', 'item_id', 'text'])
    .where('place', '<=', MAX_PASSAGES)
    .orderBy('id')
    .execute();
  const titles = await itemTitles(queries, ids, internal);
  const byArchive = new Map<ArchiveId, FoundPassage[]>(archives.map((archive) => [archive.id, []]));
  for (const { archive_id: archiveId, kind, item_id: itemId, text } of rows) {
    const itemTitle = itemId === null ? null : (titles.get(`${archiveId} ${itemId}`) ?? null);
    byArchive.get(archiveId)?.push({ kind, itemId, itemTitle, text });
  }
  return byArchive;
}

/** By archive and item: the first passage of an item is its title. */
async function itemTitles(queries: Queries, ids: string, internal: boolean): Promise<ReadonlyMap<string, string>> {
  const first = queries
    .selectFrom('archive_text')
    .select(sql<number>`min(id)`.as('id'))
    .where(sql<boolean>`archive_id in (select value from json_each(${ids}))`)
    .where('item_id', 'is not', null)
    .$if(!internal, (open) => open.where('internal', '=', 0))
    .groupBy(['archive_id', 'item_id']);
  const rows = await queries
    .selectFrom('archive_text')
    .select(['archive_id', 'item_id', 'text'])
    .where('id', 'in', first)
    .execute();
  return new Map(rows.map((row) => [`${row.archive_id} ${row.item_id ?? ''}`, row.text]));
}

function passagesOf(queries: Queries, match: string, internal: boolean) {
  const found = queries
    .selectFrom('archive_text')
    .innerJoin('archive_terms', 'archive_terms.rowid', 'archive_text.id')
    .where(sql<boolean>`archive_terms match ${match}`);
  return internal ? found : found.where('internal', '=', 0);
}

function summary(row: SummaryColumns): ArchiveSummary {
  return {
    id: row.id,
    meetingId: row.meeting_id,
    version: row.version,
    title: row.title,
    bodyId: row.body_id,
    date: row.date,
    archivedAt: row.archived_at,
    archivedBy: row.archived_by,
    archivedByName: row.archived_by_name,
    digest: row.digest,
  };
}

function archiveRow(row: Selectable<ArchivesTable>): ArchiveRow {
  return {
    ...summary(row),
    previousDigest: row.previous_digest,
    seal: row.seal,
    snapshot: row.snapshot,
    overrideReason: row.override_reason,
  };
}
