// What each person's part in a meeting was, read from its two documents: the roll, the turns at speaking, who presented what, who
// stood in a ceremony. Reads no text of the minutes.
import type * as Y from 'yjs';
import type { AgendaItem, Ceremony } from '../domain/agenda.ts';
import { attendanceOf, foldAttendance, meetingSpan, rollState } from '../domain/attendance.ts';
import type { PartTaken } from '../domain/part-taken.ts';
import type { Person } from '../domain/person.ts';
import { foldProgress } from '../domain/progress.ts';
import { isRollOpen } from '../domain/roll.ts';
import { turnsHeld, type Turn } from '../domain/speakers.ts';
import { nameKeyOf } from '../lib/fold-name.ts';
import type { EpochMs } from '../lib/time.ts';
import { readAgenda } from './desk-agenda.ts';
import { readPeople } from './desk-people.ts';
import { readProgressEvents } from './desk-progress.ts';
import { readProgressSeen, readState } from './record.ts';
import { readAttendance, readCallingMs } from './record-room.ts';
import { readTurns } from './record-speakers.ts';

interface Documents {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
}

export interface PartsRead {
  /** When its first item began; null when none did. */
  readonly startedAt: EpochMs | null;
  /** In the order of the list; behind it whoever is on no list. */
  readonly parts: readonly PartTaken[];
}

export function readPartsTaken({ desk, record }: Documents): PartsRead {
  const people = readPeople(desk);
  const progress = foldProgress(readProgressEvents(desk), readProgressSeen(record));
  const { phase } = readState(record);
  const attendance = foldAttendance(readAttendance(record));
  const isOver = phase === 'follow-up' || phase === 'archived';
  const span = { ...meetingSpan(progress, isOver), callingMs: readCallingMs(record) };
  const isCalled = isRollOpen(attendance);
  const ledger = new Parts(people, (key) => (isCalled ? rollState(attendanceOf(attendance, key), span) : null));
  for (const turn of turnsHeld(readTurns(record), progress)) ledger.speak(turn);
  for (const item of readAgenda(desk)) ledger.hold(item);
  return { startedAt: span.startedAt, parts: ledger.all() };
}

type Named = Pick<PartTaken, 'name' | 'org'>;
type Writable = { -readonly [Field in keyof PartTaken]: PartTaken[Field] };

class Parts {
  readonly #people: readonly Person[];
  readonly #byKey = new Map<string, Writable>();

  constructor(people: readonly Person[], stateOf: (key: Person['id']) => PartTaken['state']) {
    this.#people = people;
    for (const { id, name, org, personId, role } of people)
      this.#byKey.set(id, { ...blank({ name, org }), personId, role, state: stateOf(id) });
  }

  all(): readonly PartTaken[] {
    return [...this.#byKey.values()];
  }

  /** A turn counts once it is over. */
  speak({ key, name, org, beganAt, endedAt }: Turn): void {
    if (beganAt === null || endedAt === null) return;
    const part = this.#of(key, { name, org });
    part.turns += 1;
    part.spokenMs += Math.max(0, endedAt - beganAt);
  }

  hold({ id, title, presenters, ceremony }: AgendaItem): void {
    for (const { key, name, org } of presenters) {
      const part = this.#of(key, { name, org });
      if (part.presented.every((item) => item.id !== id)) part.presented = [...part.presented, { id, title }];
    }
    if (ceremony === null) return;
    for (const named of standingIn(ceremony)) {
      const part = this.#of(this.#keyOf(named.name), named);
      if (part.ceremonies.some((item) => item.id === id)) continue;
      part.ceremonies = [...part.ceremonies, { id, title, kind: ceremony.kind }];
    }
  }

  /** Of whom the list knows; a name that two people on it bear says nothing about either. */
  #keyOf(name: string): string | null {
    const [person, another] = this.#people.filter((entry) => nameKeyOf(entry.name) === nameKeyOf(name));
    return person !== undefined && another === undefined ? person.id : null;
  }

  #of(key: string | null, named: Named): Writable {
    const known = key === null ? undefined : this.#byKey.get(key);
    if (known !== undefined) return known;
    const stranger = `~${nameKeyOf(named.name)} ${nameKeyOf(named.org ?? '')}`;
    const part = this.#byKey.get(stranger) ?? blank(named);
    this.#byKey.set(stranger, part);
    return part;
  }
}

function blank({ name, org }: Named): Writable {
  return {
    ...{ personId: null, name, org, role: null, state: null },
    ...{ turns: 0, spokenMs: 0, presented: [], ceremonies: [] },
  };
}

function standingIn(ceremony: Ceremony): readonly Named[] {
  const plain = (name: string | null): readonly Named[] =>
    name === null || name.trim() === '' ? [] : [{ name: name.trim(), org: null }];
  if (ceremony.kind === 'appointment') return [...plain(ceremony.appointee), ...plain(ceremony.presentedBy)];
  return [
    ...ceremony.parties.map(({ signatory, org }) => ({ name: signatory.trim(), org: org.trim() || null })),
    // What was sealed before witnesses were written down has none.
    ...(ceremony.witnesses ?? []).flatMap(plain),
  ].filter(({ name, org }) => name !== '' || org !== null);
}
