// Who may move a task that was handed out from which state to which (督办, domain.md §3.4). Pure: how it stands, who acts and
// the day are given; what comes out are entries of its history.
//
// 1. Owners accept, report, claim it is done, ask for more time; whoever keeps the minutes does so for them.
// 2. Only the supervisor (督办人) closes, sends back, answers an extension, moves a limit, pauses, cancels, reopens, hands over.
// 3. An extension is asked for before the limit has passed, and for a later day than that.
// 4. What an owner does implies the steps before it: whoever reports has accepted it and begun. Each stands in the history.
// 5. Nothing closes what is to be kept up for good (长期坚持); it is reported on.
// 6. Cancelling names the meeting that decided it; closed and cancelled tasks come back by reopening alone, with a reason. Whoever
//    supervises them can change before.
import { invariant, unreachable } from '../lib/assert.ts';
import { plusDays } from '../lib/calendar-day.ts';
import { ok, refused, type Refused, type Result } from '../lib/result.ts';
import type { EpochMs, LocalDate } from '../lib/time.ts';
import type { EvidenceFile } from './evidence.ts';
import type { MeetingId } from './ids.ts';
import type {
  Parties,
  Supervisor,
  TaskEntry,
  TaskHand,
  TaskHappening,
  TaskStanding,
  TaskState,
} from './task-history.ts';
import { addWorkingDays, workingDaysBetween, type WorkCalendar } from './working-days.ts';

/** Whoever keeps the minutes is a `clerk`; which accounts are supervisors is decided where the task is read. */
export type TaskRole = 'owner' | 'clerk' | 'supervisor';

/** What can be done to a task. */
export type TaskMove =
  | { readonly action: 'accept' | 'resume' | 'keep-up' }
  | { readonly action: 'report'; readonly text: string; readonly files?: readonly EvidenceFile[] }
  | { readonly action: 'submit' | 'close'; readonly text: string | null; readonly files?: readonly EvidenceFile[] }
  | { readonly action: 'ask-extension'; readonly due: LocalDate; readonly reason: string }
  | { readonly action: 'return' | 'refuse-extension' | 'pause' | 'reopen'; readonly reason: string }
  /** Null: as it was asked for. */
  | { readonly action: 'grant-extension'; readonly due: LocalDate | null }
  | {
      readonly action: 'move-due';
      readonly due: LocalDate | null;
      readonly dueText: string | null;
      readonly reason: string | null;
    }
  | { readonly action: 'cancel'; readonly meetingId: MeetingId; readonly reason: string }
  | ({ readonly action: 'hand-over' } & Parties)
  | { readonly action: 'supervise'; readonly supervisor: Supervisor | null };
export type TaskAction = TaskMove['action'];
export const TASK_ACTIONS = [
  ...([
    'accept',
    'report',
    'submit',
    'ask-extension',
    'return',
    'close',
    'grant-extension',
    'refuse-extension',
  ] as const),
  ...(['move-due', 'pause', 'resume', 'keep-up', 'cancel', 'reopen', 'hand-over', 'supervise'] as const),
] as const satisfies readonly TaskAction[];

export interface TaskCircumstances {
  readonly role: TaskRole;
  readonly by: TaskHand;
  readonly at: EpochMs;
  readonly today: LocalDate;
}

/**
 * `task-state` {state, action}: not from the state it is in; `supervisor-only` {action}; `task-limit-passed` {due}: too late to
 * ask for more time; `invalid`: a new limit that is none.
 */
export type TaskRefusal = 'task-state' | 'supervisor-only' | 'task-limit-passed' | 'invalid';

interface Rule {
  readonly from: readonly TaskState[];
  /** Absent = the supervisor alone. */
  readonly isOwners?: true;
}

const AT_WORK: readonly TaskState[] = ['assigned', 'accepted', 'doing'];
const OPEN: readonly TaskState[] = [...AT_WORK, 'submitted', 'extension', 'paused', 'standing'];

const RULES: Readonly<Record<TaskAction, Rule>> = {
  accept: { from: ['assigned'], isOwners: true },
  report: { from: [...AT_WORK, 'submitted', 'extension', 'standing'], isOwners: true },
  submit: { from: AT_WORK, isOwners: true },
  'ask-extension': { from: AT_WORK, isOwners: true },
  return: { from: ['submitted'] },
  close: { from: ['submitted'] },
  'grant-extension': { from: ['extension'] },
  'refuse-extension': { from: ['extension'] },
  'move-due': { from: OPEN },
  pause: { from: OPEN.filter((state) => state !== 'paused') },
  resume: { from: ['paused'] },
  'keep-up': { from: AT_WORK },
  cancel: { from: OPEN },
  reopen: { from: ['closed', 'cancelled'] },
  'hand-over': { from: [...AT_WORK, 'paused', 'standing'] },
  // Also when it is done with: whoever could reopen it may have left.
  supervise: { from: [...OPEN, 'closed', 'cancelled'] },
};

/** Whether `action` can be done now by `role`, as far as it does not hang on a day or a reason. */
export function mayMove(
  { state }: Pick<TaskStanding, 'state'>,
  action: TaskAction,
  role: TaskRole,
): Result<null, 'task-state' | 'supervisor-only'> {
  const { from, isOwners } = RULES[action];
  if (role !== 'supervisor' && isOwners !== true) return refused('supervisor-only', { action });
  return from.includes(state) ? ok(null) : refused('task-state', { state, action });
}

/** What `move` adds to the history, in order. */
export function moveTask(
  standing: TaskStanding,
  move: TaskMove,
  { role, by, at, today }: TaskCircumstances,
): Result<readonly TaskEntry[], TaskRefusal> {
  const permitted = mayMove(standing, move.action, role);
  if (!permitted.ok) return permitted;
  const fault = faultOf(standing, move, today);
  if (fault !== null) return fault;
  const implied = RULES[move.action].isOwners === true ? impliedBy(standing.state, move.action) : [];
  return ok([...implied, happeningOf(standing, move)].map((happening) => ({ ...happening, at, by })));
}

/** Whether somebody has to do something about it still. */
export function isOpenTask({ state }: Pick<TaskStanding, 'state'>): boolean {
  return OPEN.includes(state);
}

/** States in which a limit can be missed: a claim that waits, a pause, what is kept up for good are not late. */
export const STATES_WITH_LIMIT: readonly TaskState[] = [...AT_WORK, 'extension'];
/** 临期: so few working days are left, or none. */
const SOON_WORKING_DAYS = 3;

/** The last day that is soon, seen from `today`: free days before the next one that is worked are no more time. */
export function soonUntil(today: LocalDate, calendar: WorkCalendar): LocalDate {
  return plusDays(addWorkingDays(today, SOON_WORKING_DAYS + 1, calendar), -1);
}

/** 逾期, 临期, or neither. `soonUntil`: the last day that is soon. */
export function urgencyOf(
  { state, due }: Pick<TaskStanding, 'state' | 'due'>,
  days: { readonly today: LocalDate; readonly soonUntil: LocalDate },
): 'overdue' | 'soon' | null {
  if (due === null || !STATES_WITH_LIMIT.includes(state)) return null;
  if (due < days.today) return 'overdue';
  return due <= days.soonUntil ? 'soon' : null;
}

/** Working days until the limit, negative behind it; null where none can be missed. On its day, and over a weekend, 0. */
export function workingDaysLeft(
  { state, due }: Pick<TaskStanding, 'state' | 'due'>,
  { today, calendar }: { readonly today: LocalDate; readonly calendar: WorkCalendar },
): number | null {
  return due === null || !STATES_WITH_LIMIT.includes(state) ? null : workingDaysBetween(today, due, calendar);
}

/** [3] */
function faultOf({ due, asked }: TaskStanding, move: TaskMove, today: LocalDate): Refused<TaskRefusal> | null {
  switch (move.action) {
    case 'ask-extension':
      if (due === null) return invalid('due', 'no-limit-yet');
      if (today > due) return refused('task-limit-passed', { due });
      return move.due > due ? null : invalid('due', 'not-later');
    case 'grant-extension': {
      const granted = move.due ?? asked?.due ?? null;
      return granted !== null && (due === null || granted > due) ? null : invalid('due', 'not-later');
    }
    case 'hand-over':
      return move.owners.length === 0 ? invalid('owners', 'no-owner') : null;
    default:
      return null;
  }
}

/** [4] */
function impliedBy(state: TaskState, action: TaskAction): readonly TaskHappening[] {
  if (action === 'accept') return [];
  if (state === 'assigned') return [{ kind: 'accepted' }, { kind: 'begun' }];
  return state === 'accepted' ? [{ kind: 'begun' }] : [];
}

function happeningOf({ asked }: TaskStanding, move: TaskMove): TaskHappening {
  switch (move.action) {
    case 'accept':
      return { kind: 'accepted' };
    case 'resume':
      return { kind: 'resumed' };
    case 'keep-up':
      return { kind: 'standing' };
    case 'report':
      return { kind: 'reported', text: move.text, ...evidence(move) };
    case 'submit':
      return { kind: 'submitted', text: move.text, ...evidence(move) };
    case 'close':
      return { kind: 'closed', text: move.text, ...evidence(move) };
    case 'return':
      return { kind: 'returned', reason: move.reason };
    case 'refuse-extension':
      return { kind: 'extension-refused', reason: move.reason };
    case 'pause':
      return { kind: 'paused', reason: move.reason };
    case 'reopen':
      return { kind: 'reopened', reason: move.reason };
    case 'ask-extension':
      return { kind: 'extension-asked', due: move.due, reason: move.reason };
    case 'grant-extension': {
      const granted = move.due ?? asked?.due ?? null;
      invariant(granted !== null, 'an extension to no day was let through');
      return { kind: 'extension-granted', due: granted };
    }
    case 'move-due':
      return { kind: 'due-moved', due: move.due, dueText: move.dueText, reason: move.reason };
    case 'cancel':
      return { kind: 'cancelled', meetingId: move.meetingId, reason: move.reason };
    case 'hand-over':
      return { kind: 'handed-over', owners: move.owners, supporters: move.supporters };
    case 'supervise':
      return { kind: 'supervised', supervisor: move.supervisor };
    default:
      return unreachable(move);
  }
}

function evidence({ files = [] }: { readonly files?: readonly EvidenceFile[] }) {
  return files.length === 0 ? {} : { files };
}

function invalid(path: string, code: string): Refused<'invalid'> {
  return refused('invalid', { errors: [{ path, code }] });
}
