// The routes of archiving, reopening, search and verification.
import { z } from 'zod';
import * as shape from './archive.schema.ts';
import { meeting } from './meeting.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const archiveMeeting = defineRoute({
  name: 'archiveMeeting',
  method: 'post',
  path: '/meetings/{id}/archive',
  tag: 'archive',
  summary:
    'Seals the meeting. What is still open answers 409 `not-ready` with `findings`, unless overridden with a reason.',
  rule: 'meeting.archive',
  params: byId,
  body: shape.archiveBody,
  status: 201,
  answer: shape.archived,
  refusals: ['not-ready', 'already-archived', 'sample', 'storage-unavailable'],
});

export const reopenMeeting = defineRoute({
  name: 'reopenMeeting',
  method: 'post',
  path: '/meetings/{id}/reopen',
  tag: 'archive',
  summary: 'Opens version n + 1 on copies of the sealed documents; the sealed version stays as it is.',
  rule: 'meeting.reopen',
  params: byId,
  body: shape.reopenBody,
  status: 201,
  answer: meeting,
  refusals: ['not-archived', 'storage-unavailable'],
});

export const searchArchive = defineRoute({
  name: 'searchArchive',
  method: 'get',
  path: '/archive',
  tag: 'archive',
  summary: 'Sealed meetings, newest first; with `q` only those that hold it, with the passages and where they match.',
  rule: 'archive.search',
  query: shape.archiveQuery,
  status: 200,
  answer: shape.archiveResults,
  refusals: [],
});

export const readArchive = defineRoute({
  name: 'readArchive',
  method: 'get',
  path: '/archive/{id}',
  tag: 'archive',
  summary: 'One sealed version: its seal and its snapshot, the public one for readers.',
  rule: 'archive.read',
  params: byId,
  status: 200,
  answer: shape.archiveEntry,
  refusals: [],
});

export const verifyArchive = defineRoute({
  name: 'verifyArchive',
  method: 'get',
  path: '/archive/{id}/verify',
  tag: 'archive',
  summary: 'Recomputes every digest of the seal and compares.',
  rule: 'archive.read',
  params: byId,
  status: 200,
  answer: shape.verification,
  refusals: [],
});

export const archiveRoutes = [archiveMeeting, reopenMeeting, searchArchive, readArchive, verifyArchive] as const;
