// The console's own picture of the tasks of the last meeting: those that the hall may name, asked for anew, and no more once closed.
import { expect, test } from 'vitest';
import { ok } from '../../../shared/lib/result.ts';
import { ConsoleReview } from '../../../client/state/console-review.svelte.ts';
import { FakeDevice } from '../support/fake-device.ts';

const owner = { key: 'o', name: '团标专家委', lead: true };
const task = (what: string, more: object = {}) => ({
  ...{
    what,
    owners: [owner],
    state: 'doing',
    due: '2021-06-30',
    urgency: 'overdue',
    updatedAt: 5,
    named: true,
    ...more,
  },
});

function open(value: object) {
  let asked = 0;
  const device = new FakeDevice();
  const api = {
    get: async <T>() => {
      asked += 1;
      // What the route answers, as far as the picture looks at it.
      return { ...ok(value as T), version: null };
    },
  };
  return { device, review: new ConsoleReview({ api, device, meetingId: 'm1' }), asked: () => asked };
}

const LAST = { id: 'm0', title: '三届二次常务理事会', plannedStart: 1, all: 3, closed: 1, overdue: 2 };

test('shows what may be named, counts all, and asks again until it is closed', async () => {
  const tasks = [task('发布团标'), task('内部人选', { named: false })];
  const { device, review, asked } = open({ today: '2021-07-01', last: LAST, tasks, earlier: [task('更早的')] });
  await expect.poll(() => review.review).not.toBeNull();

  expect(review.review).toMatchObject({ all: 3, closed: 1, overdue: 2, tasks: [{ what: '发布团标', isLate: true }] });
  expect(JSON.stringify(review.review)).not.toMatch(/内部|更早/u);
  device.advance(3_000);
  await expect.poll(asked).toBe(2);
  review.close();
  device.advance(60_000);
  expect(asked()).toBe(2);
});

test('a meeting that follows none is asked about once', async () => {
  const { device, review, asked } = open({ today: '2021-07-01', last: null, tasks: [], earlier: [] });
  await Promise.resolve();
  await Promise.resolve();
  device.advance(60_000);

  expect([review.review, asked()]).toEqual([null, 1]);
});
