// The sheets of an .xlsx as tables of texts, out of its parts as they were unpacked. Reads what stands in cells, never
// computes: a formula is the value that was last shown. Reads XML as text: no entity but the five and numbers is expanded,
// and nothing outside of the file is ever asked for.
import type { Grid, GridLimits, ReadGrid } from './delimited.ts';

/** The parts that hold what sheets say, by name within the file. */
export const SHEET_PARTS =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

export interface Sheet extends ReadGrid {
  readonly name: string;
}

/** Visible sheets in their order; empty when it is no workbook. */
export function sheetsOf(parts: ReadonlyMap<string, string>, limits: GridLimits): readonly Sheet[] {
  const workbook = parts.get('xl/workbook.xml') ?? '';
  const targets = targetsIn(parts.get('xl/_rels/workbook.xml.rels') ?? '');
  const strings = sharedStrings(parts.get('xl/sharedStrings.xml') ?? '');
  const dates = dateStyles(parts.get('xl/styles.xml') ?? '');
  return tags(workbook, 'sheet').flatMap((sheet) => {
    const target = targets.get(attribute(sheet, 'r:id') ?? '');
    const xml = target === undefined ? undefined : parts.get(target);
    if (xml === undefined || attribute(sheet, 'state') !== null) return [];
    return [{ name: attribute(sheet, 'name') ?? '', ...gridOf(xml, { strings, dates, limits }) }];
  });
}

function targetsIn(relations: string): ReadonlyMap<string, string> {
  return new Map(
    tags(relations, 'Relationship').map((relation) => {
      const target = attribute(relation, 'Target') ?? '';
      return [attribute(relation, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`];
    }),
  );
}

interface Reading {
  readonly strings: readonly string[];
  /** Numbers of the styles that show a number as a day. */
  readonly dates: ReadonlySet<number>;
  readonly limits: GridLimits;
}

const ROW = /<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g;
const CELL = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;

function gridOf(xml: string, reading: Reading): { readonly grid: Grid; readonly isCut: boolean } {
  const { limits } = reading;
  const rows: string[][] = [];
  let isCut = false;
  for (const [, attributes = '', content = ''] of xml.matchAll(ROW)) {
    const number = Number(attribute(attributes, 'r') ?? rows.length + 1);
    const cells = cellsOf(content, reading);
    if (cells.every((text) => text === '')) continue;
    if (!(number >= 1 && number <= limits.rows)) {
      isCut = true;
      break;
    }
    isCut ||= cells.length > limits.columns;
    while (rows.length < number - 1) rows.push([]);
    rows.push(cells.slice(0, limits.columns));
  }
  return { grid: rows, isCut };
}

function cellsOf(content: string, { strings, dates, limits }: Reading): string[] {
  const cells: string[] = [];
  for (const [, attributes = '', inside = ''] of content.matchAll(CELL)) {
    const column = columnOf(attribute(attributes, 'r')) ?? cells.length;
    if (column > limits.columns) break;
    while (cells.length < column) cells.push('');
    const value = /<v[^>]*>([\s\S]*?)<\/v>/.exec(inside)?.[1] ?? '';
    const isDate = dates.has(Number(attribute(attributes, 's') ?? -1));
    cells[column] = textOf(attribute(attributes, 't'), { value: plain(value), inside, strings, isDate });
  }
  return cells;
}

interface CellParts {
  readonly value: string;
  readonly inside: string;
  readonly strings: readonly string[];
  readonly isDate: boolean;
}

function textOf(type: string | null, { value, inside, strings, isDate }: CellParts): string {
  switch (type) {
    case 's':
      return (strings[Number(value)] ?? '').trim();
    case 'inlineStr':
      return runs(inside).trim();
    case 'b':
      return value === '1' ? '是' : '否';
    case 'e':
      return '';
    case 'str':
      return value.trim();
    default:
      return isDate ? dayOf(Number(value)) : numberText(value);
  }
}

/** A number as it is meant: 13900000001 is not 1.3900000001E10. */
function numberText(value: string): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value.trim();
  return Number.isSafeInteger(number) ? String(number) : String(Number(number.toPrecision(12)));
}

const DAY_MS = 86_400_000;
/** 30 December 1899: with the day that 1900 did not have, day 1 is 1 January 1900. */
const FIRST_DAY = Date.UTC(1899, 11, 30);

function dayOf(serial: number): string {
  if (!(serial > 59 && serial < 2_958_466)) return Number.isFinite(serial) ? String(serial) : '';
  return new Date(FIRST_DAY + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
}

/** Built-in formats of days, and own ones that name years, months and days. */
function dateStyles(styles: string): ReadonlySet<number> {
  const own = new Set(
    tags(styles, 'numFmt')
      .filter((format) => /[yd年]/i.test((attribute(format, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '')))
      .map((format) => Number(attribute(format, 'numFmtId'))),
  );
  const cells = /<cellXfs[^>]*>([\s\S]*?)<\/cellXfs>/.exec(styles)?.[1] ?? '';
  const isDay = (id: number): boolean =>
    (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || own.has(id);
  return new Set(
    tags(cells, 'xf').flatMap((format, at) => (isDay(Number(attribute(format, 'numFmtId') ?? -1)) ? [at] : [])),
  );
}

function sharedStrings(xml: string): readonly string[] {
  return [...xml.matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(([, inside = '']) => runs(inside));
}

/** The text of a string item; what only says how it is pronounced is left out. */
function runs(inside: string): string {
  const spoken = inside.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '');
  return [...spoken.matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/g)].map(([, text = '']) => plain(text)).join('');
}

function tags(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w{1,10}:)?${name}\\b([^>]*)>`, 'g'))].map(
    ([, attributes = '']) => attributes,
  );
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return found ? plain(found[1] ?? '') : null;
}

/** A is 0, AA is 26; null for what names no cell. */
function columnOf(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  return text
    .replace(/_x([0-9A-F]{4})_/g, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      },
    );
}
