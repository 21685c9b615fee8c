// Api tokens: secrets with which a program acts as the person who made them.
import type { ApiToken, CreatedToken } from '../../shared/api/account.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { TokenId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Accounts, ApiTokenRow } from '../account-ports.ts';
import { entryBy, type Agent } from './audit.ts';
import type { Revocation } from './revocation.ts';
import type { SecretTokens } from './session-maker.ts';

const MAX_TOKENS = 100;

export interface TokenServiceOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretTokens;
  readonly revocation: Pick<Revocation, 'endCredential'>;
}

export interface NewToken {
  readonly label: string;
  /** Null = until revoked. */
  readonly expiresAt: EpochMs | null;
}

export class TokenService {
  readonly #options: TokenServiceOptions;

  constructor(options: TokenServiceOptions) {
    this.#options = options;
  }

  async list(user: ActingUser): Promise<Result<readonly ApiToken[], RefusalCode>> {
    const permitted = authorize(user, 'account.self', { kind: 'own', userId: user.userId });
    if (!permitted.ok) return permitted;
    const rows = await this.#options.accounts.tokens(user.userId);
    return ok(rows.map(presentToken));
  }

  /** Refusals: `not-allowed`, `invalid` (expired already, too many tokens). */
  async create(user: ActingUser, token: NewToken): Promise<Result<CreatedToken, RefusalCode>> {
    const permitted = authorize(user, 'account.self', { kind: 'own', userId: user.userId });
    return permitted.ok ? this.issue(user, user.userId, token) : permitted;
  }

  /** Makes a token for `userId` without asking for permission: the command line. Refusal: `invalid`. */
  async issue(by: Agent, userId: UserId, { label, expiresAt }: NewToken): Promise<Result<CreatedToken, 'invalid'>> {
    const { accounts, clock, ids, secrets } = this.#options;
    const createdAt = clock.now();
    if (expiresAt !== null && expiresAt <= createdAt)
      return refused('invalid', { errors: [{ path: 'expiresAt', code: 'in-the-past' }] });
    const existing = await accounts.tokens(userId);
    if (existing.length >= MAX_TOKENS) return refused('invalid', { errors: [{ path: '', code: 'too-many-tokens' }] });
    const { token, hash } = secrets.create();
    const row: ApiTokenRow = { id: brand<TokenId>(ids.random()), tokenHash: hash, userId, label, createdAt, expiresAt };
    const targets = [{ kind: 'token', id: row.id } as const, { kind: 'account', id: userId } as const];
    await accounts.insertToken(row, entryBy(by, createdAt, 'token.made', ...targets));
    return ok({ id: row.id, token, label });
  }

  /** Refusals: `not-allowed`, `not-found`. */
  async remove(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const permitted = authorize(user, 'account.self', { kind: 'own', userId: user.userId });
    if (!permitted.ok) return permitted;
    const { accounts, clock, revocation } = this.#options;
    const row = (await accounts.tokens(user.userId)).find((token) => token.id === id);
    if (row === undefined) return refused('not-found');
    const entry = entryBy(user, clock.now(), 'token.revoked', { kind: 'token', id: row.id });
    if (!(await accounts.deleteToken(row.id, entry))) return refused('not-found');
    revocation.endCredential(row.tokenHash);
    return ok(null);
  }
}

export function presentToken({ id, label, createdAt, expiresAt }: ApiTokenRow): ApiToken {
  return { id, label, createdAt, expiresAt };
}
