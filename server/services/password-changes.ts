// New passwords by those they belong to: with the one they have, or with a one-time link. Either way every session there
// was ends, and whoever did it goes on under a fresh one, all in one write. Api tokens stay: they are no sign-ins.
import type { Invitation } from '../../shared/api/account.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { foldName } from '../../shared/lib/fold-name.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../ports.ts';
import type { AccountRow, Accounts, InvitationRow, PasswordChange } from '../account-ports.ts';
import { aboutAccount, checkedPassword, presentAccount, type PasswordHashes } from './accounts.ts';
import { entryBy } from './audit.ts';
import type { Revocation } from './revocation.ts';
import type { Caller, SecretTokens, SessionMaker } from './session-maker.ts';
import type { AttemptLimits, SignedIn } from './sign-in.ts';

export interface PasswordChangesOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly passwords: PasswordHashes;
  readonly secrets: Pick<SecretTokens, 'hashOf'>;
  readonly sessions: Pick<SessionMaker, 'make'>;
  readonly attempts: Pick<AttemptLimits, 'take' | 'giveBack'>;
  readonly revocation: Pick<Revocation, 'endCredential'>;
  readonly placeOf: (address: string) => string;
}

/** A minute's attempts: at one's own password; with one link; with any link from one place. */
const ATTEMPTS = { own: 10, link: 30, place: 600 };

type FoundInvitation = { readonly invitation: InvitationRow; readonly account: AccountRow };

export class PasswordChanges {
  readonly #options: PasswordChangesOptions;

  constructor(options: PasswordChangesOptions) {
    this.#options = options;
  }

  /**
   * Sets the password of whoever asks with the session `session`. Refusals: `invalid` (`current` is wrong; the new one is
   * refused), `too-many-attempts`, `not-signed-in` (it is not their account or session any more).
   */
  async change(
    user: ActingUser,
    session: string,
    { current, password }: { readonly current: string; readonly password: string },
    caller: Caller,
  ): Promise<Result<SignedIn, RefusalCode>> {
    const { accounts, attempts, passwords, placeOf } = this.#options;
    const account = await accounts.byId(user.userId);
    if (account === null || account.passwordHash === null) return refused('not-signed-in');
    const allowances = [{ key: `own:${account.id} ${placeOf(caller.address)}`, attempts: ATTEMPTS.own }];
    const allowed = attempts.take(allowances);
    if (!allowed.ok) return allowed;
    const turn = { name: foldName(account.username), isKnown: true };
    const isRight = await passwords.verify(current, account.passwordHash, turn);
    if (!isRight.ok) return isRight;
    if (!isRight.value) return refused('invalid', { errors: [{ path: 'current', code: 'wrong-password' }] });
    attempts.giveBack(allowances);
    const checked = checkedPassword(password, account);
    if (!checked.ok) return checked;
    const given = { kind: 'password', passwordHash: account.passwordHash } as const;
    const changed = await this.#replace(account, password, given, { caller, own: session });
    return changed.ok && changed.value === null ? refused('not-signed-in') : orNotFound(changed);
  }

  /** Whose password `token` sets. Refusals: `not-found` (unknown, used, expired, or a disabled account). */
  async read(token: string, caller: Caller): Promise<Result<Invitation, RefusalCode>> {
    const found = await this.#find(token, caller);
    if (!found.ok) return found;
    const { invitation, account } = found.value;
    const { purpose, expiresAt } = invitation;
    return ok({ username: account.username, displayName: account.displayName, purpose, expiresAt });
  }

  /** Uses `token` up; of two at once one wins. Refusals: those of `read`, `invalid` (the password). */
  async accept(
    { token, password }: { readonly token: string; readonly password: string },
    caller: Caller,
  ): Promise<Result<SignedIn, RefusalCode>> {
    const found = await this.#find(token, caller);
    if (!found.ok) return found;
    const { invitation, account } = found.value;
    const checked = checkedPassword(password, account);
    if (!checked.ok) return checked;
    const given = { kind: 'invitation', tokenHash: invitation.tokenHash } as const;
    return orNotFound(await this.#replace(account, password, given, { caller, own: null }));
  }

  async #find(token: string, { address }: Caller): Promise<Result<FoundInvitation, RefusalCode>> {
    const { accounts, attempts, clock, secrets, placeOf } = this.#options;
    const hash = secrets.hashOf(token);
    const place = { key: `invitation:${placeOf(address)}`, attempts: ATTEMPTS.place };
    const ofLink = hash === null ? [] : [{ key: `invitation:${hash}`, attempts: ATTEMPTS.link }];
    const allowed = attempts.take([place, ...ofLink]);
    if (!allowed.ok) return allowed;
    const invitation = hash === null ? null : await accounts.invitationByHash(hash);
    const account = invitation && (await accounts.byId(invitation.userId));
    if (!account || account.disabled || invitation.expiresAt <= clock.now()) return refused('not-found');
    return ok({ invitation, account });
  }

  /** Null when what was given held no more at the instant of writing. */
  async #replace(
    account: AccountRow,
    password: string,
    given: PasswordChange['given'],
    { caller, own }: { readonly caller: Caller; readonly own: string | null },
  ): Promise<Result<SignedIn | null, RefusalCode>> {
    const { accounts, passwords, revocation, sessions } = this.#options;
    const hash = await passwords.hash(password);
    if (!hash.ok) return hash;
    const ended = await accounts.sessions(account.id);
    const { row, token } = sessions.make(account.id, caller);
    const change: PasswordChange = { userId: account.id, passwordHash: hash.value, session: row, given };
    const via = given.kind === 'password' ? ({ kind: 'session' } as const) : ({ kind: 'link' } as const);
    const by = { userId: account.id, via, address: caller.address };
    const action = given.kind === 'password' ? 'password.changed' : 'invitation.used';
    const targets = [aboutAccount(account.id), { kind: 'session', id: row.id } as const];
    if (!(await accounts.changePassword(change, entryBy(by, row.createdAt, action, ...targets)))) return ok(null);
    for (const { tokenHash } of ended) {
      revocation.endCredential(tokenHash, tokenHash === own ? 'replaced' : 'revoked');
    }
    const user = presentAccount({ ...account, passwordHash: hash.value, lastSeenAt: row.createdAt });
    return ok({ user, token });
  }
}

function orNotFound(changed: Result<SignedIn | null, RefusalCode>): Result<SignedIn, RefusalCode> {
  if (!changed.ok) return changed;
  return changed.value === null ? refused('not-found') : ok(changed.value);
}
