// Tables as files that a spreadsheet opens: .xlsx with a sheet for each, or .csv. No cell of them is ever a formula,
// whatever it holds: in .xlsx every text is an inline string, in .csv one that would be read as a formula is
// quoted as text. Numbers, shares and days are such in .xlsx, so that they can be summed and sorted.
import { DAY_MS, type LocalDate } from '../../shared/lib/time.ts';
import { zipFile } from './zip-writer.ts';

export type Table = readonly (readonly string[])[];

/** A text, a number, a share of 1 (shown in per cent), a day, or nothing. */
export type Cell = string | number | { readonly share: number } | { readonly day: LocalDate } | null;
/** The first row is the head: bold, and it stays in sight. `widths`: of the columns, in characters. */
export interface Sheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

const BYTE_ORDER_MARK = '\uFEFF';

/** UTF-8 with a byte order mark, without which spreadsheets in China read GBK. */
export function csvOf(table: Table): string {
  const line = (cells: readonly string[]): string => cells.map(csvCell).join(',');
  return `${BYTE_ORDER_MARK}${table.map(line).join('\r\n')}\r\n`;
}

/** A leading apostrophe is what spreadsheets themselves write for “this is text”; importing it takes it off again. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A workbook of one sheet of texts. */
export function xlsxOf(
  table: Table,
  { sheet, widths }: { readonly sheet: string; readonly widths: readonly number[] },
): Uint8Array {
  return workbookOf([{ name: sheet, widths, rows: table }]);
}

export function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', xml(contentTypes(sheets.length))],
    ['_rels/.rels', xml(PACKAGE)],
    ['xl/workbook.xml', xml(workbook(sheetNames(sheets)))],
    ['xl/_rels/workbook.xml.rels', xml(workbookParts(sheets.length))],
    ['xl/styles.xml', xml(STYLES)],
    ...sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml(worksheet(sheet))] as const),
  ];
  return zipFile(parts.map(([name, text]) => ({ name, bytes: Buffer.from(text, 'utf8') })));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(sheets: number): string {
  const each = numbered(
    sheets,
    (at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  return (
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${each}</Types>`
  );
}

/** One after the other, from 1. */
function numbered(count: number, each: (at: number) => string): string {
  return Array.from({ length: count }, (_unused, at) => each(at + 1)).join('');
}

const PACKAGE =
  `<Relationships xmlns="${RELATIONS}">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
function workbookParts(sheets: number): string {
  const each = numbered(
    sheets,
    (at) => `<Relationship Id="rId${at}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `<Relationships xmlns="${RELATIONS}">${each}${styles}</Relationships>`;
}

/**
 * Format 0 is text; 1 is text in bold. 49 is the built-in `@`: what is typed into it stays as typed, zeros in front too.
 * 2 is a number, 3 a share in whole per cent, 4 a day.
 */
const STYLE_OF = { text: 0, head: 1, number: 2, share: 3, day: 4 } as const;
const STYLES =
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="等线"/></font>` +
  `<font><b/><sz val="11"/><name val="等线"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
  `<cellXfs count="5"><xf numFmtId="49" fontId="0" applyNumberFormat="1"/>` +
  `<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>` +
  [1, 9, 164].map((format) => `<xf numFmtId="${format}" fontId="0" applyNumberFormat="1"/>`).join('') +
  `</cellXfs></styleSheet>`;

/** As spreadsheets take them: of 31 characters at most, without what separates them in a formula, none twice. */
function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  const names: string[] = [];
  for (const { name } of sheets) {
    const plain = name
      .replace(/[\\/?*[\]:]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, 31);
    const isTaken = plain === '' || names.some((other) => other.toLowerCase() === plain.toLowerCase());
    names.push(isTaken ? `${plain.slice(0, 27)} (${names.length + 1})`.trim() : plain);
  }
  return names;
}

function workbook(names: readonly string[]): string {
  const each = names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each.join('')}</sheets></workbook>`;
}

const FIRST_DAY = Date.UTC(1899, 11, 30);

function cellXml(cell: Cell, place: string, isHead: boolean): string {
  if (cell === null) return '';
  if (typeof cell === 'string') {
    const style = isHead ? STYLE_OF.head : STYLE_OF.text;
    return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }
  if (typeof cell === 'number') return `<c r="${place}" s="${STYLE_OF.number}"><v>${cell}</v></c>`;
  if ('share' in cell) return `<c r="${place}" s="${STYLE_OF.share}"><v>${cell.share}</v></c>`;
  const serial = (Date.parse(`${cell.day}T00:00:00Z`) - FIRST_DAY) / DAY_MS;
  return `<c r="${place}" s="${STYLE_OF.day}"><v>${serial}</v></c>`;
}

function worksheet({ rows: table, widths }: Sheet): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const rows = table.map((cells, row) => {
    const each = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`, row === 0));
    return `<row r="${row + 1}">${each.join('')}</row>`;
  });
  return (
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`
  );
}

/** 0 is A, 26 is AA. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${columnName(Math.floor(column / 26) - 1)}${letter}`;
}

/** Characters that XML cannot hold are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
