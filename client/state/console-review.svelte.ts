// How the tasks of the last meeting stand, for the console's pictures: asked while the console is open, since clerks and owners
// write them elsewhere. Without an answer the picture is drawn without them, as the hall's is.
import type { MeetingReview } from '../../shared/api/series.schema.ts';
import { reviewRows } from '../../shared/domain/review-scene.ts';
import type { SceneReview } from '../../shared/domain/scene.ts';
import { shortTitle } from '../../shared/domain/title.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';
import type { Api } from '../api.ts';
import type { Device } from '../sync/device.ts';

interface ConsoleReviewOptions {
  readonly api: Pick<Api, 'get'>;
  readonly device: Pick<Device, 'after'>;
  readonly meetingId: string;
}

const AGAIN_MS = 3_000;

export class ConsoleReview {
  readonly #options: ConsoleReviewOptions;
  #review = $state.raw<SceneReview | null>(null);
  #cancel: () => void = () => undefined;
  #isClosed = false;

  constructor(options: ConsoleReviewOptions) {
    this.#options = options;
    void this.#ask();
  }

  /** Null = there are none, or nothing is known yet. */
  get review(): SceneReview | null {
    return this.#review;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  async #ask(): Promise<void> {
    const { api, device, meetingId } = this.#options;
    const answer = await api.get<MeetingReview>(`/meetings/${meetingId}/review`);
    if (this.#isClosed) return;
    if (answer.ok) this.#review = sceneOf(answer.value);
    // A meeting that follows none has nothing to go through for as long as the console is open.
    if (answer.ok && answer.value.last === null) return;
    this.#cancel = device.after(AGAIN_MS, () => void this.#ask());
  }
}

/** Earlier ones are the clerk's alone: the hall goes through those of one meeting. */
function sceneOf({ last, tasks }: MeetingReview): SceneReview | null {
  if (last === null) return null;
  const { title, all, closed, overdue } = last;
  const named = tasks.filter((task) => task.named);
  return {
    ...{ meeting: shortTitle({ title, shortTitle: null, organisation: null }), all, closed, overdue },
    tasks: reviewRows(
      named.map(({ what, owners, state, due, urgency, updatedAt }) => ({
        ...{ words: what, owners, state, due: parseLocalDate(due ?? ''), changedAt: updatedAt },
        isLate: urgency === 'overdue',
      })),
    ),
  };
}
