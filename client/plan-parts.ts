// The items of a meeting that is being prepared as an outline of one level: whose part each row is, how rows are counted,
// and what becomes of the parts when an item moves or goes. A row of parts follows its item.

import { countedItems, itemPlaces, type ItemKind, type PlacedItem } from '../shared/domain/agenda.ts';
import type { ItemId } from '../shared/domain/ids.ts';
import { itemFigure } from '../shared/i18n/item-number.ts';
import { brand } from '../shared/lib/brand.ts';

/** As much of a row as the outline needs. */
export interface OutlineRow {
  readonly key: number;
  readonly isPart?: boolean;
}

/** A row whose kind says whether it is counted. */
interface KindRow extends OutlineRow {
  readonly kind: ItemKind;
}

/** 0, 1, 2, 2.1, 3: the numbers the rows will have in the meeting; '' for what is not counted there. */
export function outlineNumbers(rows: readonly KindRow[]): readonly string[] {
  const items = asItems(rows);
  const places = itemPlaces(items);
  return items.map(({ id }) => itemFigure(places.get(id) ?? { number: null }));
}

/** How many items the meeting will be said to have. */
export function outlineCount(rows: readonly KindRow[]): number {
  return countedItems(asItems(rows)).length;
}

/** The rows as items of an agenda; a part before any item is one. */
function asItems(rows: readonly KindRow[]): readonly PlacedItem[] {
  let parentId: ItemId | undefined;
  return rows.map(({ key, kind, isPart }) => {
    const id = brand<ItemId>(String(key));
    if (isPart && parentId !== undefined) return { id, kind, parentId };
    parentId = id;
    return { id, kind };
  });
}

/** Whether a row may become a part: one stands before it, and it has no parts of its own. */
export function canBePart(rows: readonly OutlineRow[], at: number): boolean {
  return at > 0 && !rows[at]?.isPart && !rows[at + 1]?.isPart;
}

/** One step up: an item passes the item above with all its parts, a part the part above it. */
export function movedUp<Row extends OutlineRow>(rows: readonly Row[], at: number): readonly Row[] {
  const family = rows.slice(at, endOfFamily(rows, at));
  const to = rows[at]?.isPart ? at - 1 : rows.findLastIndex((row, place) => place < at && !row.isPart);
  if (!canMoveUp(rows, at) || to < 0) return rows;
  return [...rows.slice(0, to), ...family, ...rows.slice(to, at), ...rows.slice(at + family.length)];
}

/** The first row cannot, nor the first part of an item: it would be part of the one before. */
export function canMoveUp(rows: readonly OutlineRow[], at: number): boolean {
  return at > 0 && (!rows[at]?.isPart || rows[at - 1]?.isPart === true);
}

/** One step down: what stands below passes up. */
export function movedDown<Row extends OutlineRow>(rows: readonly Row[], at: number): readonly Row[] {
  return canMoveDown(rows, at) ? movedUp(rows, endOfFamily(rows, at)) : rows;
}

/** The last item cannot, nor the last part of an item: it would be part of the one behind. */
export function canMoveDown(rows: readonly OutlineRow[], at: number): boolean {
  const below = rows[endOfFamily(rows, at)];
  return below !== undefined && (!rows[at]?.isPart || below.isPart === true);
}

/** Without one row; what was its part stands by itself then, and never slips under the item before. */
export function withoutRow<Row extends OutlineRow>(rows: readonly Row[], at: number): readonly Row[] {
  const end = rows[at]?.isPart ? at + 1 : endOfFamily(rows, at);
  return [
    ...rows.slice(0, at),
    ...rows.slice(at + 1, end).map((row) => ({ ...row, isPart: false })),
    ...rows.slice(end),
  ];
}

/** The rows that have a title; parts of one without stand by themselves, as when it is removed. */
export function titledRows<Row extends OutlineRow & { readonly title: string }>(rows: readonly Row[]): readonly Row[] {
  const isTitled = ({ title }: Row): boolean => title.trim() !== '';
  let isUnderTitle = false;
  return rows.flatMap((row) => {
    if (!row.isPart) isUnderTitle = isTitled(row);
    if (!isTitled(row)) return [];
    return row.isPart && !isUnderTitle ? [{ ...row, isPart: false }] : [row];
  });
}

function endOfFamily(rows: readonly OutlineRow[], at: number): number {
  if (rows[at]?.isPart) return at + 1;
  const next = rows.findIndex((row, place) => place > at && !row.isPart);
  return next < 0 ? rows.length : next;
}
