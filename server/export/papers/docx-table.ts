// A table of a paper: as wide as the text, its head on every page, no row torn between two, fields that span. Fields hold parts
// like the text does, in the table's own smaller size.
import type { Part, TableField, TablePart } from '../../../shared/papers/paper.ts';
import { TABLE, tableTextPt } from '../gb9704.ts';
import { element, type Xml } from '../xml.ts';
import { paragraph, rule, textRuns, twipsOfMm, twipsOfPt } from './docx-look.ts';
import type { Setting } from './docx-parts.ts';

/** How a field's parts are printed: handed in, since they may hold tables of their own. */
type PrintParts = (parts: readonly Part[], setting: Setting) => readonly Xml[];

export function tableXml(part: TablePart, setting: Setting, print: PrintParts): Xml {
  const pt = tableTextPt(part.columns.length, setting.isWide);
  const widths = widthsOf(part, setting.width - setting.left);
  const inner = { ...setting, left: 0, first: 0, line: twipsOfPt(pt * TABLE.lineOfSize) };
  const drawn = { part, widths, print, setting: { ...inner, look: { pt } } };
  const headed = { ...drawn, setting: { ...inner, look: { pt, face: 'heiTi' as const }, place: 'centre' as const } };
  return element('w:tbl', {}, [
    properties(widths, setting.left),
    element(
      'w:tblGrid',
      {},
      widths.map((width) => element('w:gridCol', { 'w:w': width })),
    ),
    ...rowsOf(part.head, headed, true),
    ...rowsOf(part.rows, drawn, false),
  ]);
}

/** Whole twips that together are the width of the text. */
function widthsOf({ columns }: TablePart, room: number): readonly number[] {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  let told = 0;
  let given = 0;
  return columns.map(({ width }) => {
    told += width;
    const upTo = Math.round((told / total) * room);
    const own = upTo - given;
    given = upTo;
    return own;
  });
}

function properties(widths: readonly number[], left: number): Xml {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const pad = { 'w:w': twipsOfMm(TABLE.padMm), 'w:type': 'dxa' };
  const thin = { 'w:w': twipsOfMm(TABLE.padMm / 2), 'w:type': 'dxa' };
  return element('w:tblPr', {}, [
    element('w:tblW', { 'w:w': total, 'w:type': 'dxa' }),
    element('w:tblInd', { 'w:w': Math.round(left), 'w:type': 'dxa' }),
    element(
      'w:tblBorders',
      {},
      sides.map((side) => rule(`w:${side}`, { mm: TABLE.ruleMm })),
    ),
    element('w:tblLayout', { 'w:type': 'fixed' }),
    element('w:tblCellMar', {}, [
      element('w:top', thin),
      element('w:left', pad),
      element('w:bottom', thin),
      element('w:right', pad),
    ]),
  ]);
}

interface Drawn {
  readonly part: TablePart;
  readonly widths: readonly number[];
  readonly print: PrintParts;
  readonly setting: Setting;
}

type Rows = readonly (readonly TableField[])[];

/** A field over several rows is said again in each of them, as Word wants it: begun once, continued below. */
function rowsOf(rows: Rows, drawn: Drawn, isHead: boolean): readonly Xml[] {
  const held: { rows: number; columns: number }[] = [];
  return rows.map((fields) => {
    const cells: Xml[] = [];
    let column = 0;
    const continued = (): void => {
      for (let above = held[column]; above && above.rows > 0; above = held[column]) {
        above.rows -= 1;
        cells.push(cell({ column, columns: above.columns, merge: 'continue', content: [emptyLine(drawn)] }, drawn));
        column += above.columns;
      }
    };
    for (const field of fields) {
      continued();
      const columns = Math.min(field.columns ?? 1, Math.max(1, drawn.widths.length - column));
      const isTall = (field.rows ?? 1) > 1;
      held[column] = { rows: (field.rows ?? 1) - 1, columns };
      const merge = isTall ? ('restart' as const) : undefined;
      cells.push(
        cell({ column, columns, ...(merge && { merge }), content: fieldContent(field, column, drawn) }, drawn),
      );
      column += columns;
    }
    continued();
    return element('w:tr', {}, [rowProperties(drawn.part, isHead), ...cells]);
  });
}

function rowProperties({ rowMm }: TablePart, isHead: boolean): Xml {
  const height =
    rowMm === undefined ? [] : [element('w:trHeight', { 'w:val': twipsOfMm(rowMm), 'w:hRule': 'atLeast' })];
  return element('w:trPr', {}, [element('w:cantSplit'), ...height, ...(isHead ? [element('w:tblHeader')] : [])]);
}

/** A cell ends with a paragraph, or Word calls the file damaged. */
function fieldContent({ parts }: TableField, column: number, drawn: Drawn): readonly Xml[] {
  const { setting, part, print } = drawn;
  const place = setting.place ?? part.columns[column]?.place ?? 'left';
  const content = print(parts, { ...setting, place, width: drawn.widths[column] ?? setting.width });
  return parts.length === 0 || parts.at(-1)?.kind === 'table' ? [...content, emptyLine(drawn)] : content;
}

function emptyLine({ setting }: Drawn): Xml {
  return paragraph({ line: setting.line, runs: textRuns('', setting.look) });
}

interface Cell {
  readonly column: number;
  readonly columns: number;
  readonly merge?: 'restart' | 'continue';
  readonly content: readonly Xml[];
}

function cell({ column, columns, merge, content }: Cell, { widths }: Drawn): Xml {
  const width = widths.slice(column, column + columns).reduce((sum, one) => sum + one, 0);
  return element('w:tc', {}, [
    element('w:tcPr', {}, [
      element('w:tcW', { 'w:w': width, 'w:type': 'dxa' }),
      ...(columns > 1 ? [element('w:gridSpan', { 'w:val': columns })] : []),
      ...(merge ? [element('w:vMerge', { 'w:val': merge })] : []),
      element('w:vAlign', { 'w:val': 'center' }),
    ]),
    ...content,
  ]);
}
