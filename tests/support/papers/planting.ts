// Words out of a seed: secrets that stand nowhere else, and open ones by which a test sees that anything was printed at all.
import type { ItemKind } from '../../../shared/domain/agenda.ts';
import type { FileId, ItemId } from '../../../shared/domain/ids.ts';
import { seeded } from '../seeded.ts';

export const START = Date.UTC(2021, 3, 23, 6);

export interface PlantedItem {
  readonly id: ItemId;
  readonly isHidden: boolean;
  readonly kind: ItemKind;
  /** What sections that are open tell of it without a word. */
  readonly told: Wordless | null;
}

/** Of an internal item: its title, where a link on it leads, a picture in its minutes. */
export interface Wordless {
  readonly title: string;
  readonly link: string;
  readonly picture: FileId;
}

export class Planting {
  readonly secrets = new Set<string>();
  /** What the notice says and no other paper. */
  readonly noticeOnly = new Set<string>();
  readonly #random: () => number;
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = seeded(seed + 1);
  }

  /** No two are part of one another, and no program breaks one. */
  secret(): string {
    const word = this.#word();
    this.secrets.add(word);
    return word;
  }

  forNotice(): string {
    const word = this.#word();
    this.noticeOnly.add(word);
    return word;
  }

  open(what: string): string {
    return `公开${what}${this.upTo(900)}`;
  }

  upTo(count: number): number {
    return Math.floor(this.#random() * count);
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(of: readonly T[]): T {
    const found = of[this.upTo(of.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  #word(): string {
    return `SEC${this.#letters(this.#seed)}Q${this.#letters((this.#count += 1))}ZX`;
  }

  #letters(number: number): string {
    return [...String(number)].map((digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '').join('');
  }
}
