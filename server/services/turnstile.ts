// Lets one task through at a time, in order of arrival.
export class Turnstile {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `task` after all before it have ended, well or badly; settles as it does. */
  pass<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
