// States of the past as the server tells them, each asked for once: going to and fro between two of them costs nothing.
import type { PastState } from '../../shared/api/history.schema.ts';
import type { Answer } from '../answer.ts';
import type { Api } from '../api.ts';
import type { Failure } from '../i18n.svelte.ts';

export class PastStates {
  readonly #api: Pick<Api, 'get'>;
  readonly #known = new Map<string, PastState>();

  constructor(api: Pick<Api, 'get'>) {
    this.#api = api;
  }

  /** All of `paths` (below the api), or why one of them did not come; null stands for no state. */
  async all(paths: readonly (string | null)[]): Promise<Answer<readonly (PastState | null)[]>> {
    const answers = await Promise.all(paths.map((path) => this.#one(path)));
    const failed = answers.find((answer) => !answer.ok);
    if (failed && !failed.ok) return failed;
    return { ok: true, value: answers.map((answer) => (answer.ok ? answer.value : null)) };
  }

  async #one(path: string | null): Promise<Answer<PastState | null>> {
    if (path === null) return { ok: true, value: null };
    const known = this.#known.get(path);
    if (known) return { ok: true, value: known };
    const answer = await this.#api.get<PastState>(path);
    // What is now will not be so for long.
    if (answer.ok && !path.includes('/history/now')) this.#known.set(path, answer.value);
    // Before its first row there was no item yet: that is a state too.
    return !answer.ok && answer.code === 'not-found' ? { ok: true, value: null } : answer;
  }
}

/** The pair that is shown; a newer choice makes the answer to an older one void. */
export class ShownStates {
  readonly #states: PastStates;
  #asked = 0;
  #paths: readonly (string | null)[] = [];
  #waiting = $state(false);
  #value: readonly (PastState | null)[] | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  #isCurrent = $state(false);

  constructor(states: PastStates) {
    this.#states = states;
  }

  /** Null while the first one is on its way; the one before stays until the next is here. */
  get value(): readonly (PastState | null)[] | null {
    return this.#value;
  }

  get failure(): Failure | null {
    return this.#failure;
  }
  get waiting(): boolean {
    return this.#waiting;
  }

  /** Whether `value` is what was asked for last: only then may it be brought back. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  async show(paths: readonly (string | null)[]): Promise<void> {
    const asked = ++this.#asked;
    this.#paths = paths;
    this.#isCurrent = false;
    this.#waiting = true;
    const answer = await this.#states.all(paths);
    if (asked !== this.#asked) return;
    this.#waiting = false;
    this.#failure = answer.ok ? null : answer;
    if (answer.ok) this.#value = answer.value;
    this.#isCurrent = answer.ok;
  }

  /** Asks once more for what was asked for last. */
  again(): Promise<void> {
    return this.show(this.#paths);
  }
}
