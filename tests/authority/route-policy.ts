// The words in which it is written down who may do what: the forms a route's promise can have, who the roles are, and what
// every list needs to write an example. Nothing here may be computed from the product's own tables.
import { randomBytes } from 'node:crypto';
import type { Body, Credential, Office, Someone, State, Target } from './office-in-use.ts';
import type { Answer } from './exchange.ts';

export type RoleName = 'admin' | 'secretary' | 'notetaker' | 'reader';

/**
 * What proves that it was allowed: the status, or the code of a refusal that only somebody who may do it gets to hear. What
 * is not mentioned answers `not-found`, exactly as an id that never was.
 */
export type Outcome = number | string;

/** By the meeting's state; `open` is prepare, live and follow-up, or what of them is not named. */
type ByState = Partial<Readonly<Record<'prepare' | 'open' | 'archived' | 'trashed', Outcome>>>;

export interface Asking {
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The audit log tells of it even when it is refused. */
  readonly isNoted?: true;
}

/** Puts things back as they were, so that one meeting serves for thousands of cases. */
type Undo = (office: Office, answer: Answer, target: Target) => Promise<void>;

export type RoutePolicy =
  /** Everybody, signed in or not. */
  | (Asking & { readonly about: 'anyone'; readonly outcome: Outcome })
  /** Every account, about itself. */
  | (Asking & {
      readonly about: 'oneself';
      readonly outcome: (credential: Credential) => Outcome;
      readonly undo?: (office: Office, someone: Someone, credential: Credential) => Promise<void>;
    })
  /** Those roles, for all bodies. */
  | (Asking & { readonly about: 'office'; readonly roles: readonly RoleName[]; readonly outcome: Outcome })
  /** Every account with a grant (of one of these roles, if named); what the answer holds is a test of its own. */
  | (Asking & { readonly about: 'list'; readonly outcome: Outcome; readonly roles?: readonly RoleName[] })
  /** Those roles, in the body that the request names. */
  | {
      readonly about: 'body';
      readonly roles: readonly RoleName[];
      readonly outcome: Outcome;
      readonly bodies: readonly Body[];
      readonly body: (target: Body) => unknown;
    }
  /** The same, by an id that is an account's or somebody's: there, but as unknown to all others. */
  | (Asking & {
      readonly about: 'office id';
      readonly roles: readonly RoleName[];
      readonly outcome: Outcome;
      /** The id, or also the one of what belongs to it. */
      readonly make: (office: Office) => Promise<string | readonly [string, string]>;
    })
  | (Asking & {
      readonly about: 'meeting' | 'link' | 'file';
      readonly rows: readonly (readonly [readonly RoleName[], ByState])[];
      readonly undo?: Undo;
    })
  | { readonly about: 'archive'; readonly roles: readonly RoleName[]; readonly outcome: Outcome }
  /** By an id that is somebody's own: an own one, and another person's, which is as unknown. */
  | {
      readonly about: 'own id';
      readonly outcome: Outcome;
      readonly make: (office: Office, who: Someone) => Promise<string>;
    };

/** By the operationId; several where the request makes a difference. */
export type RoutePolicies = Readonly<Record<string, readonly RoutePolicy[]>>;

export const STEERING: readonly RoleName[] = ['admin', 'secretary'];
export const SECRETARIAT: readonly RoleName[] = ['admin', 'secretary', 'notetaker'];
export const EVERYONE: readonly RoleName[] = ['admin', 'secretary', 'notetaker', 'reader'];
export const STALE = { 'if-match': '"stale"' };

/** Of nothing; another one each time, since trying one again and again is limited. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function outcomeIn(byState: ByState, state: State): Outcome {
  const own = state === 'live' || state === 'follow-up' ? undefined : byState[state];
  return own ?? (state === 'archived' || state === 'trashed' ? undefined : byState.open) ?? 'not-found';
}
