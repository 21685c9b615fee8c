// Words as they may be printed: what has no shape is left out, and no word is so long that it runs off its line. Takes nothing
// away that could be seen.
import { emWidth } from '../../../shared/papers/em-width.ts';

/**
 * Controls, and the signs that turn the order of what follows (U+202E and its kin): a name must not
 * be able to turn the words behind it around.
 */
const SHAPELESS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
/** Halves of characters without their other half. */
const HALVES = /\p{Surrogate}/gu;
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029\v\f]/g;

/** So many signs without a place to break fit into half a line of the text. */
const LONGEST_WORD = 24;
/** In a field of a table there is less room. */
const LONGEST_IN_FIELD = 8;
const UNBROKEN =
  /[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60\u200b-]+/gu;
const BREAK_HERE = '\u200b';
/** 买买提·艾则孜: where a field is too narrow for all of it, a line ends behind the dot. */
const DOTTED_NAME = /^\p{Script=Han}{1,6}(?:·\p{Script=Han}{1,6})+$/u;

/** In characters of the text: the widest stretch that has no place to break. */
export function widestWord(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(UNBROKEN), ([word]) => emWidth(word)));
}

/** Text of one line: line ends and tabs are spaces. For what is fitted into its place, or read by machines. */
export function shown(text: string): string {
  return text.replace(LINE_END, ' ').replaceAll('\t', ' ').replace(HALVES, '').replace(SHAPELESS, '');
}

/** A blank to be filled in by hand, as wide as before: between Chinese underscores a line may end, within Latin ones it may not. */
export function unbrokenBlanks(text: string): string {
  return text.replace(/＿+/g, (blank) => '_'.repeat(2 * blank.length));
}

/** Text that wraps: marked where a word may break that has no place to break. */
export function wrapping(text: string, isNarrow = false): string {
  const longest = isNarrow ? LONGEST_IN_FIELD : LONGEST_WORD;
  const line = unbrokenBlanks(shown(text)).replace(UNBROKEN, (word) =>
    word.length > 2 * longest ? breakable(word) : word,
  );
  return isNarrow && DOTTED_NAME.test(line) ? line.replaceAll('·', `·${BREAK_HERE}`) : line;
}

/** Marks the places between its signs, so that it goes on in the next line. */
function breakable(word: string): string {
  const signs = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word)];
  return signs.map(({ segment }) => segment).join(BREAK_HERE);
}
