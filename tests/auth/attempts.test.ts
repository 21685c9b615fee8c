// Counting attempts: they run dry, they come back with time, no flood of names fills the memory.
import { expect, test } from 'vitest';
import { Attempts } from '../../server/auth/attempts.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { HandClock } from '../support/hand-clock.ts';

const ACCOUNT = [{ key: 'account:wang', attempts: 2 }];

test('after the last attempt the answer is no, with the seconds to wait', () => {
  const clock = new HandClock();
  const attempts = new Attempts(clock, MINUTE_MS);

  const taken = [attempts.take(ACCOUNT), attempts.take(ACCOUNT)];
  clock.advance(20_500);
  const refusal = attempts.take(ACCOUNT);

  expect(taken.map((one) => one.ok)).toEqual([true, true]);
  expect(refusal).toMatchObject({ ok: false, code: 'too-many-attempts', data: { retryAfterSeconds: 40 } });
});

test('a refused attempt does not make the wait longer', () => {
  const clock = new HandClock();
  const attempts = new Attempts(clock, MINUTE_MS);
  for (let attempt = 0; attempt < 10; attempt++) attempts.take(ACCOUNT);

  clock.advance(MINUTE_MS);

  expect(attempts.take(ACCOUNT).ok).toBe(true);
});

test('an attempt that succeeded counts no longer', () => {
  const attempts = new Attempts(new HandClock(), MINUTE_MS);
  for (let attempt = 0; attempt < 10; attempt++) {
    attempts.take(ACCOUNT);
    attempts.giveBack(ACCOUNT);
  }

  expect(attempts.take(ACCOUNT).ok).toBe(true);
});

test('one used-up allowance refuses, and the others are not counted', () => {
  const attempts = new Attempts(new HandClock(), MINUTE_MS);
  const both = [
    { key: 'account:li', attempts: 5 },
    { key: 'address', attempts: 1 },
  ];
  attempts.take(both);
  attempts.take(both);

  const alone = [1, 2, 3, 4].map(() => attempts.take([{ key: 'account:li', attempts: 5 }]).ok);

  expect(alone).toEqual([true, true, true, true]);
});
