// Where the bars of the statistics stand: owners in rows, half-years beside each other on one scale, or, where there is little
// room, beneath each other. Reckons in pixels and draws nothing.
import { partsOfCounts, TASK_PARTS, type TaskCounts, type TaskPart } from '../shared/domain/task-statistics.ts';

export interface ChartOwner {
  readonly name: string;
  /** One for each half-year; null where there was nothing. */
  readonly counts: readonly (TaskCounts | null)[];
}

export interface ChartPiece {
  readonly part: TaskPart;
  readonly count: number;
  readonly x: number;
  readonly width: number;
  /** Whether its number fits into it. */
  readonly isWide: boolean;
}

export interface ChartBar {
  /** Which half-year. */
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly all: number;
  readonly end: number;
  readonly pieces: readonly ChartPiece[];
}

export interface ChartRow {
  readonly name: string;
  readonly y: number;
  readonly height: number;
  readonly lines: readonly { readonly text: string; readonly y: number }[];
  readonly bars: readonly ChartBar[];
}

export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly isNarrow: boolean;
  /** Left edges of the half-years' columns; all 0 where they stand beneath each other. */
  readonly columns: readonly number[];
  readonly columnWidth: number;
  readonly barHeight: number;
  readonly rows: readonly ChartRow[];
}

interface ChartSize {
  readonly width: number;
  /** Of the letters, in pixels. */
  readonly letter: number;
}

const NARROW_EMS = 48;
/** Nothing begins a line with these, nor ends one with those (GB/T 15834). */
const NEVER_FIRST = /[，。、；：？！）》」』】’”,.;:?!)\]]/u;
const NEVER_LAST = /[（《「『【‘“([]/u;

export function layoutChart(owners: readonly ChartOwner[], halves: number, size: ChartSize): ChartLayout {
  const { width, letter } = size;
  const isNarrow = width < NARROW_EMS * letter;
  const labelWidth = isNarrow ? letter * 4.5 : Math.min(width * 0.24, letter * 22);
  const gap = isNarrow ? 0 : letter * 1.2;
  const columnWidth = isNarrow ? width - labelWidth : (width - labelWidth) / Math.max(halves, 1) - gap;
  const columns = Array.from({ length: halves }, (_unused, at) =>
    isNarrow ? labelWidth : labelWidth + at * (columnWidth + gap) + gap,
  );
  const most = Math.max(1, ...owners.flatMap(({ counts }) => counts.map((each) => each?.all ?? 0)));
  const [barHeight, line] = [letter * 1.4, letter * 1.4];
  // Behind each bar stands how many it is.
  const scale = (columnWidth - letter * 2.6) / most;
  const rows: ChartRow[] = [];
  let y = 0;
  for (const owner of owners) {
    const texts = wrapped(owner.name, (isNarrow ? width : labelWidth) / letter);
    const lines = texts.map((text, at) => ({ text, y: at * line }));
    const head = isNarrow ? texts.length * line + letter * 0.3 : 0;
    const inside = isNarrow ? head + halves * (barHeight + 3) : Math.max(barHeight, texts.length * line);
    const bars = owner.counts.map((counts, at): ChartBar => {
      const x = columns[at] ?? 0;
      const top = isNarrow ? head + at * (barHeight + 3) : 0;
      return { at, ...barOf(counts, { x, scale, letter }), y: top };
    });
    rows.push({ name: owner.name, y, height: inside, lines, bars });
    y += inside + letter * (isNarrow ? 1.4 : 0.8);
  }
  return { width, height: Math.max(y, 1), isNarrow, columns, columnWidth, barHeight, rows };
}

function barOf(
  counts: TaskCounts | null,
  { x, scale, letter }: { readonly x: number; readonly scale: number; readonly letter: number },
): Omit<ChartBar, 'at' | 'y'> {
  if (counts === null) return { x, all: 0, end: x, pieces: [] };
  const parts = partsOfCounts(counts);
  const pieces: ChartPiece[] = [];
  let left = x;
  for (const part of TASK_PARTS) {
    const count = parts[part];
    if (count === 0) continue;
    const width = count * scale;
    pieces.push({ part, count, x: left, width, isWide: width >= (String(count).length * 0.6 + 0.5) * letter });
    left += width;
  }
  return { x, all: counts.all, end: left, pieces };
}

/** `text` in lines of at most `ems` widths of a Chinese character; words of letters stay whole where they can. */
export function wrapped(text: string, ems: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.trim().match(/[A-Za-z0-9\u00C0-\u024F'’-]+|\s+|./gsu) ?? []) {
    const isFull = emsOf(line + piece.trimEnd()) > ems && line !== '';
    if (isFull && !NEVER_FIRST.test(piece)) {
      const carried = NEVER_LAST.test(line.slice(-1)) && line.length > 1 ? line.slice(-1) : '';
      lines.push(line.slice(0, line.length - carried.length).trimEnd());
      line = carried;
    }
    line += line === '' ? piece.trimStart() : piece;
    // A word that is longer than a line is broken.
    while (emsOf(line) > ems + 1 && !NEVER_FIRST.test(line.slice(-1))) {
      const fitting = fittingIn(line, ems);
      lines.push(line.slice(0, fitting));
      line = line.slice(fitting);
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

function fittingIn(line: string, ems: number): number {
  let length = 0;
  for (const character of line) {
    if (length > 0 && emsOf(line.slice(0, length + character.length)) > ems) break;
    length += character.length;
  }
  return length;
}

/** Letters of the alphabet take about half of what a Chinese character takes. */
function emsOf(text: string): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) ?? 0) < 0x2e80 ? 0.56 : 1;
  return ems;
}
