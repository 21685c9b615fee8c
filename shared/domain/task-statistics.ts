// How tasks that were handed out went: by owner and half-year, as counts. Reads no clock.
import type { EpochMs, LocalDate } from '../lib/time.ts';
import type { PartyKind, TaskState } from './task-history.ts';
import { STATES_WITH_LIMIT } from './task-life.ts';

/** One owner's part in one task. */
export interface Owed {
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

const NONE: TaskCounts = { all: 0, closed: 0, closedInTime: 0, cancelled: 0, standing: 0, open: 0, overdue: 0 };

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
    cancelled: before.cancelled + is(state === 'cancelled'),
    standing: before.standing + is(state === 'standing'),
    open: before.open + is(!isOver),
    overdue: before.overdue + is(due !== null && due < today && STATES_WITH_LIMIT.includes(state)),
  };
}
