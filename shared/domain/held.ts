// What the minutes say of how a meeting went: from when to when it was held, and of each item that its own times do not
// tell, what became of it. Knows nothing of words.
import type { EpochMs } from '../lib/time.ts';
import { familyProgress, partsOf } from './agenda-tree.ts';
import { hasContent } from './minutes.ts';
import type { ItemProgress } from './progress.ts';
import type { MeetingSnapshot, SnapshotItem } from './snapshot.ts';

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
 * Whether it may be told as something that took place. Minutes written up afterwards show no progress at all, so everything
 * did; once the meeting has begun, what was never started did only where something was written down or decided under it.
 */
export function tookPlace(
  item: SnapshotItem,
  snapshot: Pick<MeetingSnapshot, 'agenda' | 'decisions' | 'startedAt'>,
): boolean {
  const { agenda, decisions, startedAt } = snapshot;
  const { state } = item.progress;
  if (state !== 'pending') return state !== 'skipped' && state !== 'postponed';
  const hasBegun = startedAt !== undefined || agenda.some(({ progress }) => wasTakenUp(progress));
  if (!hasBegun || hasContent(item.minutes) || decisions.some(({ itemId }) => itemId === item.id)) return true;
  const parts = partsOf(agenda, item.id);
  if (parts.length > 0) return parts.some((part) => tookPlace(part, snapshot));
  const parent = agenda.find(({ id }) => id === item.parentId);
  // An item that was dealt with in one went with its parts.
  return parent?.progress.state === 'done' && !partsOf(agenda, parent.id).some(({ progress }) => wasTakenUp(progress));
}

function wasTakenUp({ state }: ItemProgress): boolean {
  return state === 'current' || state === 'suspended' || state === 'done';
}
