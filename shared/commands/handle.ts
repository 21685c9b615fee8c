// From a command to what happens, or a refusal. Pure: what the record says, who acts and the server's time are given.
import type { RefusalCode } from '../domain/errors.ts';
import { unreachable } from '../lib/assert.ts';
import type { Result } from '../lib/result.ts';
import type { Command } from './command.ts';
import type { MeetingEvent } from './event.ts';
import { settleArrival } from './handlers/arrival.ts';
import { markAttendance, revokeAttendance } from './handlers/attendance.ts';
import { overrideCheck } from './handlers/check.ts';
import { changePhase } from './handlers/phase.ts';
import { setRoomRule } from './handlers/room-rule.ts';
import { steerScreen } from './handlers/screen.ts';
import { keepSpeakers } from './handlers/speaker.ts';
import { assignTasks } from './handlers/task.ts';
import type { Circumstances, Witnessed } from './witnessed.ts';

/** Permission was checked before; here the meeting's own rules speak. */
export function handle(
  witnessed: Witnessed,
  command: Command,
  circumstances: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  switch (command.kind) {
    case 'meeting.phase':
      return changePhase(witnessed, command, circumstances);
    case 'screen.set':
    case 'screen.prepare':
    case 'screen.take':
    case 'screen.back':
    case 'screen.overlay':
      return steerScreen(witnessed, command, circumstances);
    case 'speaker.ask':
    case 'speaker.begin':
    case 'speaker.end':
    case 'speaker.withdraw':
    case 'speaker.extend':
    case 'speaker.move':
      return keepSpeakers(witnessed, command, circumstances);
    case 'attendance.mark':
      return markAttendance(witnessed, command, circumstances);
    case 'attendance.revoke':
      return revokeAttendance(witnessed, command, circumstances);
    case 'arrival.settle':
      return settleArrival(witnessed, command, circumstances);
    case 'task.assign':
      return assignTasks(witnessed, command, circumstances);
    case 'check.override':
      return overrideCheck(witnessed, command, circumstances);
    case 'room.rule':
      return setRoomRule(witnessed, command, circumstances);
    default:
      return unreachable(command);
  }
}
