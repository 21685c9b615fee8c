// What a person keeps for themselves beside a meeting, as routes carry it.
import { z } from 'zod';
import { MAX_PRIVATE_NOTE_CHARS, PRIVATE_NOTE_PATTERN } from '../domain/private-note.ts';
import { instant } from './text.schema.ts';

export const privateNoteBody = z.object({
  text: z.string().max(MAX_PRIVATE_NOTE_CHARS).regex(PRIVATE_NOTE_PATTERN),
});

export const privateNote = z.object({
  text: z.string(),
  /** What a change names as its If-Match; `0` before anything was written. */
  revision: z.string(),
  updatedAt: instant.nullable(),
});
export type PrivateNoteAnswer = z.infer<typeof privateNote>;
