// Fills a work report from the body's last meeting, in one step that can be taken back: what somebody wrote into a filled cell
// meanwhile stays.
import type * as Y from 'yjs';
import type { LastReport } from '../../shared/api/task.schema.ts';
import { addReportRow, reportText, setReportRow } from '../../shared/doc/desk-report.ts';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import type { AgendaItem, ReportRow } from '../../shared/domain/agenda.ts';
import type { ItemId, RowId } from '../../shared/domain/ids.ts';
import type { LastReportRow, RowFill } from '../../shared/domain/report-before.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';
import type { MeetingState } from './meeting.svelte.ts';

const MAX_OWNER = 100;

/** What was filled in, for the way back. */
export interface Filled {
  readonly rowId: RowId;
  /** Added with it. */
  readonly isNew: boolean;
  readonly cells: readonly { readonly cell: 'done' | 'planned'; readonly text: string }[];
}

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

/** Cells that are empty at this moment; whoever was faster is left alone. */
export function fillReport(
  { desk, newId, newSuffix }: Pick<MeetingState, 'desk' | 'newId' | 'newSuffix'>,
  { id: itemId }: Pick<AgendaItem, 'id'>,
  fills: readonly RowFill[],
): readonly Filled[] {
  return desk.transact(() => {
    const standing: ReportRow[] = [...(readAgenda(desk).find(({ id }) => id === itemId)?.report ?? [])];
    return fills.map((fill): Filled => {
      const cells = fill.fills.map((cell) => ({ cell, text: fill[cell] }));
      if (fill.rowId !== null) {
        const empty = cells.filter(({ cell }) => {
          const text = reportText(desk, itemId, fill.rowId ?? brand<RowId>(''), cell);
          return text !== null && text.toString().trim() === '';
        });
        for (const { cell, text } of empty) write(reportText(desk, itemId, fill.rowId, cell), text);
        return { rowId: fill.rowId, isNew: false, cells: empty };
      }
      const { order } = keyAt(standing, standing.length, newSuffix());
      const owner = fill.owner.slice(0, MAX_OWNER);
      const row = { id: brand<RowId>(newId()), owner, done: fill.done, planned: fill.planned, order };
      addReportRow(desk, itemId, row);
      standing.push(row);
      return { rowId: row.id, isNew: true, cells };
    });
  });
}

/** A cell that reads otherwise by now is somebody's, and so is its row. */
export function takeFillsBack(desk: Y.Doc, itemId: ItemId, filled: readonly Filled[]): void {
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

function write(cell: Y.Text | null, text: string): void {
  if (cell === null) return;
  cell.delete(0, cell.length);
  cell.insert(0, text);
}
