// The routes of bodies and templates, and of what is made ready before a meeting.
import { z } from 'zod';
import { meeting } from './meeting.schema.ts';
import * as shape from './preparing.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const listBodies = defineRoute({
  name: 'listBodies',
  method: 'get',
  path: '/bodies',
  tag: 'bodies',
  summary: 'The bodies in which the caller has any right, oldest first.',
  rule: 'bodies.list',
  status: 200,
  answer: shape.bodyList,
  refusals: [],
});

export const createBody = defineRoute({
  name: 'createBody',
  method: 'post',
  path: '/bodies',
  tag: 'bodies',
  summary: 'Makes a body, or gives a name to one that meetings and grants know by its id only.',
  rule: 'bodies.manage',
  body: shape.createBodyBody,
  status: 201,
  answer: shape.body,
  refusals: ['storage-unavailable'],
});

export const patchBody = defineRoute({
  name: 'patchBody',
  method: 'patch',
  path: '/bodies/{id}',
  tag: 'bodies',
  summary: 'Renames a body; meetings keep the name they were held under.',
  rule: 'bodies.manage',
  params: byId,
  body: shape.patchBodyBody,
  status: 200,
  answer: shape.body,
  refusals: ['storage-unavailable'],
});

export const listTemplates = defineRoute({
  name: 'listTemplates',
  method: 'get',
  path: '/templates',
  tag: 'templates',
  summary: 'Templates for meetings of any body, and of those the caller prepares meetings for.',
  rule: 'templates.list',
  status: 200,
  answer: shape.templateList,
  refusals: [],
});

export const createTemplate = defineRoute({
  name: 'createTemplate',
  method: 'post',
  path: '/templates',
  tag: 'templates',
  summary: 'Makes a template: items with kinds, minutes, presenters and text to begin with.',
  rule: 'templates.manage',
  body: shape.createTemplateBody,
  status: 201,
  answer: shape.template,
  refusals: ['storage-unavailable'],
});

export const patchTemplate = defineRoute({
  name: 'patchTemplate',
  method: 'patch',
  path: '/templates/{id}',
  tag: 'templates',
  summary: 'Changes a template; `items` replace all there were.',
  rule: 'templates.manage',
  params: byId,
  body: shape.patchTemplateBody,
  status: 200,
  answer: shape.template,
  refusals: ['storage-unavailable'],
});

export const removeTemplate = defineRoute({
  name: 'removeTemplate',
  method: 'delete',
  path: '/templates/{id}',
  tag: 'templates',
  summary: 'Takes a template off the list; it can be restored.',
  rule: 'templates.manage',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const restoreTemplate = defineRoute({
  name: 'restoreTemplate',
  method: 'post',
  path: '/templates/{id}/restore',
  tag: 'templates',
  summary: 'Puts a removed template back on the list.',
  rule: 'templates.manage',
  params: byId,
  status: 200,
  answer: shape.template,
  refusals: ['storage-unavailable'],
});

export const publishAgenda = defineRoute({
  name: 'publishAgenda',
  method: 'post',
  path: '/meetings/{id}/publish',
  tag: 'meetings',
  summary: 'Ends the draft: from now on links may be made and public versions exported. Nothing is sent by it.',
  rule: 'meeting.edit',
  params: byId,
  status: 200,
  answer: meeting,
  refusals: ['sealed', 'storage-unavailable'],
});

export const createSample = defineRoute({
  name: 'createSample',
  method: 'post',
  path: '/meetings/sample',
  tag: 'meetings',
  summary: 'Makes the sample meeting, dated today: marked as one, never sealed, counted nowhere.',
  rule: 'meeting.create',
  status: 201,
  answer: meeting,
  refusals: ['storage-unavailable'],
});

export const preparingRoutes = [
  listBodies,
  createBody,
  patchBody,
  listTemplates,
  createTemplate,
  patchTemplate,
  removeTemplate,
  restoreTemplate,
  publishAgenda,
  createSample,
] as const;
