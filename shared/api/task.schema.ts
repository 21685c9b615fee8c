// The register of tasks over HTTP: tasks that were handed out, how they stand, what is done to them.
import { z } from 'zod';
import { EMAIL } from '../domain/register.ts';
import { TASK_STATES } from '../domain/task-history.ts';
import { TASK_ACTIONS } from '../domain/task-life.ts';
import { parseLocalDate } from '../lib/time.ts';
import { id, line, prose } from './text.schema.ts';

const MAX_PAGE = 200;
const DEFAULT_PAGE = 100;
const MAX_PARTIES = 20;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => parseLocalDate(text) !== null, { message: 'no such day' });
const partyKind = z.enum(['person', 'committee', 'organisation', 'outsider', 'named']);
const reason = prose(500);
const report = prose(2_000);

const party = z
  .object({
    ...{ key: z.string(), name: z.string(), lead: z.boolean(), kind: partyKind, personId: z.string().nullable() },
    /** Only for whoever manages tasks; absent for all others. */
    email: z.string().nullable().optional(),
  })
  .meta({ id: 'TaskParty' });
const supervisor = z.object({ id: z.string(), name: z.string() });
const taskFacts = {
  id: z.string(),
  /** 编号, over all tasks. */
  number: z.int(),
  bodyId: z.string().nullable(),
  meetingId: z.string().nullable(),
  /** On the desk of that meeting. */
  deskTask: z.string().nullable(),
  itemId: z.string().nullable(),
  what: z.string(),
  /** The line of a work report it was made of, as it read then; null = of none. */
  reportLine: z.object({ itemId: z.string(), rowId: z.string(), text: z.string() }).nullable(),
  state: z.enum(TASK_STATES),
  /** When it came into that state. */
  since: z.int(),
  due: z.string().nullable(),
  dueText: z.string().nullable(),
  /** Reckoned with working days, today. */
  urgency: z.enum(['overdue', 'soon']).nullable(),
  supervisor: supervisor.nullable(),
  owners: z.array(party),
  supporters: z.array(party),
  /** What a change says it was made on (If-Match). */
  revision: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
};
export const task = z.object(taskFacts).meta({ id: 'AssignedTask' });

export const taskQuery = z.object({
  body: id.optional(),
  meeting: id.optional(),
  /** A name, of whoever owns it or supports. */
  owner: line(200).optional(),
  /** Ids of the register: whoever owns it or supports, under every entry and name they had. */
  person: id.optional(),
  organisation: id.optional(),
  /** Id of an account. */
  supervisor: id.optional(),
  /** Several with commas between them. */
  state: z
    .string()
    .max(120)
    .regex(/^[a-z]{1,12}(?:,[a-z]{1,12}){0,8}$/)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(TASK_STATES)).max(TASK_STATES.length))
    .optional(),
  urgency: z.enum(['overdue', 'soon']).optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  text: line(100).optional(),
  cursor: z
    .string()
    .max(32)
    .regex(/^(?:\d{4}-\d{2}-\d{2})?~\d{1,15}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
});

export const taskPage = z.object({
  /** By the day they are due on, those without one last. */
  tasks: z.array(task),
  /** Null: there are no more. */
  cursor: z.string().nullable(),
  /** Of everything the query finds when state and urgency are left aside. */
  totals: z.object({
    all: z.int(),
    byState: z.partialRecord(z.enum(TASK_STATES), z.int()),
    overdue: z.int(),
    soon: z.int(),
  }),
  /** The server's day, and the last one that is soon. */
  today: z.string(),
  soonUntil: z.string(),
});

export const supervisorQuery = z.object({
  /** Absent = for tasks of no body. */
  body: id.optional(),
  /** That body’s whose meeting it is, instead. */
  meeting: id.optional(),
});
export const supervisorList = z.object({ supervisors: z.array(supervisor) });

const hand = z.object({
  kind: z.enum(['user', 'owner']),
  /** Of the account, or the key of the owner who came by their link. */
  id: z.string(),
  name: z.string(),
});
const entry = z
  .object({
    ...{ kind: z.string(), at: z.int(), by: hand },
    /** Those of its kind: see docs/protocol.md. */
    due: z.string().nullable().optional(),
    dueText: z.string().nullable().optional(),
    text: z.string().nullable().optional(),
    reason: z.string().nullable().optional(),
    meetingId: z.string().optional(),
    supervisor: supervisor.nullable().optional(),
    owners: z.array(party).optional(),
    supporters: z.array(party).optional(),
  })
  .meta({ id: 'TaskEntry' });

export const taskWithHistory = task
  .extend({
    /** Every day it was due on, oldest first. */
    limits: z.array(z.string()),
    /** The extension that waits for an answer. */
    asked: z.object({ due: z.string(), reason: z.string() }).nullable(),
    reported: z.object({ at: z.int(), text: z.string() }).nullable(),
    /** Nothing closes it (长期坚持). */
    isStanding: z.boolean(),
    /** What the caller can do to it now. */
    actions: z.array(z.enum(TASK_ACTIONS)),
    /** Oldest first. */
    history: z.array(entry),
  })
  .meta({ id: 'AssignedTaskWithHistory' });

const partyIn = z
  .object({
    name: line(100),
    kind: partyKind.default('named'),
    lead: z.boolean().default(false),
    email: z.string().trim().max(100).regex(EMAIL).nullable().default(null),
    /** In the register; only remembered. */
    personId: id.nullable().default(null),
  })
  .refine(({ kind, email }) => kind !== 'outsider' || email !== null, { path: ['email'], message: 'no address' });
const owners = z.array(partyIn).min(1).max(MAX_PARTIES);
const supporters = z.array(partyIn).max(MAX_PARTIES).default([]);

export const createTaskBody = z.object({
  /** Null: of no body. */
  bodyId: id.nullable(),
  /** What it follows from; its body is the task's. */
  meetingId: id.nullable().default(null),
  what: prose(2_000),
  owners,
  supporters,
  due: day.nullable().default(null),
  dueText: line(100).nullable().default(null),
  supervisor: id.nullable().default(null),
});

export const moveTaskBody = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['accept', 'resume', 'keep-up']) }),
  z.object({ action: z.literal('report'), text: report }),
  z.object({ action: z.enum(['submit', 'close']), text: report.nullable().default(null) }),
  z.object({ action: z.literal('ask-extension'), due: day, reason }),
  z.object({ action: z.enum(['return', 'refuse-extension', 'pause', 'reopen']), reason }),
  /** Without a day: as it was asked for. */
  z.object({ action: z.literal('grant-extension'), due: day.nullable().default(null) }),
  z.object({
    action: z.literal('move-due'),
    due: day.nullable(),
    dueText: line(100).nullable().default(null),
    reason: reason.nullable().default(null),
  }),
  /** `meetingId`: whose decision it is. */
  z.object({ action: z.literal('cancel'), meetingId: id, reason }),
  z.object({ action: z.literal('hand-over'), owners, supporters }),
  z.object({ action: z.literal('supervise'), supervisor: id.nullable() }),
]);

const lineStanding = z.object({
  ...{ state: z.enum(TASK_STATES), due: z.string().nullable(), isMoved: z.boolean(), isOverdue: z.boolean() },
  /** The day it was closed on, and the one that is asked for; null where it does not apply. */
  ...{ closedOn: z.string().nullable(), asked: z.string().nullable() },
  /** In the owner's words, the last time. */
  reported: z.string().nullable(),
});
export const lastReport = z
  .object({
    /** The last meeting of the body that has one; null = none has. */
    meeting: z.object({ id: z.string(), title: z.string(), plannedStart: z.int().nullable() }).nullable(),
    rows: z.array(
      z.object({
        owner: z.string(),
        /** Of an internal item: it may be taken over into another internal one. */
        isInternal: z.boolean(),
        /** What was planned, line by line; `task` as the register says it stands, null where nothing was handed out. */
        lines: z.array(z.object({ text: z.string(), task: lineStanding.nullable() })),
      }),
    ),
  })
  .meta({ id: 'LastReport' });

const MAX_HALVES = 8;
export const taskStatisticsQuery = z.object({
  body: id.optional(),
  /** How many half-years, the present one among them. */
  halves: z.coerce.number().int().min(1).max(MAX_HALVES).default(2),
});
const counts = {
  all: z.int(),
  closed: z.int(),
  /** Of those with a limit, before it was over. */
  closedInTime: z.int(),
  cancelled: z.int(),
  standing: z.int(),
  open: z.int(),
  /** Among the open ones. */
  overdue: z.int(),
};
export const taskStatistics = z
  .object({
    today: z.string(),
    /** Newest first; a task counts in the half-year in which it was handed out, once for each of its owners. */
    halves: z.array(
      z.object({
        year: z.int(),
        half: z.union([z.literal(1), z.literal(2)]),
        owners: z.array(z.object({ name: z.string(), kind: partyKind, ...counts })),
      }),
    ),
    /** The last meeting of the body that tasks were handed out of: how they stand today; null without `body`, or without one. */
    lastMeeting: z
      .object({
        ...{ id: z.string(), title: z.string(), plannedStart: z.int().nullable() },
        ...{ all: z.int(), closed: z.int(), overdue: z.int() },
      })
      .nullable(),
  })
  .meta({ id: 'TaskStatistics' });

export type TaskStatistics = z.infer<typeof taskStatistics>;
export type TaskStatisticsQuery = z.output<typeof taskStatisticsQuery>;
export type LastReport = z.infer<typeof lastReport>;
export type Task = z.infer<typeof task>;
export type TaskParty = z.infer<typeof party>;
export type TaskQuery = z.output<typeof taskQuery>;
export type SupervisorQuery = z.output<typeof supervisorQuery>;
export type SupervisorList = z.infer<typeof supervisorList>;
export type TaskPage = z.infer<typeof taskPage>;
export type TaskHistoryEntry = z.infer<typeof entry>;
export type TaskWithHistory = z.infer<typeof taskWithHistory>;
export type CreateTask = z.output<typeof createTaskBody>;
export type MoveTask = z.output<typeof moveTaskBody>;
export type PartyIn = z.output<typeof partyIn>;
