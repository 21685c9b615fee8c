// One answer of the server that a page shows: waiting for it, holding it, or the reason why it did not come.
import type { Answer } from './answer.ts';
import type { Failure } from './i18n.svelte.ts';

/** What a page shows of something it asks for, whether it comes as a whole or page by page. */
export interface Asked<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly waiting: boolean;
  load(): Promise<void>;
}

/** Asks when told to; a newer question makes the answer of an older one void. */
export class Remote<T> {
  readonly #ask: () => Promise<Answer<T>>;
  #value: T | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  #waiting = $state(false);
  #asked = 0;

  constructor(ask: () => Promise<Answer<T>>) {
    this.#ask = ask;
  }

  /** The newest answer; stays shown while a newer one is waited for. */
  get value(): T | null {
    return this.#value;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  async load(): Promise<void> {
    const question = ++this.#asked;
    this.#waiting = true;
    const answer = await this.#ask();
    if (question !== this.#asked) return;
    this.#waiting = false;
    this.#failure = answer.ok ? null : answer;
    if (answer.ok) this.#value = answer.value;
  }

  /** As if nothing had been asked yet; an answer that is still under way is void. */
  forget(): void {
    this.#asked += 1;
    this.#waiting = false;
    this.#failure = null;
    this.#value = null;
  }

  /** Takes over a value that another answer brought (a created or changed object). */
  put(value: T): void {
    this.#asked += 1;
    this.#waiting = false;
    this.#failure = null;
    this.#value = value;
  }
}
