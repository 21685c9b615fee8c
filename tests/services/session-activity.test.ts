// When sessions were used last: remembered at once, written by the minute, and not while the disk takes no writes.
import { expect, test } from 'vitest';
import { StorageUnavailable } from '../../server/ports.ts';
import type { Accounts } from '../../server/account-ports.ts';
import { RecentSessions } from '../../server/services/session-activity.ts';
import { HandClock, settled, START } from '../support/hand-clock.ts';
import { SILENT_LOG } from '../support/rooms-fixture.ts';
import { sessionRow } from '../support/store-rows.ts';

const MINUTE_MS = 60_000;

function stage() {
  const clock = new HandClock();
  const disk = { takesWrites: true, isKnownToFail: false };
  const written: Parameters<Accounts['touchSessions']>[0][] = [];
  const touchSessions = async (seen: Parameters<Accounts['touchSessions']>[0]): Promise<void> => {
    if (!disk.takesWrites) throw new StorageUnavailable('full');
    written.push(seen);
  };
  const activity = new RecentSessions({
    ...{ accounts: { touchSessions }, clock, log: SILENT_LOG },
    isStorageFailing: () => disk.isKnownToFail,
  });
  const session = (name: string) => sessionRow(name, { lastSeenAt: START - 5 * MINUTE_MS });
  return { clock, disk, written, activity, session };
}

test('what is used often is written once a minute, all together', () => {
  const { clock, written, activity, session } = stage();

  for (let second = 0; second < 59; second++) {
    activity.seen(session('h1'));
    activity.seen(session('h2'));
    clock.advance(1_000);
  }
  const before = written.length;
  clock.advance(1_000);

  expect(before).toBe(0);
  expect(written).toEqual([
    [
      { tokenHash: 'h1', userId: 'u1', lastSeenAt: START + 58_000 },
      { tokenHash: 'h2', userId: 'u1', lastSeenAt: START + 58_000 },
    ],
  ]);
});

test('what was seen less than a minute ago needs no writing, and what nobody uses leaves no timer', () => {
  const { clock, activity } = stage();

  activity.seen(sessionRow('h1', { lastSeenAt: START - MINUTE_MS + 1 }));

  expect(clock.pending).toBe(0);
});

test('it is remembered before it is written', () => {
  const { activity, session } = stage();

  activity.seen(session('h1'));

  expect([activity.lastSeenAt(session('h1')), activity.lastSeenAt(session('h2'))]).toEqual([
    START,
    START - 5 * MINUTE_MS,
  ]);
});

test('while the disk takes no writes none is tried; afterwards it is written', async () => {
  const { clock, disk, written, activity, session } = stage();
  activity.seen(session('h1'));
  disk.isKnownToFail = true;
  clock.advance(5 * MINUTE_MS);
  const meanwhile = written.length;

  disk.isKnownToFail = false;
  clock.advance(MINUTE_MS);
  await settled();

  expect(meanwhile).toBe(0);
  expect(written).toHaveLength(1);
  expect(clock.pending).toBe(0);
});

test('a write that meets a failing disk fails for nobody, and is made with the next ones', async () => {
  const { clock, disk, written, activity, session } = stage();
  activity.seen(session('h1'));
  disk.takesWrites = false;
  clock.advance(MINUTE_MS);
  await settled();

  disk.takesWrites = true;
  activity.seen(session('h2'));
  clock.advance(MINUTE_MS);

  expect(written.map((seen) => seen.map(({ tokenHash }) => tokenHash))).toEqual([['h1', 'h2']]);
});

test('closing writes what waits', async () => {
  const { clock, written, activity, session } = stage();
  activity.seen(session('h1'));

  await activity.close();

  expect(written).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
