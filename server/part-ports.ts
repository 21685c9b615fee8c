// What somebody's part in meetings was, as it is kept: read out of the documents of meetings and stamped with how far they had
// come, so that it can always be told from what stands, and be thrown away. Its implementation is in store/parts-taken.ts.
import type { MeetingId } from '../shared/domain/ids.ts';
import type { MeetingPhase } from '../shared/domain/meeting.ts';
import type { PartTaken } from '../shared/domain/part-taken.ts';
import type { EpochMs } from '../shared/lib/time.ts';

/** The bodies whose meetings count, `null` among them for meetings of no body; null = all. */
export type PartScope = readonly (string | null)[] | null;

/** A meeting, published and real, whose documents have gone on since it was read. */
export interface UnreadMeeting {
  readonly id: MeetingId;
  readonly version: number;
  /** How far its documents have come. */
  readonly stamp: string;
}

/** A meeting that began, neither sample nor in the trash, and those parts in it that were asked for. */
export interface PartsInMeeting {
  readonly id: MeetingId;
  readonly title: string;
  readonly bodyId: string | null;
  readonly phase: MeetingPhase;
  /** When it was planned for; else when it began, else when it was made. */
  readonly at: EpochMs;
  readonly parts: readonly PartTaken[];
}

/** Writes reject with `StorageUnavailable`. */
export interface PartsTaken {
  unread(scope: PartScope): Promise<readonly UnreadMeeting[]>;
  /** In the place of what was read of that meeting before. */
  put(
    meeting: UnreadMeeting,
    read: { readonly startedAt: EpochMs | null; readonly parts: readonly PartTaken[] },
  ): Promise<void>;
  /** The meetings, also those to come, on whose list one of these people of the register stands. */
  listed(ids: readonly string[], scope: PartScope): Promise<ReadonlySet<MeetingId>>;
  /** Of people of the register; newest first. */
  ofPeople(ids: readonly string[], scope: PartScope): Promise<readonly PartsInMeeting[]>;
  /** Of everybody who was there for a unit of one of these names (as `nameKeyOf` has them); newest first. */
  ofUnits(keys: readonly string[], scope: PartScope): Promise<readonly PartsInMeeting[]>;
}
