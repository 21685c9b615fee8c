// The roll as it is called: how each person on the list stands, counted, and who heard an item. Computed from the list, the
// log and the meeting's span; nothing of it is stored (domain.md §3.1). Reads no clock.
import type { EpochMs } from '../lib/time.ts';
import {
  absenceAt,
  attendanceOf,
  isPresentAt,
  presenceDuring,
  rollState,
  type Absence,
  type Attendance,
  type MeetingSpan,
  type RollState,
  type Stay,
} from './attendance.ts';
import type { EventId, PersonKey } from './ids.ts';
import type { Person, PersonRole } from './person.ts';

export interface RollLine {
  readonly person: Person;
  readonly state: RollState;
  /** Whether they are in the room at this moment. */
  readonly isThere: boolean;
  /** When they first came, or last left; null for whoever was never there. */
  readonly at: EpochMs | null;
  /** Why they are away, while they are. */
  readonly absence: Absence | null;
  /** The last mark that stands. */
  readonly lastMark: EventId | null;
}

/** A line each, in the order of the list, which is that of courtesy. */
export function rollLines(
  people: readonly Person[],
  attendance: Attendance,
  span: MeetingSpan,
  now: EpochMs,
): readonly RollLine[] {
  return people.map((person) => {
    const theirs = attendanceOf(attendance, person.id);
    const isThere = isPresentAt(theirs, now);
    const at = (isThere ? theirs.stays[0]?.from : theirs.stays.at(-1)?.to) ?? null;
    const absence = isThere ? null : absenceAt(theirs, now);
    return { person, state: rollState(theirs, span), isThere, at, absence, lastMark: theirs.lastMark };
  });
}

export interface RollCounts {
  /** In the room, by what they are there as. */
  readonly there: Readonly<Record<PersonRole, number>>;
  /** Expected, whatever as. */
  readonly listed: number;
  readonly excused: number;
  readonly absent: number;
  /** Came and went. */
  readonly left: number;
  /** Nothing is known of them yet. */
  readonly awaited: number;
}

export function rollCounts(lines: readonly RollLine[]): RollCounts {
  const count = (is: (line: RollLine) => boolean): number => lines.filter(is).length;
  const there = (role: PersonRole): number => count((line) => line.isThere && line.person.role === role);
  return {
    there: {
      attending: there('attending'),
      nonvoting: there('nonvoting'),
      guest: there('guest'),
      observer: there('observer'),
    },
    listed: lines.length,
    excused: count((line) => !line.isThere && line.state === 'excused'),
    absent: count((line) => !line.isThere && line.state === 'absent'),
    left: count((line) => !line.isThere && line.at !== null),
    awaited: count((line) => line.state === 'awaited'),
  };
}

/** Who of the list heard an item. */
export interface ItemHearing {
  readonly whole: readonly Person[];
  /** With the comings and goings inside it. */
  readonly part: readonly {
    readonly person: Person;
    readonly cameAt: EpochMs | null;
    readonly leftAt: EpochMs | null;
  }[];
}

/** `span`: from when to when the item ran; open while it does. Whoever was not there at all is not named. */
export function itemHearing(people: readonly Person[], attendance: Attendance, span: Stay): ItemHearing {
  const whole: Person[] = [];
  const part: ItemHearing['part'][number][] = [];
  for (const person of people) {
    const theirs = attendanceOf(attendance, person.id);
    const heard = presenceDuring(theirs, span);
    if (heard === 'whole') whole.push(person);
    if (heard === 'part') part.push({ person, ...turnsWithin(theirs.stays, span) });
  }
  return { whole, part };
}

/** The first time they came and the last time they left, where that was while it ran. */
function turnsWithin(stays: readonly Stay[], { from, to }: Stay): { cameAt: EpochMs | null; leftAt: EpochMs | null } {
  const end = to ?? Infinity;
  const came = stays.map((stay) => stay.from).filter((at) => at > from && at < end);
  const left = stays.flatMap((stay) => stay.to ?? []).filter((at) => at > from && at < end);
  return { cameAt: came[0] ?? null, leftAt: left.at(-1) ?? null };
}

/** Whether anybody's coming was noted: from then on the roll is open. */
export function isRollOpen(attendance: ReadonlyMap<PersonKey, unknown>): boolean {
  return attendance.size > 0;
}
