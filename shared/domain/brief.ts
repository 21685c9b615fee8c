// 主持人简报: what whoever chairs should know of the body before its next meeting, from the register and its last meeting. Plain
// values; which words say it is the catalogues' business.
import type { DecisionOutcome } from './task.ts';
import type { TaskState } from './task-history.ts';
import type { ReviewCounts } from './task-review.ts';
import type { EpochMs, LocalDate } from '../lib/time.ts';

export interface BriefTask {
  /** 编号. */
  readonly number: number;
  readonly what: string;
  readonly owners: readonly string[];
  readonly state: TaskState;
  readonly due: LocalDate | null;
  readonly dueText: string | null;
}

export interface BriefTopic {
  readonly title: string;
  /** How often it was put off; 0 for what was written down by hand. */
  readonly postponed: number;
  readonly proposer: string | null;
  readonly wantedBy: LocalDate | null;
}

export interface Brief {
  readonly body: string;
  /** The meeting it is for; null while none is planned. */
  readonly meeting: { readonly title: string; readonly plannedStart: EpochMs | null } | null;
  readonly today: LocalDate;
  /** The body's last meeting that was held, and how the tasks of the last one that handed any out stand. */
  readonly last: { readonly title: string; readonly plannedStart: EpochMs | null } | null;
  readonly review: (ReviewCounts & { readonly title: string }) | null;
  readonly decisions: readonly { readonly wording: string; readonly outcome: DecisionOutcome | null }[];
  readonly overdue: readonly BriefTask[];
  /** The other open ones. */
  readonly open: readonly BriefTask[];
  readonly topics: readonly BriefTopic[];
  /** How many must come; null where the charter asks for none. */
  readonly quorum: { readonly seats: number; readonly needed: number } | null;
  /** What counts and is not named to this reader. */
  readonly unnamed: { readonly tasks: number; readonly decisions: number; readonly topics: number };
}
