// What an operator does to one hall screen: put a picture up, prepare, take, step back, lay something over it. Two who
// press the same key at once do it once: take and back name what they expect to find; so does prepare, lest of two lists
// that are made at once one be lost unseen.
import type { RefusalCode } from '../../domain/errors.ts';
import {
  aheadOf,
  FOLLOWING,
  isSameCue,
  isSameList,
  overlay,
  prepare,
  put,
  stepBack,
  take,
  type ScreenOverlay,
  type ScreenShow,
} from '../../domain/screen-show.ts';
import { unreachable } from '../../lib/assert.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { EpochMs } from '../../lib/time.ts';
import type { ClaimedOverlay, ScreenCommand } from '../command.ts';
import type { MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/** More screens than any hall has; the record keeps each for ever. */
const MAX_SCREENS = 32;

/** Refusals: `sealed`, `invalid` (too many screens; what was to be taken or left is not there any more). */
export function steerScreen(
  { phase, version, screens }: Witnessed,
  command: ScreenCommand,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  const { screen } = command;
  if (phase === 'archived') return refused('sealed', { version });
  if (!screens.has(screen) && screens.size >= MAX_SCREENS) return invalid('data.screen', 'too-many-screens');
  const before = screens.get(screen) ?? FOLLOWING;
  const steered = steer(before, command, now);
  if (!steered.ok) return steered;
  const settings = steered.value;
  const isNew = !isSameCue(before, settings);
  return ok([{ kind: 'screen-set', screen, settings, ...(isNew ? { isNew } : {}), at: now, by: actor.userId }]);
}

function steer(show: ScreenShow, command: ScreenCommand, now: EpochMs): Result<ScreenShow, RefusalCode> {
  switch (command.kind) {
    case 'screen.set':
      return ok({ ...put(show, command.cue), frozen: command.frozen ?? show.frozen });
    case 'screen.prepare':
      if (command.over !== undefined && !isSameList(aheadOf(show), command.over))
        return invalid('data.over', 'changed');
      return ok(prepare(show, command.preview, command.queue));
    case 'screen.take': {
      const taken = show.preview && isSameCue(show.preview, command.preview) ? take(show) : null;
      return taken === null ? invalid('data.preview', 'not-prepared') : ok(taken);
    }
    case 'screen.back': {
      const back = isSameCue(show, command.from) ? stepBack(show) : null;
      return back === null ? invalid('data.from', 'nothing-before') : ok(back);
    }
    case 'screen.overlay':
      return ok(overlay(show, datedFrom(command.overlay, now)));
    default:
      return unreachable(command);
  }
}

function datedFrom({ message, countdown, ...rest }: ClaimedOverlay, now: EpochMs): ScreenOverlay {
  return {
    ...rest,
    ...(message === undefined ? {} : { message: message && { text: message.text, until: endOf(message.forMs, now) } }),
    ...(countdown === undefined ? {} : { countdown: countdown && countdownFrom(countdown, now) }),
  };
}

function endOf(forMs: number | null, now: EpochMs): EpochMs | null {
  return forMs === null ? null : now + forMs;
}

function countdownFrom(
  countdown: NonNullable<ClaimedOverlay['countdown']>,
  now: EpochMs,
): NonNullable<ScreenOverlay['countdown']> {
  return { label: countdown.label, to: 'to' in countdown ? countdown.to : now + countdown.forMs };
}

function invalid(path: string, code: string) {
  return refused('invalid', { errors: [{ path, code }] });
}
