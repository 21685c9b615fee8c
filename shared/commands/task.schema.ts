// The data of the command that hands tasks of the desk out, and how it is read.
import { z } from 'zod';
import { isId, type TaskId, type UserId } from '../domain/ids.ts';
import { EMAIL } from '../domain/register.ts';
import type { AssignedParty } from '../domain/task-history.ts';
import { brand } from '../lib/brand.ts';

/** At once; ids of what they become are the command's with a number behind it. */
const MAX_ASSIGNED_AT_ONCE = 100;
const MAX_PARTIES = 20;
/** Of a key in a document's map. */
const MAX_KEY_CHARS = 128;

const id = z.string().max(64).refine(isId);
const party = z.object({
  key: z.string().min(1).max(MAX_KEY_CHARS),
  kind: z.enum(['person', 'committee', 'organisation', 'outsider', 'named']),
  email: z.string().trim().max(100).regex(EMAIL).nullable().default(null),
});

export const TASK_COMMAND_DATA = {
  'task.assign': z.object({
    tasks: z
      .array(
        z.object({
          task: id,
          /** What its owners and supporters are, by their keys on the desk; absent = as far as the list of people tells. */
          parties: z.array(party).max(MAX_PARTIES).default([]),
          /** Whoever follows it up, an account; null = whoever manages tasks. */
          supervisor: id.nullable().default(null),
        }),
      )
      .min(1)
      .max(MAX_ASSIGNED_AT_ONCE),
  }),
} as const;

/** One of the tasks that are handed out. */
export interface ClaimedAssignment {
  readonly task: TaskId;
  readonly parties: readonly Pick<AssignedParty, 'key' | 'kind' | 'email'>[];
  readonly supervisor: UserId | null;
}

export function assignmentsFrom({
  tasks,
}: z.infer<(typeof TASK_COMMAND_DATA)['task.assign']>): readonly ClaimedAssignment[] {
  return tasks.map(({ task, parties, supervisor }) => ({
    ...{ task: brand<TaskId>(task), parties },
    supervisor: supervisor === null ? null : brand<UserId>(supervisor),
  }));
}
