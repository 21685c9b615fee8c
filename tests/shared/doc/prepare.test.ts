// A desk filled before its meeting: whoever was named is on it.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readAgenda } from '../../../shared/doc/desk-agenda.ts';
import { readPeople } from '../../../shared/doc/desk-people.ts';
import { prepareDesk, type PreparedMeeting } from '../../../shared/doc/prepare.ts';

const person = (name: string, org: string): PreparedMeeting['people'][number] => ({
  ...{ name, org, titles: [], role: 'attending' },
});

function prepared(people: PreparedMeeting['people'], presenter: string): Y.Doc {
  const desk = new Y.Doc();
  let made = 0;
  const item: PreparedMeeting['agenda'][number] = {
    ...{
      kind: 'briefing',
      title: '汇报',
      presenters: [presenter],
      plannedMinutes: null,
      minutes: null,
      fixedStart: null,
    },
  };
  prepareDesk(desk, { facts: { title: '例会' }, people, agenda: [item], notes: [] }, () => `id${made++}`);
  return desk;
}

test('two people of one name both come, and neither is taken for the speaker', () => {
  const desk = prepared([person('王伟', '甲公司'), person('王伟', '乙公司')], '王伟');

  expect(readPeople(desk).map(({ org }) => org)).toEqual(['甲公司', '乙公司']);
  expect(readAgenda(desk)[0]?.presenters).toEqual([{ key: null, name: '王伟', org: null, title: null }]);
});

test('a part belongs to the last item before it that is none; without one it is an item', () => {
  const desk = new Y.Doc();
  let made = 0;
  const item = (title: string, part?: boolean): PreparedMeeting['agenda'][number] => ({
    ...{ kind: 'briefing', title, presenters: [], plannedMinutes: null, minutes: null, fixedStart: null, part },
  });
  const agenda = [item('甲', true), item('乙', true), item('丙'), item('丁', true)];

  prepareDesk(desk, { facts: { title: '例会' }, people: [], agenda, notes: [] }, () => `id${made++}`);

  const items = readAgenda(desk);
  const titleOf = (id: string | undefined): string | undefined => items.find((each) => each.id === id)?.title;
  expect(items.map(({ title, parentId }) => [title, titleOf(parentId) ?? null])).toEqual([
    ['甲', null],
    ['乙', '甲'],
    ['丙', null],
    ['丁', '丙'],
  ]);
});

test('a name that one person bears is that person', () => {
  const desk = prepared([person('王伟', '甲公司'), person('李娜', '乙公司')], '王伟');

  expect(readAgenda(desk)[0]?.presenters).toMatchObject([{ name: '王伟', org: '甲公司' }]);
});
