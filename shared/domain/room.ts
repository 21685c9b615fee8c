// What the record keeps of the room besides the log: the rule in force, people at the door whom nobody knows yet, and the
// quorum as it stood when an item began.
import type { EpochMs, LocalDate } from '../lib/time.ts';
import type { AttendanceVia } from './attendance.ts';
import type { CharterRule, PresetId } from './charter.ts';
import type { EventId, ItemId, PersonKey } from './ids.ts';
import type { Quorum } from './quorum.ts';

/** The body's rule as it was in force for this meeting, copied: a later change of the charter does not reach back. */
export interface MeetingRule {
  readonly preset: PresetId | null;
  /** Since when the body had it; null = it was set for this meeting. */
  readonly from: LocalDate | null;
  readonly rule: CharterRule;
  /** 应到 as the clerk set it; null = as many as members are listed. */
  readonly seats: number | null;
}

/** Somebody who signed in and is on no list: waits for the clerk. */
export interface Arrival {
  readonly id: EventId;
  readonly name: string;
  readonly org: string | null;
  readonly at: EpochMs;
  /** How they came to the door; absent in what was kept before that was noted. */
  readonly via?: AttendanceVia;
  /** Who decided, and who it is; `key` null = nobody who takes part. */
  readonly settled?: { readonly at: EpochMs; readonly by: string; readonly key: PersonKey | null };
}

/** The quorum at the start of an item, frozen: figures and the members who were there. */
export interface QuorumSeen extends Quorum {
  readonly itemId: ItemId;
  readonly at: EpochMs;
  readonly keys: readonly PersonKey[];
}
