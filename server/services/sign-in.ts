// The way in: the one-time set-up of an empty database, signing in and out. Refuses guessing; a wrong password and an
// unknown, invited or disabled account cannot be told apart, neither by answer nor by time (T35, T49).
//
// 1. A minute's guesses at one account from one place are `pair`, whoever else guesses there or at it elsewhere.
// 2. From a place where the account never signed in, those beyond the first `first` share `account` with all such places:
//    an attack from everywhere is slowed down, and whoever comes from a new place still gets a try.
// 3. From a place where it did, or with a session of its own, nothing that happens elsewhere counts.
//    They go before strangers, too, when many wait to be checked.
// 4. What succeeds is not counted, so that a room full of people behind one address walks in.
import type { Account } from '../../shared/api/account.schema.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { foldName } from '../../shared/lib/fold-name.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';
import type { AccountRow, Accounts } from '../account-ports.ts';
import { aboutAccount, presentAccount, type AccountService, type PasswordHashes } from './accounts.ts';
import { entryBy } from './audit.ts';
import type { FailedSignIns } from './failed-sign-ins.ts';
import { OPERATOR } from './operator.ts';
import type { Revocation } from './revocation.ts';
import type { Caller, SecretTokens, SessionMaker } from './session-maker.ts';

interface Allowance {
  readonly key: string;
  readonly attempts: number;
}

/** How often something may be tried. */
export interface AttemptLimits {
  take(allowances: readonly Allowance[]): Result<null, 'too-many-attempts'>;
  /** The attempt succeeded: it counts no longer. */
  giveBack(allowances: readonly Allowance[]): void;
  /** Attempts that count at the moment. */
  taken(key: string): number;
}

interface Admission {
  /** To be given back when it was no guess. */
  readonly allowances: readonly Allowance[];
  readonly isKnown: boolean;
}

export interface SignInOptions {
  readonly accounts: Accounts;
  readonly accountService: Pick<AccountService, 'add'>;
  readonly clock: Clock;
  readonly passwords: Pick<PasswordHashes, 'verify'>;
  readonly secrets: Pick<SecretTokens, 'create' | 'matches'>;
  readonly attempts: AttemptLimits;
  readonly sessions: Pick<SessionMaker, 'make'>;
  readonly sessionIdleMs: DurationMs;
  readonly failures: Pick<FailedSignIns, 'add'>;
  readonly revocation: Pick<Revocation, 'endCredential'>;
  /** What is counted as one place: an address, or the network it lies in. */
  readonly placeOf: (address: string) => string;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly caller: Caller;
  /** The stored form of the session the browser brought along, if any. */
  readonly previousSession: string | null;
}

export interface SetupRequest {
  readonly token: string;
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly caller: Caller;
}

export interface SignedIn {
  readonly user: Account;
  /** The new session's token, for the cookie. */
  readonly token: string;
}

const ADMIN_NAME = 'admin';
/** A minute's attempts that may fail; see the rules above. `place`: at all accounts together. */
const ATTEMPTS = { pair: 10, first: 3, account: 30, place: 1_200 };
/** Places remembered as those of an account; the oldest are forgotten first. */
const MAX_PLACES = 20_000;

export class SignIn {
  readonly #options: SignInOptions;
  /** Only in memory: a restart with an empty database prints a new link. */
  #setupHash: string | null = null;
  /** `name place` of each sign-in. */
  readonly #places = new Set<string>();
  #seeding: Promise<void> | null = null;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** At start: on an empty database makes `admin` when a password is given, else the set-up token to print. */
  async prepare(adminPassword: string | null): Promise<{ readonly setupToken: string | null }> {
    if (!(await this.isSetupNeeded())) return { setupToken: null };
    if (adminPassword !== null) {
      const grants = [{ role: 'admin' as const, bodyId: null }];
      const admin = { username: ADMIN_NAME, displayName: ADMIN_NAME, password: adminPassword, grants };
      const added = await this.#options.accountService.add(OPERATOR, admin, 'setup.done');
      if (!added.ok) throw new Error(`ADMIN_PASSWORD is refused: ${reasonOf(added.data)}`);
      return { setupToken: null };
    }
    const { token, hash } = this.#options.secrets.create();
    this.#setupHash = hash;
    return { setupToken: token };
  }

  async isSetupNeeded(): Promise<boolean> {
    return (await this.#options.accounts.count()) === 0;
  }

  /** Makes the first administrator and signs them in. Refusals: `setup-done`, `setup-token-wrong`, `invalid`. */
  async completeSetup(request: SetupRequest): Promise<Result<SignedIn, RefusalCode>> {
    const { token, username, password, displayName, caller } = request;
    if (!(await this.isSetupNeeded())) return refused('setup-done');
    const hash = this.#setupHash;
    if (hash === null || !this.#options.secrets.matches(token, hash)) return refused('setup-token-wrong');
    // Spent before the first wait, so that two requests cannot both use it.
    this.#setupHash = null;
    const account = { username, password, displayName, grants: [{ role: 'admin' as const, bodyId: null }] };
    const by = { ...OPERATOR, address: caller.address };
    const added = await this.#options.accountService.add(by, account, 'setup.done').catch((error: unknown) => {
      // Nobody was made: the printed link is still the way in.
      this.#setupHash = hash;
      throw error;
    });
    if (!added.ok && added.code !== 'username-taken') {
      this.#setupHash = hash;
      return added;
    }
    const row = added.ok ? await this.#options.accounts.byId(brand<UserId>(added.value.id)) : null;
    const signedIn = row && (await this.#open(row, caller, null));
    return signedIn ? ok(signedIn) : refused('setup-done');
  }

  /** Refusals: `wrong-credentials`, `too-many-attempts`. */
  async signIn({ username, password, caller, previousSession }: Credentials): Promise<Result<SignedIn, RefusalCode>> {
    const { accounts, attempts, passwords, failures, revocation } = this.#options;
    const name = foldName(username);
    const admitted = await this.#admit(name, caller, previousSession);
    if (!admitted.ok) {
      // Not looked up: what is refused must cost next to nothing.
      failures.add(null, caller.address);
      return admitted;
    }
    const { allowances, isKnown } = admitted.value;
    const account = await accounts.byUsername(username);
    const checked = await passwords.verify(password, account?.passwordHash ?? null, { name, isKnown });
    if (!checked.ok || !checked.value || account === null) {
      // Not even begun: it was no guess.
      if (!checked.ok) attempts.giveBack(allowances);
      failures.add(account?.id ?? null, caller.address);
      return checked.ok ? refused('wrong-credentials') : checked;
    }
    // Before anything is written: a disk that refuses makes no guess of it.
    attempts.giveBack(allowances);
    const signedIn = await this.#open(account, caller, previousSession);
    // Checking took a while: whoever was locked out or got another password meanwhile does not slip in.
    if (signedIn === null) {
      failures.add(account.id, caller.address);
      return refused('wrong-credentials');
    }
    // Other pages of that browser come back as whoever is signed in now.
    if (previousSession !== null) revocation.endCredential(previousSession, 'replaced');
    return ok(signedIn);
  }

  /** Ends one session with whatever is connected by it. The user's other sessions go on. */
  async signOut(user: { readonly userId: UserId; readonly address: string }, sessionHash: string): Promise<void> {
    const { accounts, clock, revocation } = this.#options;
    const by = { ...user, via: { kind: 'session' } as const };
    await accounts.deleteSessions([sessionHash], entryBy(by, clock.now(), 'sign-out', aboutAccount(user.userId)));
    revocation.endCredential(sessionHash);
  }

  /** A fresh token at each sign-in, and the browser's old one dies with it (T47). Null: the account is not as it was. */
  async #open(account: AccountRow, caller: Caller, replaces: string | null): Promise<SignedIn | null> {
    const { accounts, clock, sessions, sessionIdleMs } = this.#options;
    if (account.passwordHash === null) return null;
    const { row, token } = sessions.make(account.id, caller);
    const given = { passwordHash: account.passwordHash, replaces, idleSince: clock.now() - sessionIdleMs };
    const by = { userId: account.id, via: { kind: 'session' } as const, address: caller.address };
    const targets = [aboutAccount(account.id), { kind: 'session', id: row.id } as const];
    const entry = entryBy(by, row.createdAt, 'sign-in', ...targets);
    if (!(await accounts.insertSession(row, given, entry))) return null;
    this.#remember(this.#placeKey(foldName(account.username), caller.address));
    return { user: presentAccount({ ...account, lastSeenAt: row.createdAt }), token };
  }

  /** The attempts that are taken by this one, by the rules above. */
  async #admit(
    name: string,
    caller: Caller,
    previousSession: string | null,
  ): Promise<Result<Admission, 'too-many-attempts'>> {
    const { accounts, attempts } = this.#options;
    this.#seeding ??= this.#seedPlaces();
    await this.#seeding;
    const isKnown = this.#places.has(this.#placeKey(name, caller.address));
    const allowances = this.#allowancesFor(name, caller, isKnown);
    const allowed = attempts.take(allowances);
    if (allowed.ok) return ok({ allowances, isKnown });
    const session = previousSession === null ? null : await accounts.session(previousSession);
    const account = session && (await accounts.byId(session.userId));
    if (!account || foldName(account.username) !== name) return allowed;
    const own = [{ key: `session:${session.id}`, attempts: ATTEMPTS.pair }];
    const allowedToIt = attempts.take(own);
    return allowedToIt.ok ? ok({ allowances: own, isKnown: true }) : allowedToIt;
  }

  #allowancesFor(name: string, { address }: Caller, isKnown: boolean): readonly Allowance[] {
    const { attempts, placeOf } = this.#options;
    const pair = { key: `pair:${this.#placeKey(name, address)}`, attempts: ATTEMPTS.pair };
    if (isKnown) return [pair];
    const all = [pair, { key: `place:${placeOf(address)}`, attempts: ATTEMPTS.place }];
    const isAmongFirst = attempts.taken(pair.key) < ATTEMPTS.first;
    return isAmongFirst ? all : [...all, { key: `account:${name}`, attempts: ATTEMPTS.account }];
  }

  /** What was remembered before a restart: the places of the sessions that are there. */
  async #seedPlaces(): Promise<void> {
    const { accounts } = this.#options;
    const names = new Map((await accounts.list()).map(({ id, username }) => [id, foldName(username)]));
    for (const { userId, address } of [...(await accounts.sessions())].reverse()) {
      const name = names.get(userId);
      if (name !== undefined && address !== '') this.#remember(this.#placeKey(name, address));
    }
  }

  #placeKey(name: string, address: string): string {
    return `${name} ${this.#options.placeOf(address)}`;
  }

  #remember(place: string): void {
    this.#places.delete(place);
    this.#places.add(place);
    const [oldest] = this.#places;
    if (this.#places.size > MAX_PLACES && oldest !== undefined) this.#places.delete(oldest);
  }
}

function reasonOf({ errors }: Readonly<Record<string, unknown>>): string {
  const list: readonly unknown[] = Array.isArray(errors) ? errors : [];
  const [first] = list;
  return typeof first === 'object' && first !== null && 'code' in first ? String(first.code) : 'not accepted';
}
