// The desk's people: who attends, as what, in the order of courtesy.
import type * as Y from 'yjs';
import { isId, type PersonKey } from '../domain/ids.ts';
import { PERSON_ROLES, type Person } from '../domain/person.ts';
import { brand } from '../lib/brand.ts';
import { compareByOrder } from '../lib/order-key.ts';
import { asMap, asOneOf, asOrder, asText, asTexts, assign, newMap, standingEntries, type Entries } from './reading.ts';

/** In the order of courtesy; never sorted by anything else. */
export function readPeople(desk: Y.Doc): readonly Person[] {
  return standingEntries(desk.getMap('people'))
    .filter(([key]) => isId(key))
    .map(([key, entry]) => readPerson(brand<PersonKey>(key), entry))
    .sort(compareByOrder);
}

/** Adds a person; nothing happens when the key is there already. */
export function addPerson(desk: Y.Doc, person: Person): void {
  const { id, ...values } = person;
  desk.transact(() => {
    const people = desk.getMap<unknown>('people');
    if (!people.has(id)) people.set(id, newMap(values));
  });
}

/** Changes the given fields; nothing happens when there is no such person. */
export function setPerson(desk: Y.Doc, key: PersonKey, patch: Partial<Omit<Person, 'id'>>): void {
  desk.transact(() => {
    const entry = asMap(desk.getMap('people').get(key));
    if (entry) assign(entry, patch);
  });
}

/** Whether a member votes in this meeting; whoever attends as something else has no vote whatever is set here. */
export function setVoting(desk: Y.Doc, key: PersonKey, votes: boolean): void {
  desk.transact(() => asMap(desk.getMap('people').get(key))?.set('voting', votes));
}

/** Takes a person off the list; the entry stays, so that it can come back. */
export function removePerson(desk: Y.Doc, key: PersonKey): void {
  desk.transact(() => asMap(desk.getMap('people').get(key))?.set('removed', true));
}

export function restorePerson(desk: Y.Doc, key: PersonKey): void {
  desk.transact(() => asMap(desk.getMap('people').get(key))?.set('removed', false));
}

function readPerson(id: PersonKey, entry: Entries): Person {
  const note = asText(entry.get('note'));
  return {
    id,
    name: asText(entry.get('name')) ?? '',
    org: asText(entry.get('org')),
    titles: asTexts(entry.get('titles')),
    role: asOneOf(PERSON_ROLES, entry.get('role')) ?? 'attending',
    order: asOrder(entry.get('order')),
    personId: asText(entry.get('personId')),
    ...(entry.get('voting') === false ? { voting: false } : {}),
    ...(note === null ? {} : { note }),
  };
}
