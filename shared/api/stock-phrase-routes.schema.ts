// The routes of stock phrases: whoever may change a body's templates may change its phrases; whoever reads a meeting's
// desk may have those that its minutes are written with.
import { z } from 'zod';
import { defineRoute } from './route.schema.ts';
import * as shape from './stock-phrase.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const listStockPhrases = defineRoute({
  name: 'listStockPhrases',
  method: 'get',
  path: '/phrases',
  tag: 'phrases',
  summary: 'Stock phrases for meetings of any body, and of those the caller prepares meetings for, oldest first.',
  rule: 'templates.list',
  status: 200,
  answer: shape.stockPhraseList,
  refusals: [],
});

export const listMeetingPhrases = defineRoute({
  name: 'listMeetingPhrases',
  method: 'get',
  path: '/meetings/{id}/phrases',
  tag: 'phrases',
  summary: 'The stock phrases this meeting’s minutes are written with: its body’s, then those of any body.',
  rule: 'meeting.read',
  params: byId,
  status: 200,
  answer: shape.meetingPhrases,
  refusals: [],
});

export const createStockPhrase = defineRoute({
  name: 'createStockPhrase',
  method: 'post',
  path: '/phrases',
  tag: 'phrases',
  summary: 'Makes a stock phrase; what stands in braces is filled from the item it is written in.',
  rule: 'templates.manage',
  body: shape.createStockPhraseBody,
  status: 201,
  answer: shape.stockPhrase,
  refusals: ['storage-unavailable'],
});

export const patchStockPhrase = defineRoute({
  name: 'patchStockPhrase',
  method: 'patch',
  path: '/phrases/{id}',
  tag: 'phrases',
  summary: 'Changes a stock phrase; minutes written with it stay as they are.',
  rule: 'templates.manage',
  params: byId,
  body: shape.patchStockPhraseBody,
  status: 200,
  answer: shape.stockPhrase,
  refusals: ['storage-unavailable'],
});

export const removeStockPhrase = defineRoute({
  name: 'removeStockPhrase',
  method: 'delete',
  path: '/phrases/{id}',
  tag: 'phrases',
  summary: 'Takes a stock phrase off the list; it can be restored for 30 days.',
  rule: 'templates.manage',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const restoreStockPhrase = defineRoute({
  name: 'restoreStockPhrase',
  method: 'post',
  path: '/phrases/{id}/restore',
  tag: 'phrases',
  summary: 'Puts a removed stock phrase back on the list.',
  rule: 'templates.manage',
  params: byId,
  status: 200,
  answer: shape.stockPhrase,
  refusals: ['storage-unavailable'],
});

export const stockPhraseRoutes = [
  listStockPhrases,
  listMeetingPhrases,
  createStockPhrase,
  patchStockPhrase,
  removeStockPhrase,
  restoreStockPhrase,
] as const;
