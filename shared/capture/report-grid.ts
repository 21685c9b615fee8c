// A work report in rows, whose work × what was done × what comes next, and the tasks that follow from what comes next: each with
// an owner and a day, and with the place of the line from which it was made. Knows a pasted table; where rows are kept is not its
// matter.
import { reportLines } from '../domain/report-lines.ts';
import { monthEnd, partsOf } from '../lib/calendar-day.ts';
import type { LocalDate } from '../lib/time.ts';
import { findDue } from './due.ts';
import { delimitedGrid } from './roster/delimited.ts';
import { parseTaskLine, type TaskLineContext } from './task-line.ts';
import { readTaskSentence } from './task-sentence.ts';

export interface PlannedRow {
  readonly owner: string;
  readonly planned: string;
}

export interface GridRow extends PlannedRow {
  readonly done: string;
}

export interface ReportGrid {
  readonly rows: readonly GridRow[];
  /** Above what comes next, as it is written: 2021年下半年工作计划; null where nothing stands there. */
  readonly plannedFor: string | null;
  /** Rows or columns beyond the limits were not read. */
  readonly isCut: boolean;
}

export interface ReportTask {
  /** Which of the rows, and which line of what comes next in it, from 0. */
  readonly row: number;
  readonly line: number;
  /** The line as it is written, without its number. */
  readonly text: string;
  /** Where it stands in what comes next. */
  readonly from: number;
  readonly to: number;
  readonly owners: readonly string[];
  readonly supporters: readonly string[];
  /** That of the line; where it names none, the end of the half-year. Null where the line waits for something. */
  readonly due: LocalDate | null;
  readonly dueText: string | null;
  /** The line names no limit: it is that of all. */
  readonly isByDefault: boolean;
  readonly what: string;
}

export interface ReportContext extends TaskLineContext {
  /** What stands above what comes next; a half-year or quarter named there is the limit of all that name none. */
  readonly plannedFor: string | null;
}

const LIMITS = { rows: 500, columns: 12 } as const;
const OWNER_HEAD = /委员会|部门|单位|机构|责任|负责|承担|committee|department|owner|who/iu;
const DONE_HEAD = /完成|已|回顾|总结|进展|上一?阶段|done|completed|progress|achieved/iu;
const PLANNED_HEAD = /计划|打算|安排|布置|下一?步|下阶段|拟|目标|plan|next|to do|upcoming/iu;
/** Above the heads: the report's name, its date, who wrote it. */
const MAX_TITLES = 4;
const RUNNING = /^[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）).、]?$/u;
const NOTHING = /^(?:无|暂无|没有|同上|略|待定|none|n\/a|tbd|[-—/\s]*)$/iu;
/** Between owners; who helps is marked behind the name. */
const OWNER_STOP = /[、，,;；/\n]|\s+and\s+|\s*&\s*/u;
const HELPS = /[（(](?:配合|协办|协助)[）)]$|(?:配合|协助)$/u;
const MARK = /[（(](?:牵头|主办|负责|配合|协办|协助)[）)]$|(?:牵头|负责|配合|协助)$/u;

/** A table as it is copied from a sheet or a document, as text. A row without an owner goes on with the one above. */
export function readReportGrid(text: string): ReportGrid {
  const { grid, isCut } = delimitedGrid(text, LIMITS);
  return { ...reportOfTable(grid), isCut };
}

/** The same of a table in rows and cells. Titles above the heads, a column of running numbers and sums at the foot are left out. */
export function reportOfTable(cells: readonly (readonly string[])[]): Omit<ReportGrid, 'isCut'> {
  const table = cells.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''));
  const at = table.slice(0, MAX_TITLES).findIndex((row) => columnsOf(row) !== null);
  const head = table[at] ?? [];
  const body = table.slice(at + 1).filter((row) => !isHeadAgain(row, head));
  const columns = columnsOf(head) ?? inOrder(body);
  let owner = '';
  const rows = body.map((row) => {
    const cell = (column: number): string => row[column] ?? '';
    owner = cell(columns.owner) === '' ? owner : inOneLine(cell(columns.owner));
    return { owner, done: cell(columns.done), planned: cell(columns.planned) };
  });
  const filled = rows.filter((row) => row.done !== '' || row.planned !== '' || row.owner !== '');
  return { rows: joined(filled), plannedFor: at < 0 ? null : (head[columns.planned] ?? null) };
}

/** A task of each line of what comes next. A name in the line wins over the row's, a day in it over the half-year's end. */
export function tasksOfReport(rows: readonly PlannedRow[], context: ReportContext): readonly ReportTask[] {
  const rest = defaultDue(context);
  return rows.flatMap(({ owner, planned }, row) =>
    reportLines(planned).flatMap(({ text, from, to }, line) => {
      if (NOTHING.test(text)) return [];
      return [{ ...{ row, line, text, from, to }, ...taskOf(text, owner, rest, context) }];
    }),
  );
}

type Columns = Readonly<Record<'owner' | 'done' | 'planned', number>>;

/** Null unless the row says what stands below it. 下半年 beside 上半年 is what comes next, whatever else the heads say. */
function columnsOf(head: readonly string[]): Columns | null {
  const planned =
    firstOf(head, (cell) => PLANNED_HEAD.test(cell) && !/上半年/u.test(cell)) ??
    firstOf(head, (cell) => /下半年/u.test(cell));
  const done = firstOf(head, (cell, at) => at !== planned && (DONE_HEAD.test(cell) || /上半年/u.test(cell)));
  if (planned === undefined || done === undefined) return null;
  const owner = firstOf(head, (cell, at) => at !== planned && at !== done && OWNER_HEAD.test(cell));
  return { owner: owner ?? [0, 1, 2].find((at) => at !== planned && at !== done) ?? 0, done, planned };
}

function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((part) => part.trim())
    .join('');
}

/** Who, done, next; behind a column of running numbers. */
function inOrder(body: readonly (readonly string[])[]): Columns {
  const isNumbered = body.length > 0 && body.every((row) => row.length > 3 && RUNNING.test(row[0] ?? ''));
  const from = isNumbered ? 1 : 0;
  return { owner: from, done: from + 1, planned: from + 2 };
}

/** The heads come again at the top of each printed page. */
function isHeadAgain(row: readonly string[], head: readonly string[]): boolean {
  return head.length > 0 && row.length === head.length && row.every((cell, at) => cell === head[at]);
}

/** What is one cell over several rows is told once: the same words below each other are those of the row above. */
function joined(rows: readonly GridRow[]): readonly GridRow[] {
  const told = (text: string, above: string | undefined): string => (text !== '' && text === above ? '' : text);
  return rows
    .map((row, at) => {
      const above = rows[at - 1];
      if (above === undefined || above.owner !== row.owner) return row;
      return { ...row, done: told(row.done, above.done), planned: told(row.planned, above.planned) };
    })
    .filter(
      ({ done, planned }, at) => at === 0 || done !== '' || planned !== '' || rows[at]?.owner !== rows[at - 1]?.owner,
    );
}

function firstOf(head: readonly string[], matches: (cell: string, at: number) => boolean): number | undefined {
  const at = head.findIndex(matches);
  return at < 0 ? undefined : at;
}

interface DefaultDue {
  readonly due: LocalDate;
  readonly dueText: string | null;
}

/** The period that the head names, else the half-year in which the meeting is. */
function defaultDue({ plannedFor, base, calendar }: ReportContext): DefaultDue {
  const named = plannedFor === null ? null : findDue(plannedFor, base, calendar);
  if (named?.due) return { due: named.due, dueText: named.dueText };
  return { due: halfYearEnd(base), dueText: null };
}

/** The first 30 June or 31 December after a day. */
export function halfYearEnd(base: LocalDate): LocalDate {
  const { year } = partsOf(base);
  return [monthEnd(year, 6), monthEnd(year, 12)].find((end) => end > base) ?? monthEnd(year + 1, 6);
}

/** What a title says the plan is for, as far as it is a half-year to come: 上半年工作汇报与下半年工作布置. */
export function periodIn(title: string): string | null {
  return /(?:\d{4}年度?|今年|明年)?下半年/u.exec(title)?.[0] ?? /(?:\d{4}年度?|明年)上半年/u.exec(title)?.[0] ?? null;
}

function taskOf(
  text: string,
  owner: string,
  rest: DefaultDue,
  context: ReportContext,
): Pick<ReportTask, 'owners' | 'supporters' | 'due' | 'dueText' | 'isByDefault' | 'what'> {
  const sentence = readTaskSentence(text, context);
  const read = sentence ?? parseTaskLine(text, context);
  const found = findDue(text, context.base, context.calendar);
  const isOpen = found === null || (found.isVague && read.due === null);
  const ofRow = partiesIn(owner);
  return {
    owners: read.owners.length > 0 ? read.owners : ofRow.owners,
    supporters: [...new Set([...read.supporters, ...ofRow.supporters])].filter((name) => !read.owners.includes(name)),
    due: isOpen ? rest.due : read.due,
    dueText: found?.dueText ?? rest.dueText,
    isByDefault: found === null,
    what: read.what.replace(/[（(]\s*[）)]/gu, '').trim() || text,
  };
}

function partiesIn(cell: string): { readonly owners: readonly string[]; readonly supporters: readonly string[] } {
  const parts = cell.split(OWNER_STOP).map((part) => part.trim());
  const named = (wanted: boolean): readonly string[] => [
    ...new Set(
      parts
        .filter((part) => HELPS.test(part) === wanted)
        .map((part) => part.replace(MARK, '').trim())
        .filter((name) => name !== ''),
    ),
  ];
  return { owners: named(false), supporters: named(true) };
}
