// The tables of the register of tasks as the query builder sees them.
import type { ColumnType, Generated } from 'kysely';
import type {
  AssignedTaskId,
  ItemId,
  MeetingId,
  PersonId,
  TaskId,
  TaskLinkId,
  UserId,
} from '../../shared/domain/ids.ts';
import type { PartyKind, TaskHand, TaskHappening, TaskState } from '../../shared/domain/task-history.ts';
import type { EpochMs, LocalDate } from '../../shared/lib/time.ts';
import type { Flag } from './flag.ts';

export interface TasksTable {
  number: Generated<number>;
  id: AssignedTaskId;
  body_id: string | null;
  meeting_id: MeetingId | null;
  desk_task: TaskId | null;
  item_id: ItemId | null;
  what: string;
  /** JSON of a `ReportLineMark`. */
  report_line: string | null;
  state: TaskState;
  since: EpochMs;
  due: LocalDate | null;
  /** `due`, or a day behind all others. */
  due_order: ColumnType<LocalDate, never, never>;
  due_text: string | null;
  supervisor: UserId | null;
  supervisor_name: string | null;
  words: string;
  revision: number;
  created_at: EpochMs;
  updated_at: EpochMs;
}

export interface TaskOwnersTable {
  task_id: AssignedTaskId;
  place: number;
  role: 'owner' | 'supporter';
  key: string;
  name: string;
  name_key: string;
  is_lead: Flag;
  kind: PartyKind;
  email: string | null;
  person_id: PersonId | null;
  identity: string;
}

export interface TaskHistoryTable {
  task_id: AssignedTaskId;
  place: number;
  at: EpochMs;
  by_kind: TaskHand['kind'];
  by_id: string;
  by_name: string;
  kind: TaskHappening['kind'];
  /** JSON of TaskHappening. */
  happening: string;
}

export interface TaskLinksTable {
  id: TaskLinkId;
  token_hash: string;
  body_id: string | null;
  identity: string;
  name: string;
  created_at: EpochMs;
  created_by: UserId;
  expires_at: EpochMs;
  delivered_at: EpochMs | null;
  opened_at: EpochMs | null;
  answered_at: EpochMs | null;
  revoked_at: EpochMs | null;
  /** Went out by mail. */
  mailed: ColumnType<Flag, Flag | undefined>;
}

export interface TaskLettersTable {
  task_id: AssignedTaskId;
  /** An owner's identity, or `user~<id>`. */
  recipient: string;
  occasion: string;
  topic: string;
  notice_id: string;
  address: string;
  link_id: TaskLinkId | null;
  at: EpochMs;
  delivered_at: EpochMs | null;
}
