// Minutes blocks as plain text: for search, previews and mail. One line a text block; nothing is interpreted.
import type { Block, Inline, TableCell } from '../domain/minutes.ts';
import type { EpochMs } from '../lib/time.ts';

export interface TextOptions {
  /** How an instant reads, usually wall time in the meeting's zone; without it the UTC instant is written. */
  readonly timeText?: (at: EpochMs) => string;
}

/** Lines joined by line feeds; list items carry `• ` or their number, cells of a table row are parted by tabs. */
export function blocksToText(blocks: readonly Block[], options: TextOptions = {}): string {
  return blocks.flatMap((block) => linesOf(block, options)).join('\n');
}

/** The text of runs in one line; a line break becomes a line feed. */
function inlineToText(inline: readonly Inline[], options: TextOptions = {}): string {
  return inline
    .map((run) => {
      switch (run.kind) {
        case 'text':
          return run.text;
        case 'break':
          return '\n';
        case 'mention':
          return run.label;
        case 'timestamp':
          return instantText(run.at, options);
      }
    })
    .join('');
}

/** An instant as the reader asked for it; the UTC instant by default, '' when it is no instant at all. */
export function instantText(at: EpochMs, { timeText }: TextOptions): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return timeText ? timeText(at) : date.toISOString();
}

/** Most columns a table is laid out with where spans must be spelled out; wider ones are cut. */
const MAX_COLUMNS = 64;

/** The cells of a table by row and column; null where a cell above or to the left reaches over the place. */
export function tableGrid(rows: readonly (readonly TableCell[])[]): readonly (readonly (TableCell | null)[])[] {
  const grid: (TableCell | null)[][] = rows.map(() => []);
  rows.forEach((row, rowIndex) => {
    const line = grid[rowIndex] ?? [];
    let column = 0;
    for (const cell of row) {
      while (line[column] !== undefined) column += 1;
      if (column >= MAX_COLUMNS) break;
      const width = Math.min(cell.colspan, MAX_COLUMNS - column);
      for (const spanned of grid.slice(rowIndex, rowIndex + cell.rowspan)) {
        for (let offset = 0; offset < width; offset += 1) spanned[column + offset] ??= null;
      }
      line[column] = cell;
      column += width;
    }
  });
  const columns = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: columns }, (_, column) => row[column] ?? null));
}

function linesOf(block: Block, options: TextOptions): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineToText(block.inline, options).split('\n');
    case 'list':
      return block.items.flatMap((item, index) =>
        markedLines(item, block.ordered ? `${block.start + index}. ` : '• ', options),
      );
    case 'quote':
      return block.blocks.flatMap((inner) => linesOf(inner, options));
    case 'rule':
      return [];
    case 'image':
      return block.alt === '' ? [] : [block.alt];
    case 'table':
      return tableGrid(block.rows).map((row) =>
        row.map((cell) => (cell ? blocksToText(cell.blocks, options).replaceAll('\n', ' ') : '')).join('\t'),
      );
  }
}

function markedLines(item: readonly Block[], marker: string, options: TextOptions): readonly string[] {
  const lines = item.flatMap((block) => linesOf(block, options));
  const indent = ' '.repeat(marker.length);
  return (lines.length > 0 ? lines : ['']).map((line, index) => `${index === 0 ? marker : indent}${line}`);
}
