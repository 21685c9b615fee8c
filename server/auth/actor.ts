// From a credential to who is acting, or null: every door (HTTP, both wires, screens) asks here and nowhere else.
// Reads the account on each call, so that a disabled account or a changed grant counts at once.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Clock, LineHolder } from '../ports.ts';
import type { Accounts, LinkRow, SessionRow } from '../account-ports.ts';
import { hashOfToken } from './secret-token.ts';
import { linkOfViewKey, opensView } from './view-key.ts';
import { readSessionCookie, SESSION_IDLE_MS } from './session-cookie.ts';

/** A signed-in person and the credential that says so; `via.hash` is the stored form of that credential. */
export interface Actor extends ActingUser {
  readonly username: string;
  readonly via: { readonly kind: 'session' | 'token'; readonly hash: string; readonly expiresAt: EpochMs | null };
  readonly address: string;
}

/** The person as revocation knows whoever holds a live line. */
export function holderOf({ userId, via: { hash, expiresAt } }: Actor): LineHolder {
  return { kind: 'user', userId, hash, expiresAt };
}

export interface IdentitiesOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** Whether people reach the server by https: decides the cookie's name. */
  readonly secure: boolean;
  readonly activity: SessionActivity;
}

/** When sessions were used last: what the table says of that is up to a minute old. */
export interface SessionActivity {
  /** Notes that `session` is used now. */
  seen(session: SessionRow): void;
  lastSeenAt(session: SessionRow): EpochMs;
}

/** Where a request came from; see caller-address. */
type Address = string;

/** Reads credentials. An unknown, expired or malformed one gives null, as does one of a disabled account. */
export class Identities {
  readonly #options: IdentitiesOptions;

  constructor(options: IdentitiesOptions) {
    this.#options = options;
  }

  /** `header`: the request's `Cookie` header. */
  async ofCookie(header: string | undefined, address: Address): Promise<Actor | null> {
    const hash = hashOfToken(readSessionCookie(header, this.#options.secure) ?? '');
    return hash === null ? null : this.#ofSession(hash, address);
  }

  /** `token`: an api token as it was shown once. */
  async ofToken(token: string, address: Address): Promise<Actor | null> {
    const hash = hashOfToken(token);
    return hash === null ? null : this.#ofTokenHash(hash, address);
  }

  /** The same credential asked again: connections live long, and rights change meanwhile. */
  async again({ via, address }: Actor): Promise<Actor | null> {
    return via.kind === 'session' ? this.#ofSession(via.hash, address) : this.#ofTokenHash(via.hash, address);
  }

  /** `token`: what a link page carries in its path, or a view key made from a link. The row says which meeting and kind of page it opens. */
  async ofLink(token: string): Promise<LinkRow | null> {
    const row = await this.#link(token);
    return row === null || this.#isOver(row.expiresAt) ? null : row;
  }

  async #link(token: string): Promise<LinkRow | null> {
    const { accounts } = this.#options;
    const hash = hashOfToken(token);
    if (hash !== null) return accounts.linkByHash(hash);
    const id = linkOfViewKey(token);
    const row = id === null ? null : await accounts.linkById(id);
    return row !== null && opensView(token, row) ? row : null;
  }

  async #ofSession(hash: string, address: Address): Promise<Actor | null> {
    const { accounts, activity, clock } = this.#options;
    const session = await accounts.session(hash);
    if (session === null || this.#isOver(session.expiresAt)) return null;
    if (activity.lastSeenAt(session) + SESSION_IDLE_MS <= clock.now()) return null;
    const actor = await this.#actor(session.userId, { kind: 'session', hash, expiresAt: session.expiresAt }, address);
    if (actor !== null) activity.seen(session);
    return actor;
  }

  async #ofTokenHash(hash: string, address: Address): Promise<Actor | null> {
    const row = await this.#options.accounts.tokenByHash(hash);
    if (row === null || this.#isOver(row.expiresAt)) return null;
    return this.#actor(row.userId, { kind: 'token', hash, expiresAt: row.expiresAt }, address);
  }

  #isOver(expiresAt: EpochMs | null): boolean {
    return expiresAt !== null && expiresAt <= this.#options.clock.now();
  }

  async #actor(userId: UserId, via: Actor['via'], address: Address): Promise<Actor | null> {
    const account = await this.#options.accounts.byId(userId);
    if (account === null || account.disabled) return null;
    const { username, displayName, grants } = account;
    return { userId, username, displayName, grants, via, address };
  }
}
