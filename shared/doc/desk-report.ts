// The rows of a work report: whose work, what was done, what comes next, each cell co-edited text.
import * as Y from 'yjs';
import type { ReportRow } from '../domain/agenda.ts';
import { isId, type ItemId, type RowId } from '../domain/ids.ts';
import { brand } from '../lib/brand.ts';
import { compareByOrder } from '../lib/order-key.ts';
import * as read from './reading.ts';
import type { Entries } from './reading.ts';

/** The rows of an item's `report` value by order key; removed ones left out. */
export function readReport(value: unknown): readonly ReportRow[] {
  const rows = read.asMap(value);
  if (!rows) return [];
  return read
    .standingEntries(rows)
    .filter(([key]) => isId(key))
    .map(([key, row]) => ({
      id: brand<RowId>(key),
      owner: read.asText(row.get('owner')) ?? '',
      done: read.textOf(row.get('done')),
      planned: read.textOf(row.get('planned')),
      order: read.asOrder(row.get('order')),
    }))
    .sort(compareByOrder);
}

/** Adds a row to an item's report; nothing happens when there is no such item or the row is there already. */
export function addReportRow(desk: Y.Doc, itemId: ItemId, row: ReportRow): void {
  desk.transact(() => {
    const item = read.asMap(desk.getMap('agenda').get(itemId));
    if (!item) return;
    if (!item.has('report')) item.set('report', new Y.Map());
    const rows = read.asMap(item.get('report'));
    if (!rows || rows.has(row.id)) return;
    const entry = read.newMap({ owner: row.owner, order: row.order });
    entry.set('done', new Y.Text(row.done));
    entry.set('planned', new Y.Text(row.planned));
    rows.set(row.id, entry);
  });
}

export type ReportRowPatch = Partial<Pick<ReportRow, 'owner' | 'order'>> & { readonly removed?: boolean };

/** Changes owner or place of a row, removes it or takes it back; its cells are edited through `reportText`. */
export function setReportRow(desk: Y.Doc, itemId: ItemId, rowId: RowId, patch: ReportRowPatch): void {
  desk.transact(() => {
    const row = rowEntry(desk, itemId, rowId);
    if (row) read.assign(row, patch);
  });
}

/** One cell to bind an input to; null when there is no such row. */
export function reportText(desk: Y.Doc, itemId: ItemId, rowId: RowId, cell: 'done' | 'planned'): Y.Text | null {
  return read.asYText(rowEntry(desk, itemId, rowId)?.get(cell));
}

function rowEntry(desk: Y.Doc, itemId: ItemId, rowId: RowId): Entries | null {
  const item = read.asMap(desk.getMap('agenda').get(itemId));
  return read.asMap(read.asMap(item?.get('report'))?.get(rowId));
}
