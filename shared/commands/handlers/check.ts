// `check.override`: somebody lets a finding of the checks before issue stand, with a reason, or takes that word back. It holds for
// what was seen (`mark`) and for nothing else; whether there is such a finding is not asked: one that nobody finds lets nothing pass.
import type { RefusalCode } from '../../domain/errors.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { Command } from '../command.ts';
import type { MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/** More than any meeting has findings; the record keeps each. */
const MAX_CHECK_OVERRIDES = 300;

/** Refusals: `sealed`, `invalid` (too many). */
export function overrideCheck(
  { phase, version, overrides }: Witnessed,
  { finding, mark, reason }: Extract<Command, { kind: 'check.override' }>,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'archived') return refused('sealed', { version });
  if (reason !== null && !overrides.has(finding) && overrides.size >= MAX_CHECK_OVERRIDES)
    return refused('invalid', { errors: [{ path: 'data.finding', code: 'too-many' }] });
  const byName = actor.displayName;
  return ok([{ kind: 'check-overridden', finding, mark, reason, byName, at: now, by: actor.userId }]);
}
