// How tasks that were handed out went: by owner and half-year, as counts. Reads no clock.
import type { EpochMs, LocalDate } from '../lib/time.ts';
import type { PartyKind, TaskState } from './task-history.ts';
import { STATES_WITH_LIMIT } from './task-life.ts';

/** One owner's part in one task. */
export interface Owed {
  /** The task's. */
  readonly id: string;
  readonly name: string;
  /** What the name is compared by. */
  readonly nameKey: string;
  readonly kind: PartyKind;
  readonly state: TaskState;
  readonly due: LocalDate | null;
  /** When it came into that state. */
  readonly since: EpochMs;
}

export interface TaskCounts {
  readonly all: number;
  readonly closed: number;
  /** 按期办结: of those with a limit, closed before it was over. */
  readonly closedInTime: number;
  /** 逾期办结. Whatever was closed and never had a limit is neither. */
  readonly closedLate: number;
  readonly cancelled: number;
  /** 长期坚持. */
  readonly standing: number;
  /** Neither closed nor cancelled nor standing, the overdue ones among them. */
  readonly open: number;
  readonly overdue: number;
}

export interface OwnerCounts extends TaskCounts {
  readonly name: string;
  readonly kind: PartyKind;
}

export interface CountingDays {
  readonly today: LocalDate;
  /** The instant at which a day is over. */
  readonly endOf: (day: LocalDate) => EpochMs;
}

const NONE: TaskCounts = {
  all: 0,
  closed: 0,
  closedInTime: 0,
  closedLate: 0,
  cancelled: 0,
  standing: 0,
  open: 0,
  overdue: 0,
};

/** Whoever had most first; a name counts as what it was called last. */
export function countByOwner(owed: readonly Owed[], days: CountingDays): readonly OwnerCounts[] {
  const byOwner = new Map<string, OwnerCounts>();
  for (const one of owed) {
    const key = `${one.kind} ${one.nameKey}`;
    const before = byOwner.get(key) ?? NONE;
    byOwner.set(key, { name: one.name, kind: one.kind, ...counted(before, one, days) });
  }
  return [...byOwner.values()].sort((a, b) => b.all - a.all || (a.name < b.name ? -1 : 1));
}

/** Each task once, however many it is with. */
export function countTasks(owed: readonly Owed[], days: CountingDays): TaskCounts {
  const byId = new Map(owed.map((one) => [one.id, one]));
  return [...byId.values()].reduce((counts, one) => counted(counts, one, days), NONE);
}

/** The parts of `all`, which they add up to: how a bar is divided. */
export const TASK_PARTS = ['in-time', 'late', 'unlimited', 'open', 'overdue', 'standing', 'cancelled'] as const;
export type TaskPart = (typeof TASK_PARTS)[number];

export function partsOfCounts(counts: TaskCounts): Readonly<Record<TaskPart, number>> {
  const { closed, closedInTime, closedLate, open, overdue, standing, cancelled } = counts;
  return {
    ...{ 'in-time': closedInTime, late: closedLate, unlimited: closed - closedInTime - closedLate },
    ...{ open: open - overdue, overdue, standing, cancelled },
  };
}

/** 按期办结率: of those whose limit was kept or missed, how many kept it, from 0 to 1; null while there are none. */
export function keptShare({ closedInTime, closedLate, overdue }: TaskCounts): number | null {
  const settled = closedInTime + closedLate + overdue;
  return settled === 0 ? null : closedInTime / settled;
}

/** 上半年 is 1. */
export interface HalfYear {
  readonly year: number;
  readonly half: 1 | 2;
}

export function halfYearOf(day: LocalDate): HalfYear {
  return { year: Number(day.slice(0, 4)), half: Number(day.slice(5, 7)) <= 6 ? 1 : 2 };
}

/** The `count` half-years up to and with `last`, newest first. */
export function halfYearsUntil({ year, half }: HalfYear, count: number): readonly HalfYear[] {
  return Array.from({ length: count }, (_unused, back) => {
    const place = year * 2 + (half - 1) - back;
    return { year: Math.floor(place / 2), half: place % 2 === 0 ? 1 : 2 };
  });
}

function counted(before: TaskCounts, { state, due, since }: Owed, { today, endOf }: CountingDays): TaskCounts {
  const isClosed = state === 'closed';
  const isOver = isClosed || state === 'cancelled' || state === 'standing';
  const is = (condition: boolean): number => (condition ? 1 : 0);
  return {
    all: before.all + 1,
    closed: before.closed + is(isClosed),
    closedInTime: before.closedInTime + is(isClosed && due !== null && since < endOf(due)),
    closedLate: before.closedLate + is(isClosed && due !== null && since >= endOf(due)),
    cancelled: before.cancelled + is(state === 'cancelled'),
    standing: before.standing + is(state === 'standing'),
    open: before.open + is(!isOver),
    overdue: before.overdue + is(due !== null && due < today && STATES_WITH_LIMIT.includes(state)),
  };
}
