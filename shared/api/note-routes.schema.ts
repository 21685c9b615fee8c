// The routes of private notes. There is no list, and no path that names anyone else.
import { z } from 'zod';
import * as shape from './note.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const ofMeeting = z.object({ id });

export const readMyNotes = defineRoute({
  name: 'readMyNotes',
  method: 'get',
  path: '/meetings/{id}/my-notes',
  tag: 'notes',
  summary:
    'What the caller noted for themselves beside this meeting; nobody else can read it. Its ETag is what PUT wants.',
  rule: 'notes.own',
  params: ofMeeting,
  status: 200,
  answer: shape.privateNote,
  refusals: [],
});

export const writeMyNotes = defineRoute({
  name: 'writeMyNotes',
  method: 'put',
  path: '/meetings/{id}/my-notes',
  tag: 'notes',
  summary: 'Replaces the caller’s own notes, in every phase; `If-Match: "0"` where nothing was written before.',
  rule: 'notes.own',
  params: ofMeeting,
  body: shape.privateNoteBody,
  ifMatch: 'required',
  status: 200,
  answer: shape.privateNote,
  refusals: ['version-required', 'version-mismatch', 'storage-unavailable'],
});

export const noteRoutes = [readMyNotes, writeMyNotes] as const;
