// Who gets in while somebody guesses: sign-in limits over the real services, with an address of its own for everybody.
import { expect, test } from 'vitest';
import type { UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { OPERATOR } from '../../server/services/operator.ts';
import { must, openTestOffice, type TestOffice } from '../support/office.ts';

const PASSWORD = 'correct horse 马';
const MINUTE_MS = 60_000;

async function addPeople(office: TestOffice, ...names: readonly string[]): Promise<void> {
  const grants = [{ role: 'notetaker' as const, bodyId: null }];
  await Promise.all(
    names.map(async (username) => {
      must(
        await office.services.accounts.add(OPERATOR, { username, displayName: username, password: PASSWORD, grants }),
      );
    }),
  );
}

/** In groups, because no more than so many may wait at once to be made. */
async function addRoom(office: TestOffice, count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `guest${index}`);
  for (let from = 0; from < count; from += 40) await addPeople(office, ...names.slice(from, from + 40));
  return names;
}

async function signIn(office: TestOffice, username: string, address: string, password = PASSWORD): Promise<string> {
  const caller = { address, agent: '' };
  const done = await office.services.signIn.signIn({ username, password, caller, previousSession: null });
  return done.ok ? 'in' : done.code;
}

function guesses(
  office: TestOffice,
  times: number,
  by: (index: number) => { readonly username: string; readonly address: string },
): Promise<readonly string[]> {
  const guess = (_: unknown, index: number): Promise<string> => {
    const { username, address } = by(index);
    return signIn(office, username, address, `guess ${index}`);
  };
  return Promise.all(Array.from({ length: times }, guess));
}

const counted = (outcomes: readonly string[], what: string): number => outcomes.filter((one) => one === what).length;
const anyAddress = (index: number): string => `203.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

test('[T49] 500 people behind one address sign in at once, none refused, while 10,000 guesses come from everywhere', async () => {
  const office = await openTestOffice();
  const room = await addRoom(office, 500);
  await signIn(office, 'guest7', '198.51.100.1');

  const attack = guesses(office, 10_000, (index) => ({ username: 'guest7', address: anyAddress(index % 1_000) }));
  const people = await Promise.all(room.map((username) => signIn(office, username, '198.51.100.1')));
  const outcomes = await attack;

  expect(counted(people, 'in')).toBe(500);
  expect(counted(outcomes, 'in')).toBe(0);
  expect(counted(outcomes, 'wrong-credentials')).toBeLessThanOrEqual(1_000 * 3 + 30);
});

test('[T49] 10,000 guesses at one account from one address are ten, and the others behind it walk in', async () => {
  const office = await openTestOffice();
  const room = await addRoom(office, 100);

  const attack = guesses(office, 10_000, () => ({ username: 'GUEST7', address: '198.51.100.1' }));
  const people = await Promise.all(
    room.filter((name) => name !== 'guest7').map((username) => signIn(office, username, '198.51.100.1')),
  );
  const outcomes = await attack;

  expect(counted(outcomes, 'wrong-credentials')).toBe(10);
  expect(counted(outcomes, 'too-many-attempts')).toBe(9_990);
  expect(counted(people, 'in')).toBe(99);
});

test('[T49] from many addresses an account is guessed at most ten times a minute each, and thrice once it is many', async () => {
  const office = await openTestOffice();
  await addPeople(office, 'li');

  const outcomes: string[] = [];
  for (let address = 0; address < 20; address++) {
    for (let attempt = 0; attempt < 12; attempt++) {
      outcomes.push(await signIn(office, 'li', anyAddress(address), `guess ${attempt}`));
    }
  }

  // The first three from each of twenty addresses, and thirty more of all together.
  expect(counted(outcomes, 'wrong-credentials')).toBe(20 * 3 + 30);
});

test.each([
  ['from where they signed in before', '198.51.100.9', '198.51.100.9'],
  ['from a place where they never were', '198.51.100.9', '192.0.2.77'],
])('an attacker elsewhere locks nobody out: %s', async (_, before, now) => {
  const office = await openTestOffice();
  await addPeople(office, 'owner');
  const first = await signIn(office, 'owner', before);

  const attack = guesses(office, 10_000, (index) => ({ username: 'owner', address: anyAddress(index % 500) }));
  await attack;
  const again = await signIn(office, 'owner', now);

  expect([first, again]).toEqual(['in', 'in']);
});

test('where somebody signed in before, what others use up there does not count', async () => {
  const office = await openTestOffice();
  await addPeople(office, 'owner', 'stranger');
  await signIn(office, 'owner', '198.51.100.9');
  // Everything the place may try at unknown accounts is used up.
  for (let from = 0; from < 1_200; from += 200) {
    await guesses(office, 200, (index) => ({ username: `nobody${from + index}`, address: '198.51.100.9' }));
  }

  const owner = await signIn(office, 'owner', '198.51.100.9');
  const stranger = await signIn(office, 'stranger', '198.51.100.9');

  expect([owner, stranger]).toEqual(['in', 'too-many-attempts']);
});

test('all of one IPv6 network are one place', async () => {
  const office = await openTestOffice();
  await addPeople(office, 'li');

  const outcomes = await guesses(office, 40, (index) => ({ username: 'li', address: `2001:db8:1:2::${index + 1}` }));

  expect(counted(outcomes, 'wrong-credentials')).toBe(10);
});

test('after a minute there are ten again', async () => {
  const office = await openTestOffice();
  await addPeople(office, 'li');
  const many = () => guesses(office, 12, () => ({ username: 'li', address: '192.0.2.1' }));

  const first = await many();
  office.clock.advance(MINUTE_MS);
  const second = await many();

  expect([counted(first, 'wrong-credentials'), counted(second, 'wrong-credentials')]).toEqual([10, 10]);
});

test('whoever is locked out while their password is checked does not slip in', async () => {
  const office = await openTestOffice();
  await addPeople(office, 'li', 'admin');
  const listed = must(await office.services.accounts.list(OPERATOR));
  const id = brand<UserId>(listed.find(({ username }) => username === 'li')?.id ?? '');

  const [outcome] = await Promise.all([
    signIn(office, 'li', '192.0.2.1'),
    office.services.accounts.change(OPERATOR, id, { disabled: true }),
  ]);

  // Whichever came first: afterwards no session is left.
  expect(['in', 'wrong-credentials']).toContain(outcome);
  expect(must(await office.services.sessions.listAll({ user: OPERATOR, session: null }))).toEqual([]);
});

test('failed sign-ins fill no disk: a minute of 10,000 guesses is a few entries, with their counts', async () => {
  const office = await openTestOffice();
  await addPeople(office, 'li');
  const failures = async () =>
    must(await office.services.auditLog.list(OPERATOR, { action: 'sign-in.failed' })).entries.map(
      ({ actor, targets, address, count }) => ({ actor, account: targets.length, address, count }),
    );

  await guesses(office, 9_000, () => ({ username: 'li', address: '192.0.2.1' }));
  await guesses(office, 1_000, (index) => ({ username: 'hunter2 is my password', address: anyAddress(index) }));
  office.clock.advance(MINUTE_MS);
  await expect.poll(async () => (await failures()).reduce((sum, { count }) => sum + count, 0)).toBe(10_000);

  const entries = await failures();
  expect(entries.length).toBeLessThanOrEqual(63);
  // Ten were looked at: one at once, nine with the minute. The rest were refused unseen.
  expect(entries).toContainEqual({ actor: 'nobody', account: 1, address: '192.0.2.1', count: 9 });
  expect(entries).toContainEqual({ actor: 'nobody', account: 0, address: '192.0.2.1', count: 8_989 });
  expect(JSON.stringify(await office.services.auditLog.list(OPERATOR, {}))).not.toContain('hunter2');
});
