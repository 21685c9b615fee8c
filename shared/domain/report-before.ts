// What the table of a work report takes over from the body's last meeting: what each committee had planned, with how it stands in the
// register of tasks, as done; what is still open, as planned. Values only; words and days are said by whoever asks. It fills empty
// cells and never says that a cell somebody wrote is to be changed.
import { nameKeyOf } from '../lib/fold-name.ts';
import type { LocalDate } from '../lib/time.ts';
import type { ReportRow } from './agenda.ts';
import type { RowId } from './ids.ts';
import type { TaskState } from './task-history.ts';

/** How the task of a planned line stands today. */
export interface LineStanding {
  readonly state: TaskState;
  readonly due: LocalDate | null;
  /** It was due earlier once. */
  readonly isMoved: boolean;
  readonly isOverdue: boolean;
  /** The day it was closed on; only when it is. */
  readonly closedOn: LocalDate | null;
  /** What is asked for; only while it waits for an answer. */
  readonly asked: LocalDate | null;
  /** In the owner's words, the last time. */
  readonly reported: string | null;
}

/** A row of the last report. */
export interface LastReportRow {
  readonly owner: string;
  readonly lines: readonly {
    readonly text: string;
    /** Null: nobody made a task of it, or it was never handed out. */
    readonly task: LineStanding | null;
  }[];
}

export interface RowBefore {
  readonly owner: string;
  readonly done: string;
  readonly planned: string;
}

/** How it is said; days come as the words of whoever says them. */
export interface BeforeWords {
  readonly closed: (day: string) => string;
  readonly overdue: (day: string) => string;
  readonly extended: (day: string) => string;
  readonly asked: (day: string) => string;
  readonly cancelled: string;
  readonly submitted: string;
  readonly standing: string;
  readonly paused: string;
  readonly open: string;
  readonly reported: (text: string) => string;
  readonly line: (text: string, said: string) => string;
  readonly next: (text: string, day: string) => string;
  /** Between how it stands and what was reported. */
  readonly joint: string;
}

const OVER: ReadonlySet<TaskState> = new Set<TaskState>(['closed', 'cancelled']);
/** Of a report; the whole of it stands in the register. */
const MAX_REPORTED = 120;

/** A row for each owner, in the order of the last report; owners without a line have none. */
export function rowsBefore(
  rows: readonly LastReportRow[],
  say: BeforeWords,
  day: (date: LocalDate) => string,
): readonly RowBefore[] {
  const byOwner = new Map<string, { readonly owner: string; readonly lines: LastReportRow['lines'][number][] }>();
  for (const { owner, lines } of rows) {
    const key = nameKeyOf(owner);
    const known = byOwner.get(key) ?? { owner, lines: [] };
    known.lines.push(...lines);
    byOwner.set(key, known);
  }
  return [...byOwner.values()].flatMap(({ owner, lines }) => {
    if (lines.length === 0) return [];
    const done = lines.map(({ text, task }) => (task === null ? text : say.line(text, said(task, say, day))));
    const planned = lines.flatMap(({ text, task }) => {
      if (task === null || OVER.has(task.state)) return [];
      return [task.due === null ? text : say.next(text, day(task.due))];
    });
    return [{ owner, done: numbered(done), planned: numbered(planned) }];
  });
}

/** What would be written where. */
export interface RowFill extends RowBefore {
  /** The row that stands already; null = it would be added. */
  readonly rowId: RowId | null;
  readonly fills: readonly ('done' | 'planned')[];
  /** Written by somebody, though there was something to fill in. */
  readonly keeps: readonly ('done' | 'planned')[];
}

const CELLS = ['done', 'planned'] as const;

/** In the order of `before`. A row is known by its owner, whatever blanks or letters it is written with. */
export function fillsOf(
  standing: readonly Pick<ReportRow, 'id' | 'owner' | 'done' | 'planned'>[],
  before: readonly RowBefore[],
): readonly RowFill[] {
  return before.map((row) => {
    const own = standing.filter(({ owner }) => nameKeyOf(owner) === nameKeyOf(row.owner));
    const [first] = own;
    const offered = CELLS.filter((cell) => row[cell] !== '');
    // Somebody who split a committee's row into several has it in hand: none of its cells is empty.
    const isEmpty = (cell: (typeof CELLS)[number]): boolean => own.every((each) => each[cell].trim() === '');
    return {
      ...row,
      rowId: first?.id ?? null,
      fills: offered.filter(isEmpty),
      keeps: offered.filter((cell) => !isEmpty(cell)),
    };
  });
}

function said(task: LineStanding, say: BeforeWords, day: (date: LocalDate) => string): string {
  const reported = shortened(task.reported?.trim() ?? '');
  return [stateOf(task, say, day), ...(reported === '' ? [] : [say.reported(reported)])].join(say.joint);
}

function stateOf(task: LineStanding, say: BeforeWords, day: (date: LocalDate) => string): string {
  const { state, due, closedOn, asked } = task;
  switch (state) {
    case 'closed':
      return closedOn === null ? say.closed('') : say.closed(day(closedOn));
    case 'cancelled':
    case 'submitted':
    case 'paused':
    case 'standing':
      return say[state];
    case 'extension':
      return asked === null ? say.open : say.asked(day(asked));
    case 'assigned':
    case 'accepted':
    case 'doing':
      if (task.isOverdue && due !== null) return say.overdue(day(due));
      return task.isMoved && due !== null ? say.extended(day(due)) : say.open;
  }
}

/** One line alone needs no number. */
function numbered(lines: readonly string[]): string {
  return lines.length < 2 ? (lines[0] ?? '') : lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
}

function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return [...line].length > MAX_REPORTED ? `${[...line].slice(0, MAX_REPORTED - 1).join('')}…` : line;
}
