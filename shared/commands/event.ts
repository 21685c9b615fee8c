// What happened when a command was carried out: past tense, stamped with the server's time. Plain JSON, since it is
// also the stored result of the command.
import type { AttendanceEvent } from '../domain/attendance.ts';
import type { AssignedTaskId, EventId, ItemId, TaskId, UserId } from '../domain/ids.ts';
import type { MeetingPhase } from '../domain/meeting.ts';
import type { PersonRole } from '../domain/person.ts';
import type { Arrival, MeetingRule } from '../domain/room.ts';
import type { ScreenShow } from '../domain/screen-show.ts';
import type { Turn } from '../domain/speakers.ts';
import type { ReportLineMark } from '../domain/task.ts';
import type { Promised } from '../domain/task-history.ts';
import type { EpochMs } from '../lib/time.ts';

interface Stamp {
  readonly at: EpochMs;
  readonly by: UserId;
}

export interface PhaseChanged extends Stamp {
  readonly kind: 'phase-changed';
  readonly from: MeetingPhase;
  readonly to: MeetingPhase;
  readonly reason: string | null;
}

export interface ScreenSet extends Stamp {
  readonly kind: 'screen-set';
  readonly screen: string;
  /** All that holds for the screen from now on. */
  readonly settings: ScreenShow;
  /** Whether another picture went up. */
  readonly isNew?: true;
}

export interface AttendanceNoted extends Stamp {
  readonly kind: 'attendance-noted';
  readonly eventId: EventId;
  readonly event: AttendanceEvent;
}

export interface RoomRuleSet extends Stamp {
  readonly kind: 'room-rule-set';
  readonly rule: MeetingRule;
}

export interface CheckOverridden extends Stamp {
  readonly kind: 'check-overridden';
  readonly finding: string;
  readonly mark: string;
  /** Null: the word was taken back. */
  readonly reason: string | null;
  readonly byName: string;
}

export interface ArrivalSettled extends Stamp {
  readonly kind: 'arrival-settled';
  readonly arrival: Arrival;
  /** They were put on the list as this, under the key by which they are settled. */
  readonly role?: PersonRole;
}

interface SpeakersChanged extends Stamp {
  readonly kind: 'speakers-changed';
  /** As they stand from now on. */
  readonly turns: readonly Turn[];
}

/** A task of the desk as it was handed out. */
export interface HandedOut extends Omit<Promised, 'kind'> {
  /** In the register of tasks. */
  readonly id: AssignedTaskId;
  /** On the desk. */
  readonly task: TaskId;
  readonly itemId: ItemId | null;
  readonly what: string;
  /** For the register alone: where the line of the report stood. */
  readonly reportLine: ReportLineMark | null;
}

export interface TasksAssigned extends Stamp {
  readonly kind: 'tasks-assigned';
  readonly tasks: readonly HandedOut[];
}

export type MeetingEvent =
  | PhaseChanged
  | CheckOverridden
  | ScreenSet
  | SpeakersChanged
  | AttendanceNoted
  | RoomRuleSet
  | ArrivalSettled
  | TasksAssigned;
