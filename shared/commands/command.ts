// Every command: its data, checked, and the permission it needs. A command changes what the server witnesses; text
// changes by typing (architecture.md, decision 4).
import { z } from 'zod';
import { ATTENDANCE_KINDS, type AttendanceMark } from '../domain/attendance.ts';
import { MAX_FINDING_KEY_CHARS, MAX_MARK_CHARS } from '../domain/checks/finding.ts';
import type { RefusalCode } from '../domain/errors.ts';
import { isId, type CommandId, type EventId, type ItemId, type MeetingId, type PersonKey } from '../domain/ids.ts';
import { MEETING_PHASES, type MeetingPhase } from '../domain/meeting.ts';
import { PERSON_ROLES, type PersonRole } from '../domain/person.ts';
import type { MeetingAction } from '../domain/roles.ts';
import type { MeetingRule } from '../domain/room.ts';
import type { ScreenCue, ScreenOverlay } from '../domain/screen-show.ts';
import type { Turn } from '../domain/speakers.ts';
import { brand } from '../lib/brand.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import { LAST_INSTANT, parseLocalDate, type DurationMs, type EpochMs } from '../lib/time.ts';
import { charterRule, presetId } from './charter.schema.ts';
import { SCREEN_COMMAND_DATA, type screenCue } from './screen.schema.ts';
import { SPEAKER_COMMAND_DATA } from './speaker.schema.ts';
import { assignmentsFrom, TASK_COMMAND_DATA, type ClaimedAssignment } from './task.schema.ts';

const MAX_REASON_CHARS = 500;
/** Of an id; see `isId`. */
const MAX_ID_CHARS = 64;
const id = z.string().max(MAX_ID_CHARS).refine(isId);
const instant = z.int().min(0).max(LAST_INSTANT);
/** Ids of what is noted in the roll, and of tasks that are handed out, are the command's with a number behind it. */
const MAX_NOTING_ID_CHARS = MAX_ID_CHARS - 4;
/** Kinds that make ids of theirs. */
const NOTING = /^(?:attendance|arrival|task)\./;
const MAX_EXCUSE_CHARS = 100;
const MAX_MARKS = 300;
const MAX_SEATS = 100_000;
/** See `findingKey`: what was found, and the id of what it is about. */
const FINDING_KEY = /^[a-z-]{3,40}:[0-9A-Za-z_-]*$/;

/** The data of each kind, as it may come in. */
export const COMMAND_DATA = {
  'meeting.phase': z.object({
    to: z.enum(MEETING_PHASES as [MeetingPhase, ...MeetingPhase[]]),
    reason: z.string().trim().min(1).max(MAX_REASON_CHARS).optional(),
  }),
  ...SCREEN_COMMAND_DATA,
  ...SPEAKER_COMMAND_DATA,
  ...TASK_COMMAND_DATA,
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
  /** `reason` null: the word is taken back. */
  'check.override': z.object({
    finding: z.string().regex(FINDING_KEY).max(MAX_FINDING_KEY_CHARS),
    mark: z.string().max(MAX_MARK_CHARS),
    reason: z.string().trim().min(1).max(MAX_REASON_CHARS).nullable(),
  }),
} as const;

export type CommandKind = keyof typeof COMMAND_DATA;

/** Which row of the permission table decides about each kind. */
export const COMMAND_ACTIONS: Readonly<Record<CommandKind, MeetingAction>> = {
  'meeting.phase': 'meeting.phase',
  'screen.set': 'screen.operate',
  'screen.prepare': 'screen.operate',
  'screen.take': 'screen.operate',
  'screen.back': 'screen.operate',
  'screen.overlay': 'screen.operate',
  'speaker.ask': 'screen.operate',
  'speaker.begin': 'screen.operate',
  'speaker.end': 'screen.operate',
  'speaker.withdraw': 'screen.operate',
  'speaker.extend': 'screen.operate',
  'speaker.move': 'screen.operate',
  'attendance.mark': 'roll.keep',
  'attendance.revoke': 'roll.keep',
  'arrival.settle': 'roll.keep',
  'room.rule': 'meeting.edit',
  'check.override': 'meeting.edit',
  'task.assign': 'tasks.assign',
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
    | ScreenCommand
    | SpeakerCommand
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
    | {
        readonly kind: 'check.override';
        readonly finding: string;
        readonly mark: string;
        readonly reason: string | null;
      }
    | { readonly kind: 'task.assign'; readonly tasks: readonly ClaimedAssignment[] }
  );

/** What an operator does to one hall screen. */
export type ScreenCommand = { readonly screen: string } & (
  | { readonly kind: 'screen.set'; readonly cue: ScreenCue; readonly frozen?: boolean }
  | {
      readonly kind: 'screen.prepare';
      readonly preview: ScreenCue | null;
      readonly queue: readonly ScreenCue[];
      /** What is expected to be prepared until now, the next one first. */
      readonly over?: readonly ScreenCue[];
    }
  | { readonly kind: 'screen.take'; readonly preview: ScreenCue }
  | { readonly kind: 'screen.back'; readonly from: ScreenCue }
  | { readonly kind: 'screen.overlay'; readonly overlay: ClaimedOverlay }
);

/** What is done about who speaks. */
export type SpeakerCommand =
  | ({ readonly kind: 'speaker.ask' } & Pick<Turn, 'name' | 'org' | 'key' | 'itemId' | 'allowedMs'>)
  | { readonly kind: 'speaker.begin' | 'speaker.end' | 'speaker.withdraw'; readonly speaker: EventId }
  | { readonly kind: 'speaker.move'; readonly speaker: EventId; readonly before: EventId | null }
  | { readonly kind: 'speaker.extend'; readonly speaker: EventId; readonly byMs: DurationMs };

/** What lies over a picture, with how long it stands instead of until when. */
export interface ClaimedOverlay extends Pick<ScreenOverlay, 'isFrozen' | 'isBlanked'> {
  readonly message?: { readonly text: string; readonly forMs: DurationMs | null } | null;
  readonly countdown?:
    { readonly label: string; readonly forMs: DurationMs } | { readonly label: string; readonly to: EpochMs } | null;
}

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

type Parsed = Result<Command, Extract<RefusalCode, 'invalid' | 'command-unknown'>>;

/** A command as it came from outside. Refusals: `invalid`, `command-unknown`. */
export function parseCommand(request: unknown): Parsed {
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
    default:
      if (kind.startsWith('screen.')) return parseScreenCommand(head, kind, data);
      return kind.startsWith('speaker.') ? parseSpeakerCommand(head, kind, data) : parseRoomCommand(head, kind, data);
  }
}

/** Those that steer a hall screen. */
function parseScreenCommand(head: Envelope, kind: string, data: unknown): Parsed {
  switch (kind) {
    case 'screen.set': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      const { screen, frozen, ...cue } = parsed.data;
      return ok({ ...head, kind, screen, cue: cueFrom(cue), ...(frozen === undefined ? {} : { frozen }) });
    }
    case 'screen.prepare': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      const { screen, preview, queue, over } = parsed.data;
      const expected = over === undefined ? {} : { over: over.map(cueFrom) };
      return ok({
        ...head,
        kind,
        screen,
        preview: preview && cueFrom(preview),
        queue: queue.map(cueFrom),
        ...expected,
      });
    }
    case 'screen.take': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      return ok({ ...head, kind, screen: parsed.data.screen, preview: cueFrom(parsed.data.preview) });
    }
    case 'screen.back': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      return ok({ ...head, kind, screen: parsed.data.screen, from: cueFrom(parsed.data.from) });
    }
    case 'screen.overlay': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      const { screen, frozen, blank, message, countdown } = parsed.data;
      return ok({
        ...{ ...head, kind, screen },
        overlay: {
          ...(frozen === undefined ? {} : { isFrozen: frozen }),
          ...(blank === undefined ? {} : { isBlanked: blank }),
          ...(message === undefined ? {} : { message }),
          ...(countdown === undefined ? {} : { countdown }),
        },
      });
    }
    default:
      return refused('command-unknown', { kind });
  }
}

function cueFrom({ mode, itemId }: z.infer<typeof screenCue>): ScreenCue {
  return itemId === undefined ? { mode } : { mode, itemId: brand<ItemId>(itemId) };
}

/** Those that are about who speaks. */
function parseSpeakerCommand(head: Envelope, kind: string, data: unknown): Parsed {
  switch (kind) {
    case 'speaker.ask': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      const { key, itemId, ...said } = parsed.data;
      return ok({
        ...{ ...head, kind, ...said },
        key: key === null ? null : brand<PersonKey>(key),
        itemId: itemId === null ? null : brand<ItemId>(itemId),
      });
    }
    case 'speaker.begin':
    case 'speaker.end':
    case 'speaker.withdraw': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      return ok({ ...head, kind, speaker: brand<EventId>(parsed.data.speaker) });
    }
    case 'speaker.move': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      const { speaker, before } = parsed.data;
      return ok({
        ...{ ...head, kind, speaker: brand<EventId>(speaker) },
        before: before === null ? null : brand<EventId>(before),
      });
    }
    case 'speaker.extend': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      if (!parsed.success) return invalid(parsed.error, ['data']);
      return ok({ ...head, kind, speaker: brand<EventId>(parsed.data.speaker), byMs: parsed.data.byMs });
    }
    default:
      return refused('command-unknown', { kind });
  }
}

/** Those that are about the people in the room, and what they shall do. */
function parseRoomCommand(head: Envelope, kind: string, data: unknown): Parsed {
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
    case 'task.assign': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      return parsed.success
        ? ok({ ...head, kind, tasks: assignmentsFrom(parsed.data) })
        : invalid(parsed.error, ['data']);
    }
    case 'check.override': {
      const parsed = COMMAND_DATA[kind].safeParse(data);
      return parsed.success ? ok({ ...head, kind, ...parsed.data }) : invalid(parsed.error, ['data']);
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
