// The routes of links that open the tasks of one owner: made and revoked by those who manage tasks, read and answered by whoever
// holds them.
import { z } from 'zod';
import { defineRoute } from './route.schema.ts';
import * as shape from './task-link.schema.ts';
import { id } from './text.schema.ts';

const byToken = z.object({ token: shape.taskToken });
const SMALL = 16_384;

export const listTaskLinks = defineRoute({
  name: 'listTaskLinks',
  method: 'get',
  path: '/tasks/{id}/links',
  tag: 'tasks',
  summary: 'The links of everybody who owns or supports a task, and whether they were delivered, opened, answered.',
  rule: 'tasks.manage',
  params: z.object({ id }),
  status: 200,
  answer: shape.taskLinkList,
  refusals: [],
});

export const createTaskLink = defineRoute({
  name: 'createTaskLink',
  method: 'post',
  path: '/tasks/{id}/links',
  tag: 'tasks',
  summary: 'Makes a link for one owner or supporter: it opens all their tasks of that body, and nobody else’s.',
  rule: 'tasks.manage',
  params: z.object({ id }),
  body: shape.createTaskLinkBody,
  maxBodyBytes: SMALL,
  status: 201,
  answer: shape.createdTaskLink,
  refusals: ['storage-unavailable'],
});

export const revokeTaskLink = defineRoute({
  name: 'revokeTaskLink',
  method: 'delete',
  path: '/tasks/{id}/links/{link}',
  tag: 'tasks',
  summary: 'Withdraws a link: from now on it opens nothing.',
  rule: 'tasks.manage',
  params: z.object({ id, link: id }),
  status: 204,
  refusals: ['storage-unavailable'],
});

export const openTaskLink = defineRoute({
  name: 'openTaskLink',
  method: 'get',
  path: '/task-links/{token}',
  tag: 'tasks',
  summary: 'The tasks of whoever holds the link, until the next meeting of the body.',
  rule: 'anyone',
  params: byToken,
  status: 200,
  answer: shape.ownTasks,
  refusals: ['too-many-attempts'],
});

export const answerTaskLink = defineRoute({
  name: 'answerTaskLink',
  method: 'post',
  path: '/task-links/{token}',
  tag: 'tasks',
  summary: 'Accepts a task, reports on it, claims that it is done, asks for more time.',
  rule: 'anyone',
  params: byToken,
  body: shape.answerTaskBody,
  maxBodyBytes: SMALL,
  status: 200,
  answer: shape.ownTasks,
  refusals: ['task-state', 'task-limit-passed', 'version-mismatch', 'too-many-attempts', 'storage-unavailable'],
});

export const taskLinkRoutes = [listTaskLinks, createTaskLink, revokeTaskLink, openTaskLink, answerTaskLink] as const;
