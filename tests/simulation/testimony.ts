// What people did, as they remember it: every letter typed once in the world, by whom, where, and whether its writer
// took it out again. Letters are unique Chinese characters, so that one lost or doubled shows in any text.
import type { DocName, ItemId } from '../../shared/domain/ids.ts';

/** CJK Unified Ideographs: enough for a run, and no two keystrokes alike. */
const FIRST = 0x4e00;
const LAST = 0x9fff;

export interface Letter {
  readonly text: string;
  readonly doc: DocName;
  readonly page: string;
  readonly browser: string;
  /** Typed at the end of this item's minutes, where order can be judged; null for letters anywhere else. */
  readonly atEndOf: ItemId | null;
  /** The step of the run in which it was typed. */
  readonly step: number;
  isTakenBack: boolean;
  /** Its page ended before the browser could have kept it. */
  mayBeLost: boolean;
}

export class Testimony {
  readonly #letters = new Map<string, Letter>();

  get letters(): Iterable<Letter> {
    return this.#letters.values();
  }

  get size(): number {
    return this.#letters.size;
  }

  of(text: string): Letter | undefined {
    return this.#letters.get(text);
  }

  /** A letter nobody has typed yet; null when the script has no more. */
  fresh(where: Omit<Letter, 'text' | 'isTakenBack' | 'mayBeLost'>): Letter | null {
    const code = FIRST + this.#letters.size;
    if (code > LAST) return null;
    const letter: Letter = { ...where, text: String.fromCodePoint(code), isTakenBack: false, mayBeLost: false };
    this.#letters.set(letter.text, letter);
    return letter;
  }
}

/** The letters in `text` and how often each stands there. */
export function lettersIn(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < FIRST || code > LAST) continue;
    const letter = text.charAt(at);
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return counts;
}
