// What the core needs from the outside world, as values in and values out: time, chance, a log, live lines and the one write
// path. What is kept besides is in the other `-ports.ts`. Implementations live in store/ and in tests/support; nothing here knows one.
import type { AuditAction, AuditTarget, AuditVia } from '../shared/domain/audit.ts';
import type { FileParent } from '../shared/domain/file.ts';
import type {
  ArchiveId,
  AssignedTaskId,
  CommandId,
  DocName,
  FileId,
  ItemId,
  LinkId,
  MeetingId,
  NamedVersionId,
  TaskId,
  TaskLinkId,
  UserId,
} from '../shared/domain/ids.ts';
import type { ReportLineMark } from '../shared/domain/task.ts';
import type { MeetingPhase } from '../shared/domain/meeting.ts';
import type { NamedVersionKind } from '../shared/domain/named-version.ts';
import type { NoticeChannel } from '../shared/domain/notice.ts';
import type { PassageKind } from '../shared/domain/passage.ts';
import type { Parties, Supervisor, TaskEntry, TaskState } from '../shared/domain/task-history.ts';
import type { Result } from '../shared/lib/result.ts';
import type { DurationMs, EpochMs, LocalDate } from '../shared/lib/time.ts';

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
  /** Its agenda was not published: nothing of it leaves the house. Absent = it may. */
  readonly draft?: boolean;
  /** Made to be looked at: it is never sealed, and counts nowhere. */
  readonly sample?: boolean;
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
  readonly kind: PassageKind;
  readonly itemId: string | null;
  readonly internal: boolean;
  readonly text: string;
  /** `text` as tokens for the full-text index (archive/tokenise.ts). */
  readonly tokens: string;
}

/** A task as a sealed version has it, confirmed or not; what became of it stands in the register of tasks. */
export interface SealedTaskRow {
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

/** A task that was handed out, as it stands after its history. */
export interface TaskRow extends Parties {
  readonly id: AssignedTaskId;
  /** 编号, over all tasks; given as it is written. */
  readonly number: number;
  readonly bodyId: string | null;
  readonly meetingId: MeetingId | null;
  /** On the desk of that meeting; null = no desk has it. */
  readonly deskTask: TaskId | null;
  readonly itemId: ItemId | null;
  readonly what: string;
  readonly reportLine: ReportLineMark | null;
  readonly state: TaskState;
  /** When it came into that state. */
  readonly since: EpochMs;
  readonly due: LocalDate | null;
  readonly dueText: string | null;
  readonly supervisor: Supervisor | null;
  /** Rises with each change: a change says which one it was made on. */
  readonly revision: number;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/** What opens the tasks of one identity in one body (shared/domain/task-party). */
export interface TaskLinkRow {
  readonly id: TaskLinkId;
  readonly tokenHash: string;
  readonly bodyId: string | null;
  readonly identity: string;
  /** Whose, as they were called when it was made. */
  readonly name: string;
  readonly createdAt: EpochMs;
  readonly createdBy: UserId;
  readonly expiresAt: EpochMs;
  /** The first time each; null = not yet. */
  readonly deliveredAt: EpochMs | null;
  readonly openedAt: EpochMs | null;
  readonly answeredAt: EpochMs | null;
  readonly revokedAt: EpochMs | null;
  /** It went out in a letter; nobody made it by hand. */
  readonly isMailed: boolean;
}

/** That somebody was written to about a task. */
export interface TaskLetterRow {
  readonly taskId: AssignedTaskId;
  /** An owner's identity, or `user~<id>` of whoever supervises. */
  readonly recipient: string;
  /** Nobody is written to twice about one task for one reason. */
  readonly occasion: string;
  readonly topic: string;
  readonly noticeId: string;
  readonly address: string;
  readonly linkId: TaskLinkId | null;
  readonly at: EpochMs;
  /** When the mail server took it. */
  readonly deliveredAt: EpochMs | null;
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

/** A moment of a meeting that was given a name, by somebody or by a change of phase. */
export interface NamedVersionRow {
  readonly id: NamedVersionId;
  readonly meetingId: MeetingId;
  readonly version: number;
  /** The desk's newest row then. */
  readonly seq: number;
  readonly kind: NamedVersionKind;
  /** Null: what its kind says. */
  readonly name: string | null;
  readonly at: EpochMs;
  readonly by: UserId;
  readonly byName: string;
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
  | { readonly kind: 'sealed-task.insert'; readonly rows: readonly SealedTaskRow[] }
  /** Handed out, with the first entries of its history. */
  | {
      readonly kind: 'task.assign';
      readonly row: Omit<TaskRow, 'number'>;
      /** Who each owner and supporter is over all tasks, by key; see shared/domain/task-party. */
      readonly identities: ReadonlyMap<string, string>;
      readonly entries: readonly TaskEntry[];
    }
  /** Moved by `entries`; nothing of the commit is written when it is not at `from` any more. */
  | {
      readonly kind: 'task.move';
      readonly from: number;
      readonly row: TaskRow;
      readonly identities: ReadonlyMap<string, string>;
      readonly entries: readonly TaskEntry[];
      /** That waited for this task; nothing is written either when one of them does not wait any more. */
      readonly files?: readonly FileId[];
    }
  /** What goes along with a mail about tasks; nothing of the commit is written when it was told before. */
  | {
      readonly kind: 'task.letter';
      readonly link: TaskLinkRow | null;
      readonly letters: readonly TaskLetterRow[];
    }
  /** Letters that wait are taken back, and links in them; nothing of the commit is written when one of them has left. */
  | { readonly kind: 'task.withdraw'; readonly notices: readonly string[] }
  | { readonly kind: 'file.insert'; readonly row: FileRow }
  | { readonly kind: 'file.rename'; readonly id: FileId; readonly name: string }
  | { readonly kind: 'file.remove'; readonly id: FileId; readonly at: EpochMs }
  | { readonly kind: 'named-version.insert'; readonly row: NamedVersionRow }
  | { readonly kind: 'named-version.rename'; readonly id: NamedVersionId; readonly name: string }
  /** With null it stands again. */
  | { readonly kind: 'named-version.remove'; readonly id: NamedVersionId; readonly at: EpochMs | null }
  /** What the audit log says of this entry. */
  | { readonly kind: 'audit'; readonly entry: AuditEntry };

/**
 * What is to be told outside the house, written with the change it tells of (outbox-ports.ts has what becomes of it).
 * Payloads: of a mail JSON of its `Letter`; of an event JSON of what it is about, with its `letter` where people read it.
 */
export interface OutboxRow {
  readonly id: string;
  /** What happened, such as `meeting.archived`. */
  readonly topic: string;
  readonly payload: string;
  /** Not before. */
  readonly dueAt: EpochMs;
  /** Absent = an event. */
  readonly channel?: NoticeChannel;
  /** Of a mail its address, of a hook its name. */
  readonly target?: string;
  /** A second row with the same one leaves nothing: whoever may run twice tells once. */
  readonly key?: string;
  /** Nothing of a draft, a sample or a meeting in the trash leaves; asked when it is about to. */
  readonly meetingId?: MeetingId;
  /** What its senders look it up by, such as `task:<id>`. */
  readonly about?: string;
  /** Waits for the one mail of the day. */
  readonly daily?: boolean;
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

/** The newest row; its hash (hex) stands on all before it. */
export interface AuditHead {
  readonly ordinal: number;
  readonly hash: string;
}

/**
 * What a register rejects with when its write met a full, read-only or failing disk: nothing was written, reads go on, a
 * later try may succeed. The ledger says the same as a refusal.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}
