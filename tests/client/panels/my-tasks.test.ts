// My tasks on the first page: what I follow up, in all bodies, with the way to the whole list.
import { afterEach, expect, test } from 'vitest';
import MyTasks from '../../../client/panels/my-tasks.svelte';
import { ADMINISTRATOR } from '../support/page-stage.ts';
import { showTaskPage, task, TODAY } from '../support/task-page.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of closing.splice(0)) await end();
});

test('my tasks are those I supervise that are open, with how late they are, and lead on', async () => {
  const late = task({ id: 't0', what: '报送团标', due: '2026-11-20', urgency: 'overdue' });
  const { target, sent } = await showTaskPage(
    MyTasks,
    {
      address: '/',
      answer: () => ({ body: { tasks: [late, task()], cursor: null, today: TODAY, soonUntil: TODAY, totals: {} } }),
    },
    closing,
  );

  expect(sent[0]?.path).toContain(`supervisor=${ADMINISTRATOR.id}&state=assigned`);
  expect([...target.querySelectorAll('li a')].map((each) => each.getAttribute('href'))).toEqual([
    '/tasks/t0',
    '/tasks/t1',
  ]);
  expect([...target.querySelectorAll('.late')].map((each) => each.textContent.trim())).toEqual(['逾期4个工作日']);
  expect(target.querySelector('h2 a')?.getAttribute('href')).toBe('/tasks?mine=1');
});
