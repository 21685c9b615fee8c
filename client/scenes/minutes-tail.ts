// The end of an item's minutes that fits one screen: whole paragraphs where possible, the newest always complete.
import { breakLines } from './line-break.ts';

/** The last paragraphs of `paragraphs`, as lines of at most `maxEm`, at most `maxLines` lines in all. */
export function minutesTail(
  paragraphs: readonly string[],
  { maxEm, maxLines }: { maxEm: number; maxLines: number },
): readonly (readonly string[])[] {
  const shown: (readonly string[])[] = [];
  let room = maxLines;
  for (const paragraph of paragraphs.filter((text) => text.trim() !== '').toReversed()) {
    const lines = breakLines(paragraph, maxEm);
    if (lines.length > room && shown.length > 0) break;
    shown.unshift(lines.slice(-room));
    room -= lines.length;
    if (room <= 0) break;
  }
  return shown;
}
