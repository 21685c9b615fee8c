// Sign-in, set-up, accounts and api tokens: what the routes take and give.
import { z } from 'zod';
import { PASSWORD_CHARS } from '../domain/password.ts';
import { EMAIL } from '../domain/register.ts';
import { ROLES } from '../domain/roles.ts';
import { id, instant, line } from './text.schema.ts';

export const username = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}._-]+$/u);
export const password = z.string().min(PASSWORD_CHARS.min).max(PASSWORD_CHARS.max);
const displayName = line(64);
const email = z.string().trim().max(100).regex(EMAIL);
const role = z.enum(ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]]);

export const signInBody = z.object({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(200),
});
/** First start only: the one-time token printed by the server makes the first administrator. */
export const setupBody = z.object({ token: z.string().min(1).max(200), username, password, displayName });
export const setupStatus = z.object({ needed: z.boolean() });

export const grant = z.object({ role, bodyId: id.nullable() });
/** What is read at all; how many an account may have is the service's to say (`too-many-grants`). */
const grants = z.array(grant).max(1_000);
const accountFacts = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  disabled: z.boolean(),
  /** No password yet: nobody can sign in to it before its invitation was used. */
  invited: z.boolean(),
  grants: z.array(grant),
  /** To the minute; null = never signed in. */
  lastSeenAt: z.int().nullable(),
  /** Where what they supervise is reported to; absent = nowhere. */
  email: z.string().optional(),
});
export const account = accountFacts.meta({ id: 'Account' });
export const sessionAnswer = z.object({ user: account }).meta({ id: 'SessionAnswer' });
/** The first administrator, signed in at once. */
export const setupAnswer = sessionAnswer.extend({ id: z.string() }).meta({ id: 'SetupAnswer' });

/** One role (for one body, or for all), or the grants one by one. Without a password the account is invited. */
export const createAccountBody = z
  .object({
    username,
    password: password.optional(),
    displayName,
    role: role.optional(),
    bodyId: id.optional(),
    grants: grants.min(1).optional(),
  })
  .refine((body) => (body.role === undefined) !== (body.grants === undefined), {
    message: 'either a role or grants',
    path: ['role'],
  });
/** `grants` replace all there were; `role` gives that role wherever there was one. */
export const patchAccountBody = z
  .object({
    displayName: displayName.optional(),
    role: role.optional(),
    grants: grants.optional(),
    disabled: z.boolean().optional(),
    password: password.optional(),
    /** Null takes it away. */
    email: email.nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, { message: 'nothing to change' })
  .refine((body) => body.role === undefined || body.grants === undefined, {
    message: 'either a role or grants',
    path: ['role'],
  });

/** `invite`: the first password of an account; `reset`: a new one, the old one holds until the link is used. */
const purpose = z.enum(['invite', 'reset']);
/** `invitation`: the link that is out for it, used by nobody yet; it may have run out. */
export const listedAccount = accountFacts
  .extend({ invitation: z.object({ purpose, expiresAt: z.int() }).nullable() })
  .meta({ id: 'ListedAccount' });
export const accountList = z.object({ accounts: z.array(listedAccount) });
const link = { url: z.string(), token: z.string(), expiresAt: z.int() };
/** The only answers that ever carry an invitation's link. */
export const createdInvitation = z
  .object({ id: z.string(), ...link, purpose })
  .meta({ id: 'CreatedInvitation', description: 'The token stands in the fragment of `url`: it reaches no log.' });
export const createdAccount = accountFacts
  .extend({ invitation: z.object(link).optional() })
  .meta({ id: 'CreatedAccount' });
const invitationToken = z.string().min(1).max(200);
export const readInvitationBody = z.object({ token: invitationToken });
export const readInvitationAnswer = z
  .object({ username: z.string(), displayName: z.string(), purpose, expiresAt: z.int() })
  .meta({ id: 'Invitation' });
export const acceptInvitationBody = z.object({ token: invitationToken, password });

/** Null takes it away. */
export const ownEmailBody = z.object({ email: email.nullable() });
export const changePasswordBody = z.object({ current: z.string().min(1).max(200), password });

const sessionFacts = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  createdAt: z.int(),
  /** To the minute. */
  lastSeenAt: z.int(),
  expiresAt: z.int(),
  /** Where it was opened, as far as TRUST_PROXY lets that be believed; empty when it is not known. */
  address: z.string(),
  /** What it was opened with, in a few words; empty when it did not say. */
  agent: z.string(),
});
export const session = sessionFacts.meta({ id: 'Session' });
export const sessionList = z.object({ sessions: z.array(session) });

export const createTokenBody = z.object({ label: line(100), expiresAt: instant.optional() });
const tokenFacts = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: z.int(),
  expiresAt: z.int().nullable(),
});
export const token = tokenFacts.meta({ id: 'ApiToken' });
export const tokenList = z.object({ tokens: z.array(token) });
/** The only answer that ever carries the token itself. */
export const createdToken = z
  .object({ id: z.string(), token: z.string(), label: z.string() })
  .meta({ id: 'CreatedToken' });

const owner = { userId: z.string(), username: z.string(), displayName: z.string() };
export const ownedSession = sessionFacts.extend(owner).meta({ id: 'OwnedSession' });
export const ownedSessionList = z.object({ sessions: z.array(ownedSession) });
export const ownedToken = tokenFacts.extend(owner).meta({ id: 'OwnedApiToken' });
export const ownedTokenList = z.object({ tokens: z.array(ownedToken) });

export type Account = z.infer<typeof account>;
export type ListedAccount = z.infer<typeof listedAccount>;
export type AccountList = z.infer<typeof accountList>;
export type SessionAnswer = z.infer<typeof sessionAnswer>;
export type SetupStatus = z.infer<typeof setupStatus>;
export type SetupAnswer = z.infer<typeof setupAnswer>;
export type ApiToken = z.infer<typeof token>;
export type TokenList = z.infer<typeof tokenList>;
export type CreatedToken = z.infer<typeof createdToken>;
export type CreateAccount = z.infer<typeof createAccountBody>;
export type PatchAccount = z.infer<typeof patchAccountBody>;
export type CreatedAccount = z.infer<typeof createdAccount>;
export type CreatedInvitation = z.infer<typeof createdInvitation>;
export type Invitation = z.infer<typeof readInvitationAnswer>;
export type Session = z.infer<typeof session>;
export type SessionList = z.infer<typeof sessionList>;
export type OwnedSession = z.infer<typeof ownedSession>;
export type OwnedSessionList = z.infer<typeof ownedSessionList>;
export type OwnedToken = z.infer<typeof ownedToken>;
export type OwnedTokenList = z.infer<typeof ownedTokenList>;
