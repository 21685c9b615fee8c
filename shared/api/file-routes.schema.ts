// The routes of attached files.
import { z } from 'zod';
import * as shape from './file.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const uploadFile = defineRoute({
  name: 'uploadFile',
  method: 'post',
  path: '/meetings/{id}/files',
  tag: 'files',
  summary:
    'Attaches a file (at most 50 MB) to the meeting, or to the item or task named in the query. Pictures are made anew: upright, at most 4096 px, without anything but their pixels.',
  rule: 'file.write',
  params: byId,
  query: shape.uploadQuery,
  upload: true,
  status: 201,
  answer: shape.file,
  refusals: ['sealed', 'invalid', 'too-large', 'files-full', 'rate-limited', 'rights-changed', 'storage-unavailable'],
});

export const listFiles = defineRoute({
  name: 'listFiles',
  method: 'get',
  path: '/meetings/{id}/files',
  tag: 'files',
  summary: 'The files of one meeting, oldest first.',
  rule: 'file.read',
  params: byId,
  status: 200,
  answer: shape.fileList,
  refusals: [],
});

export const readFile = defineRoute({
  name: 'readFile',
  method: 'get',
  path: '/files/{id}',
  tag: 'files',
  summary:
    'The bytes of a file; `Range` is understood. Readers of the archive get the pictures that a sealed public version shows.',
  rule: 'file.read',
  params: byId,
  status: 200,
  answer: ['application/octet-stream'],
  refusals: ['file-damaged'],
});

export const renameFile = defineRoute({
  name: 'renameFile',
  method: 'patch',
  path: '/files/{id}',
  tag: 'files',
  summary: 'Gives a file of an open meeting another name.',
  rule: 'file.write',
  params: byId,
  body: shape.patchFileBody,
  status: 200,
  answer: shape.file,
  refusals: ['sealed', 'rights-changed', 'storage-unavailable'],
});

export const removeFile = defineRoute({
  name: 'removeFile',
  method: 'delete',
  path: '/files/{id}',
  tag: 'files',
  summary: 'Takes a file off an open meeting; versions that were sealed with it keep it.',
  rule: 'file.write',
  params: byId,
  status: 204,
  refusals: ['sealed', 'rights-changed', 'storage-unavailable'],
});

export const fileRoutes = [uploadFile, listFiles, readFile, renameFile, removeFile] as const;
