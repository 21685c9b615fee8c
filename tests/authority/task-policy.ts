// Who may do what with the register of tasks, and with the links that open it.
import { bodyId } from './office-in-use.ts';
import * as registers from './register-office.ts';
import { Form } from './exchange.ts';
import { SECRETARIAT, STALE, STEERING, type RoutePolicies } from './route-policy.ts';

export const TASK_POLICY: RoutePolicies = {
  listTasks: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  listSupervisors: [{ about: 'list', roles: STEERING, outcome: 200 }],
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
  uploadTaskFile: [
    {
      ...{ about: 'office id', roles: SECRETARIAT, outcome: 201, make: registers.task },
      get body() {
        return Form.withFile();
      },
    },
  ],
  readTaskFile: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.taskFile }],
  exportTasks: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  exportTaskStatistics: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  listHolidays: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  putHolidayYear: [{ about: 'office', roles: ['admin'], outcome: 200, body: { year: 2030, holidays: [], worked: [] } }],
  resetHolidayYear: [{ about: 'office', roles: ['admin'], outcome: 200, query: '?year=2030' }],
  readTaskStatistics: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  readLastReport: [{ about: 'meeting', rows: [[SECRETARIAT, { prepare: 200, open: 200, archived: 200 }]] }],
  readSeries: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  listTopics: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  readBrief: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  createTopic: [{ about: 'office id', roles: SECRETARIAT, outcome: 201, body: registers.TOPIC, make: registers.body }],
  patchTopic: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, body: { notes: 'y' }, make: registers.topic }],
  removeTopic: [{ about: 'office id', roles: SECRETARIAT, outcome: 204, make: registers.topic }],
  restoreTopic: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.topic }],
  readMeetingReview: [
    {
      about: 'meeting',
      rows: [
        [STEERING, { open: 200, archived: 200, trashed: 200 }],
        [SECRETARIAT, { open: 200, archived: 200 }],
      ],
    },
  ],
  reviewTask: [
    {
      about: 'office id',
      roles: SECRETARIAT,
      outcome: 'version-mismatch',
      body: { status: 'doing', reason: '会上' },
      headers: STALE,
      make: registers.reviewed,
    },
  ],
  listTaskLinks: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.task }],
  createTaskLink: [
    { about: 'office id', roles: STEERING, outcome: 'invalid', body: { owner: 'nobody' }, make: registers.task },
  ],
  revokeTaskLink: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.taskLink }],
  previewTaskLetters: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 200,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ ...registers.TASK, bodyId: bodyId(target) }),
    },
  ],
  previewAssignmentLetters: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 'invalid', archived: 'invalid' }]],
      body: { tasks: [{ task: 'none' }] },
    },
  ],
  listTaskLetters: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.task }],
  openTaskLink: [{ about: 'anyone', outcome: 'not-found' }],
  answerTaskLink: [{ about: 'anyone', outcome: 'not-found', body: { task: 'x', revision: '1', action: 'accept' } }],
  uploadOwnFile: [
    {
      ...{ about: 'anyone', outcome: 'not-found' },
      get body() {
        return Form.withFile();
      },
    },
  ],
  readOwnFile: [{ about: 'anyone', outcome: 'not-found' }],
};
