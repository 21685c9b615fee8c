// Which lines of a work report are tasks already: by the place that a task holds in its cell, else by the words it was made of. A
// line that was worded anew keeps its task, and it is said that the words differ.
import type { ItemId, RowId, TaskId } from './ids.ts';
import { MAX_QUOTE } from './anchor.ts';
import { reportLines, type ReportLine } from './report-lines.ts';
import type { DeskTask } from './task.ts';

export interface LineTask {
  readonly id: TaskId;
  /** The line reads otherwise than when the task was made of it. */
  readonly isReworded: boolean;
}

export interface PlacedLine extends ReportLine {
  readonly rowId: RowId;
  /** Among the lines of its cell, from 0. */
  readonly line: number;
  readonly task: LineTask | null;
}

type Sourced = Pick<DeskTask, 'id' | 'what' | 'itemId' | 'reportLine'>;
type PlaceOf = (task: Sourced) => { readonly from: number; readonly to: number } | null;

/** All lines of the rows of one report, each with its task. A task belongs to one line, a line to the first task that does. */
export function linesWithTasks(
  itemId: ItemId,
  rows: readonly { readonly id: RowId; readonly planned: string }[],
  tasks: readonly Sourced[],
  placeOf: PlaceOf,
): readonly PlacedLine[] {
  const lines = rows.flatMap(({ id, planned }) =>
    reportLines(planned).map((line, index) => ({ ...line, rowId: id, line: index })),
  );
  const taken = new Map<(typeof lines)[number], LineTask>();
  const mine = tasks.filter(({ reportLine }) => reportLine?.itemId === itemId);
  const settled = new Set<TaskId>();
  const settle = (task: Sourced, line: (typeof lines)[number] | undefined): void => {
    if (line === undefined || taken.has(line) || settled.has(task.id)) return;
    settled.add(task.id);
    taken.set(line, { id: task.id, isReworded: !isQuoted(line.text, task.reportLine?.quote ?? task.what) });
  };
  // Places first: a line that merely reads the same must not take a task that stands elsewhere.
  for (const task of mine) {
    const place = placeOf(task);
    if (place === null) continue;
    const inRow = lines.filter(({ rowId, from, to }) => {
      return rowId === task.reportLine?.rowId && from < place.to && to > place.from;
    });
    settle(task, inRow.find(({ text }) => isQuoted(text, task.reportLine?.quote ?? '')) ?? widest(inRow, place));
  }
  for (const task of mine) {
    const quote = task.reportLine?.quote ?? '';
    const same = lines.filter((line) => !taken.has(line) && isQuoted(line.text, quote));
    settle(task, same.find(({ rowId }) => rowId === task.reportLine?.rowId) ?? same[0]);
  }
  // Written by hand, word for word as the report has it.
  for (const task of tasks) {
    if (task.reportLine !== undefined || (task.itemId !== itemId && task.itemId !== null)) continue;
    settle(
      task,
      lines.find((line) => !taken.has(line) && isQuoted(line.text, task.what)),
    );
  }
  return lines.map((line) => ({ ...line, task: taken.get(line) ?? null }));
}

function widest<T extends ReportLine>(lines: readonly T[], place: { readonly from: number; readonly to: number }) {
  const width = ({ from, to }: T): number => Math.min(to, place.to) - Math.max(from, place.from);
  return [...lines].sort((a, b) => width(b) - width(a))[0];
}

/** Blanks and stops aside; a quote that was cut is asked for its beginning. */
function isQuoted(text: string, quote: string): boolean {
  const [now, then] = [bare(text), bare(quote)];
  return then !== '' && (quote.length < MAX_QUOTE - 1 ? now === then : now.startsWith(then));
}

function bare(text: string): string {
  return text.replace(/[\s；;。.]/gu, '');
}
