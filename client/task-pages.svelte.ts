// The register of tasks as far as it was read: page by page for what the address asks for, the totals with it.
import type { Task, TaskPage } from '../shared/api/task.schema.ts';
import type { Api } from './api.ts';
import type { Failure } from './i18n.svelte.ts';
import { taskQueryOf, type TaskWish } from './task-wish.ts';

/** What is shown: the tasks read so far, and what the newest answer said of all. */
export interface ListedTasks extends Pick<TaskPage, 'totals' | 'today' | 'soonUntil'> {
  readonly tasks: readonly Task[];
}

export class TaskPages {
  readonly #api: Api;
  readonly #me: string;
  #wish: TaskWish | null = null;
  #listed: ListedTasks | null = $state.raw(null);
  #cursor: string | null = $state(null);
  #failure: Failure | null = $state.raw(null);
  #waiting = $state(false);
  #asked = 0;

  /** `me`: id of the account that looks. */
  constructor(api: Api, me: string) {
    this.#api = api;
    this.#me = me;
  }

  get value(): ListedTasks | null {
    return this.#listed;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Another question: what was read for the one before stays until its answer is here. */
  async ask(wish: TaskWish): Promise<void> {
    this.#wish = wish;
    await this.load();
  }

  /** As `ask`, and on until `rows` of them are here: where somebody had read to before. */
  async askUntil(wish: TaskWish, rows: number): Promise<void> {
    await this.ask(wish);
    while (this.#wish === wish && this.#cursor !== null && (this.#listed?.tasks.length ?? 0) < rows) {
      const before = this.#cursor;
      await this.more();
      if (this.#cursor === before) return;
    }
  }

  /** Reads from the first one on. */
  load(): Promise<void> {
    return this.#read(null);
  }

  async more(): Promise<void> {
    if (this.#cursor !== null && !this.#waiting) await this.#read(this.#cursor);
  }

  async #read(cursor: string | null): Promise<void> {
    if (this.#wish === null) return;
    const question = ++this.#asked;
    this.#waiting = true;
    const answer = await this.#api.get<TaskPage>(`/tasks${taskQueryOf(this.#wish, this.#me, cursor)}`);
    if (question !== this.#asked) return;
    this.#waiting = false;
    this.#failure = answer.ok ? null : answer;
    if (!answer.ok) return;
    const { tasks, totals, today, soonUntil } = answer.value;
    const earlier = cursor === null ? [] : (this.#listed?.tasks ?? []);
    // Between two pages a task may have been moved to a later day: it is listed once.
    const known = new Set(earlier.map(({ id }) => id));
    this.#listed = { tasks: [...earlier, ...tasks.filter(({ id }) => !known.has(id))], totals, today, soonUntil };
    this.#cursor = answer.value.cursor;
  }
}
