// The seats of two entries that are one person. What both say of one day is said once, as the entry that stays has it; days,
// a post and a vote that only the other one knew are kept.
import type { MemberId, PersonId } from '../../shared/domain/ids.ts';
import { overlap } from '../../shared/domain/register.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { MemberRow, RegisterWrite } from '../people-ports.ts';
import { dayAfter, dayBefore } from './seats.ts';

type Days = Pick<MemberRow, 'from' | 'to'>;

interface Seats {
  readonly own: readonly MemberRow[];
  readonly theirs: readonly MemberRow[];
}

/**
 * `theirs` go over to `person`, who has `own`; of both all that were ever made. One that was removed stays so, and comes back
 * to whom it is now; one whose every day `own` has is removed.
 */
export function joinedSeats(
  person: PersonId,
  { own, theirs }: Seats,
  { now, newId }: { readonly now: EpochMs; readonly newId: () => MemberId },
): readonly RegisterWrite[] {
  const rows = new Map(own.map((row) => [row.id, row]));
  for (const seat of theirs) {
    const beside = [...rows.values()].filter((row) => row.termId === seat.termId && row.removedAt === null);
    const left = seat.removedAt === null ? daysApart(seat, beside) : [seat];
    for (const row of beside) if (overlap(row, seat)) rows.set(row.id, completed(row, seat));
    const alone = left.filter((days) => {
      const kept = beside.map(({ id }) => rows.get(id)).find((row) => row && isContinued(row, seat, days));
      if (kept) rows.set(kept.id, { ...kept, ...union(kept, days) });
      return !kept;
    });
    const [first, ...more] = alone;
    rows.set(seat.id, { ...seat, ...(first ? { from: first.from, to: first.to } : { removedAt: now }) });
    for (const { from, to } of more) {
      const id = newId();
      rows.set(id, { ...seat, id, from, to, importId: null, createdAt: now });
    }
  }
  const before = new Map([...own, ...theirs].map((row) => [row.id, row]));
  const isNew = ({ id }: MemberRow): boolean => !before.has(id);
  return [...rows.values()]
    .filter((row) => row !== before.get(row.id))
    .map((row) => ({
      kind: isNew(row) ? 'member.insert' : 'member.set',
      row: { ...row, personId: person, updatedAt: now },
    }));
}

/** The days of `seat` that none of `others` has. */
function daysApart(seat: Days, others: readonly Days[]): readonly Days[] {
  return others.reduce<readonly Days[]>(
    (left, other) =>
      left.flatMap((days) => {
        if (!overlap(days, other)) return [days];
        const { from, to } = other;
        const isBefore = from !== null && (days.from === null || days.from < from);
        const isAfter = to !== null && (days.to === null || days.to > to);
        return [
          ...(isBefore ? [{ from: days.from, to: dayBefore(from) }] : []),
          ...(isAfter ? [{ from: dayAfter(to), to: days.to }] : []),
        ];
      }),
    [seat],
  );
}

function completed(kept: MemberRow, other: MemberRow): MemberRow {
  return { ...kept, post: kept.post ?? other.post, voting: kept.voting || other.voting };
}

/** Whether `days` of `seat` are more of what `kept` is, and not another post before or after it. */
function isContinued(kept: MemberRow, seat: MemberRow, days: Days): boolean {
  const isNext =
    (kept.to !== null && days.from === dayAfter(kept.to)) || (kept.from !== null && days.to === dayBefore(kept.from));
  if (!isNext) return false;
  if (overlap(kept, seat)) return seat.post === null || seat.post === kept.post;
  return seat.post === kept.post && seat.voting === kept.voting;
}

function union(a: Days, b: Days): Days {
  const from = a.from === null || b.from === null ? null : a.from < b.from ? a.from : b.from;
  const to = a.to === null || b.to === null ? null : a.to > b.to ? a.to : b.to;
  return { from, to };
}
