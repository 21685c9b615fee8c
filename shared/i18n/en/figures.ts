// Words of the statistics of tasks.
import type { Catalogue } from '../locale.ts';
import type { figures as chinese } from '../zh-CN/figures.ts';
import { taskSheetWords } from './task-sheet.ts';

export const figures: Catalogue<typeof chinese> = {
  title: 'Task statistics',
  back: 'Tasks',
  body: 'Body',
  anyBody: 'All bodies',
  span: 'Period',
  spans: (halves) => (halves === 1 ? 'This half-year' : `Last ${halves} half-years`),
  kind: 'Kind of owner',
  anyKind: 'All kinds',
  kinds: taskSheetWords.kinds,
  export: 'Export as a sheet (.xlsx)',
  print: 'Print',
  half: taskSheetWords.half,
  shortHalf: (year, half) => `${String(year).slice(2)} H${half}`,
  parts: taskSheetWords.parts,
  legend: 'Legend',
  summary: (all, kept) => `${all} ${all === 1 ? 'task' : 'tasks'}${kept === null ? '' : `, ${kept} in time`}`,
  chart: (body) => `${body}: how tasks went`,
  describe: (owners, halves) =>
    `Bars: of ${owners} ${owners === 1 ? 'owner' : 'owners'}, the tasks handed out in ${halves}: how many were closed in time, closed late, are under way, are overdue. The table below has the same figures.`,
  piece: (owner, half, part, count) => `${owner}, ${half}: ${part}, ${count}`,
  table: 'The figures by owner',
  owner: taskSheetWords.owner,
  all: taskSheetWords.all,
  kept: taskSheetWords.kept,
  total: taskSheetWords.total,
  asOf: (day) => `As of ${day}`,
  note: 'A task counts in the half-year in which it was handed out, once for each of its owners. In time = closed in time ÷ (closed in time + closed late + overdue).',
  none: 'No tasks were handed out in this period',
  noneKind: 'Owners of this kind had no tasks in this period.',
  noneLede:
    'Once tasks of a meeting are handed out, they are counted here by owner and half-year, to print or to export.',
};
