// Bundles (导出包): papers of many meetings as one zip, made in the background. What the routes take and give, and what is kept of one.
import { z } from 'zod';
import { MAX_BUNDLE_MEETINGS } from '../domain/bundle.ts';
import type { RefusalCode } from '../domain/errors.ts';
import { PAPER_FORMATS, PAPER_KINDS } from '../papers/kinds.ts';
import { id, line } from './text.schema.ts';

/** An excerpt is made out to one addressee: nobody wants one of each. */
const paperKind = z.enum(PAPER_KINDS).exclude(['excerpt']);
const paperFormat = z.enum(PAPER_FORMATS);

export const bundleOrder = z.object({
  /** Each once. They are made in this order; folders and index stand by day. */
  meetings: z.array(id).min(1).max(MAX_BUNDLE_MEETINGS),
  papers: z.array(paperKind).max(PAPER_KINDS.length),
  /** Every paper is made as each of these that it may be had as. */
  formats: z.array(paperFormat).max(PAPER_FORMATS.length),
  audience: z.enum(['internal', 'public']),
  locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  /** What was attached to the meetings and brought to their tasks; of the public edition the pictures that their minutes show. */
  files: z.boolean().default(false),
  /** The seal and the sealed snapshot of archived meetings, by which anyone can verify them; of the internal edition. */
  sealed: z.boolean().default(false),
});

export const bundleParams = z.object({ id });

export const BUNDLE_STATES = ['waiting', 'making', 'ready', 'cancelled', 'failed', 'interrupted'] as const;
/** Why a bundle failed: the disk took no more, it would be too large, its maker's account is no more, or a fault of the program. */
export const BUNDLE_FAULTS = ['storage-unavailable', 'too-large', 'not-allowed', 'internal'] as const;

/** What is not in a bundle, and why. */
const gap = z.object({
  /** As it was called when it was asked for; null = it was nothing that its maker may see. */
  title: z.string().nullable(),
  /** `YYYY-MM-DD`. */
  day: z.string().nullable(),
  /** Null = the whole meeting is not there. */
  paper: z.string().nullable(),
  format: z.string().nullable(),
  /** What it is about, or what the file is called; null = the paper is about the meeting. */
  name: z.string().nullable(),
  /** A refusal's code, or `internal`. */
  code: z.string(),
  /** Of `paper-missing`: what the meeting has not. */
  fact: z.string().nullable(),
});

const counts = {
  /** Meetings that are not in it. */
  leftOut: z.int(),
  /** Papers that could not be made. */
  failed: z.int(),
  /** Papers that a meeting has not: it took no decision, handed out no task. */
  lacking: z.int(),
};

const stated = z.object({
  id: z.string(),
  state: z.enum(BUNDLE_STATES),
  order: bundleOrder.omit({ meetings: true }),
  /** How many were asked for, and with how many it is done. */
  meetings: z.int(),
  done: z.int(),
  /** The meeting that is being printed. */
  current: z.string().nullable(),
  /** Files in it so far. */
  entries: z.int(),
  sizeBytes: z.int(),
  ...counts,
  fault: z.enum(BUNDLE_FAULTS).nullable(),
  /** How many are made before it. */
  ahead: z.int(),
  fileName: z.string(),
  createdAt: z.int(),
  endedAt: z.int().nullable(),
  /** When it is removed by itself; null while it is made. */
  expiresAt: z.int().nullable(),
});

export const bundle = stated.meta({ id: 'Bundle' });
export const bundles = z.object({ exports: z.array(bundle), limit: z.int() }).meta({ id: 'Bundles' });
export const bundleDetails = stated
  .extend({
    gaps: z.array(gap),
    /** There are more, which its index names. */
    hasMoreGaps: z.boolean(),
    /** Why the zip is not given out though it is ready; null = it is, or there is none. */
    withheld: z.enum(['rights-changed', 'file-damaged']).nullable(),
  })
  .meta({ id: 'BundleDetails' });

/** What there is to be expected before anything is made. */
export const bundleEstimate = z
  .object({
    /** That may be exported as asked for. */
    meetings: z.int(),
    leftOut: z.array(gap),
    /** At most: a meeting may lack what a paper takes. */
    papers: z.int(),
    files: z.int(),
    fileBytes: z.int(),
    /** About: of papers a typical size, of files their own. */
    sizeBytes: z.int(),
    limitBytes: z.int(),
    hasRoom: z.boolean(),
  })
  .meta({ id: 'BundleEstimate' });

const place = z.object({ id, title: z.string().nullable(), day: z.string().nullable() });

/** What is kept of a bundle beside its zip. */
export const keptBundle = z.object({
  version: z.literal(1),
  id,
  maker: z.object({
    userId: id,
    displayName: line(200),
    via: z.enum(['session', 'token']).nullable(),
    address: z.string().nullable(),
  }),
  order: bundleOrder,
  meetings: z.array(place),
  state: z.enum(BUNDLE_STATES),
  done: z.int(),
  entries: z.int(),
  sizeBytes: z.int(),
  fault: z.enum(BUNDLE_FAULTS).nullable(),
  /** Of the meetings that are in it. */
  carried: z.array(id),
  ...counts,
  /** The first of them. */
  gaps: z.array(gap),
  createdAt: z.int(),
  endedAt: z.int().nullable(),
});

export type BundleOrder = z.infer<typeof bundleOrder>;
export type Bundle = z.infer<typeof bundle>;
export type Bundles = z.infer<typeof bundles>;
export type BundleDetails = z.infer<typeof bundleDetails>;
export type BundleEstimate = z.infer<typeof bundleEstimate>;
export type BundleGap = z.infer<typeof gap>;
export type BundlePlace = z.infer<typeof place>;
export type BundleFault = (typeof BUNDLE_FAULTS)[number] & (RefusalCode | 'internal');
export type KeptFacts = z.infer<typeof keptBundle>;
