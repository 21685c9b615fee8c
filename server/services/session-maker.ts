// Makes sessions: the row that is stored and the token that goes into the cookie. Stores nothing by itself.
import type { SessionId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock, Ids } from '../ports.ts';
import type { SessionRow } from '../account-ports.ts';

/** Making bearer secrets and comparing them in constant time. */
export interface SecretTokens {
  create(): { readonly token: string; readonly hash: string };
  matches(token: string, hash: string): boolean;
  /** The stored form of `token`; null when it has not the form of one. */
  hashOf(token: string): string | null;
}

export interface SessionMakerOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Pick<SecretTokens, 'create'>;
  readonly sessionLifetimeMs: DurationMs;
}

/** Where somebody is and with what. */
export interface Caller {
  readonly address: string;
  /** In a few words; empty when it says nothing. */
  readonly agent: string;
}

export interface NewSession {
  readonly row: SessionRow;
  /** For the cookie. */
  readonly token: string;
}

export class SessionMaker {
  readonly #options: SessionMakerOptions;

  constructor(options: SessionMakerOptions) {
    this.#options = options;
  }

  make(userId: UserId, { address, agent }: Caller): NewSession {
    const { clock, ids, secrets, sessionLifetimeMs } = this.#options;
    const { token, hash } = secrets.create();
    const createdAt = clock.now();
    const row: SessionRow = {
      ...{ id: brand<SessionId>(ids.random()), tokenHash: hash, userId, address, agent },
      ...{ createdAt, lastSeenAt: createdAt, expiresAt: createdAt + sessionLifetimeMs },
    };
    return { row, token };
  }
}
