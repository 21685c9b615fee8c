// What the hall is shown of the tasks of a body's last meeting, as its next one goes through them; and word of when that may be
// another. Of what is not public the screen learns that it counts, and no word.
import type { MeetingId } from '../../shared/domain/ids.ts';
import { reviewRows } from '../../shared/domain/review-scene.ts';
import type { SceneReview } from '../../shared/domain/scene.ts';
import { urgencyOf } from '../../shared/domain/task-life.ts';
import { shortTitle } from '../../shared/domain/title.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { MeetingRow } from '../ports.ts';
import { startOf, type PastTasks } from './past-tasks.ts';
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
    const rows = reviewRows(
      tasks.flatMap(({ row, words }) => {
        const { owners, state, due, updatedAt: changedAt } = row;
        return words === null
          ? []
          : [{ words, owners, state, due, changedAt, isLate: urgencyOf(row, days) === 'overdue' }];
      }),
    );
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
