// Who does something: as much of a signed-in person as rules need. Which credential says so is known at the doors only.
import type { UserId } from './ids.ts';
import type { Grant } from './roles.ts';

export interface ActingUser {
  readonly userId: UserId;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

/** How the journal and the command table name this person. */
export function principalOf(user: Pick<ActingUser, 'userId'>): string {
  return `user:${user.userId}`;
}
