// The one source of randomness of a simulated world. The same seed gives the same draws in the same order.
import { seeded } from '../support/seeded.ts';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export class Chance {
  /** In [0, 1). */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seeded(seed);
  }

  /** A whole number below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** In [low, high), small values as likely as large ones. */
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Between `low` and `high` so that each order of magnitude is as likely as the next: mostly short, sometimes long. */
  spread(low: number, high: number): number {
    return low * (high / low) ** this.next();
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** A name drawn by weight; null when nothing weighs anything. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name | null {
    const names = Object.keys(weights) as Name[];
    let left = this.next() * names.reduce((sum, name) => sum + weights[name], 0);
    for (const name of names) {
      left -= weights[name];
      if (left < 0) return name;
    }
    return null;
  }

  letters(length: number): string {
    return Array.from({ length }, () => LETTERS[this.below(LETTERS.length)]).join('');
  }

  /** A Yjs client id. */
  uint32(): number {
    return Math.floor(this.next() * 2 ** 32);
  }
}
