// The items of a meeting that is being prepared as an outline of one level: whose part each row is, how rows are counted,
// and what becomes of the parts when an item moves or goes. A row of parts follows its item.

/** As much of a row as the outline needs. */
export interface OutlineRow {
  readonly key: number;
  readonly isPart?: boolean;
}

/** 1, 2, 2.1, 2.2, 3: how each row is called; a part before any item is one. */
export function outlineNumbers(rows: readonly OutlineRow[]): readonly string[] {
  let item = 0;
  let part = 0;
  return rows.map((row) => {
    if (row.isPart && item > 0) return `${item}.${++part}`;
    part = 0;
    return String(++item);
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
