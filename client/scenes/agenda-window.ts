// Which rows of an agenda a screen shows: at most nine lines, around the current one, the rest counted above and below.

export interface AgendaWindow {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly hiddenBefore: number;
  readonly hiddenAfter: number;
}

const MAX_AGENDA_LINES = 9;
const ROWS_OF_THE_PAST = 2;

/**
 * The window on rows that need `lines[i]` lines each, around row `focus` (null: from the start). A count of hidden rows
 * takes a line of its own. What comes next is worth more than what is done: two rows stay for the past.
 */
export function agendaWindow(
  lines: readonly number[],
  focus: number | null,
  maxLines = MAX_AGENDA_LINES,
): AgendaWindow {
  const last = Math.max(0, lines.length - 1);
  const start = Math.min(Math.max(focus ?? 0, 0), last);
  let shown = { from: start, to: Math.min(start + 1, lines.length) };
  const up = (): boolean => widen({ from: shown.from - 1, to: shown.to });
  const down = (): boolean => widen({ from: shown.from, to: shown.to + 1 });
  const widen = (wider: { from: number; to: number }): boolean => {
    const fits = wider.from >= 0 && wider.to <= lines.length && linesOf(lines, wider) <= maxLines;
    if (fits) shown = wider;
    return fits;
  };
  for (let past = 0; past < ROWS_OF_THE_PAST; past += 1) up();
  while (down());
  while (up());
  // Showing everything frees the lines of both counts, which no single step could see.
  if (linesOf(lines, { from: 0, to: lines.length }) <= maxLines) shown = { from: 0, to: lines.length };
  return { ...shown, hiddenBefore: shown.from, hiddenAfter: lines.length - shown.to };
}

function linesOf(lines: readonly number[], { from, to }: { from: number; to: number }): number {
  const shown = lines.slice(from, to).reduce((sum, count) => sum + count, 0);
  return shown + (from > 0 ? 1 : 0) + (to < lines.length ? 1 : 0);
}
