// A person's and an organisation's page, and the addresses at which calendars subscribe: what is told, what is folded, what is shown
// once.
import { afterEach, describe, expect, test } from 'vitest';
import CalendarFeeds from '../../../client/panels/calendar-feeds.svelte';
import RegisterOrganisation from '../../../client/panels/register-organisation.svelte';
import RegisterPerson from '../../../client/panels/register-person.svelte';
import { calendars } from '../../../shared/i18n/zh-CN/calendars.ts';
import type { Component } from 'svelte';
import { showPage } from '../support/page-stage.ts';
import { task as registered } from '../support/task-page.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const COUNTS = {
  ...{ meetings: 25, there: 20, late: 1, left: 0, excused: 1, absent: 3, unknown: 0 },
  ...{ turns: 2, spokenMs: 300_000, presented: 1 },
};
const part = (more: object = {}) => ({
  ...{ personId: 'p1', name: '张伟', org: '益友律所', role: 'attending', state: 'present', turns: 0, spokenMs: 0 },
  ...{ presented: [], ceremonies: [], ...more },
});
const meeting = (at: number, parts: readonly object[] = [part()]) => ({
  ...{ id: `m${at}`, title: `第${at}次例会`, bodyId: 'council', phase: 'archived', at: 1_600_000_000_000, parts },
});
const RECORD = {
  ...{
    id: 'p1',
    name: '张伟',
    posts: [{ org: { id: 'o1', name: '益友律所', shortName: null }, title: '主任', former: true }],
  },
  seats: [{ bodyId: 'council', term: 3, from: '2024-01-01', to: null, post: '理事', voting: true, counts: COUNTS }],
  meetings: [
    meeting(0, [part({ state: 'absent' })]),
    meeting(1, [part({ turns: 2, spokenMs: 300_000, presented: [{ id: 'i', title: '工作汇报' }] })]),
    meeting(2, [part({ state: null })]),
    ...Array.from({ length: 22 }, (_unused, at) => meeting(at + 3)),
  ],
  ...{ total: COUNTS, years: [{ year: 2024, ...COUNTS }], unread: 0 },
};
const page = (tasks: readonly object[]) => ({
  ...{ tasks, cursor: null, today: '2026-01-01', soonUntil: '2026-01-06' },
  totals: { all: 2, byState: { doing: 1, closed: 1 }, overdue: 0, soon: 0 },
});
const ANSWERS = {
  '/people/p1/record': RECORD,
  '/organisations/o1/record': {
    ...{ id: 'o1', name: '益友天元律师事务所', shortName: '益友', aliases: ['益友律所'] },
    people: [{ id: 'p1', name: '张伟', titles: ['主任'], former: false }],
    meetings: [meeting(1, [part(), part({ name: '李静', personId: null, state: 'excused' })])],
    ...{ total: COUNTS, years: [], unread: 2 },
  },
  '/bodies': { bodies: [{ id: 'council', name: '理事会', shortName: null }] },
  '/tasks': page([registered({ id: 't1', what: '起草章程' })]),
  '/people/p1/calendars': { calendars: [] },
  '/calendars': { calendars: [{ id: 'c1', createdAt: 1_600_000_000_000, usedAt: null }] },
};
const textOf = (target: Element): string => target.textContent.replace(/\s+/gu, ' ');

function show(component: Component, id: string) {
  return showPage(component, { areas: ['register', 'mine'], answers: ANSWERS, params: { id } }, closing);
}

describe('a person’s page', () => {
  test('tells who they are, how often they were there, and what three absences may mean', async () => {
    const shown = await show(RegisterPerson, 'p1');
    await shown.settle();
    const text = textOf(shown.target);

    expect(shown.target.querySelector('h1')?.textContent).toBe('张伟');
    expect(text).toContain('原益友律所 主任');
    expect(text).toContain('到会20/25、迟到1、请假1、缺席3');
    expect(text).toContain('本届缺席3次');
    expect(text).toContain('发言2次，5分钟');
    expect(text).toContain('主讲“工作汇报”');
    expect(text).toContain('未签到');
    expect(shown.asked).toContain('/people/p1/record');
  });

  test('shows twenty meetings and the others when asked to', async () => {
    const shown = await show(RegisterPerson, 'p1');
    await shown.settle();
    const links = () => shown.target.querySelectorAll('a[href^="/meetings/"]').length;
    expect(links()).toBe(20);

    [...shown.target.querySelectorAll('button')].find((button) => button.textContent.includes('再看5次'))?.click();
    await shown.settle();

    expect(links()).toBe(25);
  });

  test('lists what they owe, and asks for what is over only when it is opened', async () => {
    const shown = await show(RegisterPerson, 'p1');
    await shown.settle();
    const asked = () => shown.asked.filter((path) => path.includes('state=closed'));
    expect(textOf(shown.target)).toContain('起草章程');
    expect(asked()).toEqual([]);

    const details = shown.target.querySelector('details');
    if (details) details.open = true;
    details?.dispatchEvent(new Event('toggle'));
    await shown.settle();

    expect(asked()).toHaveLength(1);
  });
});

test('an organisation’s page names who was there for it, its people, and what could not be read', async () => {
  const shown = await show(RegisterOrganisation, 'o1');
  await shown.settle();
  const text = textOf(shown.target);

  expect(text).toContain('曾用名：益友、益友律所');
  expect(text).toContain('张伟 到会');
  expect(text).toContain('李静 请假');
  expect(text).toContain('有2次会议暂时读不到');
  expect(shown.target.querySelector('a[href="/register/people/p1"]')).not.toBeNull();
});

describe('addresses at which calendars subscribe', () => {
  const mine: Component = (anchor) => CalendarFeeds(anchor, { of: 'account', path: '/calendars', say: calendars });

  test('are listed by when they were made and used', async () => {
    const shown = await show(mine, '');
    await shown.settle();

    expect(textOf(shown.target)).toContain('还没有用过');
    expect(textOf(shown.target)).not.toContain('.ics');
  });

  test('are revoked only after asking', async () => {
    const shown = await show(mine, '');
    await shown.settle();

    shown.target.querySelector<HTMLButtonElement>('.feed button')?.click();
    await shown.settle();

    expect(textOf(document.body)).toContain('撤销这个订阅地址？');
    expect(shown.asked.filter((path) => path.includes('/calendars/c1'))).toEqual([]);
  });
});
