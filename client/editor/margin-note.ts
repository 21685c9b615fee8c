// Where the note beside a paragraph is drawn (minutes.css, `::after` of `data-margin`): in the right margin, or, where the
// column leaves none, at the end of the paragraph's text. What is drawn by a style sheet has no element to press on, so its
// place is measured.

import { inTextSize } from '../ui/text-size.ts';

/** A note of one line is as high as a line of the text; several lines stand closer, two of them beside one of the text. */
const LINE_PX = 30;
const CLOSE_LINE_PX = 15;
/** What one may miss it by: it stands beside letters, and a press that just misses it puts the caret there. */
const SLACK_PX = 3;

interface Press {
  readonly clientX: number;
  readonly clientY: number;
}

/** Which line of the block's note was pressed, from 0; null when the press was not on it. */
export function pressedLine(block: Element, { clientX, clientY }: Press): number | null {
  const count = (block.getAttribute('data-margin') ?? '').split('\n').length;
  const linePx = inTextSize(count > 1 ? CLOSE_LINE_PX : LINE_PX);
  const box = block.getBoundingClientRect();
  const note = getComputedStyle(block, '::after');
  if (note.display !== 'inline-block') return clientX > box.right ? Math.floor((clientY - box.top) / linePx) : null;
  const place = placeInText(block, inTextSize(LINE_PX), { width: sizeOf(note.width), gap: sizeOf(note.marginLeft) });
  if (place === null || clientX < place.left - SLACK_PX || clientX > place.right + SLACK_PX) return null;
  const line = Math.floor((clientY - place.top) / linePx);
  return line >= 0 && line < count ? line : null;
}

/** Behind the last letter, or where it finds no room there, at the start of the next line. */
function placeInText(
  block: Element,
  linePx: number,
  { width, gap }: { readonly width: number; readonly gap: number },
): Pick<DOMRect, 'left' | 'right' | 'top'> | null {
  const text = document.createRange();
  text.selectNodeContents(block);
  const last = [...text.getClientRects()].at(-1);
  if (!last) return null;
  const box = block.getBoundingClientRect();
  const start = last.right + gap;
  // The letters stand in the middle of their line.
  const top = last.top - (linePx - last.height) / 2;
  if (start + width <= box.right + 1) return { left: start, right: start + width, top };
  const left = box.left + sizeOf(getComputedStyle(block).paddingLeft) + gap;
  return { left, right: left + width, top: top + linePx };
}

function sizeOf(length: string): number {
  return Number.parseFloat(length) || 0;
}
