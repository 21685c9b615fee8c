// A table that was saved as text: the separator is found in it, cells may be quoted and hold separators, quotes and line ends.
// What a spreadsheet marks as text with an apostrophe is read without it.

export type Grid = readonly (readonly string[])[];

/** Of one file: beyond, rows and cells are not read, and `isCut` says so. */
export interface GridLimits {
  readonly rows: number;
  readonly columns: number;
}
export interface ReadGrid {
  readonly grid: Grid;
  readonly isCut: boolean;
}

const SEPARATORS = [',', '\t', ';', '，', '|'] as const;

/** `text`, decoded, without a byte order mark. */
export function delimitedGrid(text: string, limits: GridLimits): ReadGrid {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  let isCut = false;
  const endCell = (): void => {
    if (row.length < limits.columns) row.push(plainCell(cell));
    else isCut ||= cell.trim() !== '';
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (character === separator) endCell();
    else if (character === '\n' || character === '\r') {
      if (character === '\r' && text.charAt(at + 1) === '\n') at += 1;
      endCell();
      rows.push(row);
      row = [];
      if (rows.length >= limits.rows) return { grid: rows, isCut: isCut || text.slice(at + 1).trim() !== '' };
    } else cell += character;
  }
  if (cell !== '' || row.length > 0) {
    endCell();
    rows.push(row);
  }
  return { grid: rows, isCut };
}

/** The one that stands most often outside of quotes in the first lines; a comma where there is none. */
function separatorOf(text: string): string {
  const head = text.slice(0, 4_000).replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => ({ separator, count: head.split(separator).length - 1 }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

function plainCell(text: string): string {
  return text.trim().replace(/^'(?=[=+\-@])/, '');
}
