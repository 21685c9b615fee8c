// The routes of rehearsals: one a meeting, in memory, before it.
import { z } from 'zod';
import * as shape from './rehearsal.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const readRehearsal = defineRoute({
  name: 'readRehearsal',
  method: 'get',
  path: '/meetings/{id}/rehearsal',
  tag: 'links',
  summary: 'How the rehearsal of a meeting stands; null where none runs.',
  rule: 'links.manage',
  params: byId,
  status: 200,
  answer: shape.rehearsalAnswer,
  refusals: ['not-allowed'],
});

export const runRehearsal = defineRoute({
  name: 'runRehearsal',
  method: 'post',
  path: '/meetings/{id}/rehearsal',
  tag: 'links',
  summary:
    'Begins a rehearsal of a meeting that is being prepared, or steers the one that runs. It lives in memory: nothing of it is recorded.',
  rule: 'links.manage',
  params: byId,
  body: shape.rehearsalBody,
  maxBodyBytes: 1_024,
  status: 200,
  answer: shape.rehearsalAnswer,
  refusals: ['not-allowed', 'draft', 'phase-not-allowed'],
});

export const endRehearsal = defineRoute({
  name: 'endRehearsal',
  method: 'delete',
  path: '/meetings/{id}/rehearsal',
  tag: 'links',
  summary: 'Ends the rehearsal; its links open nothing any more. Ending none is no mistake.',
  rule: 'links.manage',
  params: byId,
  status: 204,
  refusals: ['not-allowed'],
});

export const rehearsalRoutes = [readRehearsal, runRehearsal, endRehearsal] as const;
