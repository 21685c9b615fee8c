// Rows of a table as the clipboard brings them: an HTML table (Word, Excel, WPS, web pages), or lines with tabs.
import { MAX_PASTED_ROWS } from './report-columns.ts';

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
  return [...table.rows].map((row) => [...row.cells].map(cellText));
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
