// What the core needs from the outside world, as values in and values out. Implementations live in store/ and in
// tests/support; nothing here knows one.
import type { AuditAction, AuditTarget, AuditVia } from '../shared/domain/audit.ts';
import type { FileParent } from '../shared/domain/file.ts';
import type {
  ArchiveId,
  CommandId,
  DocName,
  FileId,
  InvitationId,
  LinkId,
  MeetingId,
  SessionId,
  TokenId,
  UserId,
} from '../shared/domain/ids.ts';
import type { MeetingPhase } from '../shared/domain/meeting.ts';
import type { Grant } from '../shared/domain/roles.ts';
import type { Result } from '../shared/lib/result.ts';
import type { DurationMs, EpochMs } from '../shared/lib/time.ts';

/** Time, injected. `after` runs `task` once, `delay` ms later, and returns the cancellation. */
export interface Clock {
  now(): EpochMs;
  /** Never jumps; for measuring lengths only. */
  monotonicMs(): DurationMs;
  after(delay: DurationMs, task: () => void): () => void;
}

/** Randomness, injected. `random()` has ≥ 128 bits as [0-9A-Za-z_-]; `clientId()` is a fresh Yjs client id (uint32). */
export interface Ids {
  random(): string;
  clientId(): number;
}

export interface Log {
  info(message: string, context?: Readonly<Record<string, unknown>>): void;
  warn(message: string, context?: Readonly<Record<string, unknown>>): void;
  error(message: string, context?: Readonly<Record<string, unknown>>): void;
}

// ── live lines ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What opened a live line and until when it may be used; `hash` is the stored form of the credential. */
export type LineHolder =
  | { readonly kind: 'user'; readonly userId: UserId; readonly hash: string; readonly expiresAt: EpochMs | null }
  | {
      readonly kind: 'link';
      readonly linkId: LinkId;
      readonly meetingId: MeetingId;
      readonly hash: string;
      readonly expiresAt: EpochMs | null;
    };

/**
 * Why a line's right is over. `revoked`: there is none any more. `replaced`: the credential is gone, its holder may have
 * another one by now. `changed`: the credential is good, what it allows is to be asked again. `gone`: what it opened.
 */
export type LineEnd = 'revoked' | 'replaced' | 'changed' | 'gone';

/** Where every live connection is known from the moment it is known who it is; see services/revocation. */
export interface LiveLines {
  /** Answers what `ask` answers, asked again whenever a right was taken meanwhile: what was read before may be untrue. */
  certain<T>(ask: () => Promise<T>): Promise<T>;
  /** `end` is called at each loss of a right, until the line leaves by the returned function. Must not throw. */
  enter(holder: LineHolder, end: (why: LineEnd) => void): () => void;
}

// ── the one write path ──────────────────────────────────────────────────────────────────────────────────────────

/** One journal row to be: what one principal added to one document in one batch. */
export interface Append {
  readonly doc: DocName;
  readonly epoch: string;
  readonly principal: string;
  readonly receivedAt: EpochMs;
  /** A V1 update that passed the guard. */
  readonly bytes: Uint8Array;
  /** Client ids bound to `principal` by this append (first extension of each). */
  readonly claims: readonly number[];
}

/** A command seen once: a second commit with the same id is refused with the first one's result. */
export interface CommandRow {
  readonly id: CommandId;
  readonly meetingId: MeetingId;
  readonly principal: string;
  readonly kind: string;
  readonly at: EpochMs;
  /** Plain JSON, returned to retries. */
  readonly result: unknown;
}

/** What is kept of a command, for whoever sends it again. */
export type CommandResult = Pick<CommandRow, 'principal' | 'meetingId' | 'kind' | 'result'>;

export interface MeetingRow {
  readonly id: MeetingId;
  readonly title: string;
  readonly phase: MeetingPhase;
  readonly version: number;
  readonly bodyId: string | null;
  readonly plannedStart: EpochMs | null;
  readonly plannedEnd: EpochMs | null;
  readonly venue: string | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly trashedAt: EpochMs | null;
}

export interface ArchiveRow {
  readonly id: ArchiveId;
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly title: string;
  readonly bodyId: string | null;
  /** Day of the meeting `YYYY-MM-DD`, null when it was never planned or held. */
  readonly date: string | null;
  readonly archivedAt: EpochMs;
  readonly archivedBy: UserId;
  readonly archivedByName: string;
  /** The seal's sha-256 (hex), over the canonical seal. */
  readonly digest: string;
  readonly previousDigest: string | null;
  /** Canonical JSON of the seal: sealVersion, snapshot digest, journal digests, previous digest, list of files. */
  readonly seal: string;
  /** Canonical JSON of the internal MeetingSnapshot. */
  readonly snapshot: string;
  readonly overrideReason: string | null;
}

/** One passage to be found: an item's paragraph, a title, a task, a person … */
export interface SearchRow {
  readonly archiveId: ArchiveId;
  readonly itemId: string | null;
  readonly internal: boolean;
  readonly text: string;
  /** `text` as tokens for the full-text index (archive/tokenise.ts). */
  readonly tokens: string;
}

export interface TaskRow {
  readonly id: string;
  readonly meetingId: MeetingId;
  readonly archiveId: ArchiveId;
  readonly itemId: string | null;
  readonly what: string;
  /** JSON of TaskParty[]. */
  readonly owners: string;
  readonly due: string | null;
  readonly dueText: string | null;
  readonly state: string;
}

/** An attached file; its bytes are the blob of its digest. */
export interface FileRow {
  readonly id: FileId;
  readonly meetingId: MeetingId;
  readonly parent: FileParent;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** sha-256 of the bytes (hex). */
  readonly digest: string;
  /** Of pictures that can be shown, px; else null, both or neither. */
  readonly width: number | null;
  readonly height: number | null;
  readonly createdAt: EpochMs;
  readonly createdBy: UserId;
  readonly createdByName: string;
  /** Taken off the meeting; versions that were sealed with it still have it. */
  readonly removedAt: EpochMs | null;
}

/** A change of a table, as a value; committed together with the journal rows it belongs to. */
export type Write =
  | { readonly kind: 'meeting.insert'; readonly row: MeetingRow }
  | {
      readonly kind: 'meeting.update';
      readonly id: MeetingId;
      readonly set: Partial<Omit<MeetingRow, 'id' | 'createdAt'>>;
    }
  | { readonly kind: 'document.insert'; readonly doc: DocName; readonly epoch: string }
  | { readonly kind: 'document.freeze'; readonly doc: DocName }
  | { readonly kind: 'archive.insert'; readonly row: ArchiveRow }
  /** All passages of the archives that `rows` name, in place of any they had. */
  | { readonly kind: 'archive.text'; readonly rows: readonly SearchRow[] }
  | { readonly kind: 'task.insert'; readonly rows: readonly TaskRow[] }
  | { readonly kind: 'file.insert'; readonly row: FileRow }
  | { readonly kind: 'file.rename'; readonly id: FileId; readonly name: string }
  | { readonly kind: 'file.remove'; readonly id: FileId; readonly at: EpochMs }
  /** What the audit log says of this entry. */
  | { readonly kind: 'audit'; readonly entry: AuditEntry };

export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly payload: string;
  readonly dueAt: EpochMs;
}

export interface LedgerEntry {
  readonly appends: readonly Append[];
  readonly command?: CommandRow;
  /** Applied in order: `document.insert` before the appends, everything else after them. */
  readonly writes: readonly Write[];
  readonly outbox: readonly OutboxRow[];
}

export interface LedgerReceipt {
  /** The sequence number of each append, in the same order; dense per document, from 1. */
  readonly seqs: readonly number[];
}

export type LedgerRefusal =
  | 'document-frozen'
  | 'epoch-changed'
  | 'not-found'
  | 'document-damaged'
  | 'command-conflict'
  /** Full or read-only disk: nothing was written, reads go on, a later commit may succeed. */
  | 'storage-unavailable';

export interface JournalRow {
  readonly seq: number;
  readonly principal: string;
  readonly receivedAt: EpochMs;
  readonly bytes: Uint8Array;
}

/** What opening a document gives: the newest folded snapshot and the journal rows after it. */
export interface StoredDocument {
  readonly doc: DocName;
  readonly epoch: string;
  readonly frozen: boolean;
  /** The last good sequence number; 0 for an empty document. */
  readonly seq: number;
  readonly snapshot: { readonly seq: number; readonly bytes: Uint8Array } | null;
  readonly tail: readonly JournalRow[];
  /** Owner of each claimed client id. */
  readonly claims: ReadonlyMap<number, string>;
  /** Set when a row failed its check: reads end at `seq`, writes are refused by name. */
  readonly damaged: { readonly lastGoodSeq: number; readonly reason: string } | null;
}

/**
 * The one write path and the journal's reader. `commit` is durable when it resolves (R1): SQLite with
 * synchronous=FULL. It never throws for what a caller can cause; a failed flush ends the process through `onFatal`.
 */
export interface Ledger {
  /** An entry with nothing in it leaves nothing, and is answered as any other: it asks whether the disk takes writes. */
  commit(entry: LedgerEntry): Promise<Result<LedgerReceipt, LedgerRefusal>>;
  /** Null when there is no such document. */
  open(doc: DocName): Promise<StoredDocument | null>;
  /** All rows from `fromSeq` on, good prefix only; for replay, verification and export. */
  journal(doc: DocName, fromSeq: number): Promise<readonly JournalRow[]>;
  /** Digest over the journal's chain of hashes at `seq` (hex); null when there is no such row. */
  journalDigest(doc: DocName, seq: number): Promise<string | null>;
  /** Stores a folded snapshot; refused silently when an equal or newer one is there. Journal rows stay. */
  putSnapshot(doc: DocName, seq: number, bytes: Uint8Array): Promise<void>;
  /** The stored result of a command already committed, or null. */
  commandResult(id: CommandId): Promise<CommandResult | null>;
  close(): Promise<void>;
}

// ── the audit log ───────────────────────────────────────────────────────────────────────────────────────────────

/** Who did what to what, when, by which credential and from where. Ids only, never names, texts or secrets. */
export interface AuditEntry {
  readonly at: EpochMs;
  /** Id of an account or a link, or one of the fixed names of shared/domain/audit. */
  readonly actor: string;
  readonly via: AuditVia;
  readonly action: AuditAction;
  readonly targets: readonly AuditTarget[];
  /** As far as TRUST_PROXY lets it be believed; null where there is none. */
  readonly address: string | null;
  /** How many alike this one stands for; absent = 1. */
  readonly count?: number;
}

export interface AuditRow extends Required<AuditEntry> {
  /** From 1, without gaps. */
  readonly ordinal: number;
}

/** The newest row; its hash (hex) stands on all before it. */
export interface AuditHead {
  readonly ordinal: number;
  readonly hash: string;
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

/**
 * What a register rejects with when its write met a full, read-only or failing disk: nothing was written, reads go on, a
 * later try may succeed. The ledger says the same as a refusal.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
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

/** The opened store: every port over one database. */
export interface Store {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly archives: Archives;
  readonly audit: Audit;
  readonly files: Files;
  close(): Promise<void>;
}
