// Turns at speaking: who asks is put on the list, begins, is given more time, ends. All times are the server's.
import type { RefusalCode } from '../../domain/errors.ts';
import type { EventId } from '../../domain/ids.ts';
import {
  beginTurn,
  endingsHeld,
  endTurn,
  extendTurn,
  MAX_TURNS,
  moveTurn,
  turnsHeld,
  withdrawTurn,
  type Turn,
} from '../../domain/speakers.ts';
import { brand } from '../../lib/brand.ts';
import { unreachable } from '../../lib/assert.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { EpochMs } from '../../lib/time.ts';
import type { CommandId } from '../../domain/ids.ts';
import type { SpeakerCommand } from '../command.ts';
import type { MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/** Refusals: `sealed`, `invalid` (nobody of that key, too many, or the turn is not where it would have to be). */
export function keepSpeakers(
  { phase, version, people, turns, progress }: Witnessed,
  command: SpeakerCommand & { readonly id: CommandId },
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'archived') return refused('sealed', { version });
  if (command.kind === 'speaker.ask') {
    if (command.key !== null && !people.has(command.key)) return invalid('data.key', 'unknown-person');
    if (turns.length >= MAX_TURNS) return invalid('data', 'too-many');
  }
  const changed = changedTurns(turnsHeld(turns, progress), command, now);
  if (changed === null) return invalid('data.speaker', 'not-possible-now');
  // What ended by itself is written down before another speaks, or an agenda corrected later would have two speak at once.
  const ended = command.kind === 'speaker.begin' ? endingsHeld(turns, progress) : [];
  return ok([{ kind: 'speakers-changed', turns: [...ended, ...changed], at: now, by: actor.userId }]);
}

function changedTurns(
  turns: readonly Turn[],
  command: SpeakerCommand & { readonly id: CommandId },
  now: EpochMs,
): readonly Turn[] | null {
  switch (command.kind) {
    case 'speaker.ask': {
      const { itemId, key, name, org, allowedMs } = command;
      const id = brand<EventId>(command.id);
      return [{ id, itemId, key, name, org, allowedMs, askedAt: now, beganAt: null, endedAt: null }];
    }
    case 'speaker.begin':
      return beginTurn(turns, command.speaker, now);
    case 'speaker.end':
      return only(endTurn(turns, command.speaker, now));
    case 'speaker.withdraw':
      return only(withdrawTurn(turns, command.speaker));
    case 'speaker.move':
      return moveTurn(turns, command.speaker, command.before);
    case 'speaker.extend':
      return only(extendTurn(turns, command.speaker, command.byMs));
    default:
      return unreachable(command);
  }
}

function only(turn: Turn | null): readonly Turn[] | null {
  return turn === null ? null : [turn];
}

function invalid(path: string, code: string) {
  return refused('invalid', { errors: [{ path, code }] });
}
