// How tasks that were handed out went: by owner and half-year, and those of a body's last meeting (上次会议 23 项，办结 15，逾期 5).
import type { TaskStatistics, TaskStatisticsQuery } from '../../shared/api/task.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import {
  countByOwner,
  countTasks,
  halfYearOf,
  halfYearsUntil,
  type HalfYear,
} from '../../shared/domain/task-statistics.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { plusDays } from '../../shared/lib/calendar-day.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { instantIn, type EpochMs, type LocalDate } from '../../shared/lib/time.ts';
import type { TaskDays, Tasks } from '../task-ports.ts';
import type { PastTasks } from './past-tasks.ts';
import type { SameParties } from './same-parties.ts';
import type { TaskBook } from './task-book.ts';
import { bodiesOf } from './tasks.ts';

export interface TaskStatisticsOptions {
  readonly book: Pick<TaskBook, 'days'>;
  readonly tasks: Pick<Tasks, 'owed'>;
  readonly past: Pick<PastTasks, 'last'>;
  readonly parties: Pick<SameParties, 'byName'>;
  readonly clock: { now(): EpochMs };
  readonly timeZone: string;
}

type Bodies = ReturnType<typeof bodiesOf>;

export class TaskStatisticsService {
  readonly #options: TaskStatisticsOptions;

  constructor(options: TaskStatisticsOptions) {
    this.#options = options;
  }

  /** Of the bodies that `user` keeps minutes of; of others there is nothing to count. */
  async read(user: ActingUser, { body, halves }: TaskStatisticsQuery): Promise<Result<TaskStatistics, RefusalCode>> {
    const days = this.#options.book.days();
    const bodies = bodiesOf(user, body ?? null);
    const wanted = halfYearsUntil(halfYearOf(days.today), halves);
    return ok({
      today: days.today,
      halves: await Promise.all(wanted.map((half) => this.#half(half, bodies, days))),
      lastMeeting: body === undefined || bodies?.length === 0 ? null : await this.#lastMeeting(body, days),
    });
  }

  async #half(half: HalfYear, bodies: Bodies, { today }: TaskDays): Promise<TaskStatistics['halves'][number]> {
    const next = half.half === 1 ? { year: half.year, half: 2 as const } : { year: half.year + 1, half: 1 as const };
    const { tasks, parties } = this.#options;
    const within = { from: this.#beginOf(half), to: this.#beginOf(next) };
    const owed = await parties.byName(await tasks.owed(bodies, within));
    const counting = { today, endOf: this.#endOfDays() };
    return { ...half, owners: [...countByOwner(owed, counting)], total: countTasks(owed, counting) };
  }

  async #lastMeeting(bodyId: string, days: TaskDays): Promise<TaskStatistics['lastMeeting']> {
    const { past, clock } = this.#options;
    const last = await past.last(bodyId, { before: clock.now() }, days);
    if (last === null) return null;
    const { id, title, plannedStart } = last.meeting;
    const { all, closed, overdue } = last.counts;
    return { id, title, plannedStart, all, closed, overdue };
  }

  #beginOf({ year, half }: HalfYear): EpochMs {
    return this.#midnight(`${year}-${half === 1 ? '01' : '07'}-01`);
  }

  /** Days recur, and telling when one ends takes a while. */
  #endOfDays(): (day: LocalDate) => EpochMs {
    const known = new Map<LocalDate, EpochMs>();
    return (day) => {
      const end = known.get(day) ?? this.#midnight(plusDays(day, 1));
      known.set(day, end);
      return end;
    };
  }

  #midnight(day: string): EpochMs {
    const at = instantIn(this.#options.timeZone, day, '00:00');
    invariant(at !== null, `${day} is no day`);
    return at;
  }
}
