// The sentences a body writes again and again, with fields that the menu of the minutes fills.
import { z } from 'zod';
import { id, line } from './text.schema.ts';

const facts = {
  /** Null = for meetings of any body. */
  bodyId: id.nullable(),
  /** What the menu calls it; without one, its own first words. */
  label: line(40).nullable(),
  /** `{发言人}` or `{speaker}` and the other fields of shared/domain/phrase.ts are filled when it is written. */
  text: line(500),
};
export const stockPhrase = z
  .object({ id: z.string(), bodyId: z.string().nullable(), label: z.string().nullable(), text: z.string() })
  .meta({ id: 'StockPhrase' });
export const stockPhraseList = z.object({ phrases: z.array(stockPhrase) });
export const meetingPhrases = z.object({ bodyId: z.string().nullable(), phrases: z.array(stockPhrase) });
export const createStockPhraseBody = z.object({ ...facts, label: facts.label.optional() });
export const patchStockPhraseBody = z
  .object({ bodyId: facts.bodyId.optional(), label: facts.label.optional(), text: facts.text.optional() })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

export type StockPhrase = z.infer<typeof stockPhrase>;
export type StockPhraseList = z.infer<typeof stockPhraseList>;
export type MeetingPhrases = z.infer<typeof meetingPhrases>;
export type CreateStockPhrase = z.infer<typeof createStockPhraseBody>;
export type PatchStockPhrase = z.infer<typeof patchStockPhraseBody>;
