// Every command: its data, checked, and the permission it needs. A command changes what the server witnesses; text
// changes by typing (architecture.md, decision 4).
import { z } from 'zod';
import { ATTENDANCE_KINDS, type AttendanceMark } from '../domain/attendance.ts';
import type { RefusalCode } from '../domain/errors.ts';
import { isId, type CommandId, type EventId, type MeetingId, type PersonKey } from '../domain/ids.ts';
import { MEETING_PHASES, type MeetingPhase } from '../domain/meeting.ts';
import { PERSON_ROLES, type PersonRole } from '../domain/person.ts';
import type { MeetingAction } from '../domain/roles.ts';
import type { MeetingRule } from '../domain/room.ts';
import { SCREEN_MODES, type ScreenSettings } from '../domain/scene.ts';
import { brand } from '../lib/brand.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import { LAST_INSTANT, parseLocalDate, type EpochMs } from '../lib/time.ts';
import { charterRule, presetId } from './charter.schema.ts';

const MAX_REASON_CHARS = 500;
/** Of an id; see `isId`. */
const MAX_ID_CHARS = 64;
const id = z.string().max(MAX_ID_CHARS).refine(isId);
const instant = z.int().min(0).max(LAST_INSTANT);
/** Ids of what is noted in the roll are the command's with a number behind it. */
const MAX_NOTING_ID_CHARS = MAX_ID_CHARS - 4;
/** Kinds that note something in the roll. */
const NOTING = /^(?:attendance|arrival)\./;
const MAX_EXCUSE_CHARS = 100;
const MAX_MARKS = 300;
const MAX_SEATS = 100_000;

/** The data of each kind, as it may come in. */
export const COMMAND_DATA = {
  'meeting.phase': z.object({
    to: z.enum(MEETING_PHASES as [MeetingPhase, ...MeetingPhase[]]),
    reason: z.string().trim().min(1).max(MAX_REASON_CHARS).optional(),
  }),
  'screen.set': z.object({
    screen: id,
    mode: z.enum(SCREEN_MODES),
    frozen: z.boolean().default(false),
  }),
  'attendance.mark': z.object({
    marks: z
      .array(
        z.object({
          key: id,
          kind: z.enum(ATTENDANCE_KINDS),
          /** When it happened; absent = now. */
          at: instant.optional(),
          via: z.enum(['clerk', 'sheet']).default('clerk'),
          /** With `excused` and `absent` only. */
          reason: z.string().trim().min(1).max(MAX_EXCUSE_CHARS).optional(),
          proxy: id.optional(),
        }),
      )
      .min(1)
      .max(MAX_MARKS),
  }),
  'attendance.revoke': z.object({ of: id }),
  /** `key`: who of the list it is, or with `role` becomes; null = nobody who takes part. */
  'arrival.settle': z.object({
    arrival: id,
    key: id.nullable(),
    role: z.enum(PERSON_ROLES as [PersonRole, ...PersonRole[]]).optional(),
  }),
  'room.rule': z.object({
    preset: presetId.nullable(),
    from: z
      .string()
      .max(10)
      .refine((text) => parseLocalDate(text) !== null)
      .nullable(),
    rule: charterRule,
    seats: z.int().min(0).max(MAX_SEATS).nullable(),
  }),
} as const;

export type CommandKind = keyof typeof COMMAND_DATA;

/** Which row of the permission table decides about each kind. */
export const COMMAND_ACTIONS: Readonly<Record<CommandKind, MeetingAction>> = {
  'meeting.phase': 'meeting.phase',
  'screen.set': 'screen.operate',
  'attendance.mark': 'roll.keep',
  'attendance.revoke': 'roll.keep',
  'arrival.settle': 'roll.keep',
  'room.rule': 'meeting.edit',
};

interface Envelope {
  readonly id: CommandId;
  readonly meetingId: MeetingId;
  /** When the person says they acted; a claim. */
  readonly claimedAt: EpochMs;
}

export type Command = Envelope &
  (
    | { readonly kind: 'meeting.phase'; readonly to: MeetingPhase; readonly reason: string | null }
    | { readonly kind: 'screen.set'; readonly screen: string; readonly settings: ScreenSettings }
    | { readonly kind: 'attendance.mark'; readonly marks: readonly ClaimedMark[] }
    | { readonly kind: 'attendance.revoke'; readonly of: EventId }
    | {
        readonly kind: 'arrival.settle';
        readonly arrival: EventId;
        readonly key: PersonKey | null;
        /** Puts them on the list as this, under `key`. */
        readonly role: PersonRole | null;
      }
    | { readonly kind: 'room.rule'; readonly rule: MeetingRule }
  );

/** A mark as the clerk gives it; without a time it is of now. */
export type ClaimedMark = Omit<AttendanceMark, 'at' | 'recordedAt' | 'by'> & { readonly at?: EpochMs };

/** What stands around the data of every kind. */
export const COMMAND_ENVELOPE = z.object({
  id,
  meetingId: id,
  kind: z.string().max(64),
  claimedAt: z.number().min(0).max(LAST_INSTANT),
  data: z.unknown(),
});

/** A command as it came from outside. Refusals: `invalid`, `command-unknown`. */
export function parseCommand(request: unknown): Result<Command, Extract<RefusalCode, 'invalid' | 'command-unknown'>> {
  const parsed = COMMAND_ENVELOPE.safeParse(request);
  if (!parsed.success) return invalid(parsed.error, []);
  const { kind, data } = parsed.data;
  const { claimedAt } = parsed.data;
  const head: Envelope = {
    id: brand<CommandId>(parsed.data.id),
    meetingId: brand<MeetingId>(parsed.data.meetingId),
    claimedAt,
  };
  switch (kind) {
    case 'meeting.phase': {
      const phase = COMMAND_DATA[kind].safeParse(data);
      if (!phase.success) return invalid(phase.error, ['data']);
      return ok({ ...head, kind, to: phase.data.to, reason: phase.data.reason ?? null });
    }
    case 'screen.set': {
      const screen = COMMAND_DATA[kind].safeParse(data);
      if (!screen.success) return invalid(screen.error, ['data']);
      const { mode, frozen } = screen.data;
      return ok({ ...head, kind, screen: screen.data.screen, settings: { mode, frozen } });
    }
    default:
      return parseRoomCommand(head, kind, data);
  }
}

/** Those that are about the people in the room. */
function parseRoomCommand(
  head: Envelope,
  kind: string,
  data: unknown,
): Result<Command, Extract<RefusalCode, 'invalid' | 'command-unknown'>> {
  if (NOTING.test(kind) && head.id.length > MAX_NOTING_ID_CHARS)
    return refused('invalid', { errors: [{ path: 'id', code: 'too_big' }] });
  switch (kind) {
    case 'attendance.mark': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      return ok({ ...head, kind, marks: parsed.data.marks.map(markFrom) });
    }
    case 'attendance.revoke': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      return parsed.success
        ? ok({ ...head, kind, of: brand<EventId>(parsed.data.of) })
        : invalid(parsed.error, ['data']);
    }
    case 'arrival.settle': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      const { arrival, key, role = null } = parsed.data;
      return ok({
        ...{ ...head, kind, role, arrival: brand<EventId>(arrival) },
        key: key === null ? null : brand<PersonKey>(key),
      });
    }
    case 'room.rule': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      const { from, ...rule } = parsed.data;
      return ok({ ...head, kind, rule: { ...rule, from: from === null ? null : parseLocalDate(from) } });
    }
    default:
      return refused('command-unknown', { kind });
  }
}

function markFrom({
  key,
  proxy,
  at,
  reason,
  ...mark
}: z.infer<(typeof COMMAND_DATA)['attendance.mark']>['marks'][number]): ClaimedMark {
  return {
    ...mark,
    key: brand<PersonKey>(key),
    ...(at === undefined ? {} : { at }),
    ...(reason === undefined ? {} : { reason }),
    ...(proxy === undefined ? {} : { proxy: brand<PersonKey>(proxy) }),
  };
}

function invalid(error: z.ZodError, prefix: readonly string[]) {
  const errors = error.issues.map((issue) => ({
    path: [...prefix, ...issue.path.map(String)].join('.'),
    code: issue.code,
  }));
  return refused('invalid', { errors });
}
