// The routes of set-up, sign-in, one's own sessions, password and api tokens, invitations and accounts.
import { z } from 'zod';
import * as shape from './account.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });

export const readSetup = defineRoute({
  name: 'readSetup',
  method: 'get',
  path: '/setup',
  tag: 'session',
  summary: 'Whether the first administrator is still to be made.',
  rule: 'anyone',
  status: 200,
  answer: shape.setupStatus,
  refusals: [],
});

export const completeSetup = defineRoute({
  name: 'completeSetup',
  method: 'post',
  path: '/setup',
  tag: 'session',
  summary: 'Makes the first administrator with the one-time token that the server printed, and signs them in.',
  rule: 'anyone',
  body: shape.setupBody,
  status: 201,
  answer: shape.setupAnswer,
  refusals: ['setup-done', 'setup-token-wrong', 'storage-unavailable'],
});

export const signIn = defineRoute({
  name: 'signIn',
  method: 'post',
  path: '/session',
  tag: 'session',
  summary: 'Signs in and sets the session cookie.',
  rule: 'anyone',
  body: shape.signInBody,
  status: 200,
  answer: shape.sessionAnswer,
  refusals: ['wrong-credentials', 'too-many-attempts', 'storage-unavailable'],
});

export const signOut = defineRoute({
  name: 'signOut',
  method: 'delete',
  path: '/session',
  tag: 'session',
  summary: 'Ends the session of the cookie, and its live connections.',
  rule: 'signed-in',
  status: 204,
  refusals: ['storage-unavailable'],
});

export const readMe = defineRoute({
  name: 'readMe',
  method: 'get',
  path: '/me',
  tag: 'session',
  summary: 'Whose credential this is.',
  rule: 'signed-in',
  status: 200,
  answer: shape.sessionAnswer,
  refusals: [],
});

export const changePassword = defineRoute({
  name: 'changePassword',
  method: 'post',
  path: '/me/password',
  tag: 'session',
  summary:
    'Sets a new password of mine: this session goes on under a fresh cookie, every other one ends, api tokens stay.',
  rule: 'account.self',
  body: shape.changePasswordBody,
  status: 200,
  answer: shape.sessionAnswer,
  refusals: ['too-many-attempts', 'storage-unavailable'],
});

export const setOwnEmail = defineRoute({
  name: 'setOwnEmail',
  method: 'put',
  path: '/me/email',
  tag: 'session',
  summary: 'Where the tasks I supervise are reported to; null for nowhere.',
  rule: 'account.self',
  body: shape.ownEmailBody,
  status: 200,
  answer: shape.sessionAnswer,
  refusals: ['storage-unavailable'],
});

export const listSessions = defineRoute({
  name: 'listSessions',
  method: 'get',
  path: '/sessions',
  tag: 'session',
  summary: 'Where I am signed in, the newest first.',
  rule: 'account.self',
  status: 200,
  answer: shape.sessionList,
  refusals: [],
});

export const endSession = defineRoute({
  name: 'endSession',
  method: 'delete',
  path: '/sessions/{id}',
  tag: 'session',
  summary: 'Ends one of my sessions, and its live connections.',
  rule: 'account.self',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const endOtherSessions = defineRoute({
  name: 'endOtherSessions',
  method: 'delete',
  path: '/sessions',
  tag: 'session',
  summary: 'Ends every session of mine but the one that asks; an api token ends them all.',
  rule: 'account.self',
  status: 204,
  refusals: ['storage-unavailable'],
});

export const listTokens = defineRoute({
  name: 'listTokens',
  method: 'get',
  path: '/tokens',
  tag: 'session',
  summary: 'My api tokens, without their secrets.',
  rule: 'account.self',
  status: 200,
  answer: shape.tokenList,
  refusals: [],
});

export const createToken = defineRoute({
  name: 'createToken',
  method: 'post',
  path: '/tokens',
  tag: 'session',
  summary: 'Makes an api token that acts as me; the answer is the only place where it is ever shown.',
  rule: 'account.self',
  body: shape.createTokenBody,
  status: 201,
  answer: shape.createdToken,
  refusals: ['storage-unavailable'],
});

export const deleteToken = defineRoute({
  name: 'deleteToken',
  method: 'delete',
  path: '/tokens/{id}',
  tag: 'session',
  summary: 'Revokes one of my api tokens, and ends its live connections.',
  rule: 'account.self',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const listAccounts = defineRoute({
  name: 'listAccounts',
  method: 'get',
  path: '/accounts',
  tag: 'accounts',
  summary: 'All accounts.',
  rule: 'accounts.manage',
  status: 200,
  answer: shape.accountList,
  refusals: [],
});

export const createAccount = defineRoute({
  name: 'createAccount',
  method: 'post',
  path: '/accounts',
  tag: 'accounts',
  summary: 'Makes an account; without a password the answer carries its invitation, shown this once.',
  rule: 'accounts.manage',
  body: shape.createAccountBody,
  status: 201,
  answer: shape.createdAccount,
  refusals: ['username-taken', 'too-many-attempts', 'storage-unavailable'],
});

export const patchAccount = defineRoute({
  name: 'patchAccount',
  method: 'patch',
  path: '/accounts/{id}',
  tag: 'accounts',
  summary:
    'Changes name, grants, password or whether the account may sign in; what takes a right away ends connections.',
  rule: 'accounts.manage',
  params: byId,
  body: shape.patchAccountBody,
  ifMatch: 'optional',
  status: 200,
  answer: shape.account,
  refusals: ['version-mismatch', 'too-many-attempts', 'storage-unavailable'],
});

export const createInvitation = defineRoute({
  name: 'createInvitation',
  method: 'post',
  path: '/accounts/{id}/invitation',
  tag: 'accounts',
  summary: 'Makes a one-time link with which the account sets its password; an earlier one is dead from then on.',
  rule: 'accounts.manage',
  params: byId,
  status: 201,
  answer: shape.createdInvitation,
  refusals: ['storage-unavailable'],
});

export const deleteInvitation = defineRoute({
  name: 'deleteInvitation',
  method: 'delete',
  path: '/accounts/{id}/invitation',
  tag: 'accounts',
  summary: 'Withdraws the link.',
  rule: 'accounts.manage',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const readInvitation = defineRoute({
  name: 'readInvitation',
  method: 'post',
  path: '/invitations/read',
  tag: 'session',
  summary: 'Whose password an invitation sets. Unknown, used and expired ones are not found.',
  rule: 'anyone',
  body: shape.readInvitationBody,
  status: 200,
  answer: shape.readInvitationAnswer,
  refusals: ['not-found', 'too-many-attempts'],
});

export const acceptInvitation = defineRoute({
  name: 'acceptInvitation',
  method: 'post',
  path: '/invitations/accept',
  tag: 'session',
  summary: 'Sets the password, ends every session the account had, signs in and uses the invitation up.',
  rule: 'anyone',
  body: shape.acceptInvitationBody,
  status: 200,
  answer: shape.sessionAnswer,
  refusals: ['not-found', 'too-many-attempts', 'storage-unavailable'],
});

export const accountRoutes = [
  readSetup,
  completeSetup,
  signIn,
  signOut,
  readMe,
  changePassword,
  setOwnEmail,
  listSessions,
  endSession,
  endOtherSessions,
  listTokens,
  createToken,
  deleteToken,
  listAccounts,
  createAccount,
  patchAccount,
  createInvitation,
  deleteInvitation,
  readInvitation,
  acceptInvitation,
] as const;
