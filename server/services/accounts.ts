// Accounts: making and changing them. Whatever takes a right away also ends the sessions and live connections that had
// it. Knows neither scrypt nor cookies.
import type { Account, CreateAccount, PatchAccount } from '../../shared/api/account.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, UserId } from '../../shared/domain/ids.ts';
import type { Grant } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { AccountRow, Accounts, Clock, Ids } from '../ports.ts';
import type { Revocation } from './revocation.ts';
import { isExpected, revisionOf, type ExpectedRevisions } from './revision.ts';
import { Turnstile } from './turnstile.ts';

/** Making and checking password hashes. */
export interface PasswordHashes {
  hash(password: string): Promise<string>;
  /** False, after as much work as otherwise, when `hash` is null. */
  verify(password: string, hash: string | null): Promise<boolean>;
}

export interface AccountServiceOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: PasswordHashes;
  readonly revocation: Pick<Revocation, 'endUser'>;
}

export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

export class AccountService {
  readonly #options: AccountServiceOptions;
  /** Changes of accounts wait for each other, so that two cannot both remove the other administrator. */
  readonly #changes = new Turnstile();

  constructor(options: AccountServiceOptions) {
    this.#options = options;
  }

  async list(user: ActingUser): Promise<Result<readonly Account[], RefusalCode>> {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const rows = await this.#options.accounts.list();
    return ok(rows.map(presentAccount));
  }

  /** Refusals: `not-allowed`, `username-taken`. */
  async create(user: ActingUser, body: CreateAccount): Promise<Result<Account, RefusalCode>> {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { username, password, displayName, role, bodyId } = body;
    return this.add({
      username,
      password,
      displayName,
      grants: [{ role, bodyId: bodyId === undefined ? null : brand<BodyId>(bodyId) }],
    });
  }

  /** Adds an account without asking for permission: first start and the command line. Refusal: `username-taken`. */
  async add(account: NewAccount): Promise<Result<Account, 'username-taken'>> {
    const { username, displayName, grants } = account;
    const row: AccountRow = {
      id: brand<UserId>(this.#options.ids.random()),
      username,
      displayName,
      passwordHash: await this.#options.passwords.hash(account.password),
      disabled: false,
      grants,
      createdAt: this.#options.clock.now(),
    };
    const inserted = await this.#options.accounts.insert(row);
    return inserted.ok ? ok(presentAccount(row)) : refused('username-taken', { username });
  }

  /** Refusals: `not-allowed`, `not-found`, `version-mismatch`, `invalid` (the last administrator must stay). */
  patch(
    user: ActingUser,
    id: string,
    patch: PatchAccount,
    expected: ExpectedRevisions,
  ): Promise<Result<Account, RefusalCode>> {
    return this.#changes.pass(() => this.#patch(user, id, patch, expected));
  }

  async #patch(user: ActingUser, id: string, patch: PatchAccount, expected: ExpectedRevisions) {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { accounts, passwords } = this.#options;
    const row = await accounts.byId(brand<UserId>(id));
    if (row === null) return refused('not-found');
    const current = revisionOf(presentAccount(row));
    if (!isExpected(current, expected)) return refused('version-mismatch', { current });
    const { role, disabled, password } = patch;
    const grants = role === undefined ? row.grants : withRole(row.grants, role);
    const changed: AccountRow = { ...row, grants, disabled: disabled ?? row.disabled };
    if (isAdministrator(row) && !isAdministrator(changed) && !(await this.#hasOtherAdministrator(row.id))) {
      return refused('invalid', {
        errors: [{ path: role === undefined ? 'disabled' : 'role', code: 'last-administrator' }],
      });
    }
    const passwordHash = password === undefined ? row.passwordHash : await passwords.hash(password);
    const isLocked = password !== undefined || disabled === true;
    const set = { grants: changed.grants, disabled: changed.disabled, passwordHash };
    // In one write: a new password that a failing disk took without ending the old one's sessions would lock nobody out.
    await accounts.update(row.id, set, { endSessions: isLocked });
    if (isLocked) this.#options.revocation.endUser(row.id, 'revoked');
    else if (role !== undefined) this.#options.revocation.endUser(row.id, 'changed');
    return ok(presentAccount(changed));
  }

  async #hasOtherAdministrator(id: UserId): Promise<boolean> {
    const rows = await this.#options.accounts.list();
    return rows.some((row) => row.id !== id && isAdministrator(row));
  }
}

/** An account without its secrets. */
export function presentAccount({
  id,
  username,
  displayName,
  disabled,
  grants,
}: Omit<AccountRow, 'passwordHash' | 'createdAt'>): Account {
  return { id, username, displayName, disabled, grants: grants.map(({ role, bodyId }) => ({ role, bodyId })) };
}

function withRole(grants: readonly Grant[], role: Grant['role']): readonly Grant[] {
  const bodies = new Set(grants.map((grant) => grant.bodyId));
  return bodies.size === 0 ? [{ role, bodyId: null }] : [...bodies].map((bodyId) => ({ role, bodyId }));
}

function isAdministrator(row: AccountRow): boolean {
  return !row.disabled && row.grants.some((grant) => grant.role === 'admin' && grant.bodyId === null);
}
