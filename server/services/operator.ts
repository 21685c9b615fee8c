// Whoever may read the data folder: may do everything, and is no account.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';

/** At the command line, and at the first start. */
export const OPERATOR: ActingUser = {
  userId: brand<UserId>('operator'),
  displayName: 'operator',
  grants: [{ role: 'admin', bodyId: null }],
};
