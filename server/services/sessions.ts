// Where people are signed in: looking at sessions and ending them, one's own or, for administrators, anybody's.
import type { OwnedSession, OwnedToken, Session } from '../../shared/api/account.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../ports.ts';
import type { AccountRow, Accounts, SessionRow } from '../account-ports.ts';
import { entryBy } from './audit.ts';
import type { Revocation } from './revocation.ts';
import { presentToken } from './tokens.ts';

export interface SessionServiceOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly revocation: Pick<Revocation, 'endCredential'>;
  /** When a session was used last, and when for want of that it is over. */
  readonly activity: { lastSeenAt(session: SessionRow): number };
  readonly sessionIdleMs: number;
}

/** Whoever asks, and the stored form of the session they ask with; null when it is an api token. */
export interface Asking {
  readonly user: ActingUser;
  readonly session: string | null;
}

export class SessionService {
  readonly #options: SessionServiceOptions;

  constructor(options: SessionServiceOptions) {
    this.#options = options;
  }

  /** Newest first. */
  async list({ user, session }: Asking): Promise<readonly Session[]> {
    const rows = await this.#options.accounts.sessions(user.userId);
    return rows.filter((row) => !this.#isOver(row)).map((row) => this.#present(row, session));
  }

  /** Refusal: `not-found`. */
  async end({ user }: Asking, id: string): Promise<Result<null, RefusalCode>> {
    const rows = await this.#options.accounts.sessions(user.userId);
    return this.#end(
      user,
      rows.filter((row) => row.id === id),
    );
  }

  /** Every one but the one that asks; without another one nothing is done. */
  async endOthers({ user, session }: Asking): Promise<null> {
    const rows = await this.#options.accounts.sessions(user.userId);
    await this.#end(
      user,
      rows.filter((row) => row.tokenHash !== session),
    );
    return null;
  }

  /** Everybody's, newest first. Refusal: `not-allowed`. */
  async listAll({ user, session }: Asking): Promise<Result<readonly OwnedSession[], RefusalCode>> {
    const permitted = authorize(user, 'sessions.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const owners = await this.#owners();
    const rows = await this.#options.accounts.sessions();
    return ok(
      rows
        .filter((row) => !this.#isOver(row))
        .map((row) => ({ ...this.#present(row, session), ...ownerOf(owners, row.userId) })),
    );
  }

  /** Refusals: `not-allowed`, `not-found`. */
  async endAny({ user }: Asking, id: string): Promise<Result<null, RefusalCode>> {
    const permitted = authorize(user, 'sessions.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const rows = await this.#options.accounts.sessions();
    return this.#end(
      user,
      rows.filter((row) => row.id === id),
    );
  }

  /** Everybody's api tokens, oldest first. Refusal: `not-allowed`. */
  async listTokens({ user }: Asking): Promise<Result<readonly OwnedToken[], RefusalCode>> {
    const permitted = authorize(user, 'sessions.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const owners = await this.#owners();
    const rows = await this.#options.accounts.tokens();
    return ok(rows.map((row) => ({ ...presentToken(row), ...ownerOf(owners, row.userId) })));
  }

  /** Refusals: `not-allowed`, `not-found`. */
  async revokeToken({ user }: Asking, id: string): Promise<Result<null, RefusalCode>> {
    const permitted = authorize(user, 'sessions.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { accounts, clock, revocation } = this.#options;
    const row = (await accounts.tokens()).find((token) => token.id === id);
    if (!row) return refused('not-found');
    const targets = [{ kind: 'token', id: row.id } as const, { kind: 'account', id: row.userId } as const];
    if (!(await accounts.deleteToken(row.id, entryBy(user, clock.now(), 'token.revoked', ...targets)))) {
      return refused('not-found');
    }
    revocation.endCredential(row.tokenHash);
    return ok(null);
  }

  async #end(user: ActingUser, rows: readonly SessionRow[]): Promise<Result<null, RefusalCode>> {
    const { accounts, clock, revocation } = this.#options;
    const hashes = rows.map(({ tokenHash }) => tokenHash);
    const sessions = rows.map(({ id }) => ({ kind: 'session' as const, id }));
    const owners = [...new Set(rows.map(({ userId }) => userId))].map((id) => ({ kind: 'account' as const, id }));
    const entry = entryBy(user, clock.now(), 'session.ended', ...sessions, ...owners);
    if (!(await accounts.deleteSessions(hashes, entry))) return refused('not-found');
    for (const hash of hashes) revocation.endCredential(hash);
    return ok(null);
  }

  #present(row: SessionRow, current: string | null): Session {
    const { id, createdAt, expiresAt, address, agent, tokenHash } = row;
    const lastSeenAt = this.#options.activity.lastSeenAt(row);
    return { id, current: tokenHash === current, createdAt, lastSeenAt, expiresAt, address, agent };
  }

  /** It opens nothing any more, and is only not swept out yet. */
  #isOver(row: SessionRow): boolean {
    const { activity, clock, sessionIdleMs } = this.#options;
    const now = clock.now();
    return row.expiresAt <= now || activity.lastSeenAt(row) + sessionIdleMs <= now;
  }

  async #owners(): Promise<ReadonlyMap<string, AccountRow>> {
    return new Map((await this.#options.accounts.list()).map((row) => [row.id, row]));
  }
}

function ownerOf(
  owners: ReadonlyMap<string, AccountRow>,
  userId: string,
): Pick<OwnedToken, 'userId' | 'username' | 'displayName'> {
  const owner = owners.get(userId);
  return { userId, username: owner?.username ?? '', displayName: owner?.displayName ?? '' };
}
