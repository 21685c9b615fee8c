// The one question every service asks before it acts. What someone may not even see reads as not existing.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { can, type Action } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { MeetingRow } from '../ports.ts';
import type { Decide } from '../sync/room-options.ts';

type Place = Pick<MeetingRow, 'bodyId' | 'phase' | 'version'>;

/** Whether `user` may do `action` to what belongs to no body: only a grant for all bodies counts. */
export function permitForAll(user: ActingUser, action: Action): Result<null, 'not-allowed'> {
  return can(user.grants, action, { bodyId: null }) ? ok(null) : refused('not-allowed', { action });
}

/** Whether `user` may do `action` to no meeting in particular. */
export function permit(user: ActingUser, action: Action): Result<null, 'not-allowed'> {
  return can(user.grants, action) ? ok(null) : refused('not-allowed', { action });
}

/**
 * Whether `user` may do `action` to `meeting`. `not-found`: they may not see it; `not-allowed`: they may see it, their
 * role forbids it; `sealed`, `not-archived`: their role allows it, the meeting's phase does not.
 */
export function permitOn(
  user: ActingUser,
  action: Action,
  meeting: Place,
): Result<null, 'not-found' | 'not-allowed' | 'sealed' | 'not-archived'> {
  const bodyId = bodyOf(meeting.bodyId);
  if (can(user.grants, action, { bodyId, phase: meeting.phase })) return ok(null);
  if (!can(user.grants, 'meeting.read', { bodyId })) return refused('not-found');
  if (!can(user.grants, action, { bodyId })) return refused('not-allowed', { action });
  return meeting.phase === 'archived' ? refused('sealed', { version: meeting.version }) : refused('not-archived');
}

/**
 * A change waits in its meeting's queue: whoever lost the right while it waited makes it no more (T45). Refusal:
 * `rights-changed`.
 */
export function whileCurrent<T>(user: ActingUser, decide: Decide<T>): Decide<T> {
  return (view) => (user.isCurrent?.() === false ? refused('rights-changed') : decide(view));
}

export function bodyOf(bodyId: string | null): BodyId | null {
  return bodyId === null ? null : brand<BodyId>(bodyId);
}
