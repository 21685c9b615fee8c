// `meeting.phase`: one step forward, or back with a reason (contract.md, HTTP).
import type { RefusalCode } from '../../domain/errors.ts';
import { phaseChange } from '../../domain/meeting.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { Command } from '../command.ts';
import type { MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/** Refusals: `phase-not-allowed`, `reason-required`. */
export function changePhase(
  { phase: from }: Witnessed,
  { to, reason }: Extract<Command, { kind: 'meeting.phase' }>,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  const change = phaseChange(from, to);
  if (change === 'refused') return refused('phase-not-allowed', { from, to });
  if (change === 'back' && reason === null) return refused('reason-required');
  return ok([{ kind: 'phase-changed', from, to, reason, at: now, by: actor.userId }]);
}
