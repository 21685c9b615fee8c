// History of a meeting's minutes and its named versions: what the routes take and give.
import { z } from 'zod';
import { MAX_VERSION_NAME_CHARS, NAMED_VERSION_KINDS } from '../domain/named-version.ts';
import { id, line } from './text.schema.ts';

/** A moment: `{version}-{seq}` as answers name it, or `now`. */
export const point = z
  .string()
  .max(16)
  .regex(/^(?:now|[1-9]\d{0,4}-[1-9]\d{0,8})$/);
const momentName = z.string();

export const historyQuery = z.object({
  /** Only this item's. */
  item: id.optional(),
  cursor: z
    .string()
    .max(9)
    .regex(/^\d{1,9}$/)
    .optional(),
});
export const pointQuery = z.object({
  /** Only this item; all of the agenda by default. */
  item: id.optional(),
});

export const CHANGED_PARTS = [
  'added',
  'minutes',
  'title',
  'details',
  'removed',
  'restored',
  'tasks',
  'decisions',
] as const;

/** One person's writing in one item without a pause of two minutes. */
export const historyEntry = z
  .object({
    /** The moment after it, and the one before it; null where there was nothing before. */
    point: momentName,
    before: momentName.nullable(),
    itemId: z.string(),
    /** Null: the server itself (a meeting's founding, its opening again). */
    by: z.string().nullable(),
    byName: z.string().nullable(),
    from: z.int(),
    to: z.int(),
    /** Characters; what only moved is not counted. */
    added: z.int(),
    removed: z.int(),
    parts: z.array(z.enum(CHANGED_PARTS)),
    excerpt: z.object({ kind: z.enum(['added', 'removed']), text: z.string() }).nullable(),
  })
  .meta({ id: 'HistoryEntry' });

/**
 * What history cannot tell. `imported`: text that was there when the meeting was made; `damaged`: the version's rows after
 * `lastGoodSeq`.
 */
export const historyGap = z.object({
  version: z.int(),
  kind: z.enum(['imported', 'damaged']),
  lastGoodSeq: z.int(),
});
export const history = z.object({
  /** Newest beginning first. */
  entries: z.array(historyEntry),
  cursor: z.string().nullable(),
  gaps: z.array(historyGap),
});

export const pastItem = z.object({
  itemId: z.string(),
  title: z.string(),
  internal: z.boolean(),
  /** ProseMirror's JSON of the text; each run of words has `by`, the place of who wrote it last in `writers`. */
  document: z.unknown(),
});
export const pastState = z
  .object({
    point: momentName,
    /** When its last change came. */
    at: z.int(),
    items: z.array(pastItem),
    writers: z.array(z.object({ by: z.string().nullable(), byName: z.string().nullable(), at: z.int() })),
  })
  .meta({ id: 'PastState' });

export const namedVersionBody = z.object({ name: line(MAX_VERSION_NAME_CHARS) });
const namedVersionFields = {
  id: z.string(),
  point: momentName,
  /** `named` by a person; the others came with a change of phase. */
  kind: z.enum(NAMED_VERSION_KINDS),
  /** Null: what its kind says. */
  name: z.string().nullable(),
  at: z.int(),
  by: z.string(),
  byName: z.string(),
};
export const namedVersion = z.object(namedVersionFields).meta({ id: 'NamedVersion' });
export const namedVersionList = z.object({ versions: z.array(namedVersion) });
export const namedVersionState = z.object({ ...namedVersionFields, state: pastState });

export type HistoryEntry = z.infer<typeof historyEntry>;
export type HistoryPage = z.infer<typeof history>;
export type PastState = z.infer<typeof pastState>;
export type NamedVersion = z.infer<typeof namedVersion>;
export type NamedVersionList = z.infer<typeof namedVersionList>;
