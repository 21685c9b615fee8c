// What a meeting was, as it can be read: past states of its desks and the moments that were given a name. Implementations are
// in history/ and store/named-versions.ts.
import type { ItemId, MeetingId, NamedVersionId } from '../shared/domain/ids.ts';
import type { Result } from '../shared/lib/result.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { NamedVersionRow } from './ports.ts';

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
