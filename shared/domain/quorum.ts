// Whether enough members are in the room to decide: counts of seats and of those present at an instant, held against the
// charter's rule (domain.md §2.1). 列席, guests, observers and staff never count.
import type { EpochMs } from '../lib/time.ts';
import { absenceAt, attendanceOf, isPresentAt, type Attendance } from './attendance.ts';
import { neededOf, reaches, type CharterRule } from './charter.ts';
import type { PersonKey } from './ids.ts';
import type { Person } from './person.ts';

/** The rule a meeting goes by, as the record keeps it. */
export interface QuorumRule {
  readonly rule: Pick<CharterRule, 'quorum' | 'proxy'>;
  /** 应到 as the clerk set it; null = as many as members are listed. On leave counts, a vacancy does not. */
  readonly seats: number | null;
}

export interface Quorum {
  /** 应到. */
  readonly seats: number;
  /** 实到: voting members in the room, and valid proxies. */
  readonly present: number;
  /** Of those, by proxy. */
  readonly proxies: number;
  /** Null: the body has no quorum. */
  readonly needed: number | null;
  /** Always true where there is no quorum. */
  readonly met: boolean;
}

/** Whether they hold a seat that votes in this meeting. */
function hasVote(person: Pick<Person, 'role' | 'voting'>): boolean {
  return person.role === 'attending' && person.voting !== false;
}

/**
 * The quorum at `at`.
 * 1. A member counts once: in the room, or else by a proxy who is in the room and has a vote.
 * 2. One holder stands in for one member, the first in the order of courtesy; further ones do not count.
 * 3. A body without seats has no quorum, whatever its rule says.
 */
export function quorumAt(
  people: readonly Pick<Person, 'id' | 'role' | 'voting'>[],
  attendance: Attendance,
  { rule, seats: set }: QuorumRule,
  at: EpochMs,
): Quorum {
  const members = people.filter(hasVote);
  const seats = set ?? members.length;
  const there = new Set(membersPresent(people, attendance, at));
  const proxies = rule.proxy === 'written' ? standIns(members, attendance, there, at) : 0;
  const present = there.size + proxies;
  if (rule.quorum === null) return { seats, present, proxies, needed: null, met: true };
  const met = seats > 0 && reaches(rule.quorum, present, seats);
  return { seats, present, proxies, needed: neededOf(rule.quorum, seats), met };
}

/** Those who vote and are in the room, in the order of courtesy. */
export function membersPresent(
  people: readonly Pick<Person, 'id' | 'role' | 'voting'>[],
  attendance: Attendance,
  at: EpochMs,
): readonly PersonKey[] {
  const members = people.filter(hasVote).map(({ id }) => id);
  return members.filter((id) => isPresentAt(attendanceOf(attendance, id), at));
}

function standIns(
  members: readonly Pick<Person, 'id'>[],
  attendance: Attendance,
  there: ReadonlySet<PersonKey>,
  at: EpochMs,
): number {
  const holders = new Set<PersonKey>();
  for (const { id } of members) {
    const holder = there.has(id) ? null : (absenceAt(attendanceOf(attendance, id), at)?.proxy ?? null);
    if (holder !== null && there.has(holder)) holders.add(holder);
  }
  return holders.size;
}

/** A moment at which the quorum was reached or lost. */
export interface QuorumTurn extends Quorum {
  readonly at: EpochMs;
}

/** Every time that `met` changed within `from`–`to`, in order; the state before `from` is what the first is held against. */
export function quorumTurns(
  people: readonly Pick<Person, 'id' | 'role' | 'voting'>[],
  attendance: Attendance,
  rule: QuorumRule,
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
): readonly QuorumTurn[] {
  const instants = [...attendance.values()].flatMap(({ stays, absences }) =>
    [...stays, ...absences].flatMap((span) => (span.to === null ? [span.from] : [span.from, span.to])),
  );
  const moments = [...new Set(instants)].filter((at) => at > from && at <= to).sort((a, b) => a - b);
  const turns: QuorumTurn[] = [];
  let { met } = quorumAt(people, attendance, rule, from);
  for (const at of moments) {
    const quorum = quorumAt(people, attendance, rule, at);
    if (quorum.met !== met) turns.push({ at, ...quorum });
    ({ met } = quorum);
  }
  return turns;
}
