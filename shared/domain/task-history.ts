// What became of a task that was handed out, as its history tells it (督办, domain.md §3.4): every entry is kept, and how a task
// stands is a fold of them. Whether an entry may be made at all is decided in task-life.ts. Reads no clock.
import { unreachable } from '../lib/assert.ts';
import type { EpochMs, LocalDate } from '../lib/time.ts';
import type { EvidenceFile } from './evidence.ts';
import type { MeetingId, PersonId, UserId } from './ids.ts';

/**
 * 已交办 · 已签收 · 办理中 · 已反馈待审 · 申请延期 · 暂缓 · 长期坚持 · 已办结 · 取消. Before the first of them a task is on a desk only,
 * as `draft` or `confirmed`; overdue and due soon are computed, never states.
 */
export const TASK_STATES = [
  'assigned',
  'accepted',
  'doing',
  'submitted',
  'extension',
  'paused',
  'standing',
  'closed',
  'cancelled',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** A person, a committee, a member organisation, an outsider who is no more than an address, or a name and nothing else. */
export type PartyKind = 'person' | 'committee' | 'organisation' | 'outsider' | 'named';

/** 责任单位 or 配合单位 of a task that was handed out. */
export interface AssignedParty {
  /** Within its task. */
  readonly key: string;
  readonly name: string;
  /** 牵头: of several, the one that reports. */
  readonly lead: boolean;
  readonly kind: PartyKind;
  readonly email: string | null;
  /** Who it is in the register; only of a person. */
  readonly personId: PersonId | null;
}

/** 督办人: an account of the house. */
export interface Supervisor {
  readonly id: UserId;
  readonly name: string;
}

/** Whose hand it was: an account's, or an owner's by their link. */
export type TaskHand =
  | { readonly kind: 'user'; readonly id: UserId; readonly name: string }
  | { readonly kind: 'owner'; readonly key: string; readonly name: string };

export interface Parties {
  readonly owners: readonly AssignedParty[];
  readonly supporters: readonly AssignedParty[];
}

/** The first entry of every history: what was promised. */
export interface Promised extends Parties {
  readonly kind: 'assigned';
  readonly due: LocalDate | null;
  /** As it was said, beside any day read from it. */
  readonly dueText: string | null;
  readonly supervisor: Supervisor | null;
  /** Where it comes from, as whoever owes it may be told; absent for what stands on no desk. */
  readonly source?: TaskSource;
}

/** As the public version of the minutes had it when the task was handed out: nothing internal is ever in it. */
export interface TaskSource {
  /** Title of the item; null when it is internal, or there is none. */
  readonly item: string | null;
  /** The sentence in the minutes. */
  readonly passage: string | null;
}

/** 佐证材料 that came along; absent without any. */
interface WithEvidence {
  readonly files?: readonly EvidenceFile[];
}

/** What happened, without when and by whom. */
export type TaskHappening =
  | Promised
  | { readonly kind: 'accepted' | 'begun' | 'resumed' | 'standing' }
  /** `text`: how it stands, in the owner's words. */
  | ({ readonly kind: 'reported'; readonly text: string } & WithEvidence)
  /** They say it is done. */
  | ({ readonly kind: 'submitted'; readonly text: string | null } & WithEvidence)
  | { readonly kind: 'returned' | 'reopened' | 'paused' | 'extension-refused'; readonly reason: string }
  | ({ readonly kind: 'closed'; readonly text: string | null } & WithEvidence)
  | { readonly kind: 'extension-asked'; readonly due: LocalDate; readonly reason: string }
  | { readonly kind: 'extension-granted'; readonly due: LocalDate }
  | {
      readonly kind: 'due-moved';
      readonly due: LocalDate | null;
      readonly dueText: string | null;
      readonly reason: string | null;
    }
  /** By the decision of a meeting. */
  | { readonly kind: 'cancelled'; readonly meetingId: MeetingId; readonly reason: string }
  | ({ readonly kind: 'handed-over' } & Parties)
  | { readonly kind: 'supervised'; readonly supervisor: Supervisor | null };

export type TaskEntry = TaskHappening & { readonly at: EpochMs; readonly by: TaskHand };

/** How a task stands after its history. */
export interface TaskStanding extends Parties {
  readonly state: TaskState;
  readonly due: LocalDate | null;
  readonly dueText: string | null;
  /** Every day it was due on, oldest first: old limits are kept. */
  readonly limits: readonly LocalDate[];
  readonly supervisor: Supervisor | null;
  /** What waits for an answer; only in state `extension`. */
  readonly asked: { readonly due: LocalDate; readonly reason: string } | null;
  /** Nothing closes it, also while it is paused. */
  readonly isStanding: boolean;
  readonly reported: { readonly at: EpochMs; readonly text: string } | null;
  /** When the state was reached that it is in. */
  readonly since: EpochMs;
}

/** Null for a history that does not begin with what was promised. */
export function foldTask(history: readonly TaskEntry[]): TaskStanding | null {
  return history.reduce<TaskStanding | null>(after, null);
}

/** How it stands after one more entry. */
export function after(before: TaskStanding | null, entry: TaskEntry): TaskStanding | null {
  if (before === null) return entry.kind === 'assigned' ? promised(entry) : null;
  const next = changed(before, entry);
  return next.state === before.state ? next : { ...next, since: entry.at };
}

function promised({ at, due, dueText, owners, supporters, supervisor }: TaskEntry & Promised): TaskStanding {
  const limits = due === null ? [] : [due];
  const facts = { due, dueText, owners, supporters, supervisor, limits };
  return { ...facts, state: 'assigned', asked: null, isStanding: false, reported: null, since: at };
}

function changed(before: TaskStanding, entry: TaskEntry): TaskStanding {
  switch (entry.kind) {
    // A task is promised once.
    case 'assigned':
      return before;
    case 'accepted':
      return { ...before, state: 'accepted' };
    case 'begun':
    case 'returned':
      return { ...before, state: 'doing' };
    case 'reopened':
      return { ...before, state: 'doing', isStanding: false };
    case 'resumed':
      return { ...before, state: before.isStanding ? 'standing' : 'doing' };
    case 'standing':
      return { ...before, state: 'standing', isStanding: true };
    case 'reported':
      return { ...before, reported: { at: entry.at, text: entry.text } };
    case 'submitted':
      return {
        ...{ ...before, state: 'submitted' },
        reported: entry.text === null ? before.reported : { at: entry.at, text: entry.text },
      };
    case 'closed':
    case 'cancelled':
    case 'paused':
      return { ...before, state: entry.kind, asked: null };
    case 'extension-asked':
      return { ...before, state: 'extension', asked: { due: entry.due, reason: entry.reason } };
    case 'extension-granted':
      return { ...dueOn(before, entry.due), state: 'doing', asked: null };
    case 'extension-refused':
      return { ...before, state: 'doing', asked: null };
    case 'due-moved':
      return { ...dueOn(before, entry.due), dueText: entry.dueText };
    // Whoever gets it has accepted nothing yet.
    case 'handed-over': {
      const rests = before.state === 'paused' || before.state === 'standing';
      const { owners, supporters } = entry;
      return { ...before, owners, supporters, state: rests ? before.state : 'assigned' };
    }
    case 'supervised':
      return { ...before, supervisor: entry.supervisor };
    default:
      return unreachable(entry);
  }
}

function dueOn(before: TaskStanding, due: LocalDate | null): TaskStanding {
  const isNew = due !== null && due !== before.due;
  return { ...before, due, limits: isNew ? [...before.limits, due] : before.limits };
}
