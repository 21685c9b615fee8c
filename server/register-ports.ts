// What the core needs to be kept besides the journal, as values in and values out: the audit log, the registers, the bytes of
// files, and the opened store as a whole. The write path itself is in ports.ts; nothing here knows an implementation.
import type { AuditAction } from '../shared/domain/audit.ts';
import type {
  ArchiveId,
  FileId,
  InvitationId,
  ItemId,
  LinkId,
  MeetingId,
  NamedVersionId,
  SessionId,
  TokenId,
  UserId,
} from '../shared/domain/ids.ts';
import type { Grant } from '../shared/domain/roles.ts';
import type { Result } from '../shared/lib/result.ts';
import type { DurationMs, EpochMs } from '../shared/lib/time.ts';
import type {
  ArchiveRow,
  AuditEntry,
  AuditHead,
  FileRow,
  Ledger,
  MeetingRow,
  NamedVersionRow,
  SearchRow,
} from './ports.ts';
import type { Bodies, StockPhrases, Templates } from './preparing-ports.ts';

// ── the audit log ───────────────────────────────────────────────────────────────────────────────────────────────

export interface AuditRow extends Required<AuditEntry> {
  /** From 1, without gaps. */
  readonly ordinal: number;
}

export interface AuditFilter {
  readonly actor: string | null;
  readonly action: AuditAction | null;
  /** Inclusive. */
  readonly from: EpochMs | null;
  /** Exclusive. */
  readonly to: EpochMs | null;
  /** Only rows before this one. */
  readonly before: number | null;
  readonly limit: number;
}

/**
 * The audit log: rows are only added, each in the transaction of what it tells of (by the ledger's `audit` writes and by
 * every write of the registers), each with a hash over the one before it.
 */
export interface Audit {
  /** For what changes nothing else. Rejects with `StorageUnavailable`. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<readonly AuditRow[]>;
  /** Null while it is empty. */
  head(): Promise<AuditHead | null>;
  /** The stored hash (hex) of one row; null when there is none. */
  hashAt(ordinal: number): Promise<string | null>;
  /** Recomputes the chain. `brokenAt`: the first row that is missing or not as it was written. */
  verify(): Promise<{ readonly entries: number; readonly head: AuditHead | null; readonly brokenAt: number | null }>;
}

// ── registers ───────────────────────────────────────────────────────────────────────────────────────────────────

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
    set: Partial<Pick<AccountRow, 'displayName' | 'passwordHash' | 'disabled' | 'grants'>>,
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

/** Reads of meetings; all their writes go through the ledger. */
export interface Meetings {
  byId(id: MeetingId): Promise<MeetingRow | null>;
  /** Newest planned start first; trashed ones only when asked for. */
  list(filter: { readonly trashed: boolean }): Promise<readonly MeetingRow[]>;
}

export interface SearchFilter {
  readonly match: string | null;
  readonly bodyId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** False leaves internal passages out. */
  readonly internal: boolean;
  /** Continue after this archive (exclusive), in the order of the answer. */
  readonly after: { readonly archivedAt: EpochMs; readonly id: ArchiveId } | null;
  readonly limit: number;
}

export type ArchiveSummary = Pick<
  ArchiveRow,
  | 'id'
  | 'meetingId'
  | 'version'
  | 'title'
  | 'bodyId'
  | 'date'
  | 'archivedAt'
  | 'archivedBy'
  | 'archivedByName'
  | 'digest'
>;

/** Reads of the archive; rows are written once, through the ledger. */
export interface Archives {
  byId(id: ArchiveId): Promise<ArchiveRow | null>;
  ofMeeting(meetingId: MeetingId): Promise<readonly ArchiveSummary[]>;
  /** The newest seal of all, the head of the chain; null in an empty archive. */
  head(): Promise<ArchiveSummary | null>;
  /** Newest first, each with its matching passages (all rows of `match` null = none). */
  search(
    filter: SearchFilter,
  ): Promise<
    readonly { readonly archive: ArchiveSummary; readonly passages: readonly Pick<SearchRow, 'itemId' | 'text'>[] }[]
  >;
}

/** Reads of attached files; all their writes go through the ledger. */
export interface Files {
  /** Removed ones too. */
  byId(id: FileId): Promise<FileRow | null>;
  /** Oldest first; removed ones left out. */
  ofMeeting(meetingId: MeetingId): Promise<readonly FileRow[]>;
  /** What stands: removed ones count no more. */
  usageOf(meetingId: MeetingId): Promise<{ readonly count: number; readonly bytes: number }>;
  /** Whether anything needs the blob: a file that stands or was removed after `since`, or a seal. */
  needs(digest: string, since: EpochMs): Promise<boolean>;
  /** Every blob that must be there, with its size: of files that stand, and of all seals. */
  needed(): Promise<readonly { readonly digest: string; readonly sizeBytes: number }[]>;
}

/** What one person wrote for themselves beside a meeting. */
export interface PrivateNote {
  readonly text: string;
  /** Rises by one with each writing; 0 = nothing was ever written. */
  readonly revision: number;
  readonly updatedAt: EpochMs | null;
}

/** Private notes: a text a person and meeting, which nobody else is ever given. Not audited: that someone writes is theirs. */
export interface PrivateNotes {
  of(userId: UserId, meetingId: MeetingId): Promise<PrivateNote>;
  /**
   * Writes over revision `on` (null: over any); null, and nothing is written, when another stands there. Rejects with
   * `StorageUnavailable`.
   */
  write(
    owner: { readonly userId: UserId; readonly meetingId: MeetingId },
    note: { readonly text: string; readonly at: EpochMs; readonly on: number | null },
  ): Promise<PrivateNote | null>;
}

// ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Bytes on their way: on this machine's disk under a name nobody else knows, and in no reader's reach. */
export interface Incoming {
  readonly path: string;
  readonly sizeBytes: number;
  /** sha-256 of what came (hex). */
  readonly digest: string;
}

export interface Expected {
  readonly limitBytes: number;
  /** What will come, if that is known; checked against the room there is before anything is written. */
  readonly bytes: number | null;
}

/** Bytes by their sha-256, kept once however many files have them. Knows no meeting. */
export interface Blobs {
  /**
   * Writes what comes as it comes, no faster than the disk takes it. Refusals: `too-large` {limitBytes},
   * `storage-unavailable`; nothing is left then, nor when `source` rejects, which rejects this.
   */
  receive(
    source: AsyncIterable<Uint8Array>,
    expected: Expected,
  ): Promise<Result<Incoming, 'too-large' | 'storage-unavailable'>>;
  /** Forgets what came. */
  discard(incoming: Incoming): Promise<void>;
  /**
   * Puts what came under its digest, durable when this resolves; call `settle` once the commit that needs it has ended,
   * until then no sweep touches it. Refusal: `storage-unavailable`, after which there is nothing to settle.
   */
  keep(incoming: Incoming): Promise<Result<null, 'storage-unavailable'>>;
  /** Ends what `keep` began; the blob goes at once when nobody else keeps it and `needs` says no. */
  settle(digest: string, needs: BlobNeed): Promise<void>;
  /** The bytes of `range`, of all by default; null when they are missing or not `sizeBytes` long. */
  open(digest: string, sizeBytes: number, range?: ByteRange): Promise<BlobReader | null>;
  /** Reads all of them. */
  check(digest: string): Promise<BlobState>;
  /** Removes what nobody needs and nobody has kept for `olderThan`; answers how many. */
  sweep(needs: BlobNeed, olderThan: DurationMs): Promise<number>;
}

export type BlobNeed = (digest: string) => Promise<boolean>;
export type BlobState = 'intact' | 'missing' | 'damaged';
/** Ends included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}
/** Must be read to its end or destroyed. */
export type BlobReader = NodeJS.ReadableStream & { destroy(error?: Error): unknown };

/** What was found in bytes, and what of them is kept. */
export interface PreparedFile {
  /** The bytes to keep: as they came, or a picture made anew. What came is gone in the second case. */
  readonly incoming: Incoming;
  readonly mediaType: string;
  /** What a name must end in, without the dot; '' = anything. */
  readonly extension: string;
  /** Other endings that mean the same. */
  readonly alike: readonly string[];
  /** Of a picture made anew, px. */
  readonly picture: { readonly width: number; readonly height: number } | null;
}

/** Looks into bytes before they become a file. */
export interface FileIntake {
  /** Refusals: `invalid` {errors: path `file`}, `storage-unavailable`; what came is gone then. Throws like `receive`. */
  prepare(incoming: Incoming, claimedName: string): Promise<Result<PreparedFile, 'invalid' | 'storage-unavailable'>>;
}

// ── history ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A moment of a meeting: after row `seq` of its desk's journal in `version`. */
export interface Moment {
  readonly version: number;
  readonly seq: number;
}

/** What somebody changed about an item. */
export type ChangedPart = 'added' | 'minutes' | 'title' | 'details' | 'removed' | 'restored' | 'tasks' | 'decisions';

/** One person's writing in one item without a long pause. */
export interface StintRow {
  readonly itemId: ItemId;
  /** As the journal names them. */
  readonly by: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The moment after its last row, and the one before its first; null where there was nothing before. */
  readonly point: Moment;
  readonly before: Moment | null;
  /** Characters; what only moved is not counted. */
  readonly added: number;
  readonly removed: number;
  readonly parts: readonly ChangedPart[];
  readonly excerpt: { readonly kind: 'added' | 'removed'; readonly text: string } | null;
}

/** What history cannot tell: text that was there from the start, or rows that are damaged. */
export interface HistoryGap {
  readonly version: number;
  readonly kind: 'imported' | 'damaged';
  /** The last row that can be told of. */
  readonly lastGoodSeq: number;
}

export interface StintPage {
  /** Newest beginning first. */
  readonly stints: readonly StintRow[];
  /** To go on with; null at the end. */
  readonly next: number | null;
  readonly gaps: readonly HistoryGap[];
}

/** An item as it stood; the words in `document` (ProseMirror's JSON) name the place of their writer in `writers`. */
export interface PastItem {
  readonly itemId: ItemId;
  readonly title: string;
  readonly internal: boolean;
  readonly document: unknown;
}

export interface PastMeeting {
  readonly moment: Moment;
  /** When its last row came. */
  readonly at: EpochMs;
  /** In the order of the agenda; those taken off are left out, unless one was asked for by its id. */
  readonly items: readonly PastItem[];
  /** Who wrote, and when they began to; by null = nobody known. */
  readonly writers: readonly { readonly by: string | null; readonly at: EpochMs }[];
}

/** Which meeting, up to which version. */
export interface HistoryOf {
  readonly meetingId: MeetingId;
  readonly version: number;
}

/**
 * Past states of desks, read from the journal apart from whoever writes and shows (a thread of its own). Refusal of both:
 * `history-unavailable` {retryAfterSeconds}: this meeting's could not be read a short time ago.
 */
export interface Histories {
  stints(
    of: HistoryOf,
    filter: { readonly itemId: ItemId | null; readonly before: number | null; readonly limit: number },
  ): Promise<Result<StintPage, 'history-unavailable'>>;
  /**
   * Of one item, or all. Moment null = the newest. Refusals: `not-found`; `document-damaged` {doc, lastGoodSeq}: the rows on
   * the way there cannot be trusted.
   */
  at(
    of: HistoryOf,
    moment: Moment | null,
    itemId: ItemId | null,
  ): Promise<Result<PastMeeting, 'not-found' | 'document-damaged' | 'history-unavailable'>>;
  close(): Promise<void>;
}

/** Reads of named versions; all their writes go through the ledger. */
export interface NamedVersions {
  /** Removed ones too. */
  byId(id: NamedVersionId): Promise<NamedVersionRow | null>;
  /** Oldest first; removed ones left out. */
  ofMeeting(meetingId: MeetingId): Promise<readonly NamedVersionRow[]>;
}

/** The opened store: every port over one database. */
export interface Store {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly archives: Archives;
  readonly audit: Audit;
  readonly files: Files;
  readonly namedVersions: NamedVersions;
  readonly privateNotes: PrivateNotes;
  readonly bodies: Bodies;
  readonly templates: Templates;
  readonly stockPhrases: StockPhrases;
  close(): Promise<void>;
}
