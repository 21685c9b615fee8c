// Sign-in, set-up, accounts and api tokens: what the routes take and give.
import { z } from 'zod';
import { ROLES } from '../domain/roles.ts';

export const username = z.string().trim().min(1).max(64).regex(/^[\p{L}\p{N}._-]+$/u);
export const password = z.string().min(10).max(200);
const displayName = z.string().trim().min(1).max(64);
const role = z.enum(ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]]);
const bodyId = z.string().min(1).max(64);

export const signInBody = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(200) });
/** First start only: the one-time token printed by the server makes the first administrator. */
export const setupBody = z.object({ token: z.string().min(1).max(200), username, password, displayName });
export const setupStatus = z.object({ needed: z.boolean() });

export const grant = z.object({ role, bodyId: bodyId.nullable() });
export const account = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  disabled: z.boolean(),
  grants: z.array(grant),
});
export const sessionAnswer = z.object({ user: account });

export const createAccountBody = z.object({ username, password, displayName, role, bodyId: bodyId.optional() });
export const patchAccountBody = z
  .object({ role: role.optional(), disabled: z.boolean().optional(), password: password.optional() })
  .refine((body) => Object.keys(body).length > 0, { message: 'nothing to change' });

export const createTokenBody = z.object({ label: z.string().trim().min(1).max(100), expiresAt: z.int().positive().optional() });
export const token = z.object({ id: z.string(), label: z.string(), createdAt: z.int(), expiresAt: z.int().nullable() });
/** The only answer that ever carries the token itself. */
export const createdToken = z.object({ id: z.string(), token: z.string(), label: z.string() });

export type Account = z.infer<typeof account>;
export type SessionAnswer = z.infer<typeof sessionAnswer>;
export type SetupStatus = z.infer<typeof setupStatus>;
export type ApiToken = z.infer<typeof token>;
export type CreatedToken = z.infer<typeof createdToken>;
