// Somebody is found among two hundred by what a clerk types, whichever way they think of the name.
import { expect, test } from 'vitest';
import { found, initialsOf } from '../../../client/state/roll-search.ts';
import type { PersonKey } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const PEOPLE = [
  ['a', '王坤泉', '苏州市安防协会'],
  ['b', '吴坚', '苏州市公安局'],
  ['c', '单　田', '评弹团'],
  ['d', '李坤', '中科院'],
  ['e', 'Anna Wu', null],
] as const;
const lines = PEOPLE.map(([id, name, org]) => ({ person: { id: brand<PersonKey>(id), name, org } }));
const initials = initialsOf(lines.map(({ person }) => person));
const names = (query: string): readonly string[] => found(lines, query, initials).map(({ person }) => person.id);

test.each([
  ['the first letters of its sounds', 'wkq', ['a']],
  ['one letter', 'w', ['a', 'b', 'e']],
  ['characters from its middle', '坤', ['a', 'd']],
  ['a surname that is read otherwise', 'st', ['c']],
  ['a name kept with a space in it', '单田', ['c']],
  ['capitals and spaces', ' WK Q', ['a']],
  ['the organisation', '公安', ['b']],
  ['a foreign name', 'anna', ['e']],
  ['nothing at all', '', ['a', 'b', 'c', 'd', 'e']],
  ['nobody', 'zzz', []],
])('by %s', (_, query, expected) => {
  expect(names(query)).toEqual(expected);
});

test('whoever is called exactly so comes before those who begin so', () => {
  const two = ['李坤明', '李坤'].map((name) => ({ person: { id: brand<PersonKey>(name), name, org: null } }));
  const order = found(two, '李坤', initialsOf(two.map(({ person }) => person)));
  expect(order.map(({ person }) => person.name)).toEqual(['李坤', '李坤明']);
});
