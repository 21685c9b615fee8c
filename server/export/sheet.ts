// A table of texts as a file that a spreadsheet opens: .xlsx with one sheet, or .csv. No cell of it is ever a formula,
// whatever it holds: in .xlsx every cell is an inline string, in .csv one that would be read as a formula is
// quoted as text.
import { zipFile } from './zip-writer.ts';

export type Table = readonly (readonly string[])[];

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

/** The first row is the head: bold, and it stays in sight. `widths`: of the columns, in characters. */
export function xlsxOf(
  table: Table,
  { sheet, widths }: { readonly sheet: string; readonly widths: readonly number[] },
): Uint8Array {
  const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', xml(CONTENT_TYPES)],
    ['_rels/.rels', xml(PACKAGE)],
    ['xl/workbook.xml', xml(workbook(sheet))],
    ['xl/_rels/workbook.xml.rels', xml(WORKBOOK_PARTS)],
    ['xl/styles.xml', xml(STYLES)],
    ['xl/worksheets/sheet1.xml', xml(worksheet(table, widths))],
  ];
  return zipFile(parts.map(([name, text]) => ({ name, bytes: Buffer.from(text, 'utf8') })));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const CONTENT_TYPES =
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`;
const PACKAGE =
  `<Relationships xmlns="${RELATIONS}">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const WORKBOOK_PARTS =
  `<Relationships xmlns="${RELATIONS}">` +
  `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
/** Format 0 is text; 1 is text in bold. 49 is the built-in `@`: what is typed into it stays as typed, zeros in front too. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font>` +
  `<font><b/><sz val="11"/><name val="等线"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
  `<cellXfs count="2"><xf numFmtId="49" fontId="0" applyNumberFormat="1"/>` +
  `<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function workbook(sheet: string): string {
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
    `<sheet name="${escaped(sheet.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`
  );
}

function worksheet(table: Table, widths: readonly number[]): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const rows = table.map((cells, row) => {
    const style = row === 0 ? 1 : 0;
    const cell = (text: string, column: number): string =>
      `<c r="${columnName(column)}${row + 1}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
    return `<row r="${row + 1}">${cells.map(cell).join('')}</row>`;
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
