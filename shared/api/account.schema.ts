// Sign-in, set-up, accounts and api tokens: what the routes take and give.
import { z } from 'zod';
import { ROLES } from '../domain/roles.ts';
import { id, instant, line } from './text.schema.ts';

export const username = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}._-]+$/u);
export const password = z.string().min(10).max(200);
const displayName = line(64);
const role = z.enum(ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]]);

export const signInBody = z.object({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(200),
});
/** First start only: the one-time token printed by the server makes the first administrator. */
export const setupBody = z.object({ token: z.string().min(1).max(200), username, password, displayName });
export const setupStatus = z.object({ needed: z.boolean() });

export const grant = z.object({ role, bodyId: id.nullable() });
export const account = z
  .object({
    id: z.string(),
    username: z.string(),
    displayName: z.string(),
    disabled: z.boolean(),
    grants: z.array(grant),
  })
  .meta({ id: 'Account' });
export const accountList = z.object({ accounts: z.array(account) });
export const sessionAnswer = z.object({ user: account }).meta({ id: 'SessionAnswer' });
/** The first administrator, signed in at once. */
export const setupAnswer = sessionAnswer.extend({ id: z.string() }).meta({ id: 'SetupAnswer' });

export const createAccountBody = z.object({ username, password, displayName, role, bodyId: id.optional() });
export const patchAccountBody = z
  .object({ role: role.optional(), disabled: z.boolean().optional(), password: password.optional() })
  .refine((body) => Object.keys(body).length > 0, { message: 'nothing to change' });

export const createTokenBody = z.object({ label: line(100), expiresAt: instant.optional() });
export const token = z
  .object({ id: z.string(), label: z.string(), createdAt: z.int(), expiresAt: z.int().nullable() })
  .meta({ id: 'ApiToken' });
export const tokenList = z.object({ tokens: z.array(token) });
/** The only answer that ever carries the token itself. */
export const createdToken = z
  .object({ id: z.string(), token: z.string(), label: z.string() })
  .meta({ id: 'CreatedToken' });

export type Account = z.infer<typeof account>;
export type AccountList = z.infer<typeof accountList>;
export type SessionAnswer = z.infer<typeof sessionAnswer>;
export type SetupStatus = z.infer<typeof setupStatus>;
export type SetupAnswer = z.infer<typeof setupAnswer>;
export type ApiToken = z.infer<typeof token>;
export type TokenList = z.infer<typeof tokenList>;
export type CreatedToken = z.infer<typeof createdToken>;
export type CreateAccount = z.infer<typeof createAccountBody>;
export type PatchAccount = z.infer<typeof patchAccountBody>;
