// Stints: one person's writing in one item without a long pause. Rows come in their order; a stint is known by its number
// from its first row on and grows while the person goes on. Knows no text and no document.
import type { ItemId } from '../../shared/domain/ids.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { ChangedPart } from '../history-ports.ts';
import type { TextChange } from './authorship.ts';

/** A longer pause begins a new stint. */
const PAUSE_MS: DurationMs = 2 * MINUTE_MS;
/** Of an excerpt, in characters. */
const EXCERPT_CHARS = 80;

export interface Stint {
  readonly itemId: ItemId;
  readonly by: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Places of its first and last row in the chain of all versions' journals. */
  readonly first: number;
  readonly last: number;
  readonly added: number;
  readonly removed: number;
  readonly parts: ReadonlySet<ChangedPart>;
  readonly excerpt: { readonly kind: 'added' | 'removed'; readonly key: string; readonly text: string } | null;
}

export interface RowPlace {
  readonly place: number;
  readonly by: string;
  readonly at: EpochMs;
}

export class Stints {
  readonly #all: Stint[] = [];
  /** By item and person: the numbers of their stints. */
  readonly #own = new Map<string, number[]>();

  get all(): readonly Stint[] {
    return this.#all;
  }

  /** The number of the stint that `row` belongs to; a new one where the person had paused. */
  begin(itemId: ItemId, row: RowPlace): number {
    const key = `${itemId} ${row.by}`;
    const own = this.#own.get(key) ?? [];
    const number = own.at(-1);
    const last = number === undefined ? undefined : this.#all[number];
    if (number !== undefined && last !== undefined && row.at - last.to <= PAUSE_MS) return number;
    const { place, by, at } = row;
    const stint: Stint = {
      ...{ itemId, by, from: at, to: at, first: place, last: place },
      ...{ added: 0, removed: 0, parts: new Set(), excerpt: null },
    };
    this.#own.set(key, [...own, this.#all.length]);
    return this.#all.push(stint) - 1;
  }

  /** What `row` did within the stint `number`. */
  note(number: number, row: RowPlace, parts: ReadonlySet<ChangedPart>, change: TextChange | null): void {
    const stint = this.#all[number];
    if (!stint) return;
    this.#all[number] = {
      ...stint,
      to: Math.max(stint.to, row.at),
      last: row.place,
      added: stint.added + (change?.added ?? 0),
      removed: stint.removed + (change?.removed ?? 0),
      parts: new Set([...stint.parts, ...parts]),
      excerpt: change === null ? stint.excerpt : excerptAfter(stint.excerpt, change),
    };
  }

  /** The number of the stint that the row at `place` belongs to, when it has been noted before. */
  at(itemId: ItemId, by: string, place: number): number | null {
    const own = this.#own.get(`${itemId} ${by}`) ?? [];
    const found = own.findLast((number) => (this.#all[number]?.first ?? Infinity) <= place);
    return found ?? null;
  }
}

function excerptAfter(before: Stint['excerpt'], { written, lost }: TextChange): Stint['excerpt'] {
  if (written !== null) {
    const text = shortened(written.text);
    const isBetter = before?.kind !== 'added' || before.key === written.key || text.length > before.text.length;
    return isBetter ? { kind: 'added', key: written.key, text } : before;
  }
  if (before?.kind === 'added' || lost.length <= (before?.text.length ?? 0)) return before;
  return { kind: 'removed', key: '', text: shortened(lost) };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  const cut = [...line].slice(0, EXCERPT_CHARS).join('');
  return cut.length < line.length ? `${cut}…` : cut;
}
