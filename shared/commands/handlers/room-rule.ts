// `room.rule`: the rule that this meeting's quorum goes by, and how many seats the body has (应到).
import type { RefusalCode } from '../../domain/errors.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { Command } from '../command.ts';
import type { MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/** Refusals: `sealed`. What was frozen under an earlier rule stays as it was. */
export function setRoomRule(
  { phase, version }: Witnessed,
  { rule }: Extract<Command, { kind: 'room.rule' }>,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'archived') return refused('sealed', { version });
  return ok([{ kind: 'room-rule-set', rule, at: now, by: actor.userId }]);
}
