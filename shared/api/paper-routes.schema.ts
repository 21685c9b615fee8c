// The routes of papers: each as a file, or as pages to look at.
import * as shape from './paper.schema.ts';
import { defineRoute } from './route.schema.ts';

export const listPapers = defineRoute({
  name: 'listPapers',
  method: 'get',
  path: '/meetings/{id}/papers',
  tag: 'papers',
  summary: 'The papers of the meeting: as what files each may be had, about what, and what is missing for it.',
  rule: 'meeting.export',
  params: shape.papersParams,
  query: shape.papersQuery,
  status: 200,
  answer: shape.paperOffers,
  refusals: ['draft'],
});

export const readPaper = defineRoute({
  name: 'readPaper',
  method: 'get',
  path: '/meetings/{id}/papers/{paper}.{format}',
  tag: 'papers',
  summary:
    'A paper of the meeting as a file: docx to GB/T 9704-2012, minutes in the template of their body where it has one, or pdf; lists as xlsx, a notice as ics, an article as html and txt.',
  rule: 'meeting.export',
  params: shape.paperParams,
  query: shape.fileQuery,
  status: 200,
  answer: [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/pdf',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'text/calendar',
    'text/html',
    'text/plain',
  ],
  refusals: [
    ...([
      'draft',
      'unsupported-format',
      'paper-missing',
      'template-faulty',
      'paper-unprintable',
      'printer-busy',
    ] as const),
  ],
});

export const readPaperPages = defineRoute({
  name: 'readPaperPages',
  method: 'get',
  path: '/meetings/{id}/papers/{paper}/pages',
  tag: 'papers',
  summary: 'The pages of a paper as they are printed, to be looked at.',
  rule: 'meeting.export',
  params: shape.pagesParams,
  query: shape.pagesQuery,
  status: 200,
  answer: shape.paperPages,
  refusals: ['draft', 'paper-missing', 'paper-unprintable', 'printer-busy'],
});

export const paperRoutes = [listPapers, readPaper, readPaperPages] as const;
