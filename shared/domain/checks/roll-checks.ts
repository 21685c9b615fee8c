// Who was there, in numbers: the sign-in is closed, 应到 = 出席 + 请假 + 缺席, leave has a reason, the quorum was met each time it
// was looked at, and the minutes tell the same numbers (closing checks 1 and 2).
import type { MeetingSnapshot, SnapshotItem } from '../snapshot.ts';
import { itemOfSection, type SectionKey } from '../minutes-draft.ts';
import type { CheckFinding } from './finding.ts';
import { quoted, quoteOf, type Sentence } from './text.ts';
import { voteIn } from './vote-words.ts';

export interface RollFacts {
  /** People who signed in and are on no list, and of whom nobody has said yet who they are. */
  readonly waiting: number;
}

const ROLL = { kind: 'roll' } as const;

export function rollFindings(snapshot: MeetingSnapshot, { waiting }: RollFacts): readonly CheckFinding[] {
  const { roll = [], people, room } = snapshot;
  if (roll.length === 0) return waiting > 0 ? [open(waiting)] : [];
  const states = new Map(roll.map(({ key, state }) => [key, state]));
  const members = people.filter((person) => person.role === 'attending');
  const unknown = members.filter(({ id }) => (states.get(id) ?? 'awaited') === 'awaited').length;
  const seats = room?.rule?.seats ?? null;
  const voting = members.filter((person) => person.voting !== false).length;
  const isOpen = waiting + unknown > 0;
  return [
    ...(isOpen ? [open(waiting + unknown)] : []),
    ...(seats === null || seats === voting
      ? []
      : [finding('roll', 'seats-differ', { seats, listed: voting }, ROLL, 'error')]),
    ...roll.flatMap((entry) => {
      const last = entry.absences?.at(-1);
      const person = people.find(({ id }) => id === entry.key);
      if (!person || entry.state !== 'excused' || (last?.reason ?? '').trim() !== '') return [];
      const place = { kind: 'person', key: person.id } as const;
      return [{ ...finding('roll', 'excuse-without-reason', {}, place, 'warning'), about: person.name }];
    }),
  ];
}

function open(count: number): CheckFinding {
  return finding('roll', 'roll-open', { count }, ROLL, 'warning');
}

function finding(
  check: CheckFinding['check'],
  code: CheckFinding['code'],
  seen: CheckFinding['seen'],
  place: CheckFinding['place'],
  severity: CheckFinding['severity'],
): CheckFinding {
  return { check, code, severity, about: '', place, seen };
}

/** At the start, and as each item began. */
export function quorumFindings({ room, agenda }: MeetingSnapshot): readonly CheckFinding[] {
  if (!room?.rule?.rule.quorum) return [];
  const wasHeld = agenda.some(({ progress }) => progress.startedAt !== null);
  if (room.seen.length === 0) return wasHeld ? [finding('quorum', 'quorum-unseen', {}, ROLL, 'warning')] : [];
  const titles = new Map(agenda.map((item) => [item.id, item.title]));
  return room.seen.flatMap(({ itemId, met, present, seats, needed }): readonly CheckFinding[] => {
    const title = titles.get(itemId);
    if (met || title === undefined) return [];
    const seen = { present, seats, needed: needed ?? 0 };
    return [{ ...finding('quorum', 'quorum-missed', seen, { kind: 'item', itemId }, 'error'), about: title }];
  });
}

/** 应到 and 实到 in the text against what the room was seen to be. */
export function countFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  return sentences.flatMap(({ key, text }) => {
    const told = voteIn(text);
    const seen = told && seenFor(snapshot, key);
    if (!told || !seen) return [];
    const isSame = (count: number | null, known: number): boolean => count === null || count === known;
    if (isSame(told.seats, seen.seats) && isSame(told.present, seen.present)) return [];
    const place = { kind: 'section', key, quote: quoteOf(text) } as const;
    const values = {
      ...{ toldSeats: told.seats ?? '—', toldPresent: told.present ?? '—' },
      ...{ seats: seen.seats, present: seen.present },
    };
    return [{ ...finding('roll', 'count-differs', values, place, 'error'), about: quoted(text) }];
  });
}

/** As it was seen when the item of the section began; for the opening, when the first one did that is no secret. */
function seenFor({ room, agenda }: MeetingSnapshot, key: SectionKey) {
  const seen = room?.seen ?? [];
  const itemId = itemOfSection(key);
  if (itemId !== null) return seen.find((each) => each.itemId === itemId) ?? null;
  if (key !== 'opening') return null;
  const isOpen = (item: SnapshotItem | undefined): boolean => item?.internal === false;
  return seen.find((each) => isOpen(agenda.find(({ id }) => id === each.itemId))) ?? null;
}
