// What a result shows of a passage: short ones whole, long ones around their first match, with the matches' places.
import { highlights, type TextRange } from './tokenise.ts';

const MAX_EXCERPT = 240;
const LEAD = 60;
const ELLIPSIS = '…';

export interface Excerpt {
  readonly text: string;
  readonly ranges: TextRange[];
}

/** `passage` or a part of it (at most about 240 characters), and where `query` stands in that text. */
export function excerptOf(passage: string, query: string): Excerpt {
  const ranges = highlights(passage, query);
  if (passage.length <= MAX_EXCERPT) return { text: passage, ranges };
  const from = wholeCharacter(passage, Math.max(0, (ranges[0]?.[0] ?? 0) - LEAD));
  const to = wholeCharacter(passage, Math.min(passage.length, from + MAX_EXCERPT));
  const before = from > 0 ? ELLIPSIS : '';
  const shift = before.length - from;
  return {
    text: `${before}${passage.slice(from, to)}${to < passage.length ? ELLIPSIS : ''}`,
    ranges: ranges
      .filter((range) => range[0] < to)
      .map((range): TextRange => [range[0] + shift, Math.min(range[1], to) + shift]),
  };
}

/** `at`, or one before when it would cut a surrogate pair in two. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
