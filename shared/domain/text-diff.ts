// What changed between two texts: Myers' O(ND) comparison of lists, and words to compare. Chinese is compared character by
// character, Latin script and numbers word by word. Pure; a comparison that would take too long says "all of it".

/** A changed stretch: `before[from, to)` became `after[from, to)`; one of the two may be empty. */
export interface Hunk {
  readonly before: Range;
  readonly after: Range;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Edits searched for before giving up: work and memory grow with its square. */
const MAX_EDITS = 800;

/**
 * The changed stretches, in order, apart from each other: outside them both lists are alike. Fewest edits when there are
 * at most `maxEdits`, else one stretch over everything between the common beginning and end.
 */
export function diffLists<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (a: T, b: T) => boolean,
  maxEdits = MAX_EDITS,
): readonly Hunk[] {
  const head = commonHead(before, after, isSame);
  const tail = commonTail(before, after, head, isSame);
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  const inside = a.length === 0 || b.length === 0 ? null : shortest(a, b, isSame, maxEdits);
  const hunks = inside ?? [{ before: { from: 0, to: a.length }, after: { from: 0, to: b.length } }];
  return hunks.map((hunk) => ({ before: shifted(hunk.before, head), after: shifted(hunk.after, head) }));
}

/** `before` turned into `after` as pieces to read in a row; removed ones stand before what took their place. */
export function diffText(before: string, after: string, maxEdits = MAX_EDITS): readonly Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], words: readonly string[]): void => {
    if (words.length > 0) pieces.push({ kind, text: words.join('') });
  };
  let at = 0;
  for (const hunk of diffLists(a, b, (one, other) => one === other, maxEdits)) {
    add('same', a.slice(at, hunk.before.from));
    add('removed', a.slice(hunk.before.from, hunk.before.to));
    add('added', b.slice(hunk.after.from, hunk.after.to));
    at = hunk.before.to;
  }
  add('same', a.slice(at));
  return pieces;
}

const WORD = /[\p{Script=Latin}\p{Nd}]+|[^\S\n]+|[^]/gu;

/** Together they are the text. No character is cut in two. */
export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

function commonHead<T>(before: readonly T[], after: readonly T[], isSame: (a: T, b: T) => boolean): number {
  const length = Math.min(before.length, after.length);
  let count = 0;
  while (count < length && bothHave(before, after, count, count, isSame)) count += 1;
  return count;
}

function commonTail<T>(
  before: readonly T[],
  after: readonly T[],
  head: number,
  isSame: (a: T, b: T) => boolean,
): number {
  const length = Math.min(before.length, after.length) - head;
  let count = 0;
  while (count < length && bothHave(before, after, before.length - 1 - count, after.length - 1 - count, isSame))
    count += 1;
  return count;
}

function bothHave<T>(
  before: readonly T[],
  after: readonly T[],
  x: number,
  y: number,
  isSame: (a: T, b: T) => boolean,
): boolean {
  const [a, b] = [before[x], after[y]];
  return x < before.length && y < after.length && a !== undefined && b !== undefined && isSame(a, b);
}

/**
 * Myers' greedy search. `furthest[k]` is how far in `a` the best path with the edits so far gets on diagonal k = x − y;
 * each round is kept, so that the path can be walked back. Null when more than `maxEdits` are needed.
 */
function shortest<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (a: T, b: T) => boolean,
  maxEdits: number,
): readonly Hunk[] | null {
  const limit = Math.min(maxEdits, a.length + b.length);
  const furthest = new Int32Array(2 * limit + 3);
  const at = (k: number): number => furthest[k + limit + 1] ?? 0;
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits += 1) {
    rounds.push(furthest.slice(limit + 1 - edits - 1, limit + 1 + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const goesDown = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
      let x = goesDown ? at(k + 1) : at(k - 1) + 1;
      while (bothHave(a, b, x, x - k, isSame)) x += 1;
      furthest[k + limit + 1] = x;
      if (x >= a.length && x - k >= b.length) return walkedBack(rounds, a.length, b.length);
    }
  }
  return null;
}

/** The path that `rounds` found, as changed stretches: each step is one insertion or deletion. */
function walkedBack(rounds: readonly Int32Array[], endX: number, endY: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [x, y] = [endX, endY];
  for (let edits = rounds.length - 1; edits > 0; edits -= 1) {
    const round = rounds[edits];
    const at = (k: number): number => round?.[k + edits + 1] ?? 0;
    const k = x - y;
    const goesDown = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const fromX = goesDown ? at(k + 1) : at(k - 1);
    const fromY = fromX - (goesDown ? k + 1 : k - 1);
    const step = {
      before: { from: fromX, to: goesDown ? fromX : fromX + 1 },
      after: { from: fromY, to: goesDown ? fromY + 1 : fromY },
    };
    prepend(hunks, step);
    [x, y] = [fromX, fromY];
  }
  return hunks;
}

/** Steps that touch become one stretch. */
function prepend(hunks: Hunk[], step: Hunk): void {
  const [next] = hunks;
  const touches = next && next.before.from === step.before.to && next.after.from === step.after.to;
  if (!touches) hunks.unshift(step);
  else
    hunks[0] = {
      before: { from: step.before.from, to: next.before.to },
      after: { from: step.after.from, to: next.after.to },
    };
}

function shifted({ from, to }: Range, by: number): Range {
  return { from: from + by, to: to + by };
}
