// What the register of tasks needs to be kept, as values in and values out: reads only, since every write of it goes through
// the ledger (ports.ts); and links that open the tasks of one owner. Nothing here knows an implementation.
import type { EvidenceLimit } from '../shared/domain/evidence.ts';
import type { AssignedTaskId, FileId, MeetingId, TaskId, TaskLinkId, UserId } from '../shared/domain/ids.ts';
import type { Owed } from '../shared/domain/task-statistics.ts';
import type { TaskEntry, TaskState } from '../shared/domain/task-history.ts';
import type { EpochMs, LocalDate } from '../shared/lib/time.ts';
import type { AuditEntry, OutboxRow, TaskLetterRow, TaskLinkRow, TaskRow, Write } from './ports.ts';
import type { NoticeFault, NoticeState } from '../shared/domain/notice.ts';

/** Which tasks; what is null does not matter. */
export interface TaskScope {
  /** Those whose tasks may be seen, `null` among them for tasks of no body; null = all. */
  readonly bodies: readonly (string | null)[] | null;
  readonly meetingId: MeetingId | null;
  /** By name, lead or not. */
  readonly owner: string | null;
  /** Those that one party owns or supports, by all its identities, or by all names of a unit; absent = whoever does. */
  readonly party?: TaskParty;
  /** Without those of drafts, samples and meetings in the trash; absent = with them. */
  readonly published?: true;
  readonly supervisor: UserId | null;
  /** Within what they are about, and the names of their owners. */
  readonly text: string | null;
  /** What came before a meeting; absent = whenever it was handed out. */
  readonly earlier?: EarlierTasks;
  /** Inclusive, both. */
  readonly dueFrom: LocalDate | null;
  readonly dueTo: LocalDate | null;
}

/** Out of meetings that began before `before` (those without a planned day: were made), `besides` left out; or by hand, until then. */
export interface EarlierTasks {
  readonly before: EpochMs;
  readonly besides: readonly MeetingId[];
}

/** Whatever is set narrows: a person by their identities (shared/domain/task-party), a unit by its names as `nameKeyOf` has them. */
export interface TaskParty {
  readonly identities?: readonly string[];
  readonly unitKeys?: readonly string[];
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
  /** In one of these states and due on `until` or before, by the day they are due on. */
  dueUntil(until: LocalDate, states: readonly TaskState[]): Promise<readonly TaskRow[]>;
  /** In one of these states and under somebody's eyes, by the day they are due on. */
  supervised(states: readonly TaskState[]): Promise<readonly TaskRow[]>;
  byId(id: AssignedTaskId): Promise<TaskRow | null>;
  /** Oldest first. */
  history(id: AssignedTaskId): Promise<readonly TaskEntry[]>;
  /** By their entry on the desk, those that were handed out of this meeting. */
  ofDesk(meetingId: MeetingId): Promise<ReadonlyMap<TaskId, AssignedTaskId>>;
  /** By the day they are due on, those without one last; then by number. */
  list(filter: TaskFilter, days: TaskDays): Promise<readonly TaskRow[]>;
  totals(scope: TaskScope, days: TaskDays): Promise<TaskTotals>;
  /** Each owner's part in each task that was handed out within these instants (from, inclusive; to, exclusive). */
  owed(
    bodies: TaskScope['bodies'],
    within: { readonly from: EpochMs; readonly to: EpochMs },
  ): Promise<readonly (Owed & { readonly identity: string; readonly createdAt: EpochMs })[]>;
  /**
   * The newest meeting of the body that tasks of the body were handed out of and that was planned (without a day: made) before
   * `before`, other than `except`; null = none.
   */
  lastMeeting(bodyId: string, before: EpochMs, except: MeetingId | null): Promise<MeetingId | null>;
}

export type TaskWrite = Extract<Write, { readonly kind: 'task.assign' | 'task.move' }>;

/** What is to be told of changes of the register, and what is remembered of that; it lands in the commit of the changes, or nothing does. */
export interface TaskNews {
  readonly outbox: readonly OutboxRow[];
  readonly writes: readonly Write[];
}

export interface TaskNotices {
  /** Of changes that are made together. `passages`: of the minutes, by task, as people outside the house may read them. */
  of(writes: readonly TaskWrite[], passages?: ReadonlyMap<AssignedTaskId, string>): Promise<TaskNews>;
}

/** A letter about a task, and what became of it. */
export interface TaskLetterFate extends Omit<TaskLetterRow, 'taskId'> {
  /** Of the notice; null once the outbox has forgotten it. */
  readonly state: NoticeState | null;
  readonly fault: NoticeFault | null;
  readonly detail: string | null;
  readonly nextAt: EpochMs | null;
  /** Of the link that went along. */
  readonly openedAt: EpochMs | null;
  readonly answeredAt: EpochMs | null;
}

/** Reads of the letters that were written about tasks; they are written through the ledger. */
export interface TaskLetters {
  /** Oldest first. */
  ofTask(id: AssignedTaskId): Promise<readonly TaskLetterFate[]>;
  /** Of one task: those nobody has tried to send and that are not due before `now`. */
  waiting(id: AssignedTaskId, now: EpochMs): Promise<readonly Pick<TaskLetterRow, 'noticeId' | 'occasion'>[]>;
  /** When the last letter about each of these was written to whom, by `letterKey`. */
  lastOf(ids: readonly AssignedTaskId[]): Promise<ReadonlyMap<string, EpochMs>>;
  /** On which occasions letters of `topic` about these were written, by `letterKey`. */
  wrote(ids: readonly AssignedTaskId[], topic: string): Promise<ReadonlySet<string>>;
}

/** Names a task and whoever is written to about it, or on what occasion. */
export function letterKey(taskId: string, of: string): string {
  return `${taskId} ${of}`;
}

/** Links to tasks. Writes reject with `StorageUnavailable`. */
export interface TaskLinks {
  byHash(hash: string): Promise<TaskLinkRow | null>;
  byId(id: TaskLinkId): Promise<TaskLinkRow | null>;
  /** Of these identities in this body, oldest first, the revoked ones too. */
  of(identities: readonly string[], bodyId: string | null): Promise<readonly TaskLinkRow[]>;
  /** False when that many of its identity in its body open something already; then nothing is written. */
  insert(
    row: TaskLinkRow,
    below: { readonly of: readonly string[]; readonly most: number },
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Once: the first time stands. */
  mark(id: TaskLinkId, what: 'delivered' | 'opened' | 'answered', at: EpochMs): Promise<void>;
  /** False when it was revoked before. */
  revoke(id: TaskLinkId, at: EpochMs, audit: AuditEntry): Promise<boolean>;
  /** What those identities own or support in that body, 200 at most: those that are open by the day they are due on, then the others. */
  owed(identities: readonly string[], bodyId: string | null): Promise<readonly AssignedTaskId[]>;
  /** Whether a meeting of the body began within these instants, whenever it was planned for. */
  hasMet(bodyId: string, within: { readonly after: EpochMs; readonly until: EpochMs }): Promise<boolean>;
}

/** A file that says how a task went; its bytes are kept under their digest like any other's. */
export interface TaskFileRow {
  readonly id: FileId;
  readonly taskId: AssignedTaskId;
  /** Whose link it came by, and which; null, both, for what an account of the house brought. */
  readonly identity: string | null;
  readonly link: TaskLinkId | null;
  /** The owner's key in that task, or the account. */
  readonly byId: string;
  readonly byName: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** sha-256 of the bytes (hex). */
  readonly digest: string;
  /** Of pictures that were made anew, px; else null, both. */
  readonly width: number | null;
  readonly height: number | null;
  readonly createdAt: EpochMs;
  /** When an entry of the history brought it; null: it waits. */
  readonly attachedAt: EpochMs | null;
}

/** A file with as much of its task as its place in a folder takes. */
export interface TaskFileOfMeeting {
  readonly task: Pick<TaskRow, 'id' | 'number' | 'what' | 'bodyId'>;
  readonly file: TaskFileRow;
}

export interface EvidenceRoom {
  /** Of those that came like this one, by links or by accounts, in its task. */
  readonly ofTask: EvidenceLimit;
  /** By its link. */
  readonly ofLink: EvidenceLimit;
  /** What has waited since then or longer is forgotten. */
  readonly forgetBefore: EpochMs;
}

/** Files of tasks; that one was brought is written by the ledger. Writes reject with `StorageUnavailable`. */
export interface TaskFiles {
  byId(id: FileId): Promise<TaskFileRow | null>;
  /** What was brought to the tasks that were handed out of a meeting, by the task's number and then as it came. */
  ofMeeting(meetingId: MeetingId): Promise<readonly TaskFileOfMeeting[]>;
  /** It waits for its entry. False when there is no room for it; then nothing is written. */
  insert(row: Omit<TaskFileRow, 'attachedAt'>, room: EvidenceRoom, audit: AuditEntry): Promise<boolean>;
}
