// The routes of what leaves the house.
import { z } from 'zod';
import * as shape from './notice.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

export const listNotices = defineRoute({
  name: 'listNotices',
  method: 'get',
  path: '/office/notices',
  tag: 'office',
  summary:
    'Mails and hooks that wait, are on their way, were sent or were given up, with the reason; the newest first.',
  rule: 'notices.oversee',
  query: shape.noticeQuery,
  status: 200,
  answer: shape.noticePage,
  refusals: [],
});

export const sendTestMail = defineRoute({
  name: 'sendTestMail',
  method: 'post',
  path: '/office/notices',
  tag: 'office',
  summary: 'A mail to try the settings with; what became of it is in the list.',
  rule: 'notices.oversee',
  body: shape.testMailBody,
  status: 201,
  answer: shape.madeNotice,
  refusals: ['storage-unavailable'],
});

export const retryNotice = defineRoute({
  name: 'retryNotice',
  method: 'post',
  path: '/office/notices/{id}/retry',
  tag: 'office',
  summary: 'Tries one that waits or was given up again now, and what was in one mail with it.',
  rule: 'notices.oversee',
  params: z.object({ id }),
  status: 204,
  refusals: ['storage-unavailable'],
});

export const retryNotices = defineRoute({
  name: 'retryNotices',
  method: 'post',
  path: '/office/notices/retry',
  tag: 'office',
  summary: 'Tries all that were given up again now.',
  rule: 'notices.oversee',
  status: 200,
  answer: shape.retriedNotices,
  refusals: ['storage-unavailable'],
});

export const noticeRoutes = [listNotices, sendTestMail, retryNotices, retryNotice] as const;
