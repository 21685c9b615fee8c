// Attached files: what the routes take and give.
import { z } from 'zod';
import { MAX_FILE_NAME_CHARS } from '../domain/file.ts';
import { digest, id, line } from './text.schema.ts';

export const fileParent = z.object({
  kind: z.enum(['meeting', 'item', 'task']),
  /** Of the item or task; absent for the meeting itself. */
  id: z.string().optional(),
});

export const file = z
  .object({
    id: z.string(),
    meetingId: z.string(),
    parent: fileParent,
    /** For display and saving only. */
    name: z.string(),
    /** As found in the bytes. */
    mediaType: z.string(),
    sizeBytes: z.int(),
    /** sha-256 of the stored bytes; also the ETag of `GET /files/{id}`. */
    digest,
    /** Of pictures that can be shown; px. */
    width: z.int().optional(),
    height: z.int().optional(),
    /** Whether a page may show it where it stands; anything else is only downloaded. */
    inline: z.boolean(),
    createdAt: z.int(),
    createdBy: z.string(),
    createdByName: z.string(),
    /** Path of its bytes on this server. */
    url: z.string(),
  })
  .meta({ id: 'File' });
export const fileList = z.object({ files: z.array(file) });

/** At most one of them; without either the file belongs to the meeting. */
export const uploadQuery = z
  .object({ item: id.optional(), task: id.optional() })
  .refine((query) => query.item === undefined || query.task === undefined, {
    message: 'either an item or a task',
    path: ['task'],
  });
/** The ending is kept or put back: it follows from the bytes. */
export const patchFileBody = z.object({ name: line(MAX_FILE_NAME_CHARS) });

export type File = z.infer<typeof file>;
export type FileList = z.infer<typeof fileList>;
export type UploadQuery = z.infer<typeof uploadQuery>;
