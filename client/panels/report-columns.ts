// Which pasted columns are owner, done and planned: by their heads when the first row has any, else in that order.

/** More rows than any report has are a slip: the rest is left out. */
export const MAX_PASTED_ROWS = 200;

export interface PastedRow {
  readonly owner: string;
  readonly done: string;
  readonly planned: string;
}

const HEADS = {
  owner: /^(?:责任(?:单位|部门|人)|单位|部门|专委会|委员会|牵头单位|owner|whose|unit|department)$/i,
  done: /^(?:已?完成.*|.*(?:完成情况|工作总结|上半年.*)|done|completed)$/i,
  planned: /^(?:下一步.*|.*(?:计划|安排|布置|下半年.*)|next|planned|plan)$/i,
} as const;
type Column = keyof typeof HEADS;
const COLUMNS: readonly Column[] = ['owner', 'done', 'planned'];

/** Rows without any text are left out, and so is a column of running numbers at the front. */
export function reportRows(grid: readonly (readonly string[])[]): readonly PastedRow[] {
  const heads = headsOf(grid[0] ?? []);
  const body = heads ? grid.slice(1) : grid;
  const shift = !heads && isNumbered(body) ? 1 : 0;
  const at = (row: readonly string[], column: Column): string =>
    row[heads ? (heads.get(column) ?? -1) : COLUMNS.indexOf(column) + shift]?.trim() ?? '';
  return body
    .map((row) => ({
      owner: at(row, 'owner').replace(/\s*\n\s*/g, ''),
      done: at(row, 'done'),
      planned: at(row, 'planned'),
    }))
    .filter((row) => row.owner !== '' || row.done !== '' || row.planned !== '');
}

function headsOf(row: readonly string[]): ReadonlyMap<Column, number> | null {
  const found = new Map<Column, number>();
  for (const column of COLUMNS) {
    const index = row.findIndex((cell) => HEADS[column].test(cell.replace(/\s/g, '')));
    if (index >= 0) found.set(column, index);
  }
  return found.size >= 2 ? found : null;
}

function isNumbered(rows: readonly (readonly string[])[]): boolean {
  return (
    rows.length > 0 &&
    rows.every((row) => row.length > 3 && /^[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）).、]?$/.test(row[0] ?? ''))
  );
}
