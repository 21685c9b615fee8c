// A meeting goes through the tasks of the body's meeting before it: what they are, and the one step by which a clerk says how each
// stands. The register of tasks is the only source; nothing is copied into the meeting.
import type { MeetingReview, ReviewedTask, ReviewTask } from '../../shared/api/series.schema.ts';
import type { TaskWithHistory } from '../../shared/api/task.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { reviewTask } from '../../shared/domain/task-review.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { parseLocalDate, type EpochMs } from '../../shared/lib/time.ts';
import type { MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import { entryBy } from './audit.ts';
import { startOf, type PastTask, type PastTasks } from './past-tasks.ts';
import { isExpected, type ExpectedRevisions } from './revision.ts';
import type { TaskBook } from './task-book.ts';
import { handOf, presentTask, roleOf, type TaskService } from './tasks.ts';

export interface TaskReviewServiceOptions {
  readonly past: PastTasks;
  readonly book: TaskBook;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly clock: { now(): EpochMs };
}

const NOTHING = { last: null, tasks: [], earlier: [], earlierCount: 0 };

export class TaskReviewService {
  readonly #options: TaskReviewServiceOptions;
  readonly #tasks: Pick<TaskService, 'read'>;

  constructor(options: TaskReviewServiceOptions, tasks: Pick<TaskService, 'read'>) {
    this.#options = options;
    this.#tasks = tasks;
  }

  /** Refusal: `not-found`. */
  async read(user: ActingUser, id: string): Promise<Result<MeetingReview, RefusalCode>> {
    const found = await this.#meeting(user, id);
    if (!found.ok) return found;
    const { past, book, clock } = this.#options;
    const days = book.days();
    const { bodyId, id: except } = found.value;
    if (bodyId === null) return ok({ today: days.today, ...NOTHING });
    const before = startOf(found.value, clock.now());
    const last = await past.last(bodyId, { before, except }, days);
    const besides = [except, ...(last === null ? [] : [last.meeting.id])];
    const [tasks, earlier] = await Promise.all([
      last === null ? [] : past.of(bodyId, last.meeting.id, days),
      past.openBefore(bodyId, { before, besides }, days),
    ]);
    const presented = (all: readonly PastTask[]): ReviewedTask[] =>
      all.map(({ row, words }) => ({ ...presentTask(user, row, days), named: words !== null }));
    return ok({
      today: days.today,
      last: last && presentLast(last),
      tasks: presented(tasks),
      earlier: presented(earlier.tasks),
      earlierCount: earlier.total,
    });
  }

  /**
   * Refusals: `not-found`, `version-mismatch`, `rights-changed`, `task-state`, `supervisor-only`, `invalid` (the meeting has not
   * begun, or is another body's), `sample`, those of the ledger.
   */
  async say(
    user: ActingUser,
    { id, taskId }: { readonly id: string; readonly taskId: string },
    { status, due, reason }: ReviewTask,
    expected: ExpectedRevisions,
  ): Promise<Result<TaskWithHistory, RefusalCode>> {
    const found = await this.#meeting(user, id);
    if (!found.ok) return found;
    const { book, clock } = this.#options;
    const opened = await book.open(taskId);
    const isTheirs = opened !== null && authorize(user, 'tasks.read', { kind: 'body', bodyId: opened.row.bodyId }).ok;
    if (!isTheirs) return refused('not-found');
    const { row, standing } = opened;
    const held = mayReview(found.value, row.bodyId);
    if (!held.ok) return held;
    const current = String(row.revision);
    if (!isExpected(current, expected)) return refused('version-mismatch', { current });
    const at = clock.now();
    const wish = { status, due: parseLocalDate(due ?? ''), meetingId: found.value.id, reason };
    const { today } = book.days();
    const entries = reviewTask(standing, wish, { role: roleOf(user, row, 'close'), by: handOf(user), at, today });
    if (!entries.ok) return entries;
    if (user.isCurrent?.() === false) return refused('rights-changed');
    if (entries.value.length === 0) return this.#tasks.read(user, row.id);
    const moved = await book.add(opened, entries.value, entryBy(user, at, 'task.moved', { kind: 'task', id: row.id }));
    return moved.ok ? this.#tasks.read(user, row.id) : moved;
  }

  async #meeting(user: ActingUser, id: string): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'meeting.read', { kind: 'meeting', meeting });
    return permitted.ok ? ok(meeting) : permitted;
  }
}

/** A meeting goes through tasks of its own body, and not before it has begun. */
function mayReview(meeting: MeetingRow, bodyId: string | null): Result<null, 'invalid' | 'sample' | 'not-found'> {
  if (meeting.bodyId === null || meeting.bodyId !== bodyId) return refused('not-found');
  if (meeting.sample === true) return refused('sample');
  const isToCome = meeting.draft === true || meeting.phase === 'prepare';
  return isToCome ? refused('invalid', { errors: [{ path: 'id', code: 'before-the-meeting' }] }) : ok(null);
}

function presentLast({ meeting, counts }: NonNullable<Awaited<ReturnType<PastTasks['last']>>>): MeetingReview['last'] {
  const { id, title, plannedStart } = meeting;
  const { all, closed, overdue } = counts;
  return { id, title, plannedStart, all, closed, overdue };
}
