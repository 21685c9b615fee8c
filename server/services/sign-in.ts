// The way in: the one-time set-up of an empty database, signing in and out. Refuses guessing; a wrong password and an
// unknown or disabled account cannot be told apart, neither by answer nor by time (T35, T49).
import type { Account } from '../../shared/api/account.schema.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Accounts, Clock } from '../ports.ts';
import { presentAccount, type AccountService, type PasswordHashes } from './accounts.ts';
import type { Revocation } from './revocation.ts';

/** Making bearer secrets and comparing them in constant time. */
export interface SecretTokens {
  create(): { readonly token: string; readonly hash: string };
  matches(token: string, hash: string): boolean;
}

interface Allowance {
  readonly key: string;
  readonly attempts: number;
}

/** How often signing in may be tried. */
export interface SignInAttempts {
  take(allowances: readonly Allowance[]): Result<null, 'too-many-attempts'>;
  /** The attempt succeeded: it counts no longer. */
  giveBack(allowances: readonly Allowance[]): void;
}

export interface SignInOptions {
  readonly accounts: Accounts;
  readonly accountService: Pick<AccountService, 'add'>;
  readonly clock: Clock;
  readonly passwords: PasswordHashes;
  readonly secrets: SecretTokens;
  readonly attempts: SignInAttempts;
  readonly sessionLifetimeMs: DurationMs;
  readonly revocation: Pick<Revocation, 'endCredential'>;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly callerAddress: string;
  /** The stored form of the session the browser brought along, if any. */
  readonly previousSession: string | null;
}

export interface SetupRequest {
  readonly token: string;
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
}

export interface SignedIn {
  readonly user: Account;
  /** The new session's token, for the cookie. */
  readonly token: string;
}

const ADMIN_NAME = 'admin';
/** A minute's attempts: for one account from one address, for one account, from one address, for the whole server. */
const ATTEMPTS = { pair: 10, account: 30, address: 300, server: 1_000 };

export class SignIn {
  readonly #options: SignInOptions;
  /** Only in memory: a restart with an empty database prints a new link. */
  #setupHash: string | null = null;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** At start: on an empty database makes `admin` when a password is given, else the set-up token to print. */
  async prepare(adminPassword: string | null): Promise<{ readonly setupToken: string | null }> {
    if (!(await this.isSetupNeeded())) return { setupToken: null };
    if (adminPassword !== null) {
      const grants = [{ role: 'admin' as const, bodyId: null }];
      await this.#options.accountService.add({
        username: ADMIN_NAME,
        displayName: ADMIN_NAME,
        password: adminPassword,
        grants,
      });
      return { setupToken: null };
    }
    const { token, hash } = this.#options.secrets.create();
    this.#setupHash = hash;
    return { setupToken: token };
  }

  async isSetupNeeded(): Promise<boolean> {
    return (await this.#options.accounts.count()) === 0;
  }

  /** Makes the first administrator and signs them in. Refusals: `setup-done`, `setup-token-wrong`. */
  async completeSetup({
    token,
    username,
    password,
    displayName,
  }: SetupRequest): Promise<Result<SignedIn, RefusalCode>> {
    if (!(await this.isSetupNeeded())) return refused('setup-done');
    const hash = this.#setupHash;
    if (hash === null || !this.#options.secrets.matches(token, hash)) return refused('setup-token-wrong');
    // Spent before the first wait, so that two requests cannot both use it.
    this.#setupHash = null;
    const grants = [{ role: 'admin' as const, bodyId: null }];
    const added = await this.#options.accountService
      .add({ username, password, displayName, grants })
      .catch((error: unknown) => {
        // Nobody was made: the printed link is still the way in.
        this.#setupHash = hash;
        throw error;
      });
    return added.ok
      ? ok({ user: added.value, token: await this.#openSession(brand<UserId>(added.value.id)) })
      : refused('setup-done');
  }

  /** Refusals: `wrong-credentials`, `too-many-attempts`. */
  async signIn({
    username,
    password,
    callerAddress,
    previousSession,
  }: Credentials): Promise<Result<SignedIn, RefusalCode>> {
    const allowances = allowancesFor(username.toLowerCase(), callerAddress);
    const allowed = this.#options.attempts.take(allowances);
    if (!allowed.ok) return allowed;
    const { accounts, attempts, passwords, revocation } = this.#options;
    const account = await accounts.byUsername(username);
    const correct = await passwords.verify(password, account?.passwordHash ?? null);
    if (!correct || account === null) return refused('wrong-credentials');
    // Checking took a while: whoever was locked out or got another password meanwhile must not slip in.
    const current = await accounts.byId(account.id);
    if (current === null || current.disabled || current.passwordHash !== account.passwordHash) {
      return refused('wrong-credentials');
    }
    attempts.giveBack(allowances);
    // A fresh token at each sign-in, and the browser's old one dies with it (T47).
    if (previousSession !== null) await accounts.deleteSession(previousSession);
    const token = await this.#openSession(current.id);
    // Other pages of that browser come back as whoever is signed in now.
    if (previousSession !== null) revocation.endCredential(previousSession, 'replaced');
    return ok({ user: presentAccount(current), token });
  }

  /** Ends one session with whatever is connected by it. The user's other sessions go on. */
  async signOut(sessionHash: string): Promise<void> {
    await this.#options.accounts.deleteSession(sessionHash);
    this.#options.revocation.endCredential(sessionHash);
  }

  async #openSession(userId: UserId): Promise<string> {
    const { accounts, clock, secrets, sessionLifetimeMs } = this.#options;
    const { token, hash } = secrets.create();
    const createdAt = clock.now();
    await accounts.insertSession({ tokenHash: hash, userId, createdAt, expiresAt: createdAt + sessionLifetimeMs });
    return token;
  }
}

function allowancesFor(username: string, address: string): readonly Allowance[] {
  return [
    { key: `pair:${username}:${address}`, attempts: ATTEMPTS.pair },
    { key: `account:${username}`, attempts: ATTEMPTS.account },
    { key: `address:${address}`, attempts: ATTEMPTS.address },
    { key: 'server', attempts: ATTEMPTS.server },
  ];
}
