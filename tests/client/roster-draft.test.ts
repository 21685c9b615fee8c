// A roster before it is taken over: whom its lines mean, also by a name that somebody or their organisation gave up.
import { expect, test } from 'vitest';
import { foundPeople } from '../../client/register-people.ts';
import { NEW, RosterDraft } from '../../client/roster-draft.svelte.ts';
import type { RegisterPerson } from '../../shared/api/register.schema.ts';

const SOCIETY = { id: 'o1', name: '苏州市安全技术防范行业协会', shortName: '苏州市安防协会', aliases: ['安防协会'] };
const person = (name: string, aliases?: string[]): RegisterPerson => ({
  ...{ id: name, name, reading: null, bodies: [], posts: [{ org: SOCIETY, title: '理事', former: false }] },
  private: { phone: null, email: null, note: null, ...(aliases ? { aliases } : {}) },
});
const PEOPLE = [person('张伟', ['张玮']), person('李文静')];

function drafted(people: readonly RegisterPerson[], ...lines: readonly (readonly string[])[]) {
  return new RosterDraft(
    '名册.csv',
    [{ name: '名册', isCut: false, grid: [['姓名', '单位'], ...lines] }],
    () => people,
  );
}

function meant(...lines: readonly (readonly string[])[]) {
  return drafted(PEOPLE, ...lines).lines.map((line) => line.meant);
}

test('a line means whom it names, at an organisation under any of its names', () => {
  const orgs = ['苏州市安全技术防范行业协会', '苏州市安防协会', '安防协会'];

  expect(orgs.map((org) => meant(['李文静', org])[0])).toEqual(['李文静', '李文静', '李文静']);
});

test('a name that somebody gave up is asked about, and no other one', () => {
  expect(meant(['张玮', '安防协会'], ['张玮丽', '安防协会'])).toEqual([null, NEW]);
});

test.each([
  ['张三', [person('李四', ['张三']), person('张三')]],
  ['张玮', [person('张伟', ['张玮']), person('张玮')]],
])('whoever is called %s now is meant, and not who was', (name, people) => {
  const draft = drafted(people, [name, '安防协会']);

  expect(draft.lines.map((line) => [line.meant, line.namesakes.map((each) => each.name)])).toEqual([[name, [name]]]);
});

test('people are found by what they and their organisations were called', () => {
  expect(foundPeople(PEOPLE, '张玮').map(({ name }) => name)).toEqual(['张伟']);
  expect(foundPeople([...PEOPLE, { name: '丁', posts: [] }], '安防协会')).toHaveLength(2);
});
