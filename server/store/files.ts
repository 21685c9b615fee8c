// Reads of the files table; its rows are written by the ledger alone, beside the journal rows they belong to. Knows
// nothing of bytes, only which of them must be there.
import { sql, type Selectable } from 'kysely';
import type { FileParent } from '../../shared/domain/file.ts';
import type { FileId, ItemId, MeetingId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { FileRow } from '../ports.ts';
import type { Files } from '../file-ports.ts';
import type { Queries } from './queries.ts';
import type { FilesTable } from './schema.ts';

export function sqlFiles(queries: Queries): Files {
  return {
    async byId(id: FileId) {
      const row = await queries.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? fileRow(row) : null;
    },

    async ofMeeting(meetingId: MeetingId) {
      const rows = await queries
        .selectFrom('files')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .where('removed_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(fileRow);
    },

    async usageOf(meetingId: MeetingId) {
      const { count, bytes } = await queries
        .selectFrom('files')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('size_bytes').as('bytes')])
        .where('meeting_id', '=', meetingId)
        .where('removed_at', 'is', null)
        .executeTakeFirstOrThrow();
      return { count, bytes: bytes ?? 0 };
    },

    async needs(digest: string, since: EpochMs) {
      const row = await queries
        .selectFrom('files')
        .select('id')
        .where('digest', '=', digest)
        .where(({ or, eb }) => or([eb('removed_at', 'is', null), eb('removed_at', '>', since)]))
        .limit(1)
        .executeTakeFirst();
      if (row || (await isEvidence(queries, digest, since))) return true;
      // Seals are small texts; one that holds the digest anywhere is reason enough to spare the bytes.
      const sealed = await queries
        .selectFrom('archives')
        .select('id')
        .where(sql<boolean>`instr(seal, ${digest}) > 0`)
        .limit(1)
        .execute();
      return sealed.length > 0;
    },

    async needed() {
      const rows = await queries
        .selectFrom(sql<NeededBlob>`(${sql.raw(NEEDED_BLOBS)})`.as('needed'))
        .select(['digest', 'size_bytes'])
        .orderBy('digest')
        .execute();
      return rows.map(({ digest, size_bytes: sizeBytes }) => ({ digest, sizeBytes }));
    },
  };
}

/** Of a task, or on its way to one since `since`. */
async function isEvidence(queries: Queries, digest: string, since: EpochMs): Promise<boolean> {
  const evidence = queries.selectFrom('task_files').select('id').where('digest', '=', digest);
  const needed = evidence.where(({ or, eb }) => or([eb('attached_at', 'is not', null), eb('created_at', '>', since)]));
  return (await needed.limit(1).execute()).length > 0;
}

interface NeededBlob {
  readonly digest: string;
  readonly size_bytes: number;
}

/** Digest and size of every blob that must be there: of files that stand, of what tasks were answered with, of what all seals name. */
export const NEEDED_BLOBS = `
  SELECT digest, size_bytes FROM files WHERE removed_at IS NULL
  UNION
  SELECT digest, size_bytes FROM task_files WHERE attached_at IS NOT NULL
  UNION
  SELECT json_extract(value, '$.digest') AS digest, json_extract(value, '$.sizeBytes') AS size_bytes
  FROM archives, json_each(archives.seal, '$.files')`;

function fileRow(row: Selectable<FilesTable>): FileRow {
  return {
    id: row.id,
    meetingId: row.meeting_id,
    parent: parentOf(row.parent_kind, row.parent_id),
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    digest: row.digest,
    width: row.width,
    height: row.height,
    createdAt: row.created_at,
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    removedAt: row.removed_at,
  };
}

function parentOf(kind: FileParent['kind'], id: string | null): FileParent {
  if (id === null || kind === 'meeting') return { kind: 'meeting' };
  return kind === 'item' ? { kind, id: brand<ItemId>(id) } : { kind, id: brand<TaskId>(id) };
}
