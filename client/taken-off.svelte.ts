// What was taken off the register a moment ago, and the way back. One thing at a time: the next one taken off ends the last
// one's way back.
import type { Answer } from './answer.ts';
import type { Failure } from './i18n.svelte.ts';

interface Offer {
  readonly message: string;
  readonly back: () => Promise<Answer<unknown>>;
}

export class TakenOff {
  #offer: Offer | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);

  /** Null = nothing to take back. */
  get message(): string | null {
    return this.#offer?.message ?? null;
  }
  /** Why the last one did not come back. */
  get failure(): Failure | null {
    return this.#failure;
  }

  offer(message: string, back: () => Promise<Answer<unknown>>): void {
    this.#failure = null;
    this.#offer = { message, back };
  }

  async takeBack(): Promise<void> {
    const offer = this.#offer;
    if (offer === null) return;
    this.#offer = null;
    const answer = await offer.back();
    this.#failure = answer.ok ? null : answer;
  }

  forget(): void {
    this.#offer = null;
    this.#failure = null;
  }
}
