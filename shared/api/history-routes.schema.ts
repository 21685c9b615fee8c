// The routes of history and named versions.
import { z } from 'zod';
import * as shape from './history.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
const byVersion = z.object({ id, version: id });

export const readHistory = defineRoute({
  name: 'readHistory',
  method: 'get',
  path: '/meetings/{id}/history',
  tag: 'history',
  summary: 'Who wrote when: stretches of writing without a pause of two minutes, newest first, of one item or all.',
  rule: 'desk.read',
  params: byId,
  query: shape.historyQuery,
  status: 200,
  answer: shape.history,
  refusals: ['history-unavailable'],
});

export const readPast = defineRoute({
  name: 'readPast',
  method: 'get',
  path: '/meetings/{id}/history/{point}',
  tag: 'history',
  summary: 'The minutes as they stood at a moment (or `now`), each run of words with who wrote it last.',
  rule: 'desk.read',
  params: z.object({ id, point: shape.point }),
  query: shape.pointQuery,
  status: 200,
  answer: shape.pastState,
  refusals: ['document-damaged', 'history-unavailable'],
});

export const listVersions = defineRoute({
  name: 'listVersions',
  method: 'get',
  path: '/meetings/{id}/versions',
  tag: 'history',
  summary: 'The named versions of a meeting, oldest first; those that changes of phase made by themselves among them.',
  rule: 'desk.read',
  params: byId,
  status: 200,
  answer: shape.namedVersionList,
  refusals: [],
});

export const createVersion = defineRoute({
  name: 'createVersion',
  method: 'post',
  path: '/meetings/{id}/versions',
  tag: 'history',
  summary: 'Gives the meeting as it stands now a name.',
  rule: 'desk.write',
  params: byId,
  body: shape.namedVersionBody,
  status: 201,
  answer: shape.namedVersion,
  refusals: ['sealed', 'versions-full', 'rights-changed', 'storage-unavailable'],
});

export const readVersion = defineRoute({
  name: 'readVersion',
  method: 'get',
  path: '/meetings/{id}/versions/{version}',
  tag: 'history',
  summary: 'One named version with the minutes as they stood then.',
  rule: 'desk.read',
  params: byVersion,
  status: 200,
  answer: shape.namedVersionState,
  refusals: ['document-damaged'],
});

export const renameVersion = defineRoute({
  name: 'renameVersion',
  method: 'patch',
  path: '/meetings/{id}/versions/{version}',
  tag: 'history',
  summary: 'Gives a named version of an open meeting another name.',
  rule: 'desk.write',
  params: byVersion,
  body: shape.namedVersionBody,
  status: 200,
  answer: shape.namedVersion,
  refusals: ['sealed', 'rights-changed', 'storage-unavailable'],
});

export const removeVersion = defineRoute({
  name: 'removeVersion',
  method: 'delete',
  path: '/meetings/{id}/versions/{version}',
  tag: 'history',
  summary: 'Takes a named version off the list; the minutes and their history stay as they are.',
  rule: 'desk.write',
  params: byVersion,
  status: 204,
  refusals: ['sealed', 'rights-changed', 'storage-unavailable'],
});

export const restoreVersion = defineRoute({
  name: 'restoreVersion',
  method: 'post',
  path: '/meetings/{id}/versions/{version}/restore',
  tag: 'history',
  summary: 'Puts a named version that was taken off back on the list.',
  rule: 'desk.write',
  params: byVersion,
  status: 200,
  answer: shape.namedVersion,
  refusals: ['sealed', 'versions-full', 'rights-changed', 'storage-unavailable'],
});

export const historyRoutes = [
  readHistory,
  readPast,
  listVersions,
  createVersion,
  readVersion,
  renameVersion,
  removeVersion,
  restoreVersion,
] as const;
