// Who takes part: a name, an account, and what it may do just now.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';

/** `read`: lets in for reading only, as a guest's desk is; `none`: the account lost its role. */
export type Rights = 'write' | 'read' | 'none';

export class Person {
  readonly id: string;
  readonly userId: UserId;
  rights: Rights = 'write';

  constructor(id: string) {
    this.id = id;
    this.userId = brand<UserId>(id);
  }

  get actor(): ActingUser {
    const role = this.rights === 'none' ? 'reader' : 'secretary';
    return { userId: this.userId, displayName: this.id, grants: [{ role, bodyId: null }] };
  }
}
