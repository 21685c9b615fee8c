// The named version that a change of phase leaves behind, in the commit of that change: how the minutes stood when the
// meeting began, was closed, was archived.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { NamedVersionId } from '../../shared/domain/ids.ts';
import type { NamedVersionKind } from '../../shared/domain/named-version.ts';
import type { NamedVersionRow, Write } from '../ports.ts';

/** The desk at one of its rows; `at` is when. */
type Moment = Pick<NamedVersionRow, 'meetingId' | 'version' | 'seq' | 'at'>;

export function phaseVersion(
  kind: Exclude<NamedVersionKind, 'named'>,
  id: NamedVersionId,
  moment: Moment,
  actor: Pick<ActingUser, 'userId' | 'displayName'>,
): Write {
  const by = { by: actor.userId, byName: actor.displayName };
  return { kind: 'named-version.insert', row: { id, ...moment, kind, name: null, ...by, removedAt: null } };
}
