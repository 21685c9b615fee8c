// Letters about tasks: what each owner would get, and what became of what was written.
import { z } from 'zod';
import { TASK_COMMAND_DATA } from '../commands/task.schema.ts';
import { NOTICE_FAULTS } from '../domain/notice.ts';
import { TASK_MAIL_FAULTS } from '../domain/task-mail.ts';

/** The very data of the command `task.assign`. */
export const assignmentPreviewBody = TASK_COMMAND_DATA['task.assign'];

const fault = z.enum(TASK_MAIL_FAULTS).nullable();
const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['text', 'quote']), text: z.string() }),
  z.object({
    kind: z.literal('facts'),
    rows: z.array(z.object({ label: z.string(), value: z.string() })),
  }),
  z.object({ kind: z.literal('link'), label: z.string(), url: z.string() }),
]);
const letter = z
  .object({
    /** Whose it is. */
    name: z.string(),
    /** Where it goes, if the task itself says so; null = where the register says, or nowhere. */
    address: z.string().nullable(),
    /** Why they get none; null = they do. */
    fault,
    subject: z.string(),
    /** In the order of reading; its link is made when it is sent. */
    parts: z.array(part),
    hasCalendar: z.boolean(),
  })
  .meta({ id: 'TaskLetterPreview' });
export const taskLetterPreview = z.object({
  /** Whether this house sends mail. */
  mail: z.boolean(),
  letters: z.array(letter),
  /** Who is to be told how they go, and why they are not; null = they are. */
  supervisors: z.array(z.object({ name: z.string(), fault })),
});

const fate = z
  .object({
    topic: z.string(),
    /** When it was written. */
    at: z.int(),
    /** `gone`: what became of it is not kept any more. */
    state: z.enum(['waiting', 'delivered', 'failed', 'gone']),
    deliveredAt: z.int().nullable(),
    /** Of one that waits: when it is tried next. */
    nextAt: z.int().nullable(),
    fault: z.enum(NOTICE_FAULTS).nullable(),
    /** What the mail server said; null also where the reader does not manage tasks. */
    detail: z.string().nullable(),
    /** Of the link in it. */
    openedAt: z.int().nullable(),
    answeredAt: z.int().nullable(),
  })
  .meta({ id: 'TaskLetterFate' });
export const taskLetterList = z.object({
  mail: z.boolean(),
  /** Owners, then supporters, then whoever supervises it. */
  parties: z.array(
    z.object({
      /** Within its task. */
      key: z.string(),
      name: z.string(),
      /** Why nothing can be written to them now. */
      fault,
      supervises: z.boolean(),
      /** Oldest first. */
      letters: z.array(fate),
    }),
  ),
});

export type AssignmentPreview = z.output<typeof assignmentPreviewBody>;
export type TaskLetterPreview = z.infer<typeof taskLetterPreview>;
export type PreviewedLetter = z.infer<typeof letter>;
export type TaskLetterList = z.infer<typeof taskLetterList>;
export type LetterFate = z.infer<typeof fate>;
