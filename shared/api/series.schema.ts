// A body's meetings as a sequence, over HTTP: its series, its backlog of topics, the tasks of its last meeting as the next one goes
// through them, and the brief for whoever chairs.
import { z } from 'zod';
import { ITEM_KINDS } from '../domain/agenda.ts';
import { REVIEW_STATUSES } from '../domain/task-review.ts';
import { DECISION_OUTCOMES } from '../domain/task.ts';
import { TASK_STATES } from '../domain/task-history.ts';
import { parseLocalDate } from '../lib/time.ts';
import { task } from './task.schema.ts';
import { id, line, prose } from './text.schema.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => parseLocalDate(text) !== null, { message: 'no such day' });

const seriesMeeting = z
  .object({
    ...{ id: z.string(), title: z.string(), phase: z.enum(['prepare', 'live', 'follow-up', 'archived']) },
    ...{ plannedStart: z.int().nullable(), draft: z.boolean() },
    /** The newest sealed version, for the archive's page; null for none. */
    archiveId: z.string().nullable(),
    /** Null where no roll was called. */
    attendance: z.object({ present: z.int(), expected: z.int() }).nullable(),
    decisions: z.int(),
    postponed: z.int(),
    /** Of the tasks that were handed out of it, those that wait for somebody, and those that are closed. */
    tasks: z.object({ open: z.int(), closed: z.int(), overdue: z.int() }),
  })
  .meta({ id: 'SeriesMeeting' });
export const series = z
  .object({
    bodyId: z.string(),
    /** Newest first; those without a planned day last. */
    meetings: z.array(seriesMeeting),
    /** There are older ones, left out here. */
    isCut: z.boolean(),
  })
  .meta({ id: 'Series' });

const place = z.object({ meetingId: z.string(), itemId: z.string() });
export const topic = z
  .object({
    ...{ id: z.string(), bodyId: z.string(), title: z.string(), kind: z.enum(ITEM_KINDS) },
    ...{ proposer: z.string().nullable(), notes: z.string().nullable(), wantedBy: z.string().nullable() },
    internal: z.boolean(),
    /** The item that was put off; null for one written by hand. */
    origin: place.nullable(),
    /** `taken`: on the agenda of a meeting that is to come or runs. `done`: a meeting dealt with it. */
    state: z.enum(['open', 'taken', 'done']),
    /** Where it is, or was dealt with. */
    taken: place.nullable(),
    /** The item that was about it last, whatever became of it. */
    last: place.nullable(),
    /** How often it was put off, and why the last time. */
    postponed: z.int(),
    reason: z.string().nullable(),
    removed: z.boolean(),
  })
  .meta({ id: 'Topic' });
export const topicList = z.object({
  /** By hand order. */
  topics: z.array(topic),
  /** What the meetings are called that they came from or are in. */
  meetings: z.array(z.object({ id: z.string(), title: z.string(), plannedStart: z.int().nullable() })),
});

const topicFacts = {
  title: line(300),
  kind: z.enum(ITEM_KINDS),
  proposer: line(100).nullable(),
  notes: prose(2_000).nullable(),
  wantedBy: day.nullable(),
  internal: z.boolean(),
};
export const createTopicBody = z.object({
  ...{ title: topicFacts.title, kind: topicFacts.kind.default('deliberation') },
  ...{ proposer: topicFacts.proposer.default(null), notes: topicFacts.notes.default(null) },
  ...{ wantedBy: topicFacts.wantedBy.default(null), internal: topicFacts.internal.default(false) },
});
export const patchTopicBody = z
  .object({
    ...z.object(topicFacts).partial().shape,
    /** Its place: behind this one; null = before all others. */
    after: id.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

const reviewedTask = task
  .extend({
    /** Whether the hall screen may say what it is about. */
    named: z.boolean(),
  })
  .meta({ id: 'ReviewedTask' });
export const meetingReview = z
  .object({
    today: z.string(),
    /** The meeting of the body before this one that tasks were handed out of, and how they stand; null for none. */
    last: z
      .object({
        ...{ id: z.string(), title: z.string(), plannedStart: z.int().nullable() },
        ...{ all: z.int(), closed: z.int(), overdue: z.int() },
      })
      .nullable(),
    /** Its tasks, by number. */
    tasks: z.array(reviewedTask),
    /** The body's open ones from before that, by number. */
    earlier: z.array(reviewedTask),
    /** How many of those there are, also where not all are listed. */
    earlierCount: z.int(),
  })
  .meta({ id: 'MeetingReview' });

export const reviewTaskBody = z.object({
  status: z.enum(REVIEW_STATUSES),
  /** With `extended`: until when; null = without a limit. */
  due: day.nullable().default(null),
  /** Said in the task's history, in the words of whoever keeps the minutes. */
  reason: prose(500),
});

const briefTask = z.object({
  ...{ number: z.int(), what: z.string(), owners: z.array(z.string()), state: z.enum(TASK_STATES) },
  ...{ due: z.string().nullable(), dueText: z.string().nullable() },
});
const meetingNamed = z.object({ title: z.string(), plannedStart: z.int().nullable() });
export const brief = z
  .object({
    body: z.string(),
    meeting: meetingNamed.nullable(),
    today: z.string(),
    last: meetingNamed.nullable(),
    review: z.object({ title: z.string(), all: z.int(), closed: z.int(), overdue: z.int() }).nullable(),
    decisions: z.array(z.object({ wording: z.string(), outcome: z.enum(DECISION_OUTCOMES).nullable() })),
    overdue: z.array(briefTask),
    open: z.array(briefTask),
    topics: z.array(
      z.object({
        ...{ title: z.string(), postponed: z.int(), proposer: z.string().nullable(), wantedBy: z.string().nullable() },
      }),
    ),
    quorum: z.object({ seats: z.int(), needed: z.int() }).nullable(),
    /** What counts and is not named to this reader. */
    unnamed: z.object({ tasks: z.int(), decisions: z.int(), topics: z.int() }),
  })
  .meta({ id: 'Brief' });

export type Series = z.infer<typeof series>;
export type SeriesMeeting = z.infer<typeof seriesMeeting>;
export type TopicEntry = z.infer<typeof topic>;
export type TopicList = z.infer<typeof topicList>;
export type CreateTopic = z.output<typeof createTopicBody>;
export type PatchTopic = z.output<typeof patchTopicBody>;
export type ReviewedTask = z.infer<typeof reviewedTask>;
export type MeetingReview = z.infer<typeof meetingReview>;
export type ReviewTask = z.output<typeof reviewTaskBody>;
