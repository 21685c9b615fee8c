// The routes of letters about tasks: what each owner would get, before anything is handed out; what became of what was written.
import { z } from 'zod';
import { defineRoute } from './route.schema.ts';
import * as shape from './task-letter.schema.ts';
import { createTaskBody } from './task.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const previewTaskLetters = defineRoute({
  name: 'previewTaskLetters',
  method: 'post',
  path: '/tasks/letters',
  tag: 'tasks',
  summary: 'The letters that a task would bring its owners, word for word; hands nothing out and sends nothing.',
  rule: 'tasks.manage',
  body: createTaskBody,
  maxBodyBytes: 65_536,
  status: 200,
  answer: shape.taskLetterPreview,
  refusals: ['sample'],
});

export const previewAssignmentLetters = defineRoute({
  name: 'previewAssignmentLetters',
  method: 'post',
  path: '/meetings/{id}/task-letters',
  tag: 'tasks',
  summary: 'The letters that `task.assign` with this data would bring; hands nothing out and sends nothing.',
  rule: 'tasks.assign',
  params: byId,
  body: shape.assignmentPreviewBody,
  maxBodyBytes: 262_144,
  status: 200,
  answer: shape.taskLetterPreview,
  refusals: ['sample', 'storage-unavailable'],
});

export const listTaskLetters = defineRoute({
  name: 'listTaskLetters',
  method: 'get',
  path: '/tasks/{id}/letters',
  tag: 'tasks',
  summary: 'What was written to each owner and supporter of a task, and what became of it.',
  rule: 'tasks.read',
  params: byId,
  status: 200,
  answer: shape.taskLetterList,
  refusals: [],
});

export const taskLetterRoutes = [previewTaskLetters, previewAssignmentLetters, listTaskLetters] as const;
