// The house's holidays over HTTP: each year it knows, as published or as it was changed here.
import { z } from 'zod';
import { parseLocalDate } from '../lib/time.ts';
import { line } from './text.schema.ts';

const MAX_HOLIDAYS = 40;
const MAX_WORKED = 60;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => parseLocalDate(text) !== null, { message: 'no such day' });
const year = z.coerce.number().int().min(2000).max(2100);
const holiday = z.object({ name: line(40), from: day, to: day });

export const holidayTable = z
  .object({
    /** By year. Of a year that is missing only weekends are known. */
    years: z.array(
      z.object({
        year: z.int(),
        holidays: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
        /** Days of a weekend that are worked in exchange (调休). */
        worked: z.array(z.string()),
        /** Null: as the State Council published it. */
        changed: z.object({ at: z.int(), by: z.string() }).nullable(),
        /** Whether there is a published one to go back to. */
        isPublished: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'HolidayTable' });

export const putHolidayYearBody = z.object({
  year: z.int().min(2000).max(2100),
  holidays: z.array(holiday).max(MAX_HOLIDAYS),
  worked: z.array(day).max(MAX_WORKED),
});
export const resetHolidayYearQuery = z.object({ year });

export type HolidayTable = z.infer<typeof holidayTable>;
export type PutHolidayYear = z.output<typeof putHolidayYearBody>;
