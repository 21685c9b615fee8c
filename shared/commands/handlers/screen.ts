// `screen.set`: what one hall screen shows, or that it follows the meeting by itself.
import type { RefusalCode } from '../../domain/errors.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { Command } from '../command.ts';
import type { MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/** More screens than any hall has; the record keeps each for ever. */
const MAX_SCREENS = 32;

/** Refusals: `sealed`, `invalid` (too many screens). */
export function setScreen(
  { phase, version, screens }: Witnessed,
  { screen, settings }: Extract<Command, { kind: 'screen.set' }>,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'archived') return refused('sealed', { version });
  if (!screens.has(screen) && screens.size >= MAX_SCREENS) {
    return refused('invalid', { errors: [{ path: 'data.screen', code: 'too-many-screens' }] });
  }
  return ok([{ kind: 'screen-set', screen, settings, at: now, by: actor.userId }]);
}
