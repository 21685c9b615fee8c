// The routes of set-up, sign-in, api tokens and accounts.
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
  summary: 'Makes an account with one role, for one body or for all.',
  rule: 'accounts.manage',
  body: shape.createAccountBody,
  status: 201,
  answer: shape.account,
  refusals: ['username-taken', 'storage-unavailable'],
});

export const patchAccount = defineRoute({
  name: 'patchAccount',
  method: 'patch',
  path: '/accounts/{id}',
  tag: 'accounts',
  summary: 'Changes role, password or whether the account may sign in; what changes ends its sessions.',
  rule: 'accounts.manage',
  params: byId,
  body: shape.patchAccountBody,
  ifMatch: 'optional',
  status: 200,
  answer: shape.account,
  refusals: ['version-mismatch', 'storage-unavailable'],
});

export const accountRoutes = [
  readSetup,
  completeSetup,
  signIn,
  signOut,
  readMe,
  listTokens,
  createToken,
  deleteToken,
  listAccounts,
  createAccount,
  patchAccount,
] as const;
