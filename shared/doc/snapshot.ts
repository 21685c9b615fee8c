// MeetingSnapshot: desk + record as one plain value, the single shape for archive, export, search and screen.
import type { AgendaItem } from '../domain/agenda.ts';
import type { MeetingId } from '../domain/ids.ts';
import type { MeetingFacts, MeetingPhase } from '../domain/meeting.ts';
import type { Block } from '../domain/minutes.ts';
import type { Person } from '../domain/person.ts';
import type { ItemProgress } from '../domain/progress.ts';
import type { Decision, DeskTask } from '../domain/task.ts';
import type { EpochMs } from '../lib/time.ts';

export const SNAPSHOT_VERSION = 1;

/** `internal`: everything but the secretariat's notes and remarks. `public`: also without internal items and spans. */
export type Audience = 'internal' | 'public';

export interface SnapshotItem extends AgendaItem {
  /** The printed number; null for a break. */
  readonly number: number | null;
  readonly minutes: readonly Block[];
  readonly progress: ItemProgress;
}

export interface MeetingSnapshot {
  readonly snapshotVersion: typeof SNAPSHOT_VERSION;
  readonly audience: Audience;
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly phase: MeetingPhase;
  readonly facts: MeetingFacts;
  /** By `order`, which is the order of courtesy. */
  readonly people: readonly Person[];
  /** By `order`; removed items left out. */
  readonly agenda: readonly SnapshotItem[];
  readonly tasks: readonly DeskTask[];
  readonly decisions: readonly Decision[];
  readonly adjournedAt: EpochMs | null;
}
