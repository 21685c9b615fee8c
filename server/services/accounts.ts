// Accounts: making, inviting and changing them. Whatever takes a right away also ends the sessions and live connections
// that had it. Knows neither scrypt nor cookies.
import type {
  Account,
  CreateAccount,
  CreatedAccount,
  CreatedInvitation,
  PatchAccount,
  ListedAccount,
} from '../../shared/api/account.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import type { AuditAction, AuditTarget } from '../../shared/domain/audit.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, InvitationId, UserId } from '../../shared/domain/ids.ts';
import { passwordFault, type PasswordOwner } from '../../shared/domain/password.ts';
import type { Grant } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { HOUR_MS } from '../../shared/lib/time.ts';
import type { AuditEntry, Clock, Ids } from '../ports.ts';
import type { AccountRow, Accounts, InvitationRow } from '../account-ports.ts';
import { entryBy, type Agent } from './audit.ts';
import type { Revocation } from './revocation.ts';
import { isExpected, revisionOf, type ExpectedRevisions } from './revision.ts';
import type { SecretTokens } from './session-maker.ts';
import { Turnstile } from './turnstile.ts';

/** Making and checking password hashes, a few at a time. Refusal of both: `too-many-attempts`, when too many wait. */
export interface PasswordHashes {
  hash(password: string): Promise<Result<string, 'too-many-attempts'>>;
  /**
   * False, after as much work as otherwise, when `hash` is null. Who is known goes before strangers, and guesses at one
   * `name` before nobody else's.
   */
  verify(
    password: string,
    hash: string | null,
    turn: { readonly name: string; readonly isKnown: boolean },
  ): Promise<Result<boolean, 'too-many-attempts'>>;
}

export interface AccountServiceOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Pick<PasswordHashes, 'hash'>;
  readonly secrets: Pick<SecretTokens, 'create'>;
  readonly revocation: Pick<Revocation, 'endUser'>;
  /** Invitations are made from the configured address only, never from a request's Host header (T62). */
  readonly site: { readonly publicUrl: string };
}

export interface NewAccount {
  readonly username: string;
  /** Null: it is invited, and nobody signs in to it before. */
  readonly password: string | null;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

const INVITATION_LIFETIME_MS = 72 * HOUR_MS;
const MAX_GRANTS = 50;

export class AccountService {
  readonly #options: AccountServiceOptions;
  /** Changes of accounts wait for each other, so that two cannot both remove the other administrator. */
  readonly #changes = new Turnstile();

  constructor(options: AccountServiceOptions) {
    this.#options = options;
  }

  /** Each with the link that is out for it, if any. Refusal: `not-allowed`. */
  async list(user: ActingUser): Promise<Result<readonly ListedAccount[], RefusalCode>> {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const [rows, invitations] = await Promise.all([
      this.#options.accounts.list(),
      this.#options.accounts.invitations(),
    ]);
    const linkOf = new Map(invitations.map(({ userId, purpose, expiresAt }) => [userId, { purpose, expiresAt }]));
    return ok(rows.map((row) => ({ ...presentAccount(row), invitation: linkOf.get(row.id) ?? null })));
  }

  /** The account of whoever asks. Refusal: `not-signed-in` (it is gone). */
  async own(user: Pick<ActingUser, 'userId'>): Promise<Result<Account, RefusalCode>> {
    const row = await this.#options.accounts.byId(user.userId);
    return row === null ? refused('not-signed-in') : ok(presentAccount(row));
  }

  /** Where what they supervise is reported to; null takes it away. Refusal: `not-signed-in` (the account is gone). */
  async setOwnEmail(user: ActingUser, email: string | null): Promise<Result<Account, RefusalCode>> {
    const changed = await this.change(user, user.userId, { email });
    return changed.ok || changed.code !== 'not-found' ? changed : refused('not-signed-in');
  }

  /** Without a password it is invited. Refusals: `not-allowed`, `invalid`, `username-taken`, `too-many-attempts`. */
  async create(user: ActingUser, body: CreateAccount): Promise<Result<CreatedAccount, RefusalCode>> {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { username, password = null, displayName, role, bodyId } = body;
    const grants = body.grants
      ? checkedGrants(body.grants)
      : ok(role ? [{ role, bodyId: bodyOf(bodyId ?? null) }] : []);
    if (!grants.ok) return grants;
    return this.add(user, { username, password, displayName, grants: grants.value });
  }

  /**
   * Adds an account without asking for permission: first start and the command line. Refusals: `invalid` (the password),
   * `username-taken`, `too-many-attempts`.
   */
  async add(
    by: Agent,
    account: NewAccount,
    action: AuditAction = 'account.made',
  ): Promise<Result<CreatedAccount, RefusalCode>> {
    const { username, displayName, grants, password } = account;
    const { accounts, clock, ids } = this.#options;
    const hash = password === null ? ok(null) : await this.#hashed(password, account);
    if (!hash.ok) return hash;
    const createdAt = clock.now();
    const row: AccountRow = {
      ...{ id: brand<UserId>(ids.random()), username, displayName, grants, createdAt },
      ...{ passwordHash: hash.value, disabled: false, lastSeenAt: null },
    };
    const made = entryBy(by, createdAt, action, aboutAccount(row.id));
    if (hash.value !== null) {
      const inserted = await accounts.insert(row, [made]);
      return inserted.ok ? ok(presentAccount(row)) : inserted;
    }
    const invitation = this.#invitation(row);
    const inserted = await accounts.insert(row, [made, this.#invited(by, invitation.row)], invitation.row);
    if (!inserted.ok) return inserted;
    const { url, token, expiresAt } = invitation.created;
    return ok({ ...presentAccount(row), invitation: { url, token, expiresAt } });
  }

  /**
   * Refusals: `not-allowed`, `not-found`, `version-mismatch`, `invalid` (the last administrator must stay; grants; the
   * password), `too-many-attempts`.
   */
  async patch(
    user: ActingUser,
    id: string,
    patch: PatchAccount,
    expected: ExpectedRevisions,
  ): Promise<Result<Account, RefusalCode>> {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    return permitted.ok ? this.change(user, id, patch, expected) : permitted;
  }

  /** `patch` without asking for permission: the command line. */
  change(
    by: Agent,
    id: string,
    patch: PatchAccount,
    expected: ExpectedRevisions = 'any',
  ): Promise<Result<Account, RefusalCode>> {
    return this.#changes.pass(() => this.#change(by, id, patch, expected));
  }

  /**
   * A link with which the account's password is set, in place of an earlier one. Refusals: `not-allowed`, `not-found`,
   * `invalid` (a disabled account).
   */
  async invite(user: ActingUser, id: string): Promise<Result<CreatedInvitation, RefusalCode>> {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    return permitted.ok ? this.inviteAgain(user, id) : permitted;
  }

  /** `invite` without asking for permission: the command line. */
  inviteAgain(by: Agent, id: string): Promise<Result<CreatedInvitation, RefusalCode>> {
    return this.#changes.pass(async () => {
      const row = await this.#options.accounts.byId(brand<UserId>(id));
      if (row === null) return refused('not-found');
      if (row.disabled) return refused('invalid', { errors: [{ path: '', code: 'account-disabled' }] });
      const invitation = this.#invitation(row);
      await this.#options.accounts.insertInvitation(invitation.row, this.#invited(by, invitation.row));
      return ok(invitation.created);
    });
  }

  /** The link is dead. Refusals: `not-allowed`, `not-found`. */
  async withdraw(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const permitted = authorize(user, 'accounts.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { accounts, clock } = this.#options;
    const userId = brand<UserId>(id);
    const entry = entryBy(user, clock.now(), 'invitation.withdrawn', aboutAccount(userId));
    return (await accounts.deleteInvitation(userId, entry)) ? ok(null) : refused('not-found');
  }

  async #change(by: Agent, id: string, patch: PatchAccount, expected: ExpectedRevisions) {
    const { accounts, revocation } = this.#options;
    const row = await accounts.byId(brand<UserId>(id));
    if (row === null) return refused('not-found');
    const current = revisionOfAccount(row);
    if (!isExpected(current, expected)) return refused('version-mismatch', { current });
    const grants = changedGrants(row.grants, patch);
    if (!grants.ok) return grants;
    const { displayName = row.displayName, disabled = row.disabled, password } = patch;
    const changed = withEmail({ ...row, grants: grants.value, displayName, disabled }, patch.email);
    if (isAdministrator(row) && !isAdministrator(changed) && !(await this.#hasOtherAdministrator(row.id))) {
      const path = patch.grants ? 'grants' : patch.role ? 'role' : 'disabled';
      return refused('invalid', { errors: [{ path, code: 'last-administrator' }] });
    }
    const hash = password === undefined ? ok(row.passwordHash) : await this.#hashed(password, changed);
    if (!hash.ok) return hash;
    const isLocked = password !== undefined || (disabled && !row.disabled);
    const email = changed.email ?? null;
    const set = { displayName, grants: changed.grants, disabled, passwordHash: hash.value, email };
    // In one write: a new password that a failing disk took without ending the old one's sessions would lock nobody out.
    const also = { endSessions: isLocked, endInvitation: isLocked };
    await accounts.update(row.id, set, this.#changesOf(by, row, patch), also);
    if (isLocked) revocation.endUser(row.id, 'revoked');
    else if (patch.role !== undefined || patch.grants !== undefined) revocation.endUser(row.id, 'changed');
    return ok(presentAccount({ ...changed, passwordHash: hash.value }));
  }

  #changesOf(by: Agent, row: AccountRow, { displayName, role, grants, disabled, password, email }: PatchAccount) {
    const actions: readonly (AuditAction | null)[] = [
      displayName === undefined && email === undefined ? null : 'account.changed',
      role === undefined && grants === undefined ? null : 'grants.changed',
      disabled === undefined || disabled === row.disabled ? null : disabled ? 'account.disabled' : 'account.enabled',
      password === undefined ? null : 'password.changed',
    ];
    const at = this.#options.clock.now();
    return actions.filter((action) => action !== null).map((action) => entryBy(by, at, action, aboutAccount(row.id)));
  }

  #invited(by: Agent, { id, userId, createdAt }: InvitationRow): AuditEntry {
    return entryBy(by, createdAt, 'invitation.made', aboutAccount(userId), { kind: 'invitation', id });
  }

  #invitation(account: AccountRow): { readonly row: InvitationRow; readonly created: CreatedInvitation } {
    const { clock, ids, secrets, site } = this.#options;
    const { token, hash } = secrets.create();
    const id = brand<InvitationId>(ids.random());
    const createdAt = clock.now();
    const expiresAt = createdAt + INVITATION_LIFETIME_MS;
    const purpose = account.passwordHash === null ? 'invite' : 'reset';
    return {
      row: { id, tokenHash: hash, userId: account.id, purpose, createdAt, expiresAt },
      // In the fragment, which no browser sends anywhere: it reaches neither log nor referrer.
      created: { id, url: `${site.publicUrl}/invite#${token}`, token, expiresAt, purpose },
    };
  }

  async #hashed(password: string, owner: PasswordOwner): Promise<Result<string, RefusalCode>> {
    const checked = checkedPassword(password, owner);
    return checked.ok ? this.#options.passwords.hash(password) : checked;
  }

  async #hasOtherAdministrator(id: UserId): Promise<boolean> {
    const rows = await this.#options.accounts.list();
    return rows.some((row) => row.id !== id && isAdministrator(row));
  }
}

/** Undefined leaves it as it is, null takes it away. */
function withEmail({ email: before, ...row }: AccountRow, email: string | null | undefined): AccountRow {
  const next = email === undefined ? before : email;
  return next === undefined || next === null ? row : { ...row, email: next };
}

/** An account without its secrets. */
export function presentAccount(row: AccountRow): Account {
  const { id, username, displayName, disabled, grants, passwordHash, lastSeenAt } = row;
  return {
    ...{ id, username, displayName, disabled, lastSeenAt },
    ...(row.email === undefined ? {} : { email: row.email }),
    invited: passwordHash === null,
    grants: grants.map(({ role, bodyId }) => ({ role, bodyId })),
  };
}

export function aboutAccount(id: UserId): AuditTarget {
  return { kind: 'account', id };
}

/** Refusal: `invalid`, with why at `password`. */
export function checkedPassword(password: string, owner: PasswordOwner): Result<null, 'invalid'> {
  const fault = passwordFault(password, owner);
  return fault === null ? ok(null) : refused('invalid', { errors: [{ path: 'password', code: fault }] });
}

/** Being seen is no change. */
function revisionOfAccount(row: AccountRow): string {
  return revisionOf(presentAccount({ ...row, lastSeenAt: null }));
}

function bodyOf(bodyId: string | null): BodyId | null {
  return bodyId === null ? null : brand<BodyId>(bodyId);
}

function changedGrants(grants: readonly Grant[], patch: PatchAccount): Result<readonly Grant[], 'invalid'> {
  if (patch.grants) return checkedGrants(patch.grants);
  return ok(patch.role === undefined ? grants : withRole(grants, patch.role));
}

/** Refusal: `invalid`, naming the one grant too many or the first that stands there twice. */
function checkedGrants(grants: NonNullable<PatchAccount['grants']>): Result<readonly Grant[], 'invalid'> {
  if (grants.length > MAX_GRANTS) return refused('invalid', { errors: [{ path: 'grants', code: 'too-many-grants' }] });
  const keys = grants.map(({ role, bodyId }) => `${role} ${bodyId ?? ''}`);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (twice >= 0) return refused('invalid', { errors: [{ path: `grants.${twice}`, code: 'duplicate-grant' }] });
  return ok(grants.map(({ role, bodyId }) => ({ role, bodyId: bodyOf(bodyId) })));
}

function withRole(grants: readonly Grant[], role: Grant['role']): readonly Grant[] {
  const bodies = new Set(grants.map((grant) => grant.bodyId));
  return bodies.size === 0 ? [{ role, bodyId: null }] : [...bodies].map((bodyId) => ({ role, bodyId }));
}

/** Somebody who can sign in and then oversee everything. */
function isAdministrator({ disabled, passwordHash, grants }: AccountRow): boolean {
  const canSignIn = !disabled && passwordHash !== null;
  return canSignIn && grants.some((grant) => grant.role === 'admin' && grant.bodyId === null);
}
