// Which passages are to be drawn, in the texts of all items: each feeder (tasks and decisions, remarks, a jump) keeps
// its own list here. Knows nothing of how they are drawn.
import { getContext, setContext } from 'svelte';
import type * as Y from 'yjs';
import { anchorOf, anchorsIn, isAsQuoted, isHeld, resolveAnchor, type TextRange } from '../../shared/doc/anchor.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';

/** `hint`: a sentence that seems to set a task. */
export type PassageKind = 'task' | 'decision' | 'comment' | 'suggestion' | 'hint' | 'flash';

export interface Passage {
  /** Unique among passages of its kind. */
  readonly id: string;
  readonly kind: PassageKind;
  readonly anchor: Anchor;
  /** What it is called in the margin, null = not numbered yet; absent = the margin says nothing of it. */
  readonly number?: number | null;
}

/** Those somebody made, and that must keep their place. */
const LASTING: ReadonlySet<PassageKind> = new Set(['task', 'decision', 'comment', 'suggestion']);
/** How long a passage that was jumped to stays marked. */
const FLASH_MS = 1_600;

export interface PassageBoardOptions {
  /** Asked each time: a replica can be replaced. */
  readonly desk: () => Y.Doc;
  /** What the margin says of passages in one paragraph. */
  readonly marginOf: (passages: readonly Passage[]) => string;
  /** Opens what a passage belongs to; false when nobody can. */
  readonly open: (passage: Passage) => boolean;
  /** Keeps where a passage stands by now. */
  readonly renew: (passage: Passage, anchor: Anchor) => void;
  /** Brings an item's text near, so that its editor is made. */
  readonly approach: (itemId: ItemId) => void;
}

export class Passages {
  readonly #options: PassageBoardOptions;
  readonly #fed = new Map<string, readonly Passage[]>();
  readonly #listeners = new Map<ItemId, Set<() => void>>();
  #asked: { readonly itemId: ItemId; readonly focus: boolean } | null = null;
  #fading: ReturnType<typeof setTimeout> | null = null;

  constructor(options: PassageBoardOptions) {
    this.#options = options;
  }

  /** What `feeder` wants drawn from now on, in place of what it said before. */
  feed(feeder: string, passages: readonly Passage[]): void {
    const before = this.#fed.get(feeder) ?? [];
    if (isSame(before, passages)) return;
    this.#fed.set(feeder, passages);
    for (const itemId of new Set([...before, ...passages].map(({ anchor }) => anchor.itemId)))
      for (const listener of this.#listeners.get(itemId) ?? []) listener();
  }

  of(itemId: ItemId): readonly Passage[] {
    return [...this.#fed.values()].flat().filter(({ anchor }) => anchor.itemId === itemId);
  }

  /** Calls `listener` when other passages are to be drawn in this item; answers how to stop. */
  onChange(itemId: ItemId, listener: () => void): () => void {
    const all = this.#listeners.get(itemId) ?? new Set();
    this.#listeners.set(itemId, all.add(listener));
    return () => all.delete(listener);
  }

  /**
   * Jumps to a passage and marks it for a moment; with `focus` the caret goes there too. False when the text is gone:
   * then only its item is brought near.
   */
  reveal(anchor: Anchor, { focus = true }: { readonly focus?: boolean } = {}): boolean {
    this.#options.approach(anchor.itemId);
    if (this.place(anchor) === null) return false;
    this.#asked = { itemId: anchor.itemId, focus };
    if (this.#fading !== null) clearTimeout(this.#fading);
    this.#fading = setTimeout(() => this.feed('flash', []), FLASH_MS);
    // Anew each time, so that a second jump to the same place flashes again.
    this.feed('flash', []);
    this.feed('flash', [{ id: 'flash', kind: 'flash', anchor }]);
    return true;
  }

  /** Whether a jump waits for this item's text, and whether it wants the caret; null when none does. Asking takes it. */
  takeReveal(itemId: ItemId): boolean | null {
    if (this.#asked?.itemId !== itemId || !this.of(itemId).some(({ kind }) => kind === 'flash')) return null;
    const { focus } = this.#asked;
    this.#asked = null;
    return focus;
  }

  /** Where a passage stands in its item's text, as the document counts (text-places.ts); null when it is gone. */
  place(anchor: Anchor): TextRange | null {
    return resolveAnchor(this.#options.desk(), anchor);
  }

  /** Whether the passage still reads as it did when it was pointed at; of a long one, its beginning. */
  reads(anchor: Anchor): boolean {
    return isAsQuoted(this.#options.desk(), anchor);
  }

  /** `place` for many passages of one item. */
  placesIn(itemId: ItemId): (anchor: Anchor) => TextRange | null {
    return anchorsIn(this.#options.desk(), itemId);
  }

  /**
   * Binds those whose characters were written anew (a split paragraph, an undo) to where they stand: their words alone would
   * not find them once they change.
   */
  renew(placed: readonly (TextRange & { readonly passage: Passage })[]): void {
    const desk = this.#options.desk();
    for (const { passage, ...range } of placed) {
      const { anchor } = passage;
      if (!LASTING.has(passage.kind) || passage.id === 'draft' || isHeld(desk, anchor, range)) continue;
      const moved = anchorOf(desk, anchor.itemId, range);
      if (moved !== null) this.#options.renew(passage, { ...moved, quote: anchor.quote });
    }
  }

  marginOf(passages: readonly Passage[]): string {
    return this.#options.marginOf(passages);
  }

  open(passage: Passage): boolean {
    return this.#options.open(passage);
  }

  close(): void {
    if (this.#fading !== null) clearTimeout(this.#fading);
    this.#listeners.clear();
  }
}

const BOARD = Symbol('passages');

export function providePassages(board: Passages): Passages {
  return setContext(BOARD, board);
}

export function usePassages(): Passages {
  const board = getContext<Passages | undefined>(BOARD);
  invariant(board, 'no passages in this context');
  return board;
}

function isSame(a: readonly Passage[], b: readonly Passage[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}
