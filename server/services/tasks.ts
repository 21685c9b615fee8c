// The register of tasks for those who keep minutes: lists, one task with its history, what is done to it. Whoever keeps the
// minutes of a body notes what owners say; whoever manages its tasks supervises them, unless one account is named for it.
import type {
  CreateTask,
  MoveTask,
  PartyIn,
  SupervisorQuery,
  Task,
  TaskHistoryEntry,
  TaskPage,
  TaskParty,
  TaskQuery,
  TaskWithHistory,
} from '../../shared/api/task.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { AssignedTaskId, MeetingId, PersonId, UserId } from '../../shared/domain/ids.ts';
import type { AssignedParty, Supervisor, TaskEntry, TaskHand } from '../../shared/domain/task-history.ts';
import {
  mayMove,
  moveTask,
  TASK_ACTIONS,
  urgencyOf,
  workingDaysLeft,
  type TaskMove,
  type TaskRole,
} from '../../shared/domain/task-life.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Refused, type Result } from '../../shared/lib/result.ts';
import { parseLocalDate, type EpochMs, type LocalDate } from '../../shared/lib/time.ts';
import type { Accounts } from '../account-ports.ts';
import type { Ids, TaskRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { TaskFileOfMeeting, TaskPlace, Tasks, TaskScope } from '../task-ports.ts';
import { entryBy } from './audit.ts';
import type { EvidenceFile } from '../../shared/domain/evidence.ts';
import type { Evidence, Sender } from './evidence.ts';
import type { OpenFile } from './files.ts';
import { isExpected, type ExpectedRevisions } from './revision.ts';
import type { SameParties } from './same-parties.ts';
import { assignWrite, supervisorAmong, supervisorOf } from './task-assigning.ts';
import type { Upload } from './taken-in.ts';
import type { BookDays, OpenedTask, TaskBook } from './task-book.ts';

export interface TaskServiceOptions {
  readonly book: TaskBook;
  readonly evidence: Evidence;
  readonly tasks: Pick<Tasks, 'list' | 'totals'>;
  readonly clock: { now(): EpochMs };
  readonly accounts: Pick<Accounts, 'byId' | 'list'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly ids: Pick<Ids, 'random'>;
  readonly parties: Pick<SameParties, 'ofRegister'>;
}

export class TaskService {
  readonly #options: TaskServiceOptions;
  readonly #book: TaskBook;

  constructor(options: TaskServiceOptions) {
    this.#options = options;
    this.#book = options.book;
  }

  /** Those of the bodies that `user` keeps minutes of; of others there are none. */
  async list(user: ActingUser, query: TaskQuery): Promise<Result<TaskPage, RefusalCode>> {
    const { tasks } = this.#options;
    const days = this.#book.days();
    const scope = await scopeFrom(user, query, this.#options.parties);
    const { state: states = null, urgency = null, limit } = query;
    const filter = { ...scope, states, urgency, after: placeFrom(query.cursor), limit: limit + 1 };
    const [found, totals] = await Promise.all([tasks.list(filter, days), tasks.totals(scope, days)]);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const all = Object.values(totals.byState).reduce((sum, count) => sum + count, 0);
    return ok({
      tasks: page.map((row) => presentTask(user, row, days)),
      cursor: last ? `${last.due ?? ''}~${last.number}` : null,
      totals: { ...totals, byState: { ...totals.byState }, all },
      ...{ today: days.today, soonUntil: days.soonUntil },
    });
  }

  /** Under whom tasks of the body can be put, by name; nobody, for whoever does not hand tasks of it out. */
  async supervisors(user: ActingUser, query: SupervisorQuery): Promise<Result<readonly Supervisor[], RefusalCode>> {
    const { body = null, meeting: id } = query;
    const meeting = id === undefined ? null : await this.#options.meetings.byId(brand<MeetingId>(id));
    if (id !== undefined && meeting === null) return ok([]);
    const bodyId = meeting === null ? body : meeting.bodyId;
    if (!may(user, 'tasks.manage', bodyId)) return ok([]);
    const accounts = await this.#options.accounts.list();
    return ok(accounts.flatMap((account) => supervisorAmong(account, bodyId) ?? []));
  }

  /** Refusal: `not-found`. */
  async read(user: ActingUser, id: string): Promise<Result<TaskWithHistory, RefusalCode>> {
    const opened = await this.#readable(user, id);
    return opened.ok ? ok(this.#present(user, opened.value)) : opened;
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (a meeting or a supervisor that is none here), those of the ledger. */
  async create(user: ActingUser, body: CreateTask): Promise<Result<TaskWithHistory, RefusalCode>> {
    const promised = await this.promised(user, body);
    if (!promised.ok) return promised;
    const { id, createdAt } = promised.value.row;
    const assigned = await this.#book.assign(
      promised.value,
      entryBy(user, createdAt, 'task.made', { kind: 'task', id }),
    );
    return assigned.ok ? this.read(user, id) : assigned;
  }

  /** What `create` would write. Refusals: as there, but for those of the ledger. */
  async promised(user: ActingUser, body: CreateTask): Promise<Result<ReturnType<typeof assignWrite>, RefusalCode>> {
    const { accounts, clock, ids } = this.#options;
    const place = await this.#placeFor(user, body);
    if (!place.ok) return place;
    const { bodyId } = place.value;
    const named = body.supervisor;
    const supervisor = named === null ? null : await supervisorOf(accounts, brand<UserId>(named), bodyId);
    if (named !== null && supervisor === null) return invalid('supervisor', 'unknown-account');
    const [at, id] = [clock.now(), brand<AssignedTaskId>(ids.random())];
    const of = { id, ...place.value, deskTask: null, itemId: null, reportLine: null, what: body.what };
    return ok(
      assignWrite(of, {
        ...{ kind: 'assigned', due: dayFrom(body.due), dueText: body.dueText, supervisor, at, by: handOf(user) },
        ...this.#partiesFrom(body),
      }),
    );
  }

  /**
   * Refusals: `not-found`, `version-mismatch`, `rights-changed`, `task-state`, `supervisor-only`, `task-limit-passed`, `sample`,
   * `invalid`, those of the ledger.
   */
  async move(
    user: ActingUser,
    id: string,
    body: MoveTask,
    expected: ExpectedRevisions,
  ): Promise<Result<TaskWithHistory, RefusalCode>> {
    const opened = await this.#readable(user, id);
    if (!opened.ok) return opened;
    const { row, standing } = opened.value;
    const current = String(row.revision);
    if (!isExpected(current, expected)) return refused('version-mismatch', { current });
    const move = await this.#moveFrom(user, row, body);
    if (!move.ok) return move;
    const { clock } = this.#options;
    const at = clock.now();
    const role = roleOf(user, row, move.value.action);
    const { today } = this.#book.days();
    const entries = moveTask(standing, move.value, { role, by: handOf(user), at, today });
    if (!entries.ok) return entries;
    if (user.isCurrent?.() === false) return refused('rights-changed');
    const audit = entryBy(user, at, 'task.moved', { kind: 'task', id: row.id });
    const moved = await this.#book.add(opened.value, entries.value, audit);
    return moved.ok ? ok(this.#present(user, moved.value)) : moved;
  }

  /** A file that one of the next entries brings. Refusals: `not-found`, `rate-limited`; of the upload also `rights-changed`. */
  async beginFile(user: ActingUser, id: string): Promise<Result<Upload<EvidenceFile>, RefusalCode>> {
    const opened = await this.#readable(user, id);
    if (!opened.ok) return opened;
    const { row } = opened.value;
    return this.#options.evidence.begin(row, senderOf(user), async () => {
      const still = await this.#readable(user, id);
      if (!still.ok) return still;
      if (user.isCurrent?.() === false) return refused('rights-changed');
      return ok(entryBy(user, this.#options.clock.now(), 'task-file.added', { kind: 'task', id: row.id }));
    });
  }

  /** Refusal: `not-found`, also for a file of another task. */
  async openFile(user: ActingUser, id: string, fileId: string): Promise<Result<OpenFile, RefusalCode>> {
    const opened = await this.#readable(user, id);
    if (!opened.ok) return opened;
    const { evidence } = this.#options;
    const file = await evidence.byId(fileId);
    // What waits is its sender's alone.
    const isTold = file !== null && (file.attachedAt !== null || (file.identity === null && file.byId === user.userId));
    return isTold && file.taskId === opened.value.row.id ? ok(evidence.opened(file)) : refused('not-found');
  }

  /** What was brought to the tasks of a meeting, of those that `user` may read; each is opened by `openFile`. */
  async filesOf(user: ActingUser, meetingId: MeetingId): Promise<readonly TaskFileOfMeeting[]> {
    const files = await this.#options.evidence.ofMeeting(meetingId);
    return files.filter(({ task }) => may(user, 'tasks.read', task.bodyId));
  }

  async #readable(user: ActingUser, id: string): Promise<Result<OpenedTask, RefusalCode>> {
    const opened = await this.#book.open(id);
    if (opened === null || !may(user, 'tasks.read', opened.row.bodyId)) return refused('not-found');
    return ok(opened);
  }

  /** A task that follows from a meeting is of that meeting's body, and comes after it began. */
  async #placeFor(
    user: ActingUser,
    { bodyId, meetingId }: Pick<CreateTask, 'bodyId' | 'meetingId'>,
  ): Promise<Result<Pick<TaskRow, 'bodyId' | 'meetingId'>, RefusalCode>> {
    const permitted = authorize(user, 'tasks.manage', { kind: 'body', bodyId });
    if (!permitted.ok) return permitted;
    if (meetingId === null) return ok({ bodyId, meetingId });
    const held = await this.#heldMeeting(user, meetingId, bodyId);
    return held.ok ? ok({ bodyId, meetingId: held.value }) : held;
  }

  /** A meeting of that body that has begun. Refusals: `invalid` (none that `user` reads, of another body, to come), `sample`. */
  async #heldMeeting(user: ActingUser, id: string, bodyId: TaskRow['bodyId']): Promise<Result<MeetingId, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    const isRead = meeting !== null && authorize(user, 'meeting.read', { kind: 'meeting', meeting }).ok;
    if (!isRead || meeting.bodyId !== bodyId) return invalid('meetingId', 'unknown-meeting');
    if (meeting.sample === true) return refused('sample');
    const isToCome = meeting.draft === true || meeting.phase === 'prepare';
    return isToCome ? invalid('meetingId', 'before-the-meeting') : ok(meeting.id);
  }

  async #moveFrom(user: ActingUser, { id, bodyId }: TaskRow, body: MoveTask): Promise<Result<TaskMove, RefusalCode>> {
    switch (body.action) {
      case 'ask-extension': {
        const due = dayFrom(body.due);
        return due === null ? invalid('due', 'no-day') : ok({ ...body, due });
      }
      case 'grant-extension':
        return ok({ ...body, due: dayFrom(body.due) });
      case 'move-due':
        return ok({ ...body, due: dayFrom(body.due) });
      case 'cancel': {
        const held = await this.#heldMeeting(user, body.meetingId, bodyId);
        return held.ok ? ok({ ...body, meetingId: held.value }) : held;
      }
      case 'hand-over':
        return ok({ action: body.action, ...this.#partiesFrom(body) });
      case 'supervise': {
        if (body.supervisor === null) return ok({ action: body.action, supervisor: null });
        const { accounts } = this.#options;
        const supervisor = await supervisorOf(accounts, brand<UserId>(body.supervisor), bodyId);
        return supervisor === null ? invalid('supervisor', 'unknown-account') : ok({ action: body.action, supervisor });
      }
      case 'report':
      case 'submit':
      case 'close': {
        const files = await this.#options.evidence.brought(id, body.files, senderOf(user));
        return files.ok ? ok({ ...body, files: files.value }) : files;
      }
      default:
        return ok(body);
    }
  }

  #partiesFrom({
    owners,
    supporters,
  }: {
    readonly owners: readonly PartyIn[];
    readonly supporters: readonly PartyIn[];
  }) {
    const partyOf = ({ name, kind, lead, email, personId }: PartyIn): AssignedParty => ({
      ...{ key: this.#options.ids.random(), name, kind, lead, email },
      personId: kind === 'person' && personId !== null ? brand<PersonId>(personId) : null,
    });
    return { owners: owners.map(partyOf), supporters: supporters.map(partyOf) };
  }

  #present(user: ActingUser, { row, history, standing }: OpenedTask): TaskWithHistory {
    const { limits, asked, reported, isStanding } = standing;
    return {
      ...presentTask(user, row, this.#book.days()),
      ...{ limits: [...limits], asked: asked && { ...asked }, reported: reported && { ...reported }, isStanding },
      actions: TASK_ACTIONS.filter((action) => mayMove(standing, action, roleOf(user, row, action)).ok),
      history: history.map((entry) => presentEntry(user, row, entry)),
    };
  }
}

function may(user: ActingUser, action: 'tasks.read' | 'tasks.manage', bodyId: string | null): boolean {
  return authorize(user, action, { kind: 'body', bodyId }).ok;
}

/** Where one account is named as supervisor, others who manage tasks note what owners say; they may take it over. */
export function roleOf(user: ActingUser, { bodyId, supervisor }: TaskRow, action: TaskMove['action']): TaskRole {
  const isTheirs = supervisor === null || supervisor.id === user.userId || action === 'supervise';
  return isTheirs && may(user, 'tasks.manage', bodyId) ? 'supervisor' : 'clerk';
}

export function handOf({ userId, displayName }: ActingUser): Extract<TaskHand, { readonly kind: 'user' }> {
  return { kind: 'user', id: userId, name: displayName };
}

function senderOf(user: ActingUser): Sender {
  return { by: handOf(user), via: null };
}

/** Which tasks a query means, among those that `user` may see. */
export async function scopeFrom(
  user: ActingUser,
  query: Omit<TaskQuery, 'limit' | 'cursor'>,
  parties: Pick<SameParties, 'ofRegister'>,
): Promise<TaskScope> {
  const party = await parties.ofRegister(query);
  return { ...scopeOf(user, query), ...(party === null ? {} : { party }) };
}

function scopeOf(user: ActingUser, query: Omit<TaskQuery, 'limit' | 'cursor'>): TaskScope {
  const { body, meeting, owner = null, supervisor, text = null, dueFrom, dueTo } = query;
  return {
    bodies: bodiesOf(user, body ?? null),
    meetingId: meeting === undefined ? null : brand<MeetingId>(meeting),
    ...{ owner, text, supervisor: supervisor === undefined ? null : brand<UserId>(supervisor) },
    ...{ dueFrom: dayFrom(dueFrom), dueTo: dayFrom(dueTo) },
  };
}

/** Whose tasks `user` may see, `wanted` alone if it is named. Null: all of them, also those of no body. */
export function bodiesOf(user: ActingUser, wanted: string | null): TaskScope['bodies'] {
  if (wanted !== null) return may(user, 'tasks.read', wanted) ? [wanted] : [];
  if (may(user, 'tasks.read', null)) return null;
  const granted = new Set(user.grants.flatMap(({ bodyId }) => bodyId ?? []));
  return [...granted].filter((bodyId) => may(user, 'tasks.read', bodyId));
}

function placeFrom(cursor: string | undefined): TaskPlace | null {
  if (cursor === undefined) return null;
  const [due = '', number = ''] = cursor.split('~');
  return { due: parseLocalDate(due), number: Number(number) };
}

function dayFrom(text: string | null | undefined): LocalDate | null {
  return parseLocalDate(text ?? '');
}

export function presentTask(user: ActingUser, row: TaskRow, days: BookDays): Task {
  const { owners, supporters, supervisor, revision, ...facts } = row;
  return {
    ...facts,
    ...{ urgency: urgencyOf(row, days), daysLeft: workingDaysLeft(row, days) },
    ...{ supervisor: supervisor && { ...supervisor }, revision: String(revision) },
    ...{ owners: partiesFor(user, row, owners), supporters: partiesFor(user, row, supporters) },
  };
}

/** Addresses are for those who manage tasks. */
function partiesFor(user: ActingUser, { bodyId }: TaskRow, parties: readonly AssignedParty[]): TaskParty[] {
  const isManager = may(user, 'tasks.manage', bodyId);
  return parties.map(({ email, ...party }) => ({ ...party, ...(isManager ? { email } : {}) }));
}

function presentEntry(user: ActingUser, row: TaskRow, { by, ...entry }: TaskEntry): TaskHistoryEntry {
  const hand = { kind: by.kind, id: by.kind === 'user' ? by.id : by.key, name: by.name };
  switch (entry.kind) {
    case 'reported':
    case 'submitted':
    case 'closed': {
      const { files = [], ...said } = entry;
      return { ...said, files: files.map((file) => ({ ...file })), by: hand };
    }
    case 'assigned':
    case 'handed-over': {
      const { owners, supporters } = entry;
      const parties = { owners: partiesFor(user, row, owners), supporters: partiesFor(user, row, supporters) };
      return { ...entry, ...parties, by: hand };
    }
    default:
      return { ...entry, by: hand };
  }
}

function invalid(path: string, code: string): Refused<'invalid'> {
  return refused('invalid', { errors: [{ path, code }] });
}
