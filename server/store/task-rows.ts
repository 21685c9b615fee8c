// Rows of the register of tasks between the port's shapes and the tables' columns. What is kept as JSON was written from these
// very shapes: nothing else writes it.
import type { Selectable } from 'kysely';
import type { UserId } from '../../shared/domain/ids.ts';
import type { AssignedParty, TaskEntry, TaskHand, TaskHappening } from '../../shared/domain/task-history.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { ReportLineMark } from '../../shared/domain/task.ts';
import type { TaskRow } from '../ports.ts';
import type { TaskHistoryTable, TaskOwnersTable, TasksTable } from './schema.ts';

type OwnerColumns = Pick<
  TaskOwnersTable,
  'task_id' | 'role' | 'key' | 'name' | 'is_lead' | 'kind' | 'email' | 'person_id'
>;

export function taskRow(row: Selectable<TasksTable>, owners: readonly OwnerColumns[]): TaskRow {
  const { id, number, what, state, since, due, supervisor, revision } = row;
  const partiesAs = (role: OwnerColumns['role']) => owners.filter((owner) => owner.role === role).map(partyOf);
  return {
    ...{ id, number, bodyId: row.body_id, meetingId: row.meeting_id, deskTask: row.desk_task, itemId: row.item_id },
    reportLine: row.report_line === null ? null : (JSON.parse(row.report_line) as ReportLineMark),
    ...{ what, state, since, due, dueText: row.due_text, revision },
    supervisor: supervisor === null ? null : { id: supervisor, name: row.supervisor_name ?? '' },
    ...{ owners: partiesAs('owner'), supporters: partiesAs('supporter') },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at },
  };
}

function partyOf({ key, name, is_lead, kind, email, person_id }: OwnerColumns): AssignedParty {
  return { key, name, lead: is_lead === 1, kind, email, personId: person_id };
}

export function entryOf(row: Omit<TaskHistoryTable, 'task_id' | 'place' | 'kind'>): TaskEntry {
  const happening = JSON.parse(row.happening) as TaskHappening;
  return { ...happening, at: row.at, by: handOf(row) };
}

function handOf({ by_kind, by_id, by_name }: Pick<TaskHistoryTable, 'by_kind' | 'by_id' | 'by_name'>): TaskHand {
  return by_kind === 'user'
    ? { kind: 'user', id: brand<UserId>(by_id), name: by_name }
    : { kind: 'owner', key: by_id, name: by_name };
}

export function historyColumns({ at, by, ...happening }: TaskEntry): Omit<TaskHistoryTable, 'task_id' | 'place'> {
  return {
    ...{ at, by_kind: by.kind, by_id: by.kind === 'user' ? by.id : by.key, by_name: by.name },
    ...{ kind: happening.kind, happening: JSON.stringify(happening) },
  };
}
