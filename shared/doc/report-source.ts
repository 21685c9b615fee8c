// Which line of a work report a task was made of: held by its place in the cell, so that it is found again when lines are written
// around it or it is worded anew.
import * as Y from 'yjs';
import type { ReportSource } from '../domain/task.ts';
import { cut, parsePosition, positionText } from './anchor.ts';
import { reportText } from './desk-report.ts';

/** Places in a cell, in front of the first character and behind the last one. */
export interface LinePlace {
  readonly from: number;
  readonly to: number;
}

/** What ties a task to a line of a row's 下一步; null when there is no such row, or nothing there. */
export function reportSourceOf(
  desk: Y.Doc,
  { itemId, rowId, from, to }: LinePlace & Pick<ReportSource, 'itemId' | 'rowId'>,
): ReportSource | null {
  const text = reportText(desk, itemId, rowId, 'planned');
  const quote = text?.toString().slice(from, to) ?? '';
  if (!text || quote === '') return null;
  return {
    ...{ itemId, rowId },
    ...{ from: positionText(text, from, 0), to: positionText(text, to, -1) },
    quote: cut(quote),
  };
}

/** Where it stands now; null when its words, or its row, are gone. */
export function placeOfSource(desk: Y.Doc, { itemId, rowId, from, to }: ReportSource): LinePlace | null {
  const text = reportText(desk, itemId, rowId, 'planned');
  if (!text) return null;
  const [start, end] = [from, to].map((stored) => {
    const relative = parsePosition(stored);
    const found = relative && Y.createAbsolutePositionFromRelativePosition(relative, desk);
    return found?.type === text ? found.index : null;
  });
  return typeof start === 'number' && typeof end === 'number' && start < end ? { from: start, to: end } : null;
}
