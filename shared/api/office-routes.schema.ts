// The routes of whoever oversees the installation: everybody's sessions, api tokens and links, and the audit log.
import { z } from 'zod';
import * as account from './account.schema.ts';
import * as audit from './audit.schema.ts';
import { overseenLinkList } from './meeting.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const listOfficeSessions = defineRoute({
  name: 'listOfficeSessions',
  method: 'get',
  path: '/office/sessions',
  tag: 'office',
  summary: 'Where anybody is signed in, the newest first.',
  rule: 'sessions.manage',
  status: 200,
  answer: account.ownedSessionList,
  refusals: [],
});

export const endOfficeSession = defineRoute({
  name: 'endOfficeSession',
  method: 'delete',
  path: '/office/sessions/{id}',
  tag: 'office',
  summary: 'Ends a session of anybody, and its live connections.',
  rule: 'sessions.manage',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const listOfficeTokens = defineRoute({
  name: 'listOfficeTokens',
  method: 'get',
  path: '/office/tokens',
  tag: 'office',
  summary: 'The api tokens of everybody, without their secrets.',
  rule: 'sessions.manage',
  status: 200,
  answer: account.ownedTokenList,
  refusals: [],
});

export const deleteOfficeToken = defineRoute({
  name: 'deleteOfficeToken',
  method: 'delete',
  path: '/office/tokens/{id}',
  tag: 'office',
  summary: 'Revokes an api token of anybody, and ends its live connections.',
  rule: 'sessions.manage',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const listOfficeLinks = defineRoute({
  name: 'listOfficeLinks',
  method: 'get',
  path: '/office/links',
  tag: 'office',
  summary: 'Links to pages of every meeting, without their tokens.',
  rule: 'links.oversee',
  status: 200,
  answer: overseenLinkList,
  refusals: [],
});

export const readAudit = defineRoute({
  name: 'readAudit',
  method: 'get',
  path: '/audit',
  tag: 'office',
  summary: 'The audit log, the newest entry first, a page at a time.',
  rule: 'audit.read',
  query: audit.auditQuery,
  status: 200,
  answer: audit.auditPage,
  refusals: [],
});

export const verifyAudit = defineRoute({
  name: 'verifyAudit',
  method: 'get',
  path: '/audit/verify',
  tag: 'office',
  summary: 'Whether every entry of the audit log is as it was written, by its chain of hashes.',
  rule: 'audit.read',
  status: 200,
  answer: audit.auditVerification,
  refusals: [],
});

export const officeRoutes = [
  listOfficeSessions,
  endOfficeSession,
  listOfficeTokens,
  deleteOfficeToken,
  listOfficeLinks,
  readAudit,
  verifyAudit,
] as const;
