// Where a search matched, as pieces of text to draw: matched ones become <mark>, never markup in a string.

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/**
 * `text` cut at `ranges` ([from, to) UTF-16 offsets, in any order, overlapping or not). Offsets outside the text are
 * moved inside, empty and backward ranges count for nothing; the pieces joined always give `text` again.
 */
export function markRanges(text: string, ranges: readonly (readonly [number, number])[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, Math.min(from, text.length));
    const end = Math.min(to, text.length);
    if (!(end > start)) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** The different texts that `hits` matched, longest first: what to mark in the whole minutes. */
export function matchedTerms(
  hits: readonly { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }[],
): readonly string[] {
  const terms = hits.flatMap((hit) => hit.ranges.map(([from, to]) => hit.text.slice(from, to)));
  return [...new Set(terms)].filter((term) => term.trim() !== '').sort((a, b) => b.length - a.length);
}

/** `text` with every occurrence of every term marked; where two begin alike the longer one (the earlier in `terms`) wins. */
export function markTerms(text: string, terms: readonly string[]): readonly Piece[] {
  if (terms.length === 0) return text === '' ? [] : [{ text, marked: false }];
  const ranges: [number, number][] = [];
  for (let at = 0; at < text.length;) {
    const term = terms.find((candidate) => candidate !== '' && text.startsWith(candidate, at));
    if (term !== undefined) ranges.push([at, at + term.length]);
    at += term?.length ?? 1;
  }
  return markRanges(text, ranges);
}
