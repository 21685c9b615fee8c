// Which stretches of a long list are drawn: those in sight and a good deal around them; of the others only the room they take is
// kept. Rows may have any height: a stretch that was drawn is remembered as high as it was. Knows nothing of what rows hold.
import { flushSync, untrack } from 'svelte';

/** Rows of one stretch. */
export const STRETCH = 20;
/** Drawn beyond what is in sight, in pixels: fast scrolling finds rows there. */
const AROUND_PX = 1_200;

export interface Stretch<Row> {
  readonly rows: readonly Row[];
  /** Of its first row, from 0. */
  readonly first: number;
}

export function stretchesOf<Row>(rows: readonly Row[]): readonly Stretch<Row>[] {
  return Array.from({ length: Math.ceil(rows.length / STRETCH) }, (_unused, at) => ({
    rows: rows.slice(at * STRETCH, (at + 1) * STRETCH),
    first: at * STRETCH,
  }));
}

/** From which stretch to which (inclusive) lies within `from`…`to`; at least one. */
export function rangeWithin(
  heights: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): { readonly first: number; readonly last: number } {
  let top = 0;
  let first = -1;
  let last = 0;
  for (const [at, height] of heights.entries()) {
    if (first === -1 && top + height >= from) first = at;
    if (top <= to) last = at;
    top += height;
  }
  const begins = first === -1 ? Math.max(heights.length - 1, 0) : Math.min(first, last);
  return { first: begins, last: Math.max(begins, last) };
}

/** Called while a component initialises; `box` is what holds the rows, each with `data-at`, its place from 0. */
export class RowWindow {
  readonly #box: () => HTMLElement | undefined;
  readonly #count: () => number;
  readonly #measured = new Map<number, number>();
  #range = $state.raw({ first: 0, last: 0 });
  #sight = { first: 0, last: 0 };
  /** All of it is drawn: for print, and for the browser's own search. */
  #isWhole = $state(false);
  #frame = 0;

  constructor({ box, count }: { readonly box: () => HTMLElement | undefined; readonly count: () => number }) {
    this.#box = box;
    this.#count = count;
    let before = -1;
    $effect.pre(() => {
      const now = count();
      // Another list, not one that was read further: the first picture of it has what is in sight, the next one the rest.
      if (now <= before) untrack(() => this.#narrow());
      before = now;
    });
    $effect(() => {
      void count();
      // Not when the range changes: a row that was brought is not in sight yet.
      untrack(() => this.#look(0));
      // Behind the picture that comes.
      this.#frame = requestAnimationFrame(() => this.#soon());
    });
    $effect(() => {
      const look = (): void => this.#soon();
      // Whatever scrolls: the window, or a region of the page.
      addEventListener('scroll', look, { capture: true, passive: true });
      addEventListener('resize', look);
      const print = (): void =>
        flushSync(() => {
          this.#isWhole = true;
        });
      const printed = (): void => void (this.#isWhole = false);
      addEventListener('beforeprint', print);
      addEventListener('afterprint', printed);
      const find = (event: KeyboardEvent): void => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') print();
      };
      addEventListener('keydown', find, { capture: true });
      return () => {
        cancelAnimationFrame(this.#frame);
        removeEventListener('scroll', look, { capture: true });
        removeEventListener('resize', look);
        removeEventListener('beforeprint', print);
        removeEventListener('afterprint', printed);
        removeEventListener('keydown', find, { capture: true });
      };
    });
  }

  /** Whether stretch `at` is drawn; reactive. */
  isDrawn(at: number): boolean {
    return this.#isWhole || (at >= this.#range.first && at <= this.#range.last);
  }

  /** What room stretch `at` of `rows` rows takes while it is not drawn. */
  heightOf(at: number, rows: number): number {
    return this.#measured.get(at) ?? rows * this.#usual();
  }

  /** Row `index` (from 0), drawn if it was not. */
  bring(index: number): HTMLElement | null {
    const at = Math.floor(index / STRETCH);
    if (!this.isDrawn(at))
      flushSync(() => {
        this.#range = { first: Math.max(0, at - 1), last: at + 1 };
      });
    return this.#box()?.querySelector<HTMLElement>(`[data-at="${index}"]`) ?? null;
  }

  #usual(): number {
    if (this.#measured.size === 0) return 47;
    let sum = 0;
    for (const height of this.#measured.values()) sum += height;
    return sum / this.#measured.size / STRETCH;
  }

  #soon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#look());
  }

  #look(around = AROUND_PX): void {
    const box = this.#box();
    if (box === undefined) return;
    const stretches = Math.ceil(this.#count() / STRETCH);
    this.#measure(box, stretches);
    const top = box.getBoundingClientRect().top;
    const heights = Array.from({ length: stretches }, (_unused, at) => this.heightOf(at, this.#rowsOf(at)));
    this.#sight = rangeWithin(heights, { from: -top, to: innerHeight - top });
    const { first, last } = rangeWithin(heights, { from: -top - around, to: innerHeight - top + around });
    const drawn = this.#range;
    // What is drawn already stays as long as only what is in sight is asked for.
    const isThere = around === 0 && drawn.first <= first && last <= drawn.last;
    if (!isThere && (first !== drawn.first || last !== drawn.last)) this.#range = { first, last };
  }

  /** Only what stood in the window when it was looked at last: asking now would lay the page out once more. */
  #narrow(): void {
    const first = Math.max(this.#range.first, this.#sight.first);
    const last = Math.min(this.#range.last, this.#sight.last);
    if (first <= last) this.#range = { first, last };
  }

  #rowsOf(at: number): number {
    return Math.min(STRETCH, this.#count() - at * STRETCH);
  }

  #measure(box: HTMLElement, stretches: number): void {
    for (let at = this.#range.first; at <= Math.min(this.#range.last, stretches - 1); at += 1) {
      const [first, last] = [at * STRETCH, at * STRETCH + this.#rowsOf(at) - 1].map((index) =>
        box.querySelector(`[data-at="${index}"]`)?.getBoundingClientRect(),
      );
      if (first && last && last.bottom > first.top) this.#measured.set(at, last.bottom - first.top);
    }
  }
}
