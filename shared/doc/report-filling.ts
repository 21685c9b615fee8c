// Writes what a work report takes over from the last one (domain/report-before) into an item's table: into cells that are empty at
// this moment, whoever was faster is left alone. Knows neither where the rows are from nor how they are said.
import type * as Y from 'yjs';
import type { ReportRow } from '../domain/agenda.ts';
import type { ItemId, RowId } from '../domain/ids.ts';
import type { RowFill } from '../domain/report-before.ts';
import { brand } from '../lib/brand.ts';
import { keyAt } from '../lib/order-key.ts';
import { readAgenda } from './desk-agenda.ts';
import { addReportRow, reportText } from './desk-report.ts';

const MAX_OWNER = 100;

/** What was filled in, for the way back. */
export interface FilledRow {
  readonly rowId: RowId;
  /** Added with it. */
  readonly isNew: boolean;
  readonly cells: readonly { readonly cell: 'done' | 'planned'; readonly text: string }[];
}

export interface NewNames {
  readonly newId: () => string;
  readonly newSuffix: () => string;
}

/** In one transaction; a fill that names a row which is gone fills nothing. */
export function fillReport(
  desk: Y.Doc,
  itemId: ItemId,
  fills: readonly RowFill[],
  { newId, newSuffix }: NewNames,
): readonly FilledRow[] {
  return desk.transact(() => {
    const standing: ReportRow[] = [...(readAgenda(desk).find(({ id }) => id === itemId)?.report ?? [])];
    return fills.map((fill): FilledRow => {
      const { rowId } = fill;
      const cells = fill.fills.map((cell) => ({ cell, text: fill[cell] }));
      if (rowId !== null) {
        const empty = cells.filter(({ cell }) => {
          const text = reportText(desk, itemId, rowId, cell);
          return text !== null && text.toString().trim() === '';
        });
        for (const { cell, text } of empty) write(reportText(desk, itemId, rowId, cell), text);
        return { rowId, isNew: false, cells: empty };
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

function write(cell: Y.Text | null, text: string): void {
  if (cell === null) return;
  cell.delete(0, cell.length);
  cell.insert(0, text);
}
