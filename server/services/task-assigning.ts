// What handing tasks out of a meeting needs to know, and what it writes: rows of the register of tasks, in the commit that marks
// the record. A sealed record is not marked any more; the register alone says then what was handed out of it.
import type { Command } from '../../shared/commands/command.ts';
import type { TasksAssigned } from '../../shared/commands/event.ts';
import type { Desk } from '../../shared/commands/witnessed.ts';
import { readPeople } from '../../shared/doc/desk-people.ts';
import { readTasks, setTask } from '../../shared/doc/desk-tasks.ts';
import { publicPassage } from '../../shared/doc/public-passage.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import { isId, type AssignedTaskId, type PersonId, type UserId } from '../../shared/domain/ids.ts';
import { foldTask, type Supervisor, type TaskEntry, type TaskHand } from '../../shared/domain/task-history.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import { brand } from '../../shared/lib/brand.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { AccountRow, Accounts } from '../account-ports.ts';
import type { MeetingRow, TaskRow, Write } from '../ports.ts';
import type { RoomView } from '../sync/room-options.ts';
import type { Tasks } from '../task-ports.ts';
import { aboutMeeting, auditWrite } from './audit.ts';

export interface AssigningOptions {
  readonly tasks: Pick<Tasks, 'ofDesk'>;
  readonly accounts: Pick<Accounts, 'byId'>;
}

const NO_DESK: Desk = { tasks: new Map(), assigned: new Set(), listed: new Map(), supervisors: new Map() };

/** Read inside the meeting's queue, for the one command that asks. */
export async function deskFor(
  { desk }: RoomView,
  command: Command,
  meeting: MeetingRow,
  { tasks, accounts }: AssigningOptions,
): Promise<Desk> {
  if (command.kind !== 'task.assign') return NO_DESK;
  const people = readPeople(desk).map(({ id, personId }) => {
    const known = personId !== null && isId(personId) ? brand<PersonId>(personId) : null;
    return [id, { personId: known }] as const;
  });
  const named = new Set(command.tasks.flatMap(({ supervisor }) => supervisor ?? []));
  const found = await Promise.all([...named].map((id) => supervisorOf(accounts, id, meeting.bodyId)));
  return {
    tasks: new Map(readTasks(desk).map((task) => [task.id, task])),
    assigned: new Set((await tasks.ofDesk(meeting.id)).keys()),
    listed: new Map(people),
    supervisors: new Map(found.flatMap((supervisor) => (supervisor ? [[supervisor.id, supervisor]] : []))),
  };
}

/** The account, when tasks of that body may be put under it. */
export async function supervisorOf(
  accounts: Pick<Accounts, 'byId'>,
  id: UserId,
  bodyId: string | null,
): Promise<Supervisor | null> {
  return supervisorAmong(await accounts.byId(id), bodyId);
}

export function supervisorAmong(account: AccountRow | null, bodyId: string | null): Supervisor | null {
  if (account === null || account.disabled) return null;
  const { id, grants, displayName: name } = account;
  return authorize({ userId: id, grants }, 'tasks.manage', { kind: 'body', bodyId }).ok ? { id, name } : null;
}

/** The rows, and what the audit log says of them. */
export function assigningWrites(
  { tasks, at }: TasksAssigned,
  { id: meetingId, bodyId }: MeetingRow,
  actor: ActingUser,
): readonly Write[] {
  const by: TaskHand = { kind: 'user', id: actor.userId, name: actor.displayName };
  const targets = tasks.map(({ id }) => ({ kind: 'task', id }) as const);
  return [
    ...tasks.map(({ id, task, itemId, what, reportLine, ...promised }) =>
      assignWrite(
        { id, bodyId, meetingId, deskTask: task, itemId, what, reportLine },
        { kind: 'assigned', ...promised, at, by },
      ),
    ),
    auditWrite(actor, at, 'task.assigned', aboutMeeting(meetingId), ...targets),
  ];
}

/** The passages that these tasks were taken from, by task, as far as people outside the house may read them. */
export function publicPassages(
  desk: RoomView['desk'],
  tasks: Desk['tasks'],
  assigned: readonly { readonly row: Pick<TaskRow, 'id' | 'deskTask'> }[],
): ReadonlyMap<AssignedTaskId, string> {
  const passages = assigned.map(({ row: { id, deskTask } }) => {
    const anchor = deskTask === null ? undefined : tasks.get(deskTask)?.anchor;
    return [id, anchor ? publicPassage(desk, anchor) : null] as const;
  });
  return new Map(passages.flatMap(([id, passage]) => (passage === null ? [] : [[id, passage]])));
}

/** A task as it stands right after it was promised. */
export function assignWrite(
  of: Pick<TaskRow, 'id' | 'bodyId' | 'meetingId' | 'deskTask' | 'itemId' | 'what' | 'reportLine'>,
  promised: Extract<TaskEntry, { readonly kind: 'assigned' }>,
): Extract<Write, { readonly kind: 'task.assign' }> {
  const standing = foldTask([promised]);
  invariant(standing !== null, 'a promise begins a history');
  const { state, since, due, dueText, supervisor, owners, supporters } = standing;
  const times = { revision: 1, createdAt: promised.at, updatedAt: promised.at };
  const row = { ...of, state, since, due, dueText, supervisor, owners, supporters, ...times };
  return { kind: 'task.assign', row, identities: identitiesOf(row, row), entries: [promised] };
}

/** On the desk they are confirmed from now on. */
export function confirmAssigned(desk: RoomView['desk'], { tasks }: TasksAssigned): void {
  const drafts = new Set(readTasks(desk).flatMap(({ id, state }) => (state === 'draft' ? [id] : [])));
  for (const { task } of tasks) if (drafts.has(task)) setTask(desk, task, { state: 'confirmed' });
}
