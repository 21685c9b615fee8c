// Words of the register of tasks as files: names of the sheets, heads of their columns.
import type { Catalogue } from '../locale.ts';
import type { taskSheetWords as chinese } from '../zh-CN/task-sheet.ts';

export const taskSheetWords: Catalogue<typeof chinese> = {
  tasks: 'Tasks',
  figures: 'Task statistics',
  half: (year, half) => `${half === 1 ? 'First' : 'Second'} half of ${year}`,
  columns: {
    number: 'Number',
    what: 'Task',
    owners: 'Owners',
    supporters: 'Supporting',
    body: 'Body',
    meeting: 'Meeting',
    state: 'State',
    due: 'Due',
    dueText: 'Limit as said',
    urgency: 'Note',
    supervisor: 'Supervisor',
    assigned: 'Handed out on',
    since: 'In this state since',
  },
  urgency: { overdue: 'Overdue', soon: 'Due soon' },
  owner: 'Owner',
  kind: 'Kind',
  kinds: {
    person: 'Person',
    committee: 'Committee',
    organisation: 'Organisation',
    outsider: 'Outsider',
    named: 'Other',
  },
  all: 'Handed out',
  parts: {
    'in-time': 'Closed in time',
    late: 'Closed late',
    unlimited: 'Closed, no limit',
    open: 'Under way',
    overdue: 'Overdue',
    standing: 'Standing',
    cancelled: 'Cancelled',
  },
  kept: 'In time',
  total: 'All tasks, each once',
};
