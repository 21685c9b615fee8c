// Who is signed in when the server is away: whoever it was last on this device, until they sign out or it says otherwise.
import { beforeEach, expect, test } from 'vitest';
import { Api } from '../../../client/api.ts';
import { Session } from '../../../client/session.svelte.ts';
import type { Account } from '../../../shared/api/account.schema.ts';

const ZHOU: Account = {
  ...{ id: 'u1', username: 'zhoumin', displayName: '周敏', disabled: false },
  ...{ invited: false, lastSeenAt: null },
  grants: [{ role: 'notetaker', bodyId: null }],
};

type Server = 'away' | 'signed-out' | Account;

/** A page of this browser as the server answers it. */
function page(server: Server): Session {
  const answer = (method: string): Promise<Response> => {
    if (server === 'away') return Promise.reject(new TypeError('connection refused'));
    if (method === 'DELETE') return Promise.resolve(new Response(null, { status: 204 }));
    return Promise.resolve(
      server === 'signed-out'
        ? new Response(JSON.stringify({ code: 'not-signed-in' }), { status: 401 })
        : new Response(JSON.stringify({ user: server })),
    );
  };
  const fetch: typeof globalThis.fetch = (_input, init) => answer(init?.method ?? 'GET');
  return new Session(new Api({ fetch, now: () => 0, onSignedOut: () => undefined }));
}

beforeEach(() => {
  localStorage.clear();
});

test('[P10] the one signed in last is recalled while the server is away', async () => {
  await page(ZHOU).find();

  const later = page('away');
  const found = await later.find();

  expect(found).toEqual({ ok: true, value: ZHOU });
  expect([later.isRecalled, later.me.displayName, later.mayAnywhere('meeting.read')]).toEqual([true, '周敏', true]);
});

test('nobody is recalled where nobody was', async () => {
  expect(await page('away').find()).toMatchObject({ ok: false, code: 'unreachable' });
});

test('nobody is recalled after signing out', async () => {
  const first = page(ZHOU);
  await first.find();
  await first.leave();

  expect(await page('away').find()).toMatchObject({ ok: false, code: 'unreachable' });
});

test('an ended session leaves its page readable, opens nothing new and recalls nobody', async () => {
  const session = page(ZHOU);
  await session.find();

  session.end();

  expect([session.hasEnded, session.me.displayName]).toEqual([true, '周敏']);
  expect(await session.find()).toEqual({ ok: true, value: null });
  expect(await page('away').find()).toMatchObject({ ok: false, code: 'unreachable' });
});

test('signing in again is a session that has not ended; without one there is none to end', async () => {
  const session = page('signed-out');
  await session.find();
  session.end();
  const before = session.hasEnded;

  session.enter(ZHOU);
  session.end();
  session.enter(ZHOU);

  expect([before, session.hasEnded]).toEqual([false, false]);
});

test.each([
  [null, true],
  ['b1', false],
])('an administrator of the body %s administers accounts: %s', async (bodyId, may) => {
  const session = page({ ...ZHOU, grants: [{ role: 'admin', bodyId }] });
  await session.find();

  expect(session.administers).toBe(may);
});

test('nobody is recalled once the server has said that the session is over', async () => {
  await page(ZHOU).find();
  await page('signed-out').find();

  expect(await page('away').find()).toMatchObject({ ok: false, code: 'unreachable' });
});

test('what the server says counts as soon as it can be asked, and nothing is recalled then', async () => {
  await page(ZHOU).find();

  const later = page({ ...ZHOU, grants: [] });
  await later.find();

  expect([later.isRecalled, later.mayAnywhere('meeting.read')]).toEqual([false, false]);
});

test.each(['{"id":', '{"id":"u1"}', JSON.stringify({ ...ZHOU, grants: [{ role: 'owner', bodyId: null }] })])(
  'a memory that cannot be read is none: %s',
  async (text) => {
    await page(ZHOU).find();
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, text);

    expect(await page('away').find()).toMatchObject({ ok: false, code: 'unreachable' });
  },
);
