// What the core needs to be kept besides the journal, as values in and values out: the audit log, meetings, the archive,
// private notes, and the opened store as a whole. Accounts, files, history, people, tasks, looks of screens and what meetings are
// prepared from have files of their own (account-, file-, history-, people-, task-, series-, hall-look-, outbox-, preparing-ports.ts); the
// write path is in ports.ts. Nothing here knows an implementation.
import type { AuditAction } from '../shared/domain/audit.ts';
import type { ArchiveId, MeetingId, UserId } from '../shared/domain/ids.ts';
import type { PassageKind } from '../shared/domain/passage.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { Accounts } from './account-ports.ts';
import type { Files } from './file-ports.ts';
import type { HallLooks } from './hall-look-ports.ts';
import type { MinutesTemplates } from './minutes-template-ports.ts';
import type { HolidayYears } from './holiday-ports.ts';
import type { NamedVersions } from './history-ports.ts';
import type { Outbox } from './outbox-ports.ts';
import type { ArchiveRow, AuditEntry, AuditHead, Ledger, MeetingRow, SearchRow } from './ports.ts';
import type { CalendarFeeds } from './calendar-ports.ts';
import type { PartsTaken } from './part-ports.ts';
import type { People } from './people-ports.ts';
import type { Topics } from './series-ports.ts';
import type { TaskFiles, TaskLetters, TaskLinks, Tasks } from './task-ports.ts';
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

/** A passage, and the title of the item it stands in. */
export interface FoundPassage extends Pick<SearchRow, 'itemId' | 'text'> {
  readonly itemTitle: string | null;
  /** Null in an index of before kinds were kept. */
  readonly kind: PassageKind | null;
}

/** Reads of the archive; rows are written once, through the ledger. */
export interface Archives {
  byId(id: ArchiveId): Promise<ArchiveRow | null>;
  ofMeeting(meetingId: MeetingId): Promise<readonly ArchiveSummary[]>;
  /** The newest seal of all, the head of the chain; null in an empty archive. */
  head(): Promise<ArchiveSummary | null>;
  /** Newest first, each with its matching passages (all rows of `match` null = none). */
  search(
    filter: SearchFilter,
  ): Promise<readonly { readonly archive: ArchiveSummary; readonly passages: readonly FoundPassage[] }[]>;
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
  readonly tasks: Tasks;
  readonly taskLinks: TaskLinks;
  readonly taskLetters: TaskLetters;
  readonly topics: Topics;
  readonly taskFiles: TaskFiles;
  readonly bodies: Bodies;
  readonly hallLooks: HallLooks;
  readonly minutesTemplates: MinutesTemplates;
  readonly holidayYears: HolidayYears;
  readonly templates: Templates;
  readonly stockPhrases: StockPhrases;
  readonly people: People;
  readonly partsTaken: PartsTaken;
  readonly calendarFeeds: CalendarFeeds;
  readonly outbox: Outbox;
  close(): Promise<void>;
}
