// A charter's rule as it may come in: from the rules of a body, or for one meeting.
import { z } from 'zod';
import { MEETING_CHANNELS, PASS_BASES, PRESET_IDS, type CharterRule } from '../domain/charter.ts';

/** Far above any charter's; keeps every product of whole numbers exact. */
const MAX_PART = 1_000;

const share = {
  n: z.int().min(0).max(MAX_PART),
  d: z.int().min(1).max(MAX_PART),
  strict: z.boolean(),
};
const isShare = ({ n, d }: { readonly n: number; readonly d: number }): boolean => n <= d;

export const charterRule: z.ZodType<CharterRule> = z.object({
  quorum: z.object(share).refine(isShare, { message: 'more than the whole' }).nullable(),
  pass: z
    .object({ ...share, base: z.enum(PASS_BASES) })
    .refine(isShare, { message: 'more than the whole' })
    .nullable(),
  secret: z.enum(['required', 'optional']),
  channels: z.array(z.enum(MEETING_CHANNELS)).min(1).max(2),
  proxy: z.enum(['none', 'written']),
  allowAcclamation: z.boolean(),
});
export const presetId = z.enum(PRESET_IDS);
