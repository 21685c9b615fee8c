// What the minutes say of how a meeting went: from when to when it was held, and of each item that its own times do not
// tell, what became of it. Knows nothing of words.
import type { EpochMs } from '../lib/time.ts';
import { familyProgress, partsOf } from './agenda-tree.ts';
import { hasContent } from './minutes.ts';
import type { MeetingSnapshot, SnapshotItem } from './snapshot.ts';
import { isUnconfirmedDecision, isUnconfirmedTask } from './task.ts';

export interface HeldSpan {
  readonly from: EpochMs;
  /** Null until it was adjourned. */
  readonly to: EpochMs | null;
}

/** From the first start of an item to 散会; null when nothing was started. */
export function heldSpan(snapshot: Pick<MeetingSnapshot, 'agenda' | 'adjournedAt' | 'startedAt'>): HeldSpan | null {
  const from = snapshot.startedAt ?? firstStart(snapshot.agenda);
  return from === null ? null : { from, to: snapshot.adjournedAt };
}

/** When the first of these items was started; null when none was. */
export function firstStart(agenda: readonly SnapshotItem[]): EpochMs | null {
  const starts = agenda.flatMap((item) => item.progress.startedAt ?? []);
  return starts.length === 0 ? null : starts.reduce((a, b) => Math.min(a, b));
}

/** `pending`: the meeting passed it by. `untimed`: it counts as dealt with and was never started. */
export type Outcome = 'skipped' | 'postponed' | 'untimed' | 'pending';

/**
 * What is said of an item beside its times; null when they say it all.
 * 1. What was passed over is said, with or without times.
 * 2. Once the meeting is over, so is what was never started, unless the agenda was not stepped through at all: minutes
 *    written up afterwards show no progress. A break needs no word.
 * 3. An item with parts stands as it does with them; of the parts of an item that was passed over, that item speaks.
 */
export function outcomeOf(
  item: SnapshotItem,
  { agenda, phase }: Pick<MeetingSnapshot, 'agenda' | 'phase'>,
): Outcome | null {
  const { state, startedAt } = item.progress;
  if (state === 'skipped' || state === 'postponed') return state;
  if (state === 'done' && startedAt === null) return 'untimed';
  const isOver = phase === 'follow-up' || phase === 'archived';
  if (!isOver || state !== 'pending' || item.kind === 'break') return null;
  if (agenda.every((each) => each.progress.state === 'pending')) return null;
  const parent = agenda.find((each) => each.id === item.parentId);
  if (parent && parent.progress.state !== 'done' && parent.progress.state !== 'pending') return null;
  const parts = partsOf(agenda, item.id).map(({ id }) => id);
  const items = new Map(agenda.map((each) => [each.id, each.progress]));
  return familyProgress(item.id, parts, { items }).state === 'pending' ? 'pending' : null;
}

/**
 * The meeting without the matters that did not come up, for papers that tell what took place.
 * 1. Where the agenda was not stepped through at all, every matter counts: minutes written up afterwards show no progress.
 * 2. What nobody started counts as held once the meeting went past it or is over, if something was written down or agreed
 *    under it, or a ceremony or report speaks for itself: somebody forgot to press start.
 * 3. A part stands as its item does.
 */
export function heldPart(snapshot: MeetingSnapshot): MeetingSnapshot {
  const { agenda, adjournedAt } = snapshot;
  const items = new Map(agenda.map((each) => [each.id, each.progress]));
  const states = agenda.map(({ id }) => {
    const parts = partsOf(agenda, id).map((part) => part.id);
    return familyProgress(id, parts, { items }).state;
  });
  if (states.every((state) => state === 'pending')) return snapshot;
  // Where something was decided the meeting has been.
  const decided = new Set(snapshot.decisions.filter((each) => !isUnconfirmedDecision(each)).map((each) => each.itemId));
  const last = agenda.findLastIndex(({ id }, index) => states[index] !== 'pending' || decided.has(id));
  const isHeld = (item: SnapshotItem, index: number): boolean => {
    if (states[index] !== 'pending') return true;
    return (adjournedAt !== null || index <= last) && isTold(item, snapshot);
  };
  const held = new Set(agenda.filter(isHeld).map(({ id }) => id));
  return { ...snapshot, agenda: agenda.filter(({ id, parentId }) => held.has(parentId ?? id)) };
}

/** Whether anything was written down or agreed under it, or under one of its parts. */
function isTold(item: SnapshotItem, { agenda, decisions, tasks }: MeetingSnapshot): boolean {
  const family = [item, ...partsOf(agenda, item.id)];
  const ids = new Set<string | null>(family.map(({ id }) => id));
  return (
    family.some(({ minutes, report, ceremony }) => hasContent(minutes) || report.length > 0 || ceremony !== null) ||
    decisions.some((decision) => ids.has(decision.itemId) && !isUnconfirmedDecision(decision)) ||
    tasks.some((task) => ids.has(task.itemId) && !isUnconfirmedTask(task))
  );
}
