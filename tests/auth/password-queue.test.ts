// Passwords a few at a time: a flood leaves the disk its threads, and whoever is refused costs nothing.
import { expect, test } from 'vitest';
import { PasswordQueue } from '../../server/auth/password-queue.ts';
import { Passwords } from '../../server/auth/password.ts';

/** Counts how many are worked on at the same time. */
class Counting extends Passwords {
  atOnce = 0;
  most = 0;
  begun = 0;

  override async verify(password: string, hash: string | null): Promise<boolean> {
    this.begun += 1;
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    try {
      return await super.verify(password, hash);
    } finally {
      this.atOnce -= 1;
    }
  }
}

test('of a flood two are worked on at once, and of one name no more wait than a few', async () => {
  const passwords = new Counting(4);
  const queue = new PasswordQueue(passwords);

  const flood = Array.from({ length: 5_000 }, () => queue.verify('guess', null, { name: 'li', isKnown: false }));
  const other = queue.verify('guess', null, { name: 'wang', isKnown: false });
  const outcomes = await Promise.all(flood);

  expect(passwords.most).toBe(2);
  expect(outcomes.filter(({ ok }) => ok).length).toBeLessThanOrEqual(52);
  expect(passwords.begun).toBeLessThanOrEqual(53);
  expect(await other).toEqual({ ok: true, value: false });
});

test('a password is hashed and checked as without a queue', async () => {
  const queue = new PasswordQueue(new Passwords(4));
  const turn = { name: 'li', isKnown: true };

  const hash = await queue.hash('correct horse');
  const value = hash.ok ? hash.value : '';

  expect(await queue.verify('correct horse', value, turn)).toEqual({ ok: true, value: true });
  expect(await queue.verify('wrong horse', value, turn)).toEqual({ ok: true, value: false });
});
