// What commands decide by: as much of record and desk as they need, who acts, and the server's time.
import type { ActingUser } from '../domain/acting-user.ts';
import type { AttendanceLog } from '../domain/attendance.ts';
import type { PersonId, PersonKey, TaskId, UserId } from '../domain/ids.ts';
import type { MeetingPhase } from '../domain/meeting.ts';
import type { Arrival } from '../domain/room.ts';
import type { ScreenShow } from '../domain/screen-show.ts';
import type { DeskTask } from '../domain/task.ts';
import type { Supervisor } from '../domain/task-history.ts';
import type { Ends, Turn } from '../domain/speakers.ts';
import type { EpochMs } from '../lib/time.ts';

/** What handing tasks out goes by; empty for every other command. */
export interface Desk {
  readonly tasks: ReadonlyMap<TaskId, DeskTask>;
  /** Those that were handed out before. */
  readonly assigned: ReadonlySet<TaskId>;
  /** The list of people, by key. */
  readonly listed: ReadonlyMap<string, { readonly personId: PersonId | null }>;
  /** Accounts that a task may be put under. */
  readonly supervisors: ReadonlyMap<UserId, Supervisor>;
}

export interface Witnessed extends Desk {
  readonly phase: MeetingPhase;
  readonly version: number;
  readonly screens: ReadonlyMap<string, ScreenShow>;
  /** Of those on the desk's list, the removed ones left out. */
  readonly people: ReadonlySet<PersonKey>;
  readonly attendance: AttendanceLog;
  /** Who came and is on no list, the settled ones too. */
  readonly arrivals: readonly Arrival[];
  /** Of those who asked to speak, all, as the record has them. */
  readonly turns: readonly Turn[];
  /** What became of the agenda, which ends turns that the record has as being held. */
  readonly progress: Ends;
  /** Findings of the checks that somebody lets stand. */
  readonly overrides: ReadonlySet<string>;
}

export interface Circumstances {
  readonly actor: ActingUser;
  /** The server's clock. */
  readonly now: EpochMs;
}
