// One turn at a body's part of the register: who may, whether the body is there, what is written with what the audit log says.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { AuditAction, AuditTarget } from '../../shared/domain/audit.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { Accounts } from '../account-ports.ts';
import type { RegisterWrite } from '../people-ports.ts';
import type { Bodies, BodyRow } from '../preparing-ports.ts';
import { entryBy } from './audit.ts';
import { bodyFor, type BodyAction } from './body-access.ts';
import type { RegisterOptions } from './people.ts';

export interface BodyRegisterOptions extends RegisterOptions {
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly accounts: Pick<Accounts, 'byId'>;
}

interface BodyChange {
  readonly action: AuditAction;
  readonly about?: readonly AuditTarget[];
  readonly writes: readonly RegisterWrite[];
}

export class BodyTurns {
  readonly #options: BodyRegisterOptions;

  constructor(options: BodyRegisterOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`; those of `change`. */
  change<T>(
    user: ActingUser,
    id: string,
    change: (body: BodyRow) => Promise<Result<T, RefusalCode>>,
  ): Promise<Result<T, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const body = await this.body(user, id, 'register.manage');
      return body.ok ? change(body.value) : body;
    });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  body(user: ActingUser, id: string, action: BodyAction): Promise<Result<BodyRow, RefusalCode>> {
    return bodyFor(this.#options.bodies, user, { id, action });
  }

  /** `about`: what of the body it is done to. */
  async write(user: ActingUser, bodyId: BodyId, { action, about = [], writes }: BodyChange): Promise<void> {
    const { book, clock } = this.#options;
    await book.people.write(writes, [entryBy(user, clock.now(), action, { kind: 'body', id: bodyId }, ...about)]);
  }
}
