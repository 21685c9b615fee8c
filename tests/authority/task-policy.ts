// Who may do what with the register of tasks, and with the links that open it.
import { bodyId } from './office-in-use.ts';
import * as registers from './register-office.ts';
import { SECRETARIAT, STALE, STEERING, type RoutePolicies } from './route-policy.ts';

export const TASK_POLICY: RoutePolicies = {
  listTasks: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  createTask: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ ...registers.TASK, bodyId: bodyId(target) }),
    },
  ],
  readTask: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.task }],
  moveTask: [
    {
      about: 'office id',
      roles: SECRETARIAT,
      outcome: 'version-mismatch',
      body: { action: 'accept' },
      headers: STALE,
      make: registers.task,
    },
  ],
  exportTasks: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  exportTaskStatistics: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  listHolidays: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  putHolidayYear: [
    { about: 'office', roles: ['admin'], outcome: 200, body: { year: 2030, holidays: [], worked: [] } },
  ],
  resetHolidayYear: [{ about: 'office', roles: ['admin'], outcome: 200, query: 'year=2030' }],
  readTaskStatistics: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  listTaskLinks: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.task }],
  createTaskLink: [
    { about: 'office id', roles: STEERING, outcome: 'invalid', body: { owner: 'nobody' }, make: registers.task },
  ],
  revokeTaskLink: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.taskLink }],
  openTaskLink: [{ about: 'anyone', outcome: 'not-found' }],
  answerTaskLink: [{ about: 'anyone', outcome: 'not-found', body: { task: 'x', revision: '1', action: 'accept' } }],
};
