// My tasks on the first page: what I follow up, in all bodies, with the way to the whole list.
import { afterEach, expect, test } from 'vitest';
import MyTasks from '../../../client/panels/my-tasks.svelte';
import { ADMINISTRATOR } from '../support/page-stage.ts';
import { showTaskPage, task, TODAY } from '../support/task-page.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of closing.splice(0)) await end();
});

const TOTALS = { all: 9, byState: { closed: 2, doing: 7 }, overdue: 1, soon: 2 };

test('my tasks are those I supervise that are open, with how late they are, and lead on', async () => {
  const late = task({ id: 't0', what: '报送团标', due: '2026-11-20', urgency: 'overdue' });
  const { target, sent } = await showTaskPage(
    MyTasks,
    {
      address: '/',
      answer: () => ({ body: { tasks: [late, task()], cursor: null, today: TODAY, soonUntil: TODAY, totals: TOTALS } }),
    },
    closing,
  );

  expect(sent[0]?.path).toContain(`supervisor=${ADMINISTRATOR.id}&state=assigned`);
  expect([...target.querySelectorAll('li a')].map((each) => each.getAttribute('href'))).toEqual([
    '/tasks/t0',
    '/tasks/t1',
  ]);
  expect([...target.querySelectorAll('li .late')].map((each) => each.textContent.trim())).toEqual(['逾期4个工作日']);
  const counts = [...target.querySelectorAll('.counts a')];
  expect(counts.map((each) => [each.textContent, each.getAttribute('href')])).toEqual([
    ['逾期1', '/tasks?show=overdue&mine=1'],
    ['临期2', '/tasks?show=soon&mine=1'],
    ['其余4', '/tasks?mine=1'],
  ]);
  expect(target.querySelector('h2 a')?.getAttribute('href')).toBe('/tasks?mine=1');
});
