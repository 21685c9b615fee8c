// Every command: its data, checked, and the permission it needs. A command changes what the server witnesses; text
// changes by typing (architecture.md, decision 4).
import { z } from 'zod';
import type { RefusalCode } from '../domain/errors.ts';
import { isId, type CommandId, type MeetingId } from '../domain/ids.ts';
import { MEETING_PHASES, type MeetingPhase } from '../domain/meeting.ts';
import type { MeetingAction } from '../domain/roles.ts';
import { SCREEN_MODES, type ScreenSettings } from '../domain/scene.ts';
import { brand } from '../lib/brand.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import { LAST_INSTANT, type EpochMs } from '../lib/time.ts';

const MAX_REASON_CHARS = 500;
/** Of an id; see `isId`. */
const MAX_ID_CHARS = 64;
const id = z.string().max(MAX_ID_CHARS).refine(isId);

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
} as const;

export type CommandKind = keyof typeof COMMAND_DATA;

/** Which row of the permission table decides about each kind. */
export const COMMAND_ACTIONS: Readonly<Record<CommandKind, MeetingAction>> = {
  'meeting.phase': 'meeting.phase',
  'screen.set': 'screen.operate',
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
  );

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
      return refused('command-unknown', { kind });
  }
}

function invalid(error: z.ZodError, prefix: readonly string[]) {
  const errors = error.issues.map((issue) => ({
    path: [...prefix, ...issue.path.map(String)].join('.'),
    code: issue.code,
  }));
  return refused('invalid', { errors });
}
