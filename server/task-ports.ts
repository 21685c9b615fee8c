// What the register of tasks needs to be kept, as values in and values out: reads only, since every write of it goes through
// the ledger (ports.ts). Nothing here knows an implementation.
import type { AssignedTaskId, MeetingId, TaskId, UserId } from '../shared/domain/ids.ts';
import type { TaskEntry, TaskState } from '../shared/domain/task-history.ts';
import type { LocalDate } from '../shared/lib/time.ts';
import type { OutboxRow, TaskRow, Write } from './ports.ts';

/** Which tasks; what is null does not matter. */
export interface TaskScope {
  /** Those whose tasks may be seen, `null` among them for tasks of no body; null = all. */
  readonly bodies: readonly (string | null)[] | null;
  readonly meetingId: MeetingId | null;
  /** By name, lead or not. */
  readonly owner: string | null;
  readonly supervisor: UserId | null;
  /** Within what they are about, and the names of their owners. */
  readonly text: string | null;
  /** Inclusive, both. */
  readonly dueFrom: LocalDate | null;
  readonly dueTo: LocalDate | null;
}

/** What counts as late today. */
export interface TaskDays {
  readonly today: LocalDate;
  /** The last day that is soon. */
  readonly soonUntil: LocalDate;
  /** States in which a limit can be missed. */
  readonly limited: readonly TaskState[];
}

export interface TaskFilter extends TaskScope {
  /** Null = in any. */
  readonly states: readonly TaskState[] | null;
  /** Null = late or not. */
  readonly urgency: 'overdue' | 'soon' | null;
  /** Only those behind this one, in the order of the answer. */
  readonly after: TaskPlace | null;
  readonly limit: number;
}

export interface TaskPlace {
  readonly due: LocalDate | null;
  readonly number: number;
}

/** How many of a scope are in each state, and late. */
export interface TaskTotals {
  readonly byState: Readonly<Partial<Record<TaskState, number>>>;
  readonly overdue: number;
  readonly soon: number;
}

/** Reads of the register of tasks; all its writes go through the ledger. */
export interface Tasks {
  byId(id: AssignedTaskId): Promise<TaskRow | null>;
  /** Oldest first. */
  history(id: AssignedTaskId): Promise<readonly TaskEntry[]>;
  /** By their entry on the desk, those that were handed out of this meeting. */
  ofDesk(meetingId: MeetingId): Promise<ReadonlyMap<TaskId, AssignedTaskId>>;
  /** By the day they are due on, those without one last; then by number. */
  list(filter: TaskFilter, days: TaskDays): Promise<readonly TaskRow[]>;
  totals(scope: TaskScope, days: TaskDays): Promise<TaskTotals>;
}

export type TaskWrite = Extract<Write, { readonly kind: 'task.assign' | 'task.move' }>;

/** What is to be told of a change of the register; the rows land in the commit of that change, or nothing does. */
export interface TaskNotices {
  of(write: TaskWrite): readonly OutboxRow[];
}
