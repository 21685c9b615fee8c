// Who does something: as much of a signed-in person as rules need. Which credential says so is known at the doors only.
import type { UserId } from './ids.ts';
import type { Grant } from './roles.ts';

export interface ActingUser {
  readonly userId: UserId;
  readonly displayName: string;
  readonly grants: readonly Grant[];
  /** The kind of credential they came with; absent on the command line, which has none. */
  readonly via?: { readonly kind: 'session' | 'token' };
  /** Where they came from, as far as TRUST_PROXY lets that be believed. */
  readonly address?: string;
  /**
   * False once the right to act was taken: what waited its turn meanwhile is asked once more. Absent where nobody could
   * have taken it, as on the command line.
   */
  readonly isCurrent?: () => boolean;
}

/** How the journal and the command table name this person. */
export function principalOf(user: Pick<ActingUser, 'userId'>): string {
  return `user:${user.userId}`;
}
