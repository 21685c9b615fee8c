// The data of the commands that steer a hall screen. How long something stands is given as a length, since only the
// server's clock is right: an operator's computer may be days wrong.
import { z } from 'zod';
import { isId } from '../domain/ids.ts';
import { SCREEN_MODES } from '../domain/scene.ts';
import { MAX_QUEUE } from '../domain/screen-show.ts';
import { DAY_MS, LAST_INSTANT, SECOND_MS } from '../lib/time.ts';

/** What two lines of a screen hold. */
const MAX_MESSAGE_CHARS = 60;
const MAX_LABEL_CHARS = 20;
/** How much longer than its words a pasted line may be: breaks and rows of spaces become one each. */
const SPACED = 10;

const id = z.string().max(64).refine(isId);
const lengthMs = z.int().min(SECOND_MS).max(DAY_MS);
const oneLine = (maxChars: number) =>
  z
    .string()
    .max(SPACED * maxChars)
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(maxChars));

/** One picture that can be put up. */
export const screenCue = z.object({ mode: z.enum(SCREEN_MODES), itemId: id.optional() });

export const SCREEN_COMMAND_DATA = {
  /** Puts a picture up at once; a screen that stands still goes on standing still unless `frozen` says otherwise. */
  'screen.set': z.object({ screen: id, ...screenCue.shape, frozen: z.boolean().optional() }),
  /**
   * What goes up next, and what after that; replaces what was prepared. `over`: all that whoever prepares sees as prepared,
   * the next one first, so that of two who prepare at once none undoes the other's unseen; absent = over whatever it is.
   */
  'screen.prepare': z.object({
    screen: id,
    preview: screenCue.nullable(),
    queue: z.array(screenCue).max(MAX_QUEUE).default([]),
    over: z
      .array(screenCue)
      .max(MAX_QUEUE + 1)
      .optional(),
  }),
  /** `preview`: what whoever takes sees as the next one, so that two who press at once take one picture. */
  'screen.take': z.object({ screen: id, preview: screenCue }),
  /** `from`: what whoever steps back sees as being up. */
  'screen.back': z.object({ screen: id, from: screenCue }),
  /** What is absent stays; null takes it away. */
  'screen.overlay': z.object({
    screen: id,
    frozen: z.boolean().optional(),
    blank: z.boolean().optional(),
    message: z
      .object({ text: oneLine(MAX_MESSAGE_CHARS).pipe(z.string().min(1)), forMs: lengthMs.nullable().default(null) })
      .nullable()
      .optional(),
    countdown: z
      .union([
        z.object({ label: oneLine(MAX_LABEL_CHARS).default(''), forMs: lengthMs }),
        z.object({ label: oneLine(MAX_LABEL_CHARS).default(''), to: z.int().min(0).max(LAST_INSTANT) }),
      ])
      .nullable()
      .optional(),
  }),
} as const;
