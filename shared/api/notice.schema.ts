// What leaves the house as administrators see it: a page of notices, a mail to try the settings with.
import { z } from 'zod';
import { NOTICE_CHANNELS, NOTICE_FAULTS, NOTICE_STATES } from '../domain/notice.ts';
import { id } from './text.schema.ts';

export const noticeQuery = z.object({
  /** Absent = all that is not done: waiting, on its way, given up. */
  state: z.enum(NOTICE_STATES).optional(),
  /** Where the page before ended. */
  cursor: z
    .string()
    .regex(/^\d{1,16}\.[0-9A-Za-z_-]{1,64}$/)
    .optional(),
});

export const notice = z
  .object({
    id,
    /** What happened, such as `meeting.archived`. More may come. */
    topic: z.string(),
    channel: z.enum(NOTICE_CHANNELS),
    /** The address of a mail, the name of a hook. */
    target: z.string(),
    meetingId: id.nullable(),
    /** What it is about, such as `task:<id>`. */
    about: z.string().nullable(),
    state: z.enum(NOTICE_STATES),
    dueAt: z.int(),
    /** Of one that waits: when it is tried next. */
    nextAt: z.int(),
    attempts: z.int(),
    fault: z.enum(NOTICE_FAULTS).nullable(),
    /** What the other side said, cut short. */
    detail: z.string().nullable(),
    /** When it was sent or given up. */
    settledAt: z.int().nullable(),
  })
  .meta({ id: 'Notice' });

export const noticePage = z.object({
  notices: z.array(notice),
  cursor: z.string().nullable(),
  open: z.object({ waiting: z.int(), sending: z.int(), givenUp: z.int() }),
  /** False: no mail server is set up, and mail waits. */
  mail: z.boolean(),
  /** Hooks that are set up. */
  hooks: z.array(z.string()),
  /** How they were set up, without what is secret: passwords, and the addresses of hooks. */
  setup: z.object({
    mail: z
      .object({
        ...{ host: z.string(), port: z.int(), security: z.enum(['tls', 'starttls', 'optional']) },
        /** Whom the server signs in as there; null = as nobody. */
        user: z.string().nullable(),
        from: z.string(),
      })
      .nullable(),
    hooks: z.array(
      z.object({
        ...{ name: z.string(), kind: z.enum(['wecom', 'dingtalk', 'feishu', 'signed']) },
        /** Null = of everything. */
        topics: z.array(z.string()).nullable(),
      }),
    ),
    /** `HH:MM` both; null = none. */
    quiet: z.object({ from: z.string(), to: z.string() }).nullable(),
    digestAt: z.string(),
  }),
});

export const testMailBody = z.object({
  to: z.string().trim().min(3).max(254),
  language: z.enum(['zh-CN', 'en']).optional(),
});
export const retriedNotices = z.object({ count: z.int() });
export const madeNotice = z.object({ id });

export type NoticeQuery = z.infer<typeof noticeQuery>;
export type NoticePage = z.infer<typeof noticePage>;
export type TestMail = z.infer<typeof testMailBody>;
