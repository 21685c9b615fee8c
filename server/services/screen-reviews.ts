// What the hall is shown of the tasks of a body's last meeting, as its next one goes through them; and word of when that may be
// another. Of what is not public the screen learns that it counts, and no word.
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { SceneReview } from '../../shared/domain/scene.ts';
import { urgencyOf } from '../../shared/domain/task-life.ts';
import { shortTitle } from '../../shared/domain/title.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { MeetingRow } from '../ports.ts';
import { startOf, type PastTask, type PastTasks } from './past-tasks.ts';
import type { TaskBook } from './task-book.ts';

export interface ShownReviews {
  /** Null: there is nothing to go through. */
  read(meeting: MeetingRow): Promise<ShownReview | null>;
  /** A task of the body has changed; returns the unsubscribe. */
  onChanged(listener: (bodyId: string | null) => void): () => void;
}

export interface ShownReview {
  readonly review: SceneReview;
  /** The meeting whose minutes say what may be named. */
  readonly sourceId: MeetingId;
}

export interface ScreenReviewsOptions {
  readonly past: PastTasks;
  readonly book: Pick<TaskBook, 'days' | 'onChanged'>;
  readonly clock: { now(): EpochMs };
}

/** More than a hall reads; the counts tell of all. */
const MAX_ROWS = 60;
/** Of a task's words: two lines of a screen are shorter. */
const MAX_WORDS = 60;
const MAX_OWNERS = 3;

export class ScreenReviews implements ShownReviews {
  readonly #options: ScreenReviewsOptions;

  constructor(options: ScreenReviewsOptions) {
    this.#options = options;
  }

  async read(meeting: MeetingRow): Promise<ShownReview | null> {
    const { bodyId } = meeting;
    if (bodyId === null) return null;
    const { past, book, clock } = this.#options;
    const days = book.days();
    const last = await past.last(bodyId, { before: startOf(meeting, clock.now()), except: meeting.id }, days);
    if (last === null) return null;
    const { id, title } = last.meeting;
    const tasks = await past.of(bodyId, id, days);
    const { all, closed, overdue } = last.counts;
    const rows = byOwner(tasks)
      .slice(0, MAX_ROWS)
      .map((task) => rowOf(task, days));
    return {
      review: {
        meeting: shortTitle({ title, shortTitle: null, organisation: null }),
        all,
        closed,
        overdue,
        tasks: rows,
      },
      sourceId: id,
    };
  }

  onChanged(listener: (bodyId: string | null) => void): () => void {
    return this.#options.book.onChanged(listener);
  }
}

type Named = PastTask & { readonly words: string };

/** Whose come first whose first task has the lowest number. */
function byOwner(tasks: readonly PastTask[]): readonly Named[] {
  const named = tasks.flatMap((task): readonly Named[] =>
    task.words === null ? [] : [{ ...task, words: task.words }],
  );
  const groups = new Map<string, Named[]>();
  for (const task of named) {
    const owner = ownersOf(task)[0] ?? '';
    groups.set(owner, [...(groups.get(owner) ?? []), task]);
  }
  return [...groups.values()].flat();
}

/** Whoever is only an address is nobody to the hall. */
function ownersOf({ row }: PastTask): readonly string[] {
  const lead = row.owners.toSorted((a, b) => Number(b.lead) - Number(a.lead));
  return lead.map(({ name }) => name.trim()).filter((name) => name !== '' && !name.includes('@'));
}

function rowOf(task: Named, days: Parameters<typeof urgencyOf>[1]): SceneReview['tasks'][number] {
  const { row, words } = task;
  const characters = Array.from(words);
  return {
    what: characters.length > MAX_WORDS ? `${characters.slice(0, MAX_WORDS - 1).join('')}…` : words,
    owners: ownersOf(task).slice(0, MAX_OWNERS),
    ...{ state: row.state, due: row.due, changedAt: row.updatedAt },
    isLate: urgencyOf(row, days) === 'overdue',
  };
}
