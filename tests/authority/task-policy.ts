// Who may do what with the register of tasks, and with the links that open it.
import { bodyId } from './office-in-use.ts';
import * as registers from './register-office.ts';
import { SECRETARIAT, STALE, STEERING, type RoutePolicies } from './route-policy.ts';

/** A body that nobody has a grant for of its own. */
const somewhere = async (): Promise<string> => registers.ELSEWHERE;

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
  readTaskStatistics: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  readLastReport: [{ about: 'meeting', rows: [[SECRETARIAT, { prepare: 200, open: 200, archived: 200 }]] }],
  readSeries: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: somewhere }],
  listTopics: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: somewhere }],
  readBrief: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: somewhere }],
  createTopic: [{ about: 'office id', roles: SECRETARIAT, outcome: 201, body: registers.TOPIC, make: somewhere }],
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
};
