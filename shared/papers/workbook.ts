// The table of a paper as a sheet of a workbook: what is printed on the paper is what stands in the cells. Days and counts are
// such there, so that they can be sorted and summed; which file it becomes, whoever writes it knows.
import { parseLocalDate, type LocalDate } from '../lib/time.ts';
import type { Paper, Part, TableField, TablePart } from './paper.ts';

type Cell = string | number | { readonly day: LocalDate } | null;

interface TableSheet {
  readonly name: string;
  /** In characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

/** How many characters all columns together are wide. */
const WIDTH = 130;
const LEAST_WIDTH = 8;

/** Null of a paper without a table. `name`: of the sheet. */
export function tableSheet(paper: Paper, name: string): TableSheet | null {
  if (paper.form !== 'text') return null;
  const table = paper.parts.find((part): part is TablePart => part.kind === 'table');
  if (table === undefined) return null;
  const total = table.columns.reduce((sum, { width }) => sum + width, 0);
  return {
    name,
    widths: table.columns.map(({ width }) => Math.max(LEAST_WIDTH, Math.round((width / total) * WIDTH))),
    rows: [...table.head.map((row) => row.map(textOf)), ...table.rows.map((row) => row.map(cellOf))],
  };
}

function textOf({ parts }: TableField): string {
  return parts.map(wordsOf).join('\n');
}

/** Names stand in cells as they are stored: what spaces them on paper would not be found again. */
function wordsOf(part: Part): string {
  if (part.kind !== 'paragraph') return '';
  return part.runs
    .map((run) => (run.kind === 'text' ? run.text : '\n'))
    .join('')
    .replace(/(?<=^\p{Script=Han})\u3000(?=\p{Script=Han}$)/u, '');
}

function cellOf(field: TableField): Cell {
  const text = textOf(field);
  if (text === '') return null;
  if (/^\d{1,6}$/u.test(text)) return Number(text);
  const day = dayOf(text);
  return day === null ? text : { day };
}

/** 2021年4月23日 · 23 April 2021, and nothing besides. */
function dayOf(text: string): LocalDate | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/u.exec(text) ?? [];
  if (year !== '') return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (!/^\d{1,2} [A-Z][a-z]+ \d{4}$/u.test(text)) return null;
  const at = Date.parse(`${text} UTC`);
  return Number.isNaN(at) ? null : parseLocalDate(new Date(at).toISOString().slice(0, 10));
}
