// How wide text is in characters of its own size, as the grid of an official page counts: what stands in a full square is one,
// everything else about a half. Exact for Chinese, near enough for the rest to decide where lines break and names stand.

const FULL =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6“”‘’…—·■-◿☐-☒〇]/u;
const NOTHING = /[\p{Mn}\u200B-\u200D\u2060\uFE00-\uFE0F]/u;
/** Wider than a square in every face that has them. */
const PICTOGRAPH = /\p{Emoji_Presentation}/u;
const PICTOGRAPH_WIDTH = 1.25;

export function emWidth(text: string): number {
  let width = 0;
  for (const character of text) if (!NOTHING.test(character)) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (isFullWidth(character)) return 1;
  return PICTOGRAPH.test(character) ? PICTOGRAPH_WIDTH : 0.5;
}

/** Whether one character stands in a full square, and so is set in the Chinese face. */
export function isFullWidth(character: string): boolean {
  return FULL.test(character);
}
