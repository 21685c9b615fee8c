// The tasks of a body's last meeting (上次会议 23 项，办结 15，逾期 5), reckoned in one place for every page, screen and paper that
// tells of them; which of them may be named in public, the minutes they were taken from say.
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { isOpenTask } from '../../shared/domain/task-life.ts';
import type { MeetingId, TaskId } from '../../shared/domain/ids.ts';
import type { TaskState } from '../../shared/domain/task-history.ts';
import { namedTasks, type ReviewCounts } from '../../shared/domain/task-review.ts';
import { TASK_STATES } from '../../shared/domain/task-history.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { MeetingRow, TaskRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TaskDays, Tasks } from '../task-ports.ts';

export interface PastTasksOptions {
  readonly tasks: Pick<Tasks, 'lastMeeting' | 'totals' | 'list'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly rooms: Pick<Rooms, 'read'>;
}

export interface LastMeeting {
  readonly meeting: MeetingRow;
  readonly counts: ReviewCounts;
}

/** A task, and the words by which it may be named where the public looks; null = by none. */
export interface PastTask {
  readonly row: TaskRow;
  readonly words: string | null;
}

const ANY = { owner: null, supervisor: null, text: null, dueFrom: null, dueTo: null } as const;
const MAX_TASKS = 500;
const OPEN: readonly TaskState[] = TASK_STATES.filter((state) => isOpenTask({ state }));

export class PastTasks {
  readonly #options: PastTasksOptions;

  constructor(options: PastTasksOptions) {
    this.#options = options;
  }

  /** The newest meeting of the body planned before `before` that tasks were handed out of, and how they stand today. */
  async last(bodyId: string, before: EpochMs, days: TaskDays): Promise<LastMeeting | null> {
    const { tasks, meetings } = this.#options;
    const id = await tasks.lastMeeting(bodyId, before);
    const meeting = id === null ? null : await meetings.byId(id);
    return meeting === null ? null : { meeting, counts: await this.countsOf(bodyId, meeting.id, days) };
  }

  async countsOf(
    bodyId: string,
    meetingId: MeetingId,
    days: TaskDays,
  ): Promise<ReviewCounts & { readonly open: number }> {
    const { byState, overdue } = await this.#options.tasks.totals({ ...ANY, bodies: [bodyId], meetingId }, days);
    const sum = (states: readonly TaskState[]): number => states.reduce((all, state) => all + (byState[state] ?? 0), 0);
    return { all: sum(TASK_STATES), closed: sum(['closed']), open: sum(OPEN), overdue };
  }

  /** Those of one meeting, by number. */
  async of(bodyId: string, meetingId: MeetingId, days: TaskDays): Promise<readonly PastTask[]> {
    const filter = { ...ANY, bodies: [bodyId], meetingId, states: null, urgency: null, after: null, limit: MAX_TASKS };
    return this.#named(await this.#options.tasks.list(filter, days));
  }

  /** The open ones of the body that were handed out elsewhere than in these meetings, by number. */
  async openBefore(
    bodyId: string,
    besides: ReadonlySet<MeetingId | null>,
    days: TaskDays,
  ): Promise<readonly PastTask[]> {
    const filter = { ...ANY, bodies: [bodyId], meetingId: null, states: OPEN, urgency: null, after: null };
    const rows = await this.#options.tasks.list({ ...filter, limit: MAX_TASKS }, days);
    return this.#named(rows.filter(({ meetingId }) => meetingId === null || !besides.has(meetingId)));
  }

  async #named(rows: readonly TaskRow[]): Promise<readonly PastTask[]> {
    const names = new Map<MeetingId, ReadonlyMap<TaskId, string>>();
    for (const id of new Set(rows.flatMap(({ meetingId }) => meetingId ?? []))) names.set(id, await this.#names(id));
    return rows
      .toSorted((a, b) => a.number - b.number)
      .map((row) => {
        const of = row.meetingId === null ? undefined : names.get(row.meetingId);
        return { row, words: (row.deskTask !== null && of?.get(brand<TaskId>(row.deskTask))) || null };
      });
  }

  /** Of a meeting that leaves no word out of the house, or cannot be read: none. */
  async #names(meetingId: MeetingId): Promise<ReadonlyMap<TaskId, string>> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null || meeting.draft === true || meeting.trashedAt !== null) return new Map();
    const { version } = meeting;
    const read = await this.#options.rooms.read(meetingId, version, ({ desk, record }) =>
      namedTasks(buildSnapshot({ desk, record, meetingId, version, audience: 'internal' })),
    );
    return read.ok ? read.value : new Map();
  }
}
