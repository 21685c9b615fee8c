// Writes what is known of a meeting before it is held into an empty desk: its facts, the people asked, its agenda, lines for
// the secretariat's notes. Whoever presents an item and is among the people is linked to them.
import type * as Y from 'yjs';
import type { ItemKind } from '../domain/agenda.ts';
import type { ItemId, MeetingId, PersonKey, TopicId } from '../domain/ids.ts';
import type { MeetingFacts } from '../domain/meeting.ts';
import type { Person, PersonRole, Presenter } from '../domain/person.ts';
import { brand } from '../lib/brand.ts';
import { MINUTE_MS, type EpochMs } from '../lib/time.ts';
import { addItem } from './desk-agenda.ts';
import { notesFragment, setFact } from './desk-facts.ts';
import { addPerson } from './desk-people.ts';
import { seedParagraphs } from './fragment.ts';
import { orderKeys } from './import-order.ts';

export interface PreparedItem {
  readonly kind: ItemKind;
  readonly title: string;
  readonly presenters: readonly string[];
  readonly plannedMinutes: number | null;
  /** A paragraph a line. */
  readonly minutes: string | null;
  readonly fixedStart: EpochMs | null;
  readonly continues?: { readonly meetingId: string; readonly itemId: string } | undefined;
  /** The topic of the body's backlog that it is made from. */
  readonly topic?: string | undefined;
  readonly internal?: boolean | undefined;
  /** A part of the last item before it that is none. */
  readonly part?: boolean | undefined;
}

export interface PreparedMeeting {
  readonly facts: Partial<MeetingFacts> & Pick<MeetingFacts, 'title'>;
  readonly people: readonly {
    readonly name: string;
    readonly org: string | null;
    readonly titles: readonly string[];
    readonly role: PersonRole;
    readonly personId?: string | undefined;
    readonly voting?: false | undefined;
  }[];
  readonly agenda: readonly PreparedItem[];
  readonly notes: readonly string[];
}

/** Fills `desk`, which must be empty, in one transaction. */
export function prepareDesk(desk: Y.Doc, { facts, people, agenda, notes }: PreparedMeeting, newId: () => string): void {
  desk.transact(() => {
    setFacts(desk, facts);
    // Null: a name that two of them bear.
    const known = new Map<string, Person | null>();
    const nextPerson = orderKeys(newId);
    for (const { personId = null, voting, ...person } of people) {
      const place = { id: brand<PersonKey>(newId()), order: nextPerson() };
      const added: Person = { ...person, ...place, personId, ...(voting === false ? { voting } : {}) };
      known.set(person.name, known.has(person.name) ? null : added);
      addPerson(desk, added);
    }
    const nextItem = orderKeys(newId);
    let whole: ItemId | null = null;
    for (const {
      presenters,
      plannedMinutes,
      minutes,
      continues,
      topic,
      internal = false,
      part = false,
      ...item
    } of agenda) {
      const id = brand<ItemId>(newId());
      const parentId = part ? whole : null;
      if (parentId === null) whole = id;
      addItem(desk, {
        ...item,
        ...{ id, parentId, internal, order: nextItem() },
        presenters: presenters.map((name) => presenterOf(name, known)),
        plannedMs: plannedMinutes === null ? null : plannedMinutes * MINUTE_MS,
        minutes: minutes === null ? [] : minutes.split(/\r\n?|\n/).filter((line) => line.trim() !== ''),
        ...(continues
          ? { continues: { meetingId: brand<MeetingId>(continues.meetingId), itemId: brand<ItemId>(continues.itemId) } }
          : {}),
        ...(topic === undefined ? {} : { topic: brand<TopicId>(topic) }),
      });
    }
    if (notes.length > 0) seedParagraphs(notesFragment(desk), notes);
  });
}

/** Those that are given; the others stay as absent as in a meeting of which only the title is known. */
function setFacts(desk: Y.Doc, facts: PreparedMeeting['facts']): void {
  setFact(desk, 'title', facts.title);
  setFact(desk, 'plannedStart', facts.plannedStart ?? null);
  setFact(desk, 'plannedEnd', facts.plannedEnd ?? null);
  setFact(desk, 'venue', facts.venue ?? null);
  if (facts.shortTitle != null) setFact(desk, 'shortTitle', facts.shortTitle);
  if (facts.organisation != null) setFact(desk, 'organisation', facts.organisation);
  if (facts.bodyName != null) setFact(desk, 'bodyName', facts.bodyName);
  if (facts.chair != null) setFact(desk, 'chair', facts.chair);
  if (facts.recorder != null) setFact(desk, 'recorder', facts.recorder);
  if (facts.attendance && facts.attendance.length > 0) setFact(desk, 'attendance', facts.attendance);
}

/** Of two people with one name, neither is taken for the speaker. */
function presenterOf(name: string, known: ReadonlyMap<string, Person | null>): Presenter {
  const person = known.get(name) ?? null;
  return person
    ? { key: person.id, name, org: person.org, title: person.titles[0] ?? null }
    : { key: null, name, org: null, title: null };
}
