// One line of a notice as the rules look at it: evened, without the space and the number it begins with; and pieces of it as
// they were written.
import { evened, markOf, singleSpaced, tidy, type Mark } from './characters.ts';
import type { Span } from './notice.ts';
import type { Piece } from './sentences.ts';

export interface Line {
  readonly number: number;
  /** Evened, as long as the line. */
  readonly text: string;
  /** As it came, but for its wrapping. */
  readonly raw: string;
  /** Where it begins after space and mark. */
  readonly from: number;
  readonly mark: Mark | null;
}

export function lineOf(raw: string, number: number): Line {
  const text = evened(raw);
  const indent = text.length - text.trimStart().length;
  const mark = markOf(text.slice(indent));
  return { number, text, raw, from: indent + (mark?.length ?? 0), mark };
}

/** The rest of a line from `from` on, as it was written, without the sign that ends it; null when nothing stands there. */
export function restOf({ raw, number }: Line, from: number): (Piece & Span) | null {
  const words = raw.slice(from).replace(/[\s。;；]+$/u, '');
  const start = from + (words.length - words.trimStart().length);
  const value = singleSpaced(words);
  return value === '' ? null : { value, line: number, from: start, to: from + words.length };
}

/** What was found in the evened line, with the signs that its writer used. */
export function asWritten(piece: Piece | null, { raw }: Line): Piece | null {
  return piece && { ...piece, value: tidy(raw.slice(piece.from, piece.to)) };
}
