// Seats and terms as rows: what makes one wrong, where a new one stands, how they are shown. Decides nothing about rights.
import type { CharterEntry, Member, Term } from '../../shared/api/register.schema.ts';
import type { MemberId, PersonId, RosterImportId, TermId } from '../../shared/domain/ids.ts';
import { overlap } from '../../shared/domain/register.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Refused } from '../../shared/lib/result.ts';
import { DAY_MS, type EpochMs, type LocalDate } from '../../shared/lib/time.ts';
import type { CharterRow, MemberRow, RegisterWrite, TermRow } from '../people-ports.ts';
import { invalid } from './register-book.ts';

export const MAX_MEMBERS = 2_000;

interface SeatFacts {
  readonly post?: string | null | undefined;
  readonly voting?: boolean | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

interface SeatPlace {
  readonly id: MemberId;
  readonly termId: TermId;
  readonly rank: number;
  readonly now: EpochMs;
  readonly importId?: RosterImportId | null;
}

/** A new seat; it votes unless said otherwise. */
export function seatFor(
  personId: PersonId,
  facts: SeatFacts,
  { now, importId = null, ...place }: SeatPlace,
): MemberRow {
  const { post = null, voting = true, from = null, to = null } = facts;
  return {
    ...{ ...place, personId, post, voting, ...daysOf({ from, to }), importId },
    ...{ createdAt: now, updatedAt: now, removedAt: null, removedBy: null },
  };
}

export function daysOf({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  const day = (text: string | null): LocalDate | null => (text === null ? null : brand<LocalDate>(text));
  return { from: day(from), to: day(to) };
}

/** Behind all others. */
export function nextRank(members: readonly MemberRow[]): number {
  return members.reduce((most, { rank }) => Math.max(most, rank), -1) + 1;
}

/**
 * What is wrong with a seat beside the others of its term: a person may come back, but not sit twice on one day, and sits
 * while the term lasts.
 */
export function memberFault(
  row: MemberRow,
  { term, others }: { readonly term: Pick<TermRow, 'from' | 'to'>; readonly others: readonly MemberRow[] },
): Refused<'invalid'> | null {
  if (row.from !== null && row.to !== null && row.to < row.from) return invalid('to', 'before-start');
  if (row.to !== null && row.to < term.from) return invalid('to', 'outside-term');
  if (row.from !== null && term.to !== null && row.from > term.to) return invalid('from', 'outside-term');
  const sitsAlready = others.some((other) => other.personId === row.personId && overlap(other, row));
  return sitsAlready ? invalid('personId', 'taken') : null;
}

/** What is wrong with a term beside the others of its body. */
export function termFault(row: TermRow, others: readonly TermRow[]): Refused<'invalid'> | null {
  if (others.some(({ number }) => number === row.number)) return invalid('number', 'taken');
  return row.to !== null && row.to < row.from ? invalid('to', 'before-start') : null;
}

/** A term whose last day nobody knew ends the day before the next one begins. */
export function endingBefore(before: TermRow | null, next: TermRow): readonly RegisterWrite[] {
  if (before === null || before.to !== null || before.from >= next.from) return [];
  return [{ kind: 'term.set', row: { ...before, to: dayBefore(next.from), updatedAt: next.createdAt } }];
}

/** The way back from `endingBefore`: the term that ended for the sake of `removed` does not end yet. */
export function reopening(terms: readonly TermRow[], removed: TermRow): readonly RegisterWrite[] {
  const before = terms.find(({ number }) => number < removed.number);
  const endedForIt = before?.to === dayBefore(removed.from) && before.updatedAt === removed.createdAt;
  return before && endedForIt ? [{ kind: 'term.set', row: { ...before, to: null, updatedAt: before.createdAt } }] : [];
}

/** A seat where it stood: whoever has that place by now stands behind it. */
export function placedAgain(row: MemberRow, others: readonly MemberRow[]): readonly RegisterWrite[] {
  const isTaken = others.some(({ rank }) => rank === row.rank);
  const behind = isTaken ? others.filter(({ rank }) => rank >= row.rank) : [];
  return [
    { kind: 'member.set', row },
    ...behind.map(({ id, rank }) => ({ kind: 'member.rank', id, rank: rank + 1 }) as const),
  ];
}

export function dayBefore(date: LocalDate): LocalDate {
  return daysOn(date, -1);
}

export function dayAfter(date: LocalDate): LocalDate {
  return daysOn(date, 1);
}

function daysOn(date: LocalDate, days: number): LocalDate {
  return brand<LocalDate>(new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10));
}

/** Whether they still sat when the term ended. */
export function heldToTheEnd({ to }: MemberRow, term: TermRow): boolean {
  return to === null || (term.to !== null && to >= term.to);
}

export function presentTerm({ id, number, from, to, seats }: TermRow): Term {
  return { id, number, from, to, seats };
}

export function presentMember({ id, personId, post, voting, rank, from, to }: MemberRow): Member {
  return { id, personId, post, voting, rank, from, to };
}

export function presentEntry({ id, from, preset, rule, createdAt, byName }: CharterRow): CharterEntry {
  return { id, from, preset, rule, createdAt, byName };
}
