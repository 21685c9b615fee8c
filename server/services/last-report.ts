// The work report of a body's last meeting, with how the tasks of its lines stand today: what the next meeting's table is filled
// from, by whoever asks (shared/domain/report-before) or as the meeting is made (services/report-prefill). Reads only.
import type { LastReport } from '../../shared/api/task.schema.ts';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import { placeOfSource } from '../../shared/doc/report-source.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { AssignedTaskId, MeetingId, TaskId } from '../../shared/domain/ids.ts';
import type { LastReportRow, LineStanding } from '../../shared/domain/report-before.ts';
import { linesWithTasks } from '../../shared/domain/report-tasks.ts';
import { foldTask } from '../../shared/domain/task-history.ts';
import { urgencyOf } from '../../shared/domain/task-life.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn, type EpochMs } from '../../shared/lib/time.ts';
import type { MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { RoomView } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TaskDays, Tasks } from '../task-ports.ts';
import { startOf, type PastTasks } from './past-tasks.ts';
import type { TaskBook } from './task-book.ts';

export interface LastReportOptions {
  readonly rooms: Pick<Rooms, 'read'>;
  readonly book: Pick<TaskBook, 'days'>;
  readonly tasks: Pick<Tasks, 'byId' | 'history' | 'ofDesk'>;
  readonly past: Pick<PastTasks, 'of'>;
  readonly meetings: Meetings;
  readonly clock: { now(): EpochMs };
  readonly timeZone: string;
}

/** Meetings without a report between two that have one; further back is another story. */
const MAX_BACK = 6;

/** A meeting as it stands before anything of it is written. */
export type MeetingToCome = Pick<MeetingRow, 'bodyId' | 'plannedStart'>;

/** What a table may take over by itself, without anybody having looked at it. */
export interface ReportToFill {
  /** For any item: as the public may know it. */
  readonly open: readonly LastReportRow[];
  /** For an internal item alone: everything. */
  readonly internal: readonly (LastReportRow & { readonly isInternal: boolean })[];
}

type Earlier = MeetingToCome & { readonly id: MeetingId | null; readonly before: EpochMs };

interface ReportLineRow {
  readonly owner: string;
  readonly isInternal: boolean;
  readonly lines: readonly { readonly text: string; readonly task: TaskId | null }[];
}

export class LastReportService {
  readonly #options: LastReportOptions;

  constructor(options: LastReportOptions) {
    this.#options = options;
  }

  /** For whoever keeps the minutes of both meetings. Refusals: `not-found`, `not-allowed`. */
  async read(user: ActingUser, id: string): Promise<Result<LastReport, RefusalCode>> {
    const { meetings } = this.#options;
    const meeting = await meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'export.internal', { kind: 'meeting', meeting });
    if (!permitted.ok) return permitted;
    const found = await this.#newest(user, { ...meeting, before: startOf(meeting, this.#options.clock.now()) });
    return ok(found === null ? { meeting: null, rows: [] } : await this.#answer(found.meeting, found.rows));
  }

  /** For a meeting that `user` is about to make; null where nothing may be taken over. */
  async toFill(user: ActingUser, meeting: MeetingToCome): Promise<ReportToFill | null> {
    const { clock, past, book, tasks } = this.#options;
    const before = meeting.plannedStart ?? clock.now();
    const found = await this.#newest(user, { ...meeting, id: null, before });
    const { bodyId } = meeting;
    if (found === null || bodyId === null) return null;
    const [{ rows }, named, assigned] = await Promise.all([
      this.#answer(found.meeting, found.rows),
      past.of(bodyId, found.meeting.id, book.days()),
      tasks.ofDesk(found.meeting.id),
    ]);
    const open = new Set(named.flatMap(({ row, words }) => (words === null ? [] : [row.id])));
    const isOpen = (task: TaskId | null): boolean => {
      const id = task === null ? undefined : assigned.get(task);
      return id !== undefined && open.has(id);
    };
    return { open: rows.flatMap((row, at) => openRow(row, found.rows[at], isOpen) ?? []), internal: rows };
  }

  /** The newest report before it. */
  async #newest(
    user: ActingUser,
    meeting: Earlier,
  ): Promise<{ readonly meeting: MeetingRow; readonly rows: readonly ReportLineRow[] } | null> {
    for (const earlier of await this.#earlier(user, meeting)) {
      const read = await this.#options.rooms.read(earlier.id, earlier.version, ({ desk }) => reportOf(desk));
      if (read.ok && read.value.length > 0) return { meeting: earlier, rows: read.value };
    }
    return null;
  }

  /** Those of the same body that began before it, the newest first. */
  async #earlier(user: ActingUser, meeting: Earlier): Promise<readonly MeetingRow[]> {
    if (meeting.bodyId === null) return [];
    const all = await this.#options.meetings.list({ trashed: false });
    return all
      .filter((each) => each.bodyId === meeting.bodyId && each.id !== meeting.id && hasBegun(each))
      .filter(({ plannedStart, createdAt }) => (plannedStart ?? createdAt) < meeting.before)
      .filter((each) => authorize(user, 'export.internal', { kind: 'meeting', meeting: each }).ok)
      .slice(0, MAX_BACK);
  }

  async #answer({ id, title, plannedStart }: MeetingRow, rows: readonly ReportLineRow[]) {
    const { tasks, book } = this.#options;
    const [assigned, days] = [await tasks.ofDesk(id), book.days()];
    const standing = async (task: TaskId | null): Promise<LineStanding | null> => {
      const registered = task === null ? undefined : assigned.get(task);
      return registered === undefined ? null : this.#standing(registered, days);
    };
    return {
      meeting: { id, title, plannedStart },
      rows: await Promise.all(
        rows.map(async ({ owner, isInternal, lines }) => ({
          ...{ owner, isInternal },
          lines: await Promise.all(lines.map(async ({ text, task }) => ({ text, task: await standing(task) }))),
        })),
      ),
    };
  }

  async #standing(id: AssignedTaskId, days: TaskDays): Promise<LineStanding | null> {
    const now = foldTask(await this.#options.tasks.history(id));
    if (now === null) return null;
    const { state, due, limits, since, asked, reported } = now;
    return {
      ...{ state, due, isMoved: limits.length > 1, isOverdue: urgencyOf({ state, due }, days) === 'overdue' },
      closedOn: state === 'closed' ? localDateIn(this.#options.timeZone, since) : null,
      ...{ asked: asked?.due ?? null, reported: reported?.text ?? null },
    };
  }
}

/**
 * Of an internal item nothing. A task is told of where the public minutes name it, and what its owner reported is told to the
 * secretariat, so neither is written where others read it before somebody chose to.
 */
function openRow(
  { owner, lines }: LastReportRow,
  from: ReportLineRow | undefined,
  isOpen: (task: TaskId | null) => boolean,
): LastReportRow | null {
  if (from === undefined || from.isInternal) return null;
  const told = lines.map(({ text, task }, at) => {
    const shown = task !== null && isOpen(from.lines[at]?.task ?? null);
    return { text, task: shown ? { ...task, reported: null } : null };
  });
  return { owner, lines: told };
}

function hasBegun({ phase, draft, sample }: MeetingRow): boolean {
  return phase !== 'prepare' && draft !== true && sample !== true;
}

function reportOf(desk: RoomView['desk']): readonly ReportLineRow[] {
  const tasks = readTasks(desk);
  return readAgenda(desk).flatMap((item) => {
    const lines = linesWithTasks(item.id, item.report, tasks, ({ reportLine }) => {
      return reportLine ? placeOfSource(desk, reportLine) : null;
    });
    return item.report.map(({ id, owner }) => ({
      ...{ owner, isInternal: item.internal },
      lines: lines.filter(({ rowId }) => rowId === id).map(({ text, task }) => ({ text, task: task?.id ?? null })),
    }));
  });
}
