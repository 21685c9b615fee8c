// A rehearsal over HTTP: how it stands, and what steers it.
import { z } from 'zod';

/** Seconds of the rehearsal a second; 0 = it stands still. */
export const rehearsalRate = z.union([z.literal(0), z.literal(1), z.literal(10), z.literal(30), z.literal(60)]);

/** All absent: begins it at the usual rate, or tells how it stands. `skip`: to the next item's start. */
export const rehearsalBody = z.object({ rate: rehearsalRate.optional(), skip: z.literal(true).optional() });

export const rehearsal = z
  .object({
    /** Its own time. */
    at: z.int(),
    rate: z.number(),
    done: z.int(),
    steps: z.int(),
    /** What happens next in it; null once it is over. */
    next: z
      .object({
        at: z.int(),
        kind: z.enum(['open', 'adjourn', 'in', 'out', 'start', 'asks', 'speaks', 'ends']),
        name: z.string(),
      })
      .nullable(),
    links: z.object({ projector: z.string(), view: z.string(), chair: z.string() }),
  })
  .meta({ id: 'Rehearsal' });
export const rehearsalAnswer = z.object({ rehearsal: rehearsal.nullable() });

export type Rehearsal = z.output<typeof rehearsal>;
export type RehearsalBody = z.output<typeof rehearsalBody>;
export type RehearsalAnswer = z.output<typeof rehearsalAnswer>;
