// The data of the commands about who speaks, and how it is read.
import { z } from 'zod';
import { isId } from '../domain/ids.ts';
import { HOUR_MS, SECOND_MS } from '../lib/time.ts';

const MAX_NAME_CHARS = 60;
const MAX_ORG_CHARS = 200;
const MAX_TURN_MS = 4 * HOUR_MS;

const id = z.string().max(64).refine(isId);
const step = z.object({ speaker: id });

export const SPEAKER_COMMAND_DATA = {
  'speaker.ask': z.object({
    name: z.string().trim().min(1).max(MAX_NAME_CHARS),
    org: z.string().trim().min(1).max(MAX_ORG_CHARS).nullable().default(null),
    /** Of the list of people. */
    key: id.nullable().default(null),
    itemId: id.nullable().default(null),
    allowedMs: z.int().min(SECOND_MS).max(MAX_TURN_MS).nullable().default(null),
  }),
  'speaker.begin': step,
  'speaker.end': step,
  'speaker.withdraw': step,
  /** In front of whom, null = last; as whoever moves them sees the list. */
  'speaker.move': z.object({ speaker: id, before: id.nullable() }),
  /** Fewer when negative. */
  'speaker.extend': z.object({ speaker: id, byMs: z.int().min(-MAX_TURN_MS).max(MAX_TURN_MS) }),
} as const;
