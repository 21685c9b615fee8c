// What a change of a task is told as, and to whom: one of its entries, the one that says where the task has come to. Knows no address
// and composes no letter.
//
// 1. Where one press takes several steps, the others are past as soon as they are written.
// 2. A letter about a change waits for a second thought. A further change within that time takes back what still waits, and what is
//    told then is measured from how things stood when the first letter of these was written: a task that has come back is not told of.
// 3. What owners say, and who was given a task, is told at once and taken back by nobody.
import {
  foldTask,
  type AssignedParty,
  type TaskEntry,
  type TaskStanding,
  type TaskState,
} from '../../shared/domain/task-history.ts';
import { SECOND_MS, type DurationMs, type LocalDate } from '../../shared/lib/time.ts';
import type { OwnerNews } from './task-mail.ts';

/** Whoever presses a wrong key in the middle of a meeting has seen it by then, and no owner has acted on it yet. */
export const SECOND_THOUGHT_MS: DurationMs = 30 * SECOND_MS;

/** How a task stood when it was last told of. */
export type LastTold = Pick<TaskStanding, 'state' | 'due'>;

export interface TaskNewsFor {
  readonly news: OwnerNews;
  readonly reason: string | null;
}

/** [1] The entry that is told of a change; null = none. */
export function toldEntry(entries: readonly TaskEntry[], before: LastTold | null): TaskEntry | null {
  const due = before?.due ?? null;
  return entries.findLast((entry) => newsFor(entry, due) !== null || saidIn(entry) !== null) ?? null;
}

/** [2] The same of `entries` since `before`, of which nobody has heard anything. */
export function secondThought(entries: readonly TaskEntry[], before: LastTold, now: LastTold): TaskEntry | null {
  if (lotOf(before.state) !== lotOf(now.state)) {
    const left = entries.find(({ kind }) => lotOf(now.state) === 'open' && LEAVES[lotOf(before.state)].includes(kind));
    return left ?? entries.findLast(({ kind }) => kind !== 'due-moved' && TURNS.has(kind)) ?? null;
  }
  if (before.due === now.due) return null;
  return entries.findLast(({ kind }) => kind === 'due-moved' || kind === 'extension-granted') ?? null;
}

/** [3] Whether these take back letters about the same task that still wait. To submit it says nothing against them. */
export function isSecondThought(entries: readonly TaskEntry[]): boolean {
  return entries.some(({ kind }) => kind !== 'submitted' && TURNS.has(kind)) && !entries.some(isForGood);
}

/** How owners know a task that stood so: that the house itself submitted it they were not told. */
export function knownFrom(history: readonly TaskEntry[]): LastTold | null {
  const stood = foldTask(history);
  if (stood?.state !== 'submitted') return stood;
  return history.findLast(({ kind }) => kind === 'submitted')?.by.kind === 'owner'
    ? stood
    : { ...stood, state: 'doing' };
}

/** [3] */
export function isForGood({ kind, by }: TaskEntry): boolean {
  return by.kind === 'owner' || kind === 'handed-over' || kind === 'reported';
}

/** Whether it was over before and is not any more. */
export function isAgainOpen(before: LastTold | null, now: LastTold): boolean {
  return before !== null && isOver(before.state) && !isOver(now.state);
}

function isOver(state: TaskState): boolean {
  return state === 'closed' || state === 'cancelled';
}

/** States between which owners see no difference; closed and cancelled are two. */
function lotOf(state: TaskState): Exclude<TaskState, 'assigned' | 'accepted' | 'doing' | 'standing'> | 'open' {
  switch (state) {
    case 'assigned':
    case 'accepted':
    case 'doing':
    case 'standing':
      return 'open';
    default:
      return state;
  }
}

/** What brings a task from there to where it is worked on. */
const LEAVES: Readonly<Record<ReturnType<typeof lotOf>, readonly TaskEntry['kind'][]>> = {
  open: [],
  submitted: ['returned'],
  extension: ['extension-refused', 'extension-granted'],
  paused: ['resumed'],
  closed: ['reopened'],
  cancelled: ['reopened'],
};

/** What somebody may have second thoughts about. */
const TURNS: ReadonlySet<TaskEntry['kind']> = new Set<TaskEntry['kind']>([
  ...(['extension-granted', 'extension-refused', 'returned', 'reopened', 'paused', 'resumed', 'cancelled'] as const),
  ...(['closed', 'submitted', 'due-moved'] as const),
]);

/** Who is said to have done it: the owner who did, else the last one who reported since the task was begun anew, else whoever noted it. */
export function whoSaid(entry: TaskEntry, history: readonly TaskEntry[], owners: readonly AssignedParty[]): string {
  if (entry.by.kind === 'owner') return entry.by.name;
  const since = history.slice(history.findLastIndex(({ kind }) => kind === 'reopened') + 1);
  const reporter = since.findLast(
    ({ kind, by }) => by.kind === 'owner' && (kind === 'reported' || kind === 'submitted'),
  );
  const isStillTheirs = reporter !== undefined && owners.some(({ name }) => name === reporter.by.name);
  return isStillTheirs ? reporter.by.name : entry.by.name;
}

const OCCASION = /^[a-z-]+~\d+~(\d+)$/u;

/** Names a letter that waits: how many entries the history had when it was last told of. */
export function waitingOccasion(news: string, revision: number, told: number): string {
  return `${news}~${revision}~${told}`;
}

/** Null of a letter that nobody takes back. */
export function toldAtOccasion(occasion: string): number | null {
  const found = OCCASION.exec(occasion)?.[1];
  return found === undefined ? null : Number(found);
}

/** Whoever supports is told when it moves, rests or is over; what passes between owner and supervisor is theirs. */
export const FOR_SUPPORTERS: ReadonlySet<OwnerNews> = new Set([
  ...(['closed', 'cancelled', 'moved', 'undated', 'extension-granted', 'paused', 'resumed'] as const),
]);

/** What owners are told of an entry; null = nothing. */
export function newsFor(entry: TaskEntry, due: LocalDate | null): TaskNewsFor | null {
  switch (entry.kind) {
    case 'extension-granted':
    case 'resumed':
      return { news: entry.kind, reason: null };
    case 'extension-refused':
    case 'returned':
    case 'reopened':
    case 'paused':
    case 'cancelled':
      return { news: entry.kind, reason: entry.reason };
    case 'closed':
      return { news: 'closed', reason: null };
    case 'due-moved':
      if (entry.due === due) return null;
      return { news: entry.due === null ? 'undated' : 'moved', reason: entry.reason };
    default:
      return null;
  }
}

/** What whoever supervises is told of it; null = nothing. */
export function saidIn(entry: TaskEntry) {
  switch (entry.kind) {
    case 'submitted':
    case 'reported':
      return { news: entry.kind, said: entry.text, asked: null };
    case 'extension-asked':
      return { news: entry.kind, said: entry.reason, asked: entry.due };
    default:
      return null;
  }
}
