// A body's own template for formal minutes, over HTTP.
import { z } from 'zod';
import { digest, id } from './text.schema.ts';

const template = z.object({
  /** What whoever put it up called the file. */
  name: z.string(),
  /** Of its bytes. */
  digest: z.string(),
  sizeBytes: z.int(),
  uploadedAt: z.int(),
});

export const minutesTemplates = z
  .object({
    /** What the minutes of the body's meetings are filled into; null = the standard look. */
    kept: template.nullable(),
    /** What was in use before, and may be put back; null when there is none. */
    former: template.nullable(),
  })
  .meta({ id: 'MinutesTemplates' });

export const templateParams = z.object({ id });
export const restoreTemplateBody = z.object({ digest });
export const sampleQuery = z.object({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') });

export type BodyMinutesTemplates = z.infer<typeof minutesTemplates>;
