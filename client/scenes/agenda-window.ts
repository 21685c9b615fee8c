// Which rows of an agenda a screen shows: at most nine lines, around the current one, the rest counted above and below.
import { MAX_AGENDA_LINES } from '../../shared/domain/agenda-families.ts';

export interface AgendaWindow {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Where the window is put. */
export interface WindowPlace {
  /** The row that must be in it; null: from the start. */
  readonly focus: number | null;
  /** A row that is shown above the window when the window does not reach it: the heading of the parts in it. */
  readonly heading?: number | null;
}

const ROWS_OF_THE_PAST = 2;

/**
 * The window on rows that need `lines[i]` lines each. A count of hidden rows takes a line of its own. What comes next is
 * worth more than what is done: two rows stay for the past.
 */
export function agendaWindow(
  lines: readonly number[],
  { focus, heading = null }: WindowPlace,
  maxLines = MAX_AGENDA_LINES,
): AgendaWindow {
  const last = Math.max(0, lines.length - 1);
  const start = Math.min(Math.max(focus ?? 0, 0), last);
  let shown = { from: start, to: Math.min(start + 1, lines.length) };
  const up = (): boolean => widen({ from: shown.from - 1, to: shown.to });
  const down = (): boolean => widen({ from: shown.from, to: shown.to + 1 });
  const widen = (wider: AgendaWindow): boolean => {
    const fits = wider.from >= 0 && wider.to <= lines.length && linesOf(lines, wider, heading) <= maxLines;
    if (fits) shown = wider;
    return fits;
  };
  for (let past = 0; past < ROWS_OF_THE_PAST; past += 1) up();
  while (down());
  while (up());
  // Showing everything frees the lines of both counts, which no single step could see.
  const all = { from: 0, to: lines.length };
  return linesOf(lines, all, null) <= maxLines ? all : shown;
}

/** Whether the heading stands above the window by itself. */
export function isHeadingApart({ from }: AgendaWindow, heading: number | null): heading is number {
  return heading !== null && heading < from;
}

function linesOf(lines: readonly number[], { from, to }: AgendaWindow, heading: number | null): number {
  const shown = lines.slice(from, to).reduce((sum, count) => sum + count, 0);
  const apart = isHeadingApart({ from, to }, heading);
  const isCutAbove = apart ? heading > 0 : from > 0;
  return shown + (apart ? (lines[heading] ?? 0) : 0) + (isCutAbove ? 1 : 0) + (to < lines.length ? 1 : 0);
}
