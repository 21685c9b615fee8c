// What is still open before a meeting is archived; each finding points to its place.
import { familyProgress, partsOf } from './agenda-tree.ts';
import type { DecisionId, ItemId, TaskId } from './ids.ts';
import { hasContent } from './minutes.ts';
import type { ItemState } from './progress.ts';
import type { MeetingSnapshot, SnapshotItem } from './snapshot.ts';
import { isUnconfirmedDecision, isUnconfirmedTask } from './task.ts';

export type FindingCode =
  | 'title-missing'
  | 'item-running'
  | 'item-without-title'
  | 'item-without-minutes'
  | 'item-not-held'
  | 'task-without-wording'
  | 'task-without-owner'
  | 'task-without-date'
  | 'task-unconfirmed'
  | 'decision-without-wording'
  | 'decision-without-outcome';

/** `blocker`: archiving needs it settled, or a reason. `warning`: worth a look. */
export interface Finding {
  readonly code: FindingCode;
  readonly level: 'blocker' | 'warning';
  readonly itemId?: ItemId;
  readonly taskId?: TaskId;
  readonly decisionId?: DecisionId;
  /** What an unconfirmed task lacks besides; absent when nothing. */
  readonly missing?: readonly ('owner' | 'date')[];
}

/** All findings of an internal snapshot, in the order of the agenda, then of the tasks; none means ready. */
export function readiness(snapshot: MeetingSnapshot): readonly Finding[] {
  const title: readonly Finding[] =
    snapshot.facts.title.trim() === '' ? [{ code: 'title-missing', level: 'blocker' }] : [];
  const begun = snapshot.agenda.some((item) => item.progress.state !== 'pending');
  const inProgress = { items: new Map(snapshot.agenda.map((item) => [item.id, item.progress])) };
  return [
    ...title,
    ...snapshot.agenda.flatMap((item) => {
      const parts = partsOf(snapshot.agenda, item.id);
      const family = familyProgress(
        item.id,
        parts.map(({ id }) => id),
        inProgress,
      );
      return itemFindings({ item, parts, state: parts.length > 0 ? family.state : item.progress.state }, begun);
    }),
    ...snapshot.tasks.flatMap(taskFindings),
    ...snapshot.decisions.flatMap(decisionFindings),
  ];
}

/** An item and what it and its parts came to together. */
interface Held {
  readonly item: SnapshotItem;
  readonly parts: readonly SnapshotItem[];
  readonly state: ItemState;
}

/** `begun`: the agenda was stepped through at all; minutes written up afterwards show no progress, and need none. */
function itemFindings(held: Held, begun: boolean): readonly Finding[] {
  const findings: Finding[] = [];
  const { item, state } = held;
  const itemId = item.id;
  if (item.title.trim() === '') findings.push({ code: 'item-without-title', level: 'warning', itemId });
  if (state === 'current' || state === 'suspended') findings.push({ code: 'item-running', level: 'blocker', itemId });
  else if (begun && state === 'pending') findings.push({ code: 'item-not-held', level: 'warning', itemId });
  if (needsMinutes(held)) findings.push({ code: 'item-without-minutes', level: 'blocker', itemId });
  return findings;
}

/** Breaks and closings say nothing; a ceremony or a filled report speaks for itself; what was passed over is not minuted. */
function needsMinutes({ item, parts, state }: Held): boolean {
  if (item.kind === 'break' || item.kind === 'closing' || item.kind === 'guest_introduction') return false;
  if (state === 'skipped' || state === 'postponed') return false;
  // What is minuted in its parts is minuted; whether each of them is, is told of each.
  return parts.length === 0 && !saysSomething(item);
}

function saysSomething(item: SnapshotItem): boolean {
  return hasContent(item.minutes) || item.ceremony !== null || item.report.length > 0;
}

/** What nobody confirmed is sealed as unconfirmed, and may lack what a task needs: it is one line, and blocks nothing. */
function taskFindings(task: MeetingSnapshot['tasks'][number]): readonly Finding[] {
  const findings: Finding[] = [];
  const place = { taskId: task.id, ...(task.itemId === null ? {} : { itemId: task.itemId }) };
  if (task.what.trim() === '') findings.push({ code: 'task-without-wording', level: 'blocker', ...place });
  const lacksOwner = task.owners.length === 0;
  const lacksDate = task.due === null && (task.dueText ?? '').trim() === '';
  if (isUnconfirmedTask(task)) {
    const missing = [...(lacksOwner ? (['owner'] as const) : []), ...(lacksDate ? (['date'] as const) : [])];
    const lacks = missing.length === 0 ? {} : { missing };
    return [...findings, { code: 'task-unconfirmed', level: 'warning', ...place, ...lacks }];
  }
  if (lacksOwner) findings.push({ code: 'task-without-owner', level: 'blocker', ...place });
  if (lacksDate) findings.push({ code: 'task-without-date', level: 'warning', ...place });
  return findings;
}

function decisionFindings(decision: MeetingSnapshot['decisions'][number]): readonly Finding[] {
  const place = { decisionId: decision.id, ...(decision.itemId === null ? {} : { itemId: decision.itemId }) };
  if (decision.wording.trim() === '') return [{ code: 'decision-without-wording', level: 'blocker', ...place }];
  if (!isUnconfirmedDecision(decision)) return [];
  return [{ code: 'decision-without-outcome', level: 'warning', ...place }];
}
