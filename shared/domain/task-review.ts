// 上次会议决定事项落实情况: how the tasks of a body's last meeting stand, as its next meeting goes through them. Pure.
//
// 1. What is asked for is a standing; the steps that lead there are those of task-life, each of them an entry of the history. Whoever
//    may not take one of them may not take any.
// 2. Only what the hall may know is named: the words are those of the public minutes the task was taken from, and only while they
//    can still be read there. Everything else counts and is not named.
import { unreachable } from '../lib/assert.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import type { LocalDate } from '../lib/time.ts';
import type { MeetingId, TaskId } from './ids.ts';
import { isUnconfirmedTask, type DeskTask } from './task.ts';
import type { MeetingSnapshot } from './snapshot.ts';
import { after, type TaskEntry, type TaskStanding, type TaskState } from './task-history.ts';
import { isOpenTask, moveTask, type TaskCircumstances, type TaskMove, type TaskRefusal } from './task-life.ts';
import { publicSnapshot } from './publish.ts';

/** 办结, 待审, 进行中, 延期, 暂缓, 取消. */
export const REVIEW_STATUSES = ['closed', 'submitted', 'doing', 'extended', 'paused', 'cancelled'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export interface ReviewWish {
  readonly status: ReviewStatus;
  /** With `extended`: until when. */
  readonly due: LocalDate | null;
  /** The meeting that goes through them. */
  readonly meetingId: MeetingId;
  /** What the history says of it. */
  readonly reason: string;
}

/** How many tasks there were of a meeting, and how they stand today. */
export interface ReviewCounts {
  readonly all: number;
  readonly closed: number;
  readonly overdue: number;
}

/** [1] What `wish` adds to the history, in order; nothing when it stands so already. Refusals: those of task-life, `task-state`. */
export function reviewTask(
  standing: TaskStanding,
  wish: ReviewWish,
  circumstances: TaskCircumstances,
): Result<readonly TaskEntry[], TaskRefusal> {
  let stands = standing;
  const entries: TaskEntry[] = [];
  for (const move of movesTo(standing, wish)) {
    const moved = moveTask(stands, move, circumstances);
    if (!moved.ok) return moved;
    entries.push(...moved.value);
    stands = moved.value.reduce<TaskStanding | null>(after, stands) ?? stands;
  }
  const isThere =
    wish.status === 'extended'
      ? stands.due === wish.due && isOpenTask(stands)
      : stands.state === targetOf(wish, stands);
  return isThere ? ok(entries) : refused('task-state', { state: standing.state, action: 'report' });
}

function movesTo({ state, due }: TaskStanding, wish: ReviewWish): readonly TaskMove[] {
  const { status, meetingId, reason } = wish;
  switch (status) {
    case 'closed':
      if (state === 'closed') return [];
      return [...toWork(state, reason), ...(state === 'submitted' ? [] : [submit]), { action: 'close', text: reason }];
    case 'submitted':
      return state === 'submitted' ? [] : [...toWork(state, reason), submit];
    case 'doing':
      return toWork(state, reason, true);
    case 'extended':
      return [
        ...reopened(state, reason),
        ...(wish.due === due ? [] : [{ action: 'move-due', due: wish.due, dueText: null, reason } as const]),
      ];
    case 'paused':
      return state === 'paused' ? [] : [...reopened(state, reason), { action: 'pause', reason }];
    case 'cancelled':
      return state === 'cancelled' ? [] : [...reopened(state, reason), { action: 'cancel', meetingId, reason }];
    default:
      return unreachable(status);
  }
}

const submit: TaskMove = { action: 'submit', text: null };

/** What brings a task back to where it is worked on. `says`: that it is, also where nothing brings it back. */
function toWork(state: TaskState, reason: string, says = false): readonly TaskMove[] {
  switch (state) {
    case 'closed':
    case 'cancelled':
      return reopened(state, reason);
    case 'paused':
      return [{ action: 'resume' }];
    case 'submitted':
      return says ? [{ action: 'return', reason }] : [];
    case 'extension':
      return [{ action: 'refuse-extension', reason }];
    default:
      return says ? [{ action: 'report', text: reason }] : [];
  }
}

function reopened(state: TaskState, reason: string): readonly TaskMove[] {
  return state === 'closed' || state === 'cancelled' ? [{ action: 'reopen', reason }] : [];
}

function targetOf({ status }: ReviewWish, { isStanding }: TaskStanding): TaskState {
  if (status === 'doing') return isStanding ? 'standing' : 'doing';
  return status === 'extended' ? 'doing' : status;
}

/** [2] The words of each task of the desk that may be named where the public looks. */
export function namedTasks(snapshot: MeetingSnapshot): ReadonlyMap<TaskId, string> {
  const open = publicSnapshot(snapshot);
  const shown = new Set(open.tasks.filter((task) => !isUnconfirmedTask(task)).map(({ id }) => id));
  const named = snapshot.tasks.filter((task) => shown.has(task.id) && standsInTheOpen(task, snapshot, open));
  return new Map(named.map(({ id, what }) => [id, what.trim()]));
}

/** What was taken from a passage is public while all that reads so is, or while nothing of its item is internal. */
function standsInTheOpen({ anchor }: DeskTask, all: MeetingSnapshot, open: MeetingSnapshot): boolean {
  if (anchor === undefined) return true;
  const item = (of: MeetingSnapshot) => of.agenda.find(({ id }) => id === anchor.itemId);
  const [whole, shown] = [item(all), item(open)];
  if (whole === undefined || shown === undefined) return false;
  if (JSON.stringify(whole.minutes) === JSON.stringify(shown.minutes)) return true;
  return isOpenWherever(bare(anchor.quote), runsIn(whole.minutes));
}

/** A piece of text, and whether the public reads it; null: as what stands beside it. */
interface Run {
  readonly text: string;
  readonly isOpen: boolean | null;
}

/** Whether `quote` can be read, and no character of it is internal at any place where it stands. */
function isOpenWherever(quote: string, runs: readonly Run[]): boolean {
  if (quote === '') return false;
  const settled = runs.map(({ text, isOpen }, at) => ({
    text: bare(text),
    // As publish.ts: what carries no mark goes with an internal neighbour.
    isOpen: isOpen ?? (runs[at - 1]?.isOpen !== false && runs[at + 1]?.isOpen !== false),
  }));
  const all = settled.map(({ text }) => text).join('');
  const open = settled.flatMap(({ text, isOpen }) => Array.from({ length: text.length }, () => isOpen));
  let at = all.indexOf(quote);
  if (at < 0) return false;
  for (; at >= 0; at = all.indexOf(quote, at + 1)) if (open.slice(at, at + quote.length).includes(false)) return false;
  return true;
}

/** Every text within, in order. */
function runsIn(value: unknown): readonly Run[] {
  if (Array.isArray(value)) return value.flatMap(runsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value && typeof value.text === 'string')
    return [{ text: value.text, isOpen: !isMarkedInternal(value) }];
  if ('label' in value && typeof value.label === 'string')
    return [{ text: value.label, isOpen: isMarkedInternal(value) ? false : null }];
  return Object.values(value).flatMap(runsIn);
}

function isMarkedInternal(value: object): boolean {
  if (!('marks' in value) || typeof value.marks !== 'object' || value.marks === null) return false;
  return 'internal' in value.marks && value.marks.internal === true;
}

/** A quote keeps other breaks than the text has; cut ones end in …. */
function bare(text: string): string {
  return text.replace(/[\s…]+/gu, '');
}
