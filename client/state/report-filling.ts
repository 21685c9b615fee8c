// A work report is filled from the body's last meeting by a person who looked at it: what of that may stand in this item, and the
// step back, which leaves alone what somebody wrote into a filled cell meanwhile.
import type * as Y from 'yjs';
import type { LastReport } from '../../shared/api/task.schema.ts';
import { reportText, setReportRow } from '../../shared/doc/desk-report.ts';
import type { FilledRow } from '../../shared/doc/report-filling.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { LastReportRow } from '../../shared/domain/report-before.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';

/** Rows of an internal item are only for another internal one: what stands there is shown to others otherwise. */
export function lastRowsOf({ rows }: LastReport, isInternal: boolean): readonly LastReportRow[] {
  const day = (text: string | null) => (text === null ? null : parseLocalDate(text));
  return rows
    .filter((row) => isInternal || !row.isInternal)
    .map(({ owner, lines }) => ({
      owner,
      lines: lines.map(({ text, task }) => ({
        text,
        task: task && { ...task, due: day(task.due), closedOn: day(task.closedOn), asked: day(task.asked) },
      })),
    }));
}

/** A cell that reads otherwise by now is somebody's, and so is its row. */
export function takeFillsBack(desk: Y.Doc, itemId: ItemId, filled: readonly FilledRow[]): void {
  desk.transact(() => {
    for (const { rowId, isNew, cells } of filled) {
      const texts = cells.map(({ cell, text }) => ({ now: reportText(desk, itemId, rowId, cell), text }));
      const own = texts.filter(({ now, text }) => now !== null && now.toString() === text);
      if (isNew) {
        if (own.length === texts.length) setReportRow(desk, itemId, rowId, { removed: true });
      } else for (const { now } of own) now?.delete(0, now.length);
    }
  });
}
