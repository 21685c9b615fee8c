// Papers of a meeting: what the routes take and give.
import { z } from 'zod';
import { MISSING_FACTS, PAPER_FORMATS, PAPER_KINDS, PAPER_LOOKS } from '../papers/kinds.ts';
import { id, line } from './text.schema.ts';

const paperKind = z.enum(PAPER_KINDS);
const paperFormat = z.enum(PAPER_FORMATS);
const audience = z.enum(['internal', 'public']);
const locale = z.enum(['zh-CN', 'en']);

export const papersParams = z.object({ id });
export const papersQuery = z.object({ audience: audience.default('internal'), locale: locale.default('zh-CN') });
export const paperParams = z.object({ id, paper: paperKind, format: paperFormat });
export const paperQuery = z.object({
  audience: audience.default('internal'),
  locale: locale.default('zh-CN'),
  /** Of a paper about one thing: the decision's id, or that of the item that appoints somebody. */
  subject: id.optional(),
  /** To whom an excerpt is made out. */
  to: line(100).optional(),
  /** Whether name cards have firm and post below the name. */
  posts: z.enum(['true', 'false']).default('false'),
});
export const fileQuery = paperQuery.extend({
  /** Of minutes as docx: as its body's own template has them, or by the standard; without it the template where there is one. */
  look: z.enum(PAPER_LOOKS).optional(),
});

export const pagesParams = z.object({ id, paper: paperKind });
/** Some pages of a long paper: from which (the first is 0), and at most how many. */
export const pagesQuery = paperQuery.extend({
  from: z.coerce.number().int().min(0).max(10_000).default(0),
  count: z.coerce.number().int().min(1).max(40).default(20),
});

export const paperOffers = z
  .object({
    /** IANA name of the zone whose days and hours are printed. */
    timeZone: z.string(),
    /** The seal they are printed of; null = they are of the meeting as it stands. */
    sealed: z.object({ archiveId: z.string(), version: z.int(), title: z.string() }).nullable(),
    papers: z.array(
      z.object({
        kind: paperKind,
        formats: z.array(paperFormat),
        /** What it may be about; null for a paper that is about the meeting. */
        subjects: z.array(z.object({ id: z.string(), name: z.string() })).nullable(),
        /** What the meeting lacks of what it takes; null when it can be had. */
        missing: z.enum(MISSING_FACTS).nullable(),
        /** What the body's own template is called that its docx is filled into; null = the standard look, the only one. */
        template: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PaperOffers' });

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

export type PaperOffers = z.infer<typeof paperOffers>;
export type PaperPages = z.infer<typeof paperPages>;
