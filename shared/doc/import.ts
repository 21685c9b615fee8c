// Writes a checked meeting file into an empty desk: new ids, `sourceId` kept, a paragraph a point, the work report as
// rows. Every fact of the file finds a place; what is not known stays unknown.
import type * as Y from 'yjs';
import type { DecisionId, PersonKey } from '../domain/ids.ts';
import { fileFacts, type FilePerson, type MeetingFile } from '../domain/meeting-file.ts';
import type { MeetingFacts } from '../domain/meeting.ts';
import type { Person, PersonRole } from '../domain/person.ts';
import { brand } from '../lib/brand.ts';
import { addDecision } from './desk-decisions.ts';
import { notesFragment, setFact } from './desk-facts.ts';
import { addPerson } from './desk-people.ts';
import { seedParagraphs } from './fragment.ts';
import { writeAgenda } from './import-agenda.ts';
import { orderKeys } from './import-order.ts';

export interface ImportOptions {
  /** A fresh random id at each call. */
  readonly newId: () => string;
  /** IANA name; a file that names its own zone wins. */
  readonly timeZone: string;
}

/** Fills `desk`, which must be empty, in one transaction. */
export function importMeeting(desk: Y.Doc, file: MeetingFile, options: ImportOptions): void {
  desk.transact(() => {
    writeFacts(desk, fileFacts(file, options.timeZone));
    const people = writePeople(desk, file, options);
    writeAgenda(desk, file, people, options.newId);
    const nextOrder = orderKeys(options.newId);
    for (const wording of file.resolutions) {
      const id = brand<DecisionId>(options.newId());
      addDecision(desk, { id, wording, itemId: null, outcome: null, motionId: null, order: nextOrder() });
    }
    seedParagraphs(notesFragment(desk), file.remarks);
  });
}

function writeFacts(desk: Y.Doc, facts: MeetingFacts): void {
  const { title, shortTitle, organisation, bodyName, plannedStart, plannedEnd, venue, chair, recorder } = facts;
  setFact(desk, 'title', title);
  setFact(desk, 'shortTitle', shortTitle);
  setFact(desk, 'organisation', organisation);
  setFact(desk, 'bodyName', bodyName);
  setFact(desk, 'plannedStart', plannedStart);
  setFact(desk, 'plannedEnd', plannedEnd);
  setFact(desk, 'venue', venue);
  setFact(desk, 'chair', chair);
  setFact(desk, 'recorder', recorder);
  setFact(desk, 'sourceId', facts.sourceId);
  if (facts.attendance) setFact(desk, 'attendance', facts.attendance);
}

/** Guests in their order of courtesy, then the others, then those whom only the attendance names. */
function writePeople(desk: Y.Doc, file: MeetingFile, options: ImportOptions): ReadonlyMap<string, Person> {
  const people = new Map<string, Person>();
  const nextOrder = orderKeys(options.newId);
  const add = (person: FilePerson, role: PersonRole): void => {
    if (people.has(person.name)) return;
    const note = personNote(person, file);
    people.set(person.name, {
      id: brand<PersonKey>(options.newId()),
      name: person.name,
      org: person.org,
      titles: person.title === null ? [] : [person.title],
      role,
      order: nextOrder(),
      personId: null,
      ...(note === '' ? {} : { note }),
    });
  };
  const guests = [...file.guests].sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);
  for (const guest of guests) add(guest, 'guest');
  for (const person of file.otherPeople) add(person, isOfOrganisation(person, file) ? 'attending' : 'nonvoting');
  for (const group of file.attendance) for (const name of group.names) add(nobodyElse(name), roleOf(group.role));
  for (const person of people.values()) addPerson(desk, person);
  return people;
}

const ROLES: ReadonlyMap<string, PersonRole> = new Map([
  ['出席', 'attending'],
  ['列席', 'nonvoting'],
  ['特邀', 'guest'],
  ['旁听', 'observer'],
]);

function roleOf(word: string | null): PersonRole {
  return ROLES.get(word ?? '') ?? 'attending';
}

function isOfOrganisation(person: FilePerson, { meeting: { organisation } }: MeetingFile): boolean {
  return person.org !== null && (person.org === organisation.shortName || person.org === organisation.fullName);
}

function nobodyElse(name: string): FilePerson {
  return { order: null, name, org: null, orgAsWritten: null, title: null, titleVariant: null, roles: [] };
}

/** Other spellings and what else the file says of someone: never mixed into the titles that will be printed. */
function personNote(person: FilePerson, file: MeetingFile): string {
  // A name given twice keeps what its second entry adds.
  const entries = [...file.guests, ...file.otherPeople].filter(({ name }) => name === person.name);
  const groups = file.attendance.filter(({ names }) => names.includes(person.name));
  const notes = [
    ...groups.map(({ label, role }) => (role === null ? label : `${label}（${role}）`)),
    ...entries.flatMap((entry) => [
      ...(entry.titleVariant === null ? [] : [`职务又作：${entry.titleVariant}`]),
      ...(entry.orgAsWritten === null ? [] : [`单位原文作：${entry.orgAsWritten}`]),
      ...(entry.roles.length > 0 ? [`会上：${entry.roles.join('、')}`] : []),
      ...(entry.title !== null && entry.title !== person.title ? [`职务又作：${entry.title}`] : []),
      ...(entry.org !== null && entry.org !== person.org ? [`单位又作：${entry.org}`] : []),
    ]),
  ];
  return [...new Set(notes)].join('；');
}
