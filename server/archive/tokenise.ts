// Text and queries as tokens for the full-text index, and the places of a query in a text. Everything is cut into
// overlapping pairs of characters, so that any part of a word is found and no dictionary can cut it wrongly; runs of
// letters and of digits are kept apart, so that GB50348, `GB 50348` and 50348 are one thing to a searcher.

/** [from, to) in UTF-16 units of the original text. */
export type TextRange = [number, number];

/** Longer queries are refused by the service; this bounds the work for those that pass. */
const MAX_QUERY_RUNS = 16;

/** A base character with its marks, or conjoining jamo together: the smallest piece that normalises by itself. */
const PIECES = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|\P{M}\p{M}*|\p{M}+/gu;
/** By extension, so that ー counts with the kana it lengthens. */
const IDEOGRAPH = String.raw`(?=[\p{L}\p{N}\p{M}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]`;
/** Three kinds of runs: ideographs and kana (〇 among them), digits, other letters with their marks. */
const RUNS = new RegExp(
  String.raw`(?:${IDEOGRAPH})+|(?:(?!${IDEOGRAPH})\p{N})+|(?:(?!${IDEOGRAPH})[\p{L}\p{M}])+`,
  'gu',
);

/** The tokens of `text` for the index: each run's pairs, then its last character, so that one character is found too. */
export function indexTokens(text: string): string {
  return runsOf(text)
    .flatMap((run) => [...pairsOf(run), ...[...run].slice(-1)])
    .join(' ');
}

/**
 * `query` as a full-text expression: every run must occur in the passage, each as a whole, in any order. Null when
 * nothing in it can be searched for (an empty expression would be a syntax error).
 */
export function matchQuery(query: string): string | null {
  const terms = queryRuns(query).map((run) => {
    const pairs = pairsOf(run);
    return pairs.length > 0 ? `"${pairs.join(' ')}"` : `"${run}"*`;
  });
  return terms.length > 0 ? terms.join(' AND ') : null;
}

/** Where the runs of `query` stand in `text`, in order, touching ones joined. */
export function highlights(text: string, query: string): TextRange[] {
  const folded = foldWithOffsets(text);
  const found = queryRuns(query).flatMap((run) => occurrences(folded, run));
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: TextRange[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last && range[0] <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], range[1])];
    else joined.push(range);
  }
  return joined;
}

interface FoldedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where the original piece it came from begins and ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** NFKC piece by piece, lower case character by character: no neighbour changes how a character is folded. */
function foldWithOffsets(original: string): FoldedText {
  const from: number[] = [];
  const to: number[] = [];
  let text = '';
  for (const match of original.matchAll(PIECES)) {
    const folded = [...match[0].normalize('NFKC')].map((character) => character.toLowerCase()).join('');
    for (let unit = 0; unit < folded.length; unit++) {
      from.push(match.index);
      to.push(match.index + match[0].length);
    }
    text += folded;
  }
  return { text, from, to };
}

function occurrences(folded: FoldedText, run: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (let at = folded.text.indexOf(run); at >= 0; at = folded.text.indexOf(run, at + 1)) {
    const from = folded.from[at];
    const to = folded.to[at + run.length - 1];
    if (from !== undefined && to !== undefined) ranges.push([from, to]);
  }
  return ranges;
}

function queryRuns(query: string): readonly string[] {
  return [...new Set(runsOf(query))].slice(0, MAX_QUERY_RUNS);
}

function runsOf(text: string): readonly string[] {
  return foldWithOffsets(text).text.match(RUNS) ?? [];
}

function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''));
}
