// Links that open the tasks of one owner, and what their page shows and says.
import { z } from 'zod';
import { TASK_STATES } from '../domain/task-history.ts';
import { parseLocalDate } from '../lib/time.ts';
import { id, instant, prose } from './text.schema.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => parseLocalDate(text) !== null, { message: 'no such day' });
/** Of an owner or supporter, within its task. */
const MAX_KEY_CHARS = 128;

export const taskToken = z.string().regex(/^[\w-]{20,100}$/);

export const createTaskLinkBody = z.object({
  /** Whose: the key of an owner or supporter. */
  owner: z.string().min(1).max(MAX_KEY_CHARS),
  /** A year ahead at most; absent = half a year. The next meeting of the body ends it in any case. */
  expiresAt: instant.optional(),
});
export const createdTaskLink = z
  .object({ id: z.string(), url: z.string(), token: z.string(), expiresAt: z.int() })
  .meta({ id: 'CreatedTaskLink' });
const taskLink = z
  .object({
    id: z.string(),
    /** Whose; the owner's key in this task. */
    owner: z.string(),
    name: z.string(),
    ...{ createdAt: z.int(), expiresAt: z.int() },
    /** Whether it opens anything now. */
    isOpen: z.boolean(),
    ...{ deliveredAt: z.int().nullable(), openedAt: z.int().nullable(), answeredAt: z.int().nullable() },
    revokedAt: z.int().nullable(),
  })
  .meta({ id: 'TaskLink' });
export const taskLinkList = z.object({ links: z.array(taskLink) });

const party = z.object({ name: z.string(), lead: z.boolean() });
const OWNER_ACTIONS = ['accept', 'report', 'submit', 'ask-extension'] as const;
const ownTask = z
  .object({
    ...{ id: z.string(), number: z.int(), what: z.string(), state: z.enum(TASK_STATES) },
    ...{ due: z.string().nullable(), dueText: z.string().nullable() },
    urgency: z.enum(['overdue', 'soon']).nullable(),
    /** Working days until it is due, negative behind that; null where no limit can be missed. */
    daysLeft: z.int().nullable(),
    /** Of the meeting it was handed out of; null also when that is a draft, a sample or in the trash. */
    meetingTitle: z.string().nullable(),
    ...{ owners: z.array(party), supporters: z.array(party) },
    asked: z.object({ due: z.string(), reason: z.string() }).nullable(),
    /** What was said, the last 50, oldest first: reports, and why something was sent back, refused, paused. */
    said: z.array(z.object({ kind: z.string(), at: z.int(), name: z.string(), text: z.string() })),
    /** What whoever holds the link can do to it now; whoever supports only reads. */
    actions: z.array(z.enum(OWNER_ACTIONS)),
    /** Sent back with an answer. */
    revision: z.string(),
  })
  .meta({ id: 'OwnTask' });
export const ownTasks = z
  .object({
    /** Whose they are. */
    name: z.string(),
    expiresAt: z.int(),
    today: z.string(),
    tasks: z.array(ownTask),
  })
  .meta({ id: 'OwnTasks' });

const of = { task: id, revision: z.string().regex(/^\d{1,15}$/) };
export const answerTaskBody = z.discriminatedUnion('action', [
  z.object({ ...of, action: z.literal('accept') }),
  z.object({ ...of, action: z.literal('report'), text: prose(2_000) }),
  z.object({ ...of, action: z.literal('submit'), text: prose(2_000).nullable().default(null) }),
  z.object({ ...of, action: z.literal('ask-extension'), due: day, reason: prose(500) }),
]);

export type CreateTaskLink = z.output<typeof createTaskLinkBody>;
export type CreatedTaskLink = z.infer<typeof createdTaskLink>;
export type TaskLink = z.infer<typeof taskLink>;
export type OwnTask = z.infer<typeof ownTask>;
export type OwnTasks = z.infer<typeof ownTasks>;
export type AnswerTask = z.output<typeof answerTaskBody>;
