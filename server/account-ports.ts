// Who may sign in and with what, as it is kept: accounts, invitations, sessions, api tokens, links. Their implementation is in
// store/accounts.ts.
import type { InvitationId, LinkId, MeetingId, SessionId, TokenId, UserId } from '../shared/domain/ids.ts';
import type { Grant } from '../shared/domain/roles.ts';
import type { Result } from '../shared/lib/result.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { AuditEntry } from './ports.ts';

export interface AccountRow {
  readonly id: UserId;
  readonly username: string;
  readonly displayName: string;
  /** Null: invited only, nobody can sign in to it yet. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
  readonly grants: readonly Grant[];
  readonly createdAt: EpochMs;
  /** To the minute; null = never. */
  readonly lastSeenAt: EpochMs | null;
  /** Where what they supervise is reported to; absent = nowhere. */
  readonly email?: string;
}

export interface SessionRow {
  /** Public; grants nothing. */
  readonly id: SessionId;
  /** sha-256 of the cookie's token. */
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
  /** To the minute. */
  readonly lastSeenAt: EpochMs;
  /** Where and with what it was opened; empty when not known. */
  readonly address: string;
  readonly agent: string;
}

/** A one-time link with which an account's password is set. One an account. */
export interface InvitationRow {
  readonly id: InvitationId;
  readonly tokenHash: string;
  readonly userId: UserId;
  /** `invite`: the account has no password yet; `reset`: it has one, which holds until the link is used. */
  readonly purpose: 'invite' | 'reset';
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
}

export interface ApiTokenRow {
  readonly id: TokenId;
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly label: string;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs | null;
}

export interface LinkRow {
  readonly id: LinkId;
  readonly tokenHash: string;
  readonly kind: string;
  readonly meetingId: MeetingId;
  /** The screen it shows; of a check-in link, whose own it is. */
  readonly screen: string | null;
  readonly createdAt: EpochMs;
  readonly createdBy: UserId;
  readonly expiresAt: EpochMs | null;
}

/** A new password with the one session that is open afterwards. */
export interface PasswordChange {
  readonly userId: UserId;
  readonly passwordHash: string;
  readonly session: SessionRow;
  /** What must still hold at the instant of writing. The account must also not be disabled. */
  readonly given:
    | { readonly kind: 'password'; readonly passwordHash: string }
    /** Used up by this. */
    | { readonly kind: 'invitation'; readonly tokenHash: string };
}

/**
 * Accounts, invitations, sign-in sessions, api tokens, links. Small, never hot. Writes reject with `StorageUnavailable`;
 * each takes what the audit log says of it and lands in one transaction with that, or, where nothing is changed, without.
 */
export interface Accounts {
  count(): Promise<number>;
  insert(
    row: AccountRow,
    audit: readonly AuditEntry[],
    invitation?: InvitationRow,
  ): Promise<Result<null, 'username-taken'>>;
  /** `endSessions`: signs the account out everywhere; `endInvitation`: its link is dead. All in the same write. */
  update(
    id: UserId,
    set: Partial<Pick<AccountRow, 'displayName' | 'passwordHash' | 'disabled' | 'grants'>> & {
      readonly email?: string | null;
    },
    audit: readonly AuditEntry[],
    also?: { readonly endSessions?: boolean; readonly endInvitation?: boolean },
  ): Promise<void>;
  byId(id: UserId): Promise<AccountRow | null>;
  /** Case-insensitive. */
  byUsername(username: string): Promise<AccountRow | null>;
  list(): Promise<readonly AccountRow[]>;

  /** In place of the account's earlier one. */
  insertInvitation(row: InvitationRow, audit: AuditEntry): Promise<void>;
  invitationByHash(tokenHash: string): Promise<InvitationRow | null>;
  /** Those not used yet, expired ones among them. */
  invitations(): Promise<readonly InvitationRow[]>;
  /** False when there was none. */
  deleteInvitation(userId: UserId, audit: AuditEntry): Promise<boolean>;
  /** Ends every session and invitation of the account. False, and nothing is written, when `given` holds no more. */
  changePassword(change: PasswordChange, audit: AuditEntry): Promise<boolean>;

  /**
   * Opens a session in the place of `replaces`, while the account still has `passwordHash` and is not disabled; else
   * false, and nothing is written. Sweeps out sessions that are over, and those not seen since `idleSince`.
   */
  insertSession(
    row: SessionRow,
    given: { readonly passwordHash: string; readonly replaces: string | null; readonly idleSince: EpochMs },
    audit: AuditEntry,
  ): Promise<boolean>;
  session(tokenHash: string): Promise<SessionRow | null>;
  /** Newest first; of everybody without a user. */
  sessions(userId?: UserId): Promise<readonly SessionRow[]>;
  /** False when none of them was there. */
  deleteSessions(tokenHashes: readonly string[], audit: AuditEntry): Promise<boolean>;
  /** Sessions and their accounts were seen; those that are gone stay gone. */
  touchSessions(seen: readonly Pick<SessionRow, 'tokenHash' | 'userId' | 'lastSeenAt'>[]): Promise<void>;

  insertToken(row: ApiTokenRow, audit: AuditEntry): Promise<void>;
  tokenByHash(tokenHash: string): Promise<ApiTokenRow | null>;
  /** Oldest first; of everybody without a user. */
  tokens(userId?: UserId): Promise<readonly ApiTokenRow[]>;
  /** False when it was not there. */
  deleteToken(id: TokenId, audit: AuditEntry): Promise<boolean>;

  insertLink(row: LinkRow, audit: AuditEntry): Promise<void>;
  linkByHash(tokenHash: string): Promise<LinkRow | null>;
  linkById(id: LinkId): Promise<LinkRow | null>;
  /** Oldest first; of every meeting without one. */
  links(meetingId?: MeetingId): Promise<readonly LinkRow[]>;
  deleteLink(id: LinkId, audit: AuditEntry): Promise<boolean>;
}
