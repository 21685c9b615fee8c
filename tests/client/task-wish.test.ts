// What of the register of tasks is looked at: the address says it, and the question to the server follows from it.
import { expect, test } from 'vitest';
import {
  isNarrowed,
  NO_TASK_WISH,
  taskAddress,
  taskQueryOf,
  taskWishOf,
  type TaskWish,
} from '../../client/task-wish.ts';

const query = (text: string): URLSearchParams => new URLSearchParams(text);

test('an address is read back as what it was written for', () => {
  const wish: TaskWish = {
    ...{ show: 'overdue', body: 'council', meeting: 'm1', owner: '团标委', text: '教材 & 标准', mine: true },
    view: 'board',
  };

  const address = taskAddress(wish);

  expect(taskWishOf(new URL(address, 'http://localhost').searchParams)).toEqual(wish);
});

test('nothing asked for is the bare address, and shows what is open', () => {
  expect(taskAddress(NO_TASK_WISH)).toBe('/tasks');
  expect(taskWishOf(query(''))).toEqual(NO_TASK_WISH);
  expect(taskQueryOf(NO_TASK_WISH, 'u1', null)).toBe(
    '?state=assigned%2Caccepted%2Cdoing%2Csubmitted%2Cextension%2Cpaused%2Cstanding',
  );
});

test('what an address says that means nothing is left aside', () => {
  expect(taskWishOf(query('show=everything&view=pie'))).toEqual(NO_TASK_WISH);
  expect(taskWishOf(query(`q=${'长'.repeat(300)}`)).text).toHaveLength(100);
});

test('mine are those I supervise; late ones are asked for by urgency, all of them by nothing', () => {
  const asked = (wish: Partial<TaskWish>): string => taskQueryOf({ ...NO_TASK_WISH, ...wish }, 'u1', null);

  expect(asked({ show: 'overdue', mine: true })).toBe('?supervisor=u1&urgency=overdue');
  expect(asked({ show: 'all' })).toBe('');
  expect(asked({ show: 'closed' })).toBe('?state=closed');
  expect(taskQueryOf({ ...NO_TASK_WISH, show: 'all' }, 'u1', '~7')).toBe('?cursor=%7E7&limit=200');
});

test('the way they stand alone does not narrow the list', () => {
  expect(isNarrowed({ ...NO_TASK_WISH, show: 'overdue' })).toBe(false);
  expect(isNarrowed({ ...NO_TASK_WISH, owner: '李' })).toBe(true);
});
