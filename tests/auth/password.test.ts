// Password hashes: what they carry, what they accept, what they cost.
import { expect, test } from 'vitest';
import { Passwords } from '../../server/auth/password.ts';
import { PASSWORD_COST } from '../../server/config.ts';

const CHEAP = 4;

test('a password opens its own hash and no other', async () => {
  const passwords = new Passwords(CHEAP);
  const hash = await passwords.hash('安防协会 2021');

  const outcomes = await Promise.all(
    ['安防协会 2021', '安防协会 2022', ''].map((guess) => passwords.verify(guess, hash)),
  );

  expect(outcomes).toEqual([true, false, false]);
});

test('two hashes of one password differ', async () => {
  const passwords = new Passwords(CHEAP);

  expect(await passwords.hash('same password')).not.toBe(await passwords.hash('same password'));
});

test('the parameters travel in the hash, so that a hash made at another cost still opens', async () => {
  const old = await new Passwords(CHEAP).hash('correct horse');

  const opened = await new Passwords(CHEAP + 1).verify('correct horse', old);

  expect(old).toMatch(/^\$scrypt\$ln=4,r=8,p=3\$/);
  expect(opened).toBe(true);
});

test('the product hashes with N = 2^15, r = 8, p = 3', async () => {
  const hash = await new Passwords(PASSWORD_COST).hash('correct horse');

  expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
});

test('full-width digits from an input method are the same password', async () => {
  const passwords = new Passwords(CHEAP);
  const hash = await passwords.hash('ａｂｃ１２３４５６７');

  expect(await passwords.verify('abc1234567', hash)).toBe(true);
});

test('no account means no, whatever the password', async () => {
  const passwords = new Passwords(CHEAP);

  expect(await passwords.verify('anything', null)).toBe(false);
});

test('a damaged hash is a fault, not a wrong password', async () => {
  const passwords = new Passwords(CHEAP);

  await expect(passwords.verify('x', '$scrypt$ln=15,r=8$broken')).rejects.toThrow('damaged');
  await expect(passwords.verify('x', `$scrypt$ln=30,r=8,p=1$${'a'.repeat(22)}$${'a'.repeat(43)}`)).rejects.toThrow(
    'memory',
  );
});
