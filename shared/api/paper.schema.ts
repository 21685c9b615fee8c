// Papers of a meeting: what the routes take and give.
import { z } from 'zod';
import { id } from './text.schema.ts';

export const paperKind = z.enum(['minutes', 'record']);
const audience = z.enum(['internal', 'public']);
const locale = z.enum(['zh-CN', 'en']);

export const paperParams = z.object({ id, paper: paperKind, format: z.enum(['docx', 'pdf']) });
export const paperQuery = z.object({ audience: audience.default('internal'), locale: locale.default('zh-CN') });

export const pagesParams = z.object({ id, paper: paperKind });
/** Some pages of a long paper: from which (the first is 0), and at most how many. */
export const pagesQuery = paperQuery.extend({
  from: z.coerce.number().int().min(0).max(10_000).default(0),
  count: z.coerce.number().int().min(1).max(40).default(20),
});

export const paperPages = z
  .object({
    title: z.string(),
    /** Of the whole paper. */
    count: z.int(),
    from: z.int(),
    /** Each an SVG text without scripts or anything from outside. */
    pages: z.array(z.string()),
    /** What stands on the whole paper, a line a part, for those who hear it. */
    spoken: z.array(z.string()),
    /** Characters that no font has. */
    unprintable: z.array(z.string()),
    /** Faces of the standard for which a free font stands in. */
    substituted: z.array(z.string()),
  })
  .meta({ id: 'PaperPages' });

export type PaperPages = z.infer<typeof paperPages>;
