// A meeting while it is being prepared: what a notice fills, what a hand puts where, when an end makes sense.
import { expect, test } from 'vitest';
import { Preparation } from '../../../client/preparation.svelte.ts';
import { recogniseNotice } from '../../../shared/capture/notice/recognise.ts';
import { preparing as zh } from '../../../shared/i18n/zh-CN/preparing.ts';

const ZONE = 'Asia/Shanghai';

function reading(text: string): Preparation {
  const preparation = new Preparation({ way: null, timeZone: ZONE });
  preparation.read(recogniseNotice(text, '2026-11-10'), zh.pasted);
  return preparation;
}

test('a page begins with the notice, unless its address says otherwise', () => {
  expect(new Preparation({ way: null, timeZone: ZONE }).way).toBe('notice');
  expect(new Preparation({ way: 'template', timeZone: ZONE }).way).toBe('template');
  expect(new Preparation({ way: 'elsewhere', timeZone: ZONE }).way).toBe('notice');
});

test('a single line that says nothing else is the name of the meeting', () => {
  const preparation = reading('  三季度碰头  ');

  expect(preparation.plan.title).toBe('三季度碰头');
  expect([...preparation.placed]).toEqual([0]);
});

test('a line that was not understood goes where a person puts it, and is counted no more', () => {
  const preparation = reading('时间：12月5日10:00\n请着正装\n各片区联络点');

  preparation.place(1, 'note');
  preparation.place(2, 'group');

  expect(preparation.plan.notes).toContain('请着正装');
  expect(preparation.plan.groups.map(({ text }) => text)).toContain('各片区联络点');
  expect([...preparation.placed]).toEqual([1, 2]);
});

test.each([
  ['22:00', '00:30', { nextDay: true, wrong: false }],
  ['14:00', '17:00', { nextDay: false, wrong: false }],
  ['14:00', '13:00', { nextDay: false, wrong: true }],
  ['14:00', '14:00', { nextDay: false, wrong: true }],
  ['', '13:00', { nextDay: false, wrong: false }],
])('from %s to %s', (start, end, { nextDay, wrong }) => {
  const preparation = new Preparation({ way: null, timeZone: ZONE });
  preparation.change({ date: '2026-12-19', start, end });

  expect([preparation.endsNextDay, preparation.endsBeforeStart]).toEqual([nextDay, wrong]);
});
