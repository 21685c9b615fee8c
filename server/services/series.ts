// The meetings of a body as a sequence, and the brief for whoever chairs the next one: from the register of tasks, the backlog of
// topics and what the meetings' own agendas say.
import type { Series } from '../../shared/api/series.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Archives } from '../register-ports.ts';
import type { MeetingSights, SeenMeeting } from './meeting-sights.ts';
import type { PastTasks } from './past-tasks.ts';
import type { TaskBook } from './task-book.ts';
import type { TopicService } from './topics.ts';

export interface SeriesServiceOptions {
  readonly sights: Pick<MeetingSights, 'ofBody'>;
  readonly past: Pick<PastTasks, 'countsOf'>;
  readonly book: Pick<TaskBook, 'days'>;
  readonly topicService: Pick<TopicService, 'knows'>;
  readonly archives: Pick<Archives, 'ofMeeting'>;
}

/** So many of a body are shown, its newest ones. */
const MAX_MEETINGS = 60;

export class SeriesService {
  readonly #options: SeriesServiceOptions;

  constructor(options: SeriesServiceOptions) {
    this.#options = options;
  }

  /** Refusal: `not-found`. */
  async read(user: ActingUser, bodyId: string): Promise<Result<Series, RefusalCode>> {
    if (!authorize(user, 'tasks.read', { kind: 'body', bodyId }).ok) return refused('not-found');
    const meetings = await this.#options.sights.ofBody(bodyId);
    if (!(await this.#options.topicService.knows(bodyId, meetings))) return refused('not-found');
    const presented = await Promise.all(meetings.slice(-MAX_MEETINGS).map((seen) => this.#present(bodyId, seen)));
    const isPlanned = ({ plannedStart }: { readonly plannedStart: number | null }): boolean => plannedStart !== null;
    const [planned, others] = [presented.filter(isPlanned), presented.filter((each) => !isPlanned(each))];
    return ok({ bodyId, isCut: meetings.length > MAX_MEETINGS, meetings: [...planned.toReversed(), ...others] });
  }

  async #present(bodyId: string, { row, sight }: SeenMeeting): Promise<Series['meetings'][number]> {
    const { past, book, archives } = this.#options;
    const { id, title, phase, plannedStart, version } = row;
    const wasSealed = phase === 'archived' || version > 1;
    const [{ open, closed, overdue }, seals] = await Promise.all([
      past.countsOf(bodyId, id, book.days()),
      wasSealed ? archives.ofMeeting(id) : [],
    ]);
    const newest = seals.toSorted((a, b) => b.version - a.version)[0];
    const { present, expected, decisions, items } = sight;
    return {
      ...{ id, title, phase, plannedStart, draft: row.draft === true, archiveId: newest?.id ?? null },
      attendance: present === null || expected === null ? null : { present, expected },
      ...{ decisions, tasks: { open, closed, overdue } },
      postponed: items.filter(({ state, parentId }) => state === 'postponed' && parentId === null).length,
    };
  }
}
