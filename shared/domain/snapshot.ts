// MeetingSnapshot: desk + record as one plain value, the single shape for archive, export, search and screen. Built by
// shared/doc/snapshot.ts; made fit for the public by domain/publish.ts.
import type { EpochMs } from '../lib/time.ts';
import type { AgendaItem, ItemPlace } from './agenda.ts';
import type { MeetingFile } from './file.ts';
import type { ArticleFacts, ArticleText } from './article.ts';
import type { Absence, RollState, Stay } from './attendance.ts';
import type { ConveningFacts } from './convening.ts';
import type { MeetingId, PersonKey } from './ids.ts';
import type { MeetingFacts, MeetingPhase } from './meeting.ts';
import type { MinutesDraft } from './minutes-draft.ts';
import type { Block } from './minutes.ts';
import type { Person } from './person.ts';
import type { ItemProgress, Recess } from './progress.ts';
import type { MeetingRule, QuorumSeen } from './room.ts';
import type { Decision, DeskTask } from './task.ts';

export const SNAPSHOT_VERSION = 1;

/** `internal`: everything but the secretariat's notes and remarks. `public`: also without internal items and spans. */
export type Audience = 'internal' | 'public';

/** With its printed number (null for a break) and, for a part of an item, that item's. */
export interface SnapshotItem extends AgendaItem, ItemPlace {
  readonly minutes: readonly Block[];
  readonly progress: ItemProgress;
}

/** How somebody stands in the roll. When they came and went, and why not, is for the secretariat. */
export interface RollEntry {
  readonly key: PersonKey;
  readonly state: RollState;
  readonly stays?: readonly Stay[];
  readonly absences?: readonly Absence[];
}

/** The rule of the meeting, and the quorum at the start of each item, in order; `keys` are for the secretariat. */
export interface SnapshotRoom {
  readonly rule: MeetingRule | null;
  readonly seen: readonly (Omit<QuorumSeen, 'keys'> & Partial<Pick<QuorumSeen, 'keys'>>)[];
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
  /** When the meeting began, where that is not told by its agenda: its first item was internal and is left out. */
  readonly startedAt?: EpochMs;
  readonly adjournedAt: EpochMs | null;
  /** In order; absent when the meeting was never suspended. */
  readonly recesses?: readonly Recess[];
  /** Oldest first; absent when there are none, as in what was sealed before there were files. */
  readonly files?: readonly MeetingFile[];
  /** In the order of courtesy, of those of whom anything is known; absent where no roll was called. */
  readonly roll?: readonly RollEntry[];
  /** Formal minutes as people edited them; absent where nobody began. */
  readonly minutesDraft?: MinutesDraft;
  /** What its notice says besides; absent where nothing is filled in, and for the public. */
  readonly convening?: ConveningFacts;
  /** What is filled in for its article; absent where nothing is. */
  readonly article?: ArticleFacts;
  /** Sections of its article that somebody wrote, each once; absent where all are as they are composed. */
  readonly articleText?: readonly ArticleText[];
  /** Absent where no rule was set. */
  readonly room?: SnapshotRoom;
}
