// Broken promises, as sentences. Collected instead of thrown: what is thrown inside the product would be its own to catch.
import type { Trace } from './trace.ts';

export class Findings {
  readonly #trace: Trace;
  readonly #sentences: string[] = [];

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  get all(): readonly string[] {
    return this.#sentences;
  }

  add(sentence: string): void {
    this.#trace.note('FOUND', sentence);
    this.#sentences.push(sentence);
  }
}
