// The tasks of the body's last meeting as this meeting goes through them: the register's own rows, asked for again and again, since
// others write them too. One press says how a task stands; presses are sent one after the other, and the last can be taken back.
import type { MeetingReview, ReviewedTask, ReviewTask } from '../../shared/api/series.schema.ts';
import type { TaskWithHistory } from '../../shared/api/task.schema.ts';
import type { ReviewStatus } from '../../shared/domain/task-review.ts';
import type { Api } from '../api.ts';
import type { Failure } from '../i18n.svelte.ts';
import { Remote } from '../remote.svelte.ts';

interface Said {
  readonly task: ReviewedTask;
  readonly status: ReviewStatus;
}

interface ReviewOptions {
  readonly api: Pick<Api, 'get' | 'patch'>;
  readonly meetingId: string;
  /** What the history says of each. */
  readonly reasons: () => Readonly<Record<ReviewStatus | 'undo', string>>;
}

export class TaskReview {
  readonly #options: ReviewOptions;
  readonly remote: Remote<MeetingReview>;
  #said: Said | null = $state.raw(null);
  #failure: (Failure & { readonly taskId: string }) | null = $state.raw(null);
  #sending: Promise<unknown> = Promise.resolve();
  #waiting = $state(0);
  /** Until when, of those that got more time here. */
  #moved: ReadonlyMap<string, string> = $state.raw(new Map());

  constructor(options: ReviewOptions) {
    this.#options = options;
    this.remote = new Remote(() => options.api.get<MeetingReview>(`/meetings/${options.meetingId}/review`));
  }

  get tasks(): readonly ReviewedTask[] {
    const { tasks = [], earlier = [] } = this.remote.value ?? {};
    return [...tasks, ...earlier];
  }

  /** What was said last, as long as it can be taken back. */
  get said(): Said | null {
    return this.#said;
  }

  get failure(): (Failure & { readonly taskId: string }) | null {
    return this.#failure;
  }

  get isSending(): boolean {
    return this.#waiting > 0;
  }

  say(taskId: string, status: ReviewStatus, due: string | null = null): Promise<void> {
    return this.#inTurn(async () => {
      const task = this.#task(taskId);
      if (task === null) return;
      const isSaid = await this.#send(task, { status, due, reason: this.#options.reasons()[status] });
      if (!isSaid) return;
      this.#said = { task, status };
      if (status === 'extended' && due !== null) this.#moved = new Map(this.#moved).set(taskId, due);
    });
  }

  /** The limit that this meeting gave a task, as long as it stands; null for none. */
  extendedTo({ id, due }: Pick<ReviewedTask, 'id' | 'due'>): string | null {
    return due !== null && this.#moved.get(id) === due ? due : null;
  }

  /** Not every standing can be said again: a task that was only assigned is under way once something was said of it. */
  get canUndo(): boolean {
    return this.#said !== null && wayBack(this.#said) !== null;
  }

  /** As it stood before; what happened in between stays in its history. */
  undo(): Promise<void> {
    return this.#inTurn(async () => {
      const said = this.#said;
      const now = said === null ? null : this.#task(said.task.id);
      const back = said === null ? null : wayBack(said);
      if (said === null || now === null || back === null) return;
      this.#said = null;
      const reason = this.#options.reasons().undo;
      await this.#send(now, { status: back, due: said.task.due, reason });
    });
  }

  forget(): void {
    this.#said = null;
    this.#failure = null;
  }

  /** Whoever closes it is whoever supervises it; the register keeps who did before. */
  takeOver(taskId: string, userId: string): Promise<void> {
    return this.#inTurn(async () => {
      const task = this.#task(taskId);
      if (task === null) return;
      const move = { action: 'supervise', supervisor: userId };
      const sent = await this.#options.api.patch(`/tasks/${taskId}`, move, { version: task.revision });
      this.#failure = sent.ok ? null : { ...sent, taskId };
      await this.remote.load();
    });
  }

  #task(id: string): ReviewedTask | null {
    return this.tasks.find((task) => task.id === id) ?? null;
  }

  async #send(task: ReviewedTask, body: ReviewTask): Promise<boolean> {
    const { api, meetingId } = this.#options;
    const path = `/meetings/${meetingId}/review/${task.id}`;
    const sent = await api.patch<TaskWithHistory>(path, body, { version: task.revision });
    this.#failure = sent.ok ? null : { ...sent, taskId: task.id };
    await this.remote.load();
    return sent.ok;
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    const done = this.#sending.then(act).finally(() => {
      this.#waiting -= 1;
    });
    this.#sending = done.catch(() => undefined);
    return done;
  }
}

/** What brings a task back to where it was; null where nothing that can be said here does. */
function wayBack({ task: { state, due }, status }: Said): ReviewStatus | null {
  // A new limit opens what was over, and no limit at all cannot be given.
  if (status === 'extended') return due === null || state === 'closed' || state === 'cancelled' ? null : 'extended';
  return (['closed', 'submitted', 'doing', 'paused', 'cancelled'] as const).find((each) => each === state) ?? null;
}
