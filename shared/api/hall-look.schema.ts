// How a body's hall screens look, over HTTP.
import { z } from 'zod';
import { ACCENT, MAX_HALL_TITLE_CHARS } from '../domain/hall-look.ts';
import { line } from './text.schema.ts';

const colour = z.string().regex(ACCENT);
const colours = z.object({ band: colour, name: colour.nullable() });

export const hallLook = z
  .object({
    /** What stands at the head of each screen; null = nothing. */
    title: z.string().nullable(),
    logo: z.object({ url: z.string(), width: z.int(), height: z.int(), onPlate: z.boolean() }).nullable(),
    /** As it was chosen, `#rrggbb`. */
    accent: colour.nullable(),
    /** What becomes of it on the hall's two grounds: 7:1 for the name (null = it is left plain), 3:1 for the band. */
    colours: z.object({ dark: colours, light: colours }).nullable(),
  })
  .meta({ id: 'HallLook' });

export const patchHallLookBody = z
  .object({
    title: line(MAX_HALL_TITLE_CHARS).nullish(),
    accent: colour.nullish(),
    /** Whether the logo stands on white. */
    onPlate: z.boolean().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

export type BodyHallLook = z.infer<typeof hallLook>;
export type PatchHallLook = z.output<typeof patchHallLookBody>;
