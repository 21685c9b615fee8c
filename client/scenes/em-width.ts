// How wide a text will be, in em, without asking the browser: sizes and line breaks follow from it, the same everywhere.

const FULL_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}　-〿＀-｠￠-￦—…“”‘’·\p{Extended_Pictographic}]/u;
const NARROW = /[ilIj.,:;'|!()[\]]/;
const WIDE = /[mwMW@%]/;
const UPPER = /\p{Lu}/u;

/** The advance width of `text` in em: a Chinese character is 1. Latin letters are estimated on the safe, wide side. */
export function emWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterEm(character);
  return width;
}

function characterEm(character: string): number {
  if (FULL_WIDTH.test(character)) return 1;
  if (character === ' ') return 0.26;
  if (NARROW.test(character)) return 0.36;
  if (WIDE.test(character)) return 0.96;
  if (UPPER.test(character)) return 0.76;
  return 0.6;
}
