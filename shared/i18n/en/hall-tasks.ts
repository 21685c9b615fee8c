// What a screen says as a meeting goes through the tasks of the one before it, in English.
import type { Catalogue } from '../locale.ts';
import type { hallTasks as chinese } from '../zh-CN/hall-tasks.ts';

export const hallTasks: Catalogue<typeof chinese> = {
  slip: 'Follow-up',
  last: 'Last meeting',
  items: (n) => (n === 1 ? '1 task' : `${n} tasks`),
  closed: 'Done',
  overdue: 'Overdue',
  counts: (all, closed, overdue) => `Last meeting: ${all} tasks, ${closed} done, ${overdue} overdue`,
  more: (n) => (n === 1 ? '1 more is not listed' : `${n} more are not listed`),
  page: (page, pages) => `${page} / ${pages}`,
  list: (names) => names.join(', '),
  sentence: (parts) => parts.join(', '),
  none: 'Nothing that can be listed in public',
  standing: {
    assigned: 'In progress',
    accepted: 'In progress',
    doing: 'In progress',
    submitted: 'In review',
    extension: 'Asks for time',
    paused: 'Paused',
    standing: 'Ongoing',
    closed: 'Done',
    cancelled: 'Cancelled',
    late: 'Overdue',
  },
};
