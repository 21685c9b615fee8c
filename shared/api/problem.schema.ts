// The documented form of a failed request, and the header that guards a change.
import { z } from 'zod';

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'A refusal code; the same on every wire.' }),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const ifMatchHeader = {
  required: z.object({ 'If-Match': z.string().meta({ description: 'The ETag of what was read.' }) }),
  optional: z.object({ 'If-Match': z.string().optional().meta({ description: 'The ETag of what was read.' }) }),
} as const;
