// The routes of meetings, their links, snapshots and exports.
import { z } from 'zod';
import * as shape from './meeting.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
const MAX_IMPORT_BYTES = 5 * 1024 * 1024;

export const listMeetings = defineRoute({
  name: 'listMeetings',
  method: 'get',
  path: '/meetings',
  tag: 'meetings',
  summary: 'Meetings the caller may see, newest planned start first; `trashed=true` lists the trash instead.',
  rule: 'meetings.list',
  query: shape.meetingListQuery,
  status: 200,
  answer: shape.meetingList,
  refusals: [],
});

export const createMeeting = defineRoute({
  name: 'createMeeting',
  method: 'post',
  path: '/meetings',
  tag: 'meetings',
  summary:
    'Makes a meeting in preparation, with both its documents; people, agenda and notes where they are known already.',
  rule: 'meeting.create',
  body: shape.createMeetingBody,
  status: 201,
  answer: shape.meeting,
  refusals: ['storage-unavailable'],
});

export const importMeeting = defineRoute({
  name: 'importMeeting',
  method: 'post',
  path: '/meetings/import',
  tag: 'meetings',
  summary: 'Makes a meeting from a reference-meeting file: people, agenda, minutes, tasks and decisions.',
  rule: 'meeting.create',
  body: shape.importBody,
  maxBodyBytes: MAX_IMPORT_BYTES,
  status: 201,
  answer: shape.meeting,
  refusals: ['storage-unavailable'],
});

export const readMeeting = defineRoute({
  name: 'readMeeting',
  method: 'get',
  path: '/meetings/{id}',
  tag: 'meetings',
  summary: 'One meeting and the names of its documents; its ETag is what PATCH wants as If-Match.',
  rule: 'meeting.read',
  params: byId,
  status: 200,
  answer: shape.meeting,
  refusals: [],
});

export const listWriters = defineRoute({
  name: 'listWriters',
  method: 'get',
  path: '/meetings/{id}/writers',
  tag: 'meetings',
  summary: 'The accounts that may be at its desk, so that whoever notes an item has a name while they are away.',
  rule: 'desk.read',
  params: byId,
  status: 200,
  answer: shape.writerList,
  refusals: [],
});

export const patchMeeting = defineRoute({
  name: 'patchMeeting',
  method: 'patch',
  path: '/meetings/{id}',
  tag: 'meetings',
  summary: 'Changes title, planned times, venue or body; those on the desk change there, in the same commit.',
  rule: 'meeting.edit',
  params: byId,
  body: shape.patchMeetingBody,
  ifMatch: 'required',
  status: 200,
  answer: shape.meeting,
  refusals: ['version-required', 'version-mismatch', 'sealed', 'storage-unavailable'],
});

export const changePhase = defineRoute({
  name: 'changePhase',
  method: 'post',
  path: '/meetings/{id}/phase',
  tag: 'meetings',
  summary: 'prepare → live → follow-up one step at a time; back with a reason.',
  rule: 'meeting.phase',
  params: byId,
  body: shape.phaseBody,
  status: 200,
  answer: shape.meeting,
  refusals: ['phase-not-allowed', 'reason-required', 'storage-unavailable'],
});

export const trashMeeting = defineRoute({
  name: 'trashMeeting',
  method: 'delete',
  path: '/meetings/{id}',
  tag: 'meetings',
  summary: 'Puts a meeting that was never sealed into the trash.',
  rule: 'meeting.trash',
  params: byId,
  status: 204,
  refusals: ['sealed', 'storage-unavailable'],
});

export const restoreMeeting = defineRoute({
  name: 'restoreMeeting',
  method: 'post',
  path: '/meetings/{id}/restore',
  tag: 'meetings',
  summary: 'Takes a meeting out of the trash.',
  rule: 'meeting.restore',
  params: byId,
  status: 200,
  answer: shape.meeting,
  refusals: ['storage-unavailable'],
});

export const listLinks = defineRoute({
  name: 'listLinks',
  method: 'get',
  path: '/meetings/{id}/links',
  tag: 'links',
  summary: 'Links that open a page of this meeting, without their tokens.',
  rule: 'links.manage',
  params: byId,
  status: 200,
  answer: shape.linkList,
  refusals: [],
});

export const listDisplays = defineRoute({
  name: 'listDisplays',
  method: 'get',
  path: '/meetings/{id}/displays',
  tag: 'links',
  summary:
    'The hall screens that were ever shown, and on how many displays each is now; asked every second by a console.',
  rule: 'screen.operate',
  params: byId,
  status: 200,
  answer: shape.displayList,
  refusals: ['draft', 'sealed'],
});

export const createLink = defineRoute({
  name: 'createLink',
  method: 'post',
  path: '/meetings/{id}/links',
  tag: 'links',
  summary: 'Makes a link for a hall screen or a viewer; the answer is the only place where its token is ever shown.',
  rule: 'links.manage',
  params: byId,
  body: shape.createLinkBody,
  status: 201,
  answer: shape.createdLink,
  refusals: ['draft', 'storage-unavailable'],
});

export const deleteLink = defineRoute({
  name: 'deleteLink',
  method: 'delete',
  path: '/links/{id}',
  tag: 'links',
  summary: 'Revokes a link.',
  rule: 'links.manage',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const readSnapshot = defineRoute({
  name: 'readSnapshot',
  method: 'get',
  path: '/meetings/{id}/snapshot',
  tag: 'meetings',
  summary: 'The whole meeting as one plain value at this instant.',
  rule: 'desk.read',
  params: byId,
  query: shape.snapshotQuery,
  status: 200,
  answer: shape.snapshotAnswer,
  refusals: ['draft'],
});

export const exportMeeting = defineRoute({
  name: 'exportMeeting',
  method: 'get',
  path: '/meetings/{id}/export.{format}',
  tag: 'meetings',
  summary: 'The meeting as a file: json, md, html, or ics once it has a time.',
  rule: 'meeting.export',
  params: shape.exportParams,
  query: shape.exportQuery,
  status: 200,
  answer: ['application/json', 'text/markdown', 'text/html'],
  refusals: ['unsupported-format', 'draft'],
});

export const meetingRoutes = [
  listMeetings,
  createMeeting,
  importMeeting,
  readMeeting,
  listWriters,
  patchMeeting,
  changePhase,
  trashMeeting,
  restoreMeeting,
  listLinks,
  listDisplays,
  createLink,
  deleteLink,
  readSnapshot,
  exportMeeting,
] as const;
