// How many bytes wait to be read by one connection. A joiner's first state does not count against it.

/** Watches one connection; `queued` reads how many bytes its socket holds unsent. */
export class Backlog {
  readonly #queued: () => number;
  #allowance = 0;

  constructor(queued: () => number) {
    this.#queued = queued;
  }

  /** Unsent bytes beyond what the reader asked for itself. */
  get bytes(): number {
    const queued = this.#queued();
    // Once a joiner has read its first state it is measured like everyone else.
    if (queued === 0) this.#allowance = 0;
    return Math.max(0, queued - this.#allowance);
  }

  /** `bytes` are about to be queued because the reader asked for them. */
  allow(bytes: number): void {
    this.#allowance += bytes;
  }
}
