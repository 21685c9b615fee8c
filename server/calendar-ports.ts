// Addresses at which calendars outside the house subscribe to meetings and limits. Their implementation is in
// store/calendar-feeds.ts.
import type { CalendarFeedId, UserId } from '../shared/domain/ids.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { PartScope } from './part-ports.ts';
import type { AuditEntry } from './ports.ts';

/** Whose meetings: an account's own, a body's, or those on whose list somebody of the register stands. */
export type CalendarSubject = 'account' | 'body' | 'person';

export interface CalendarFeedRow {
  readonly id: CalendarFeedId;
  readonly tokenHash: string;
  readonly kind: CalendarSubject;
  /** Id of the account, body or person. */
  readonly subject: string;
  /** The bodies that whoever made it managed then: nothing of others is ever in it. Null = all. */
  readonly scope: PartScope;
  readonly createdAt: EpochMs;
  readonly createdBy: UserId;
  /** When a calendar last asked, to the hour; null = never. */
  readonly usedAt: EpochMs | null;
}

/** Writes reject with `StorageUnavailable`. */
export interface CalendarFeeds {
  byHash(tokenHash: string): Promise<CalendarFeedRow | null>;
  byId(id: CalendarFeedId): Promise<CalendarFeedRow | null>;
  /** Of all these, oldest first. */
  of(kind: CalendarSubject, subjects: readonly string[]): Promise<readonly CalendarFeedRow[]>;
  insert(row: CalendarFeedRow, audit: AuditEntry): Promise<void>;
  used(id: CalendarFeedId, at: EpochMs): Promise<void>;
  /** False when it was gone before. */
  remove(id: CalendarFeedId, audit: AuditEntry): Promise<boolean>;
}
