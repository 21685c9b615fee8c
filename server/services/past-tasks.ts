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
import type { EarlierTasks, TaskDays, Tasks } from '../task-ports.ts';

export interface PastTasksOptions {
  readonly tasks: Pick<Tasks, 'lastMeeting' | 'totals' | 'list'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly rooms: Pick<Rooms, 'read' | 'onCommitted'>;
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

type Named = ReadonlyMap<TaskId, string>;

/** More than a house holds in its lifetime; those kept longest go first. */
const MAX_KEPT = 5_000;
const ANY = { owner: null, supervisor: null, text: null, dueFrom: null, dueTo: null } as const;
const MAX_TASKS = 500;
const OPEN: readonly TaskState[] = TASK_STATES.filter((state) => isOpenTask({ state }));

export class PastTasks {
  readonly #options: PastTasksOptions;
  /** Of each meeting, until its documents change. */
  readonly #kept = new Map<MeetingId, { readonly version: number; readonly named: Named }>();
  readonly #unsubscribe: () => void;

  constructor(options: PastTasksOptions) {
    this.#options = options;
    this.#unsubscribe = options.rooms.onCommitted(({ meetingId }) => this.#kept.delete(meetingId));
  }

  close(): void {
    this.#unsubscribe();
    this.#kept.clear();
  }

  /** The newest meeting of the body before `before` that tasks were handed out of, other than `except`, and how they stand today. */
  async last(
    bodyId: string,
    { before, except = null }: { readonly before: EpochMs; readonly except?: MeetingId | null },
    days: TaskDays,
  ): Promise<LastMeeting | null> {
    const { tasks, meetings } = this.#options;
    const id = await tasks.lastMeeting(bodyId, before, except);
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

  /** The open ones of the body from before a meeting, by number: so many as are read, the most urgent ones, and how many there are. */
  async openBefore(
    bodyId: string,
    earlier: EarlierTasks,
    days: TaskDays,
  ): Promise<{ readonly tasks: readonly PastTask[]; readonly total: number }> {
    const scope = { ...ANY, bodies: [bodyId], meetingId: null, earlier };
    const filter = { ...scope, states: OPEN, urgency: null, after: null, limit: MAX_TASKS };
    const { tasks } = this.#options;
    const [rows, { byState }] = await Promise.all([tasks.list(filter, days), tasks.totals(scope, days)]);
    const total = OPEN.reduce((all, state) => all + (byState[state] ?? 0), 0);
    return { tasks: await this.#named(rows), total };
  }

  async #named(rows: readonly TaskRow[]): Promise<readonly PastTask[]> {
    const names = new Map<MeetingId, Named>();
    for (const id of new Set(rows.flatMap(({ meetingId }) => meetingId ?? []))) names.set(id, await this.#names(id));
    return rows
      .toSorted((a, b) => a.number - b.number)
      .map((row) => {
        const of = row.meetingId === null ? undefined : names.get(row.meetingId);
        return { row, words: (row.deskTask !== null && of?.get(brand<TaskId>(row.deskTask))) || null };
      });
  }

  /** Of a meeting that leaves no word out of the house, or cannot be read: none. */
  async #names(meetingId: MeetingId): Promise<Named> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null || meeting.draft === true || meeting.trashedAt !== null) return new Map();
    const { version } = meeting;
    const kept = this.#kept.get(meetingId);
    if (kept?.version === version) return kept.named;
    const read = await this.#options.rooms.read(meetingId, version, ({ desk, record }) => {
      const named = namedTasks(buildSnapshot({ desk, record, meetingId, version, audience: 'internal' }));
      // Within the room's queue: whatever changes it afterwards is told afterwards.
      this.#keep(meetingId, { version, named });
      return named;
    });
    return read.ok ? read.value : new Map();
  }

  #keep(meetingId: MeetingId, named: { readonly version: number; readonly named: Named }): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(meetingId, named);
  }
}

/** Where a meeting stands among those of its body: one that has no day and is not over is met now. */
export function startOf({ plannedStart, phase, createdAt }: MeetingRow, now: EpochMs): EpochMs {
  return plannedStart ?? (phase === 'prepare' || phase === 'live' ? now : createdAt);
}
