// Which body somebody may read or keep the register of: to whoever may not read it, it is not there.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Bodies, BodyRow } from '../preparing-ports.ts';

export type BodyAction = 'register.read' | 'register.manage';

/** Refusals: `not-found`, `not-allowed`. */
export async function bodyFor(
  bodies: Pick<Bodies, 'byId'>,
  user: ActingUser,
  { id, action }: { readonly id: string; readonly action: BodyAction },
): Promise<Result<BodyRow, RefusalCode>> {
  if (!authorize(user, 'register.read', { kind: 'body', bodyId: id }).ok) return refused('not-found');
  const permitted = authorize(user, action, { kind: 'body', bodyId: id });
  if (!permitted.ok) return permitted;
  const row = await bodies.byId(brand<BodyId>(id));
  return row === null ? refused('not-found') : ok(row);
}
