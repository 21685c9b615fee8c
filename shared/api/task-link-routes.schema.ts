// The routes of links that open the tasks of one owner: made and revoked by those who manage tasks, read and answered by whoever
// holds them.
import { z } from 'zod';
import { defineRoute } from './route.schema.ts';
import * as shape from './task-link.schema.ts';
import { evidenceFile } from './task.schema.ts';
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

export const uploadOwnFile = defineRoute({
  name: 'uploadOwnFile',
  method: 'post',
  path: '/task-links/{token}/tasks/{id}/files',
  tag: 'tasks',
  summary:
    'Sends a file in (at most 50 MB) that says how the task went; a report or a claim brings it within a day, by its id. Pictures are made anew.',
  rule: 'anyone',
  params: byToken.extend({ id }),
  upload: true,
  status: 201,
  answer: evidenceFile,
  refusals: [
    ...(['invalid', 'too-large', 'files-full', 'rate-limited', 'too-many-attempts'] as const),
    ...(['task-state', 'storage-unavailable'] as const),
  ],
});

export const readOwnFile = defineRoute({
  name: 'readOwnFile',
  method: 'get',
  path: '/task-links/{token}/files/{file}',
  tag: 'tasks',
  summary: 'The bytes of a file that came by a link of this owner, as long as the task is theirs.',
  rule: 'anyone',
  params: byToken.extend({ file: id }),
  status: 200,
  answer: ['application/octet-stream'],
  refusals: ['too-many-attempts', 'file-damaged'],
});

export const taskLinkRoutes = [
  ...([listTaskLinks, createTaskLink, revokeTaskLink, openTaskLink, answerTaskLink] as const),
  ...([uploadOwnFile, readOwnFile] as const),
] as const;
