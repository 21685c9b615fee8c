// The routes of the register of tasks. Tasks are handed out of meetings by a command; here those of no meeting are, and all of
// them are listed, read and moved.
import { z } from 'zod';
import { defineRoute } from './route.schema.ts';
import * as shape from './task.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
const SMALL = 65_536;

export const listTasks = defineRoute({
  name: 'listTasks',
  method: 'get',
  path: '/tasks',
  tag: 'tasks',
  summary: 'Tasks that were handed out, in the bodies the caller keeps minutes of, by the day they are due on.',
  rule: 'tasks.read',
  query: shape.taskQuery,
  status: 200,
  answer: shape.taskPage,
  refusals: [],
});

export const listSupervisors = defineRoute({
  name: 'listSupervisors',
  method: 'get',
  path: '/task-supervisors',
  tag: 'tasks',
  summary: 'The accounts under which tasks of a body can be put: their names and nothing else of them.',
  rule: 'tasks.manage',
  query: shape.supervisorQuery,
  status: 200,
  answer: shape.supervisorList,
  refusals: [],
});

export const createTask = defineRoute({
  name: 'createTask',
  method: 'post',
  path: '/tasks',
  tag: 'tasks',
  summary: 'Hands a task out that stands on no desk.',
  rule: 'tasks.manage',
  body: shape.createTaskBody,
  maxBodyBytes: SMALL,
  status: 201,
  answer: shape.taskWithHistory,
  refusals: ['sample', 'storage-unavailable'],
});

export const readTask = defineRoute({
  name: 'readTask',
  method: 'get',
  path: '/tasks/{id}',
  tag: 'tasks',
  summary: 'A task with its history, and what the caller can do to it now.',
  rule: 'tasks.read',
  params: byId,
  status: 200,
  answer: shape.taskWithHistory,
  refusals: [],
});

export const moveTask = defineRoute({
  name: 'moveTask',
  method: 'patch',
  path: '/tasks/{id}',
  tag: 'tasks',
  summary: 'Does one thing to a task: notes what its owner says, or answers, closes, reopens, hands over.',
  rule: 'tasks.read',
  params: byId,
  body: shape.moveTaskBody,
  maxBodyBytes: SMALL,
  ifMatch: 'required',
  status: 200,
  answer: shape.taskWithHistory,
  refusals: ['task-state', 'supervisor-only', 'task-limit-passed', 'sample', 'rights-changed', 'storage-unavailable'],
});

export const readTaskStatistics = defineRoute({
  name: 'readTaskStatistics',
  method: 'get',
  path: '/task-statistics',
  tag: 'tasks',
  summary: 'How tasks went, by owner and half-year, and how those of a body’s last meeting stand.',
  rule: 'tasks.read',
  query: shape.taskStatisticsQuery,
  status: 200,
  answer: shape.taskStatistics,
  refusals: [],
});

export const readLastReport = defineRoute({
  name: 'readLastReport',
  method: 'get',
  path: '/meetings/{id}/last-report',
  tag: 'tasks',
  summary: 'The work report of the last meeting of the same body, with how the tasks of its lines stand today.',
  rule: 'desk.read',
  params: byId,
  status: 200,
  answer: shape.lastReport,
  refusals: [],
});

export const taskRoutes = [
  ...[listTasks, listSupervisors, createTask, readTask, moveTask, readTaskStatistics, readLastReport],
] as const;
