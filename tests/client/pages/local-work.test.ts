// Signing out asks first when this browser keeps what the server has not, and then forgets that user alone.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLocalWork } from '../../../client/local-work.ts';
import { browserDevice } from '../../../client/sync/device.ts';
import { LocalStore } from '../../../client/sync/local-store.ts';
import { docName, type MeetingId, type UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ZHOU = brand<UserId>('zhou');
const LI = brand<UserId>('li');

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function keepLateWork(user: UserId, meeting: string): Promise<void> {
  const store = await LocalStore.open(globalThis.indexedDB, browserDevice());
  const doc = docName({ meetingId: brand<MeetingId>(meeting), version: 1, part: 'desk' });
  // An empty Yjs update: no structs, no deletions.
  await store.putLate({ user, doc, epoch: 'e1', reason: 'document-frozen', at: 0, state: new Uint8Array([0, 0]) });
  store.close();
}

test('nothing kept means nothing to ask', async () => {
  const work = await openLocalWork(ZHOU);

  expect(work.unsentMeetings).toBe(0);
  work.close();
});

test('each meeting with work that the server has not is counted once', async () => {
  await keepLateWork(ZHOU, 'm1');
  await keepLateWork(ZHOU, 'm2');
  await keepLateWork(LI, 'm3');

  const work = await openLocalWork(ZHOU);

  expect(work.unsentMeetings).toBe(2);
  work.close();
});

test('forgetting one user leaves the others as they were', async () => {
  await keepLateWork(ZHOU, 'm1');
  await keepLateWork(LI, 'm3');

  const work = await openLocalWork(ZHOU);
  await work.forget();
  work.close();

  const [zhou, li] = [await openLocalWork(ZHOU), await openLocalWork(LI)];
  expect([zhou.unsentMeetings, li.unsentMeetings]).toEqual([0, 1]);
  zhou.close();
  li.close();
});

test('where storage is blocked, nothing is kept and nothing throws', async () => {
  vi.stubGlobal('indexedDB', undefined);
  Object.defineProperty(globalThis, 'indexedDB', {
    configurable: true,
    get: () => {
      throw new DOMException('blocked', 'SecurityError');
    },
  });

  const work = await openLocalWork(ZHOU);

  expect(work.unsentMeetings).toBe(0);
  work.close();
});
