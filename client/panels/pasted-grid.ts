// Rows of a table as the clipboard brings them: an HTML table (Word, Excel, WPS, web pages), or lines with tabs.

/** More rows than any report has are a slip: the rest is left out. */
const MAX_PASTED_ROWS = 200;
/** Of one cell; no report is wider or longer. */
const MAX_SPAN = 200;

/** Rows of cells, or null when the clipboard holds no table: then the paste is one of plain text. */
export function pastedGrid(html: string, text: string): readonly (readonly string[])[] | null {
  const rows = tableRows(html) ?? lineRows(text);
  const filled = rows.filter((row) => row.some((cell) => cell !== '')).slice(0, MAX_PASTED_ROWS);
  return filled.length > 1 || (filled[0]?.length ?? 0) > 1 ? filled : null;
}

function tableRows(html: string): readonly (readonly string[])[] | null {
  if (!/<t(?:able|r)\b/i.test(html)) return null;
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  return spread([...table.rows].map((row) => [...row.cells]));
}

function spanOf(span: number): number {
  return Math.min(Math.max(span, 1), MAX_SPAN);
}

/** Each cell where it is seen: one over several columns or rows takes all its places, and is written in the first. */
function spread(rows: readonly (readonly HTMLTableCellElement[])[]): readonly (readonly string[])[] {
  const grid: string[][] = rows.map(() => []);
  const taken = rows.map(() => new Set<number>());
  const take = (row: number, column: number, cell: HTMLTableCellElement): void => {
    const [width, height] = [spanOf(cell.colSpan), spanOf(cell.rowSpan)];
    for (const places of taken.slice(row, row + height))
      for (let beside = column; beside < column + width; beside += 1) places.add(beside);
  };
  for (const [at, cells] of rows.entries()) {
    let column = 0;
    for (const cell of cells) {
      while (taken[at]?.has(column)) column += 1;
      take(at, column, cell);
      const row = grid[at];
      if (row) row[column] = cellText(cell);
      column += spanOf(cell.colSpan);
    }
  }
  return grid.map((row, at) =>
    Array.from({ length: Math.max(0, ...(taken[at] ?? [])) + 1 }, (_, place) => row[place] ?? ''),
  );
}

/** Paragraphs and breaks inside a cell are lines of it; the rest of its white space is the file's layout. */
function cellText(cell: Element): string {
  const lines = [...cell.querySelectorAll('p, div, li, br')];
  for (const line of lines) {
    if (line.tagName === 'BR') line.replaceWith('\u2028');
    else line.append('\u2028');
  }
  const text = cell.textContent.replace(/[ \t\r\n\u00a0]+/g, ' ');
  return text
    .split('\u2028')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Tab-separated lines; a cell in quotes may hold line ends, and a quote doubled is one. */
function lineRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text.replace(/\r\n?/g, '\n');
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
    const cell = quoted?.[0] ?? /^[^\t\n]*/.exec(rest)?.[0] ?? '';
    row.push((quoted?.[1]?.replaceAll('""', '"') ?? cell).trim());
    const end = rest[cell.length];
    rest = rest.slice(cell.length + 1);
    if (end === '\t' && rest === '') row.push('');
    if (end !== '\t') {
      rows.push(row);
      row = [];
    }
  }
  return row.length > 0 ? [...rows, row] : rows;
}
