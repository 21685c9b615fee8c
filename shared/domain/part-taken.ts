// What somebody's part in a meeting was: whether they were there, how long they spoke, what they presented, in which ceremonies
// they stood. And many of them counted, by term and by year. Reads no clock.
import type { LocalDate } from '../lib/time.ts';
import type { RollState } from './attendance.ts';
import type { Ceremony } from './agenda.ts';
import type { PersonRole } from './person.ts';

interface ItemNamed {
  readonly id: string;
  readonly title: string;
}

export interface PartTaken {
  /** Of the register, as the meeting's list has it. */
  readonly personId: string | null;
  readonly name: string;
  readonly org: string | null;
  /** Null: on no list, but they spoke, presented something or stood in a ceremony. */
  readonly role: PersonRole | null;
  /** Null: no roll was called, or they were on no list. */
  readonly state: RollState | null;
  readonly turns: number;
  readonly spokenMs: number;
  readonly presented: readonly ItemNamed[];
  readonly ceremonies: readonly (ItemNamed & { readonly kind: Ceremony['kind'] })[];
}

export interface PartCounts {
  /** On the list of so many, the others among them. */
  readonly meetings: number;
  /** In the room, whenever they came and went. */
  readonly there: number;
  readonly late: number;
  readonly left: number;
  readonly excused: number;
  readonly absent: number;
  /** Of these no roll tells. */
  readonly unknown: number;
  readonly turns: number;
  readonly spokenMs: number;
  readonly presented: number;
}

export const NO_PARTS: PartCounts = {
  ...{ meetings: 0, there: 0, late: 0, left: 0, excused: 0, absent: 0, unknown: 0 },
  ...{ turns: 0, spokenMs: 0, presented: 0 },
};

/** What charters speak of when they take a seat away for absences; which number counts, a body's own charter says. */
export const ABSENCES_WORTH_A_LOOK = 3;

const THERE: readonly RollState[] = ['present', 'late', 'left', 'late-left'];
/** Who stands on one list twice was there when either of the two was; what is known of them goes before what is not. */
const BEST: readonly RollState[] = [...THERE, 'excused', 'absent', 'awaited'];

/** How they stood in one meeting, of which `parts` are theirs; null when no roll tells. */
export function stateOf(parts: readonly PartTaken[]): RollState | null {
  const states = new Set(parts.map(({ state }) => state));
  return BEST.find((state) => states.has(state)) ?? null;
}

/** With one more meeting, of which `parts` are theirs. */
export function counted(before: PartCounts, parts: readonly PartTaken[]): PartCounts {
  const isListed = parts.some(({ role }) => role !== null);
  const state = isListed ? stateOf(parts) : null;
  const is = (...states: readonly RollState[]): number => (state !== null && states.includes(state) ? 1 : 0);
  const isKnown = is(...THERE, 'excused', 'absent') === 1;
  const presented = new Set(parts.flatMap((part) => part.presented.map(({ id }) => id)));
  return {
    meetings: before.meetings + (isListed ? 1 : 0),
    there: before.there + is(...THERE),
    late: before.late + is('late', 'late-left'),
    left: before.left + is('left', 'late-left'),
    excused: before.excused + is('excused'),
    absent: before.absent + is('absent'),
    unknown: before.unknown + (isListed && !isKnown ? 1 : 0),
    turns: before.turns + parts.reduce((sum, { turns }) => sum + turns, 0),
    spokenMs: before.spokenMs + parts.reduce((sum, { spokenMs }) => sum + spokenMs, 0),
    presented: before.presented + presented.size,
  };
}

export interface HeldMeeting {
  readonly bodyId: string | null;
  readonly day: LocalDate;
  readonly parts: readonly PartTaken[];
}

/** Newest first. */
export function countByYear(meetings: readonly HeldMeeting[]): readonly (PartCounts & { readonly year: number })[] {
  const years = new Map<number, PartCounts>();
  for (const { day, parts } of meetings) {
    const year = Number(day.slice(0, 4));
    years.set(year, counted(years.get(year) ?? NO_PARTS, parts));
  }
  return [...years].toSorted(([a], [b]) => b - a).map(([year, counts]) => ({ year, ...counts }));
}

/** A time in which somebody had a seat in a body. */
export interface SeatTime {
  readonly bodyId: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** What they did in the meetings of that body within that time. */
export function countWithin(meetings: readonly HeldMeeting[], { bodyId, from, to }: SeatTime): PartCounts {
  const within = meetings.filter(
    (meeting) => meeting.bodyId === bodyId && meeting.day >= from && (to === null || meeting.day <= to),
  );
  return within.reduce((counts, { parts }) => counted(counts, parts), NO_PARTS);
}
