// Archiving, the archive list, search and verification: what the routes take and give.
import { z } from 'zod';
import { PASSAGE_KINDS } from '../domain/passage.ts';
import { digest, id, prose } from './text.schema.ts';

export const archiveBody = z.object({ override: z.object({ reason: prose(500) }).optional() }).default({});
export const archived = z
  .object({ id: z.string(), archiveId: z.string(), version: z.int(), digest })
  .meta({ id: 'Archived' });
export const reopenBody = z.object({ reason: prose(500) });

/** `ranges` are [from, to) UTF-16 offsets into `text`. */
export const hit = z.object({
  /** Absent where the index is of before kinds were kept; indexing anew says them. */
  kind: z.enum(PASSAGE_KINDS).optional(),
  itemId: z.string().optional(),
  /** Of the item the passage stands in; absent where the passage is that title itself. */
  itemTitle: z.string().optional(),
  text: z.string(),
  ranges: z.array(z.tuple([z.int(), z.int()])),
});
export const archiveResult = z.object({
  archiveId: z.string(),
  meetingId: z.string(),
  version: z.int(),
  title: z.string(),
  date: z.string().nullable(),
  archivedAt: z.int(),
  hits: z.array(hit),
});
export const archiveQuery = z.object({
  q: z.string().trim().max(200).optional(),
  body: id.optional(),
  from: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  to: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  cursor: z.string().max(200).optional(),
});
export const archiveResults = z.object({ results: z.array(archiveResult), cursor: z.string().nullable() });

export const archiveEntry = z.object({
  id: z.string(),
  meetingId: z.string(),
  version: z.int(),
  title: z.string(),
  date: z.string().nullable(),
  archivedAt: z.int(),
  archivedBy: z.string(),
  digest: z.string(),
  previousDigest: z.string().nullable(),
  overrideReason: z.string().nullable(),
  /** A MeetingSnapshot; `public` audience for readers, `internal` for the secretariat. */
  snapshot: z.unknown(),
  versions: z.array(z.object({ id: z.string(), version: z.int(), archivedAt: z.int() })),
});
export const verification = z.object({
  archiveId: z.string(),
  intact: z.boolean(),
  /** What was checked, each with its outcome: `snapshot`, `journal`, `chain`. */
  checks: z.array(z.object({ name: z.string(), intact: z.boolean(), expected: z.string(), found: z.string() })),
});

export type ArchiveQuery = z.infer<typeof archiveQuery>;
export type Archived = z.infer<typeof archived>;
export type ArchiveHit = z.infer<typeof hit>;
export type ArchiveResult = z.infer<typeof archiveResult>;
export type ArchiveResults = z.infer<typeof archiveResults>;
export type ArchiveEntry = z.infer<typeof archiveEntry>;
export type Verification = z.infer<typeof verification>;
