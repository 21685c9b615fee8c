// Action items 督办 as they are captured on the desk: who does what by when, from which item.
import type { Anchor } from './anchor.ts';
import type { LocalDate } from '../lib/time.ts';
import type { DecisionId, ItemId, RowId, TaskId } from './ids.ts';

export interface TaskParty {
  readonly key: string;
  readonly name: string;
  /** 牵头. */
  readonly lead: boolean;
}

/**
 * The line of a work report's 下一步 that a task was made of, as an `Anchor` holds a passage of the minutes: `from` and `to` are
 * Yjs relative positions in that cell, `quote` is what the line read then, cut at `MAX_QUOTE`.
 */
export interface ReportSource {
  readonly itemId: ItemId;
  readonly rowId: RowId;
  readonly from: string;
  readonly to: string;
  readonly quote: string;
}

/** The same as it outlives the desk: the words alone. */
export interface ReportLineMark extends Pick<ReportSource, 'itemId' | 'rowId'> {
  readonly text: string;
}

export interface DeskTask {
  readonly id: TaskId;
  readonly what: string;
  readonly owners: readonly TaskParty[];
  readonly supporters: readonly TaskParty[];
  readonly due: LocalDate | null;
  /** The limit as it was said (下半年, 月底), kept beside any date read from it. */
  readonly dueText: string | null;
  readonly itemId: ItemId | null;
  readonly state: 'draft' | 'confirmed';
  readonly order: string;
  /** The passage it was taken from. */
  readonly anchor?: Anchor;
  readonly reportLine?: ReportSource;
}

/** 待确认: nobody has said yet that it stands. It is sealed with that mark, and the hall does not see it. */
export function isUnconfirmedTask({ state }: Pick<DeskTask, 'state'>): boolean {
  return state === 'draft';
}

/** 待确认: no motion decides it, and nobody has said what came of it. */
export function isUnconfirmedDecision({ outcome, motionId }: Pick<Decision, 'outcome' | 'motionId'>): boolean {
  return outcome === null && motionId === null;
}

/** 审议通过 · 原则通过 · 暂缓 · 再议 · 否决 · 撤回 (domain.md §3.2). */
export const DECISION_OUTCOMES = [
  'adopted',
  'adopted_in_principle',
  'deferred',
  'to_be_reconsidered',
  'rejected',
  'withdrawn',
] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

export interface Decision {
  readonly id: DecisionId;
  readonly wording: string;
  readonly itemId: ItemId | null;
  /** Only without a motion: by consensus. */
  readonly outcome: DecisionOutcome | null;
  readonly motionId: string | null;
  readonly order: string;
  /** The passage it was taken from. */
  readonly anchor?: Anchor;
}
