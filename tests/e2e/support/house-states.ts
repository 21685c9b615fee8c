// The pages of what outlives a meeting: the register of tasks, a body's meetings and topics, somebody's own page, holidays, the
// outbox, the papers of a meeting.
import type { PageState, Stage } from './page-steps.ts';

const closedPapers = ({ closed }: Stage): string => `/meetings/${closed}/papers`;

export const HOUSE_STATES: readonly PageState[] = [
  { name: 'tasks', at: () => '/tasks' },
  { name: 'tasks, on a board', at: () => '/tasks?view=board' },
  { name: 'tasks, along the days', at: () => '/tasks?view=timeline' },
  { name: 'tasks, nothing found', at: () => '/tasks?q=0000' },
  { name: 'a task', at: ({ house }) => `/tasks/${house.task}` },
  { name: 'no such task', at: () => '/tasks/no-such-task' },
  { name: 'statistics of tasks', at: () => '/tasks/statistics' },
  { name: 'statistics of tasks, of a body', at: ({ room }) => `/tasks/statistics?body=${room.body}` },
  { name: 'a person', at: ({ house }) => `/register/people/${house.person}` },
  { name: 'series', at: ({ room }) => `/register/bodies/${room.body}/meetings` },
  { name: 'series, none yet', at: ({ room }) => `/register/bodies/${room.newBody}/meetings` },
  { name: 'topics', at: ({ room }) => `/register/bodies/${room.body}/topics` },
  { name: 'topics, none yet', at: ({ room }) => `/register/bodies/${room.newBody}/topics` },
  { name: 'brief', at: ({ room }) => `/register/bodies/${room.body}/brief` },
  { name: 'admin holidays', at: () => '/admin/holidays' },
  { name: 'admin outbox', at: () => '/admin/outbox' },
  { name: 'papers', at: closedPapers },
  { name: 'papers of a meeting under way', at: ({ live }) => `/meetings/${live}/papers` },
];
