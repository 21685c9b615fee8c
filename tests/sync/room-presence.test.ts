// Presence over time: who keeps their line open stays visible, however still they are, and only as long as that.
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { Session } from '../../server/sync/session.ts';
import { settled } from '../support/hand-clock.ts';
import { hall, type Hall } from '../support/room-hall.ts';
import { docsOf, principal } from '../support/rooms-fixture.ts';

interface Person {
  readonly session: Session;
  readonly awareness: Awareness;
  /** Messages about presence that came. */
  readonly heard: { count: number };
}

async function enter({ rooms, meetingId }: Hall, name: string, known?: Awareness): Promise<Person> {
  const awareness = known ?? new Awareness(new Y.Doc());
  onTestFinished(() => awareness.destroy());
  const heard = { count: 0 };
  const outlet = {
    ...{ wantsDigest: false, update: () => undefined, digest: () => undefined },
    presence: ({ update }: { readonly update: Uint8Array }) => {
      heard.count += 1;
      applyAwarenessUpdate(awareness, update, 'server');
    },
  };
  const wire = { outlet, ask: () => undefined, end: () => undefined };
  const doc = docsOf(meetingId).desk;
  const session = new Session({ doc, principal: principal(name), access: 'write', clientId: awareness.clientID, wire });
  await rooms.join(session, Uint8Array.of(0), () => undefined);
  awareness.setLocalState({ itemId: 'i1' });
  rooms.presence(session, encodeAwarenessUpdate(awareness, [awareness.clientID]));
  return { session, awareness, heard };
}

/** How often one was told of another: readers forget whom they have not heard of for 30 s. */
const told = (by: Person, of: Person): number => by.awareness.meta.get(of.awareness.clientID)?.clock ?? 0;

test('[R14] whoever sits still with an open line is told of again at least every 15 s', async () => {
  const room = await hall();
  const [li, zhou] = [await enter(room, '李文静'), await enter(room, '周敏')];
  room.clock.advance(1_000);
  await settled();

  for (let quarter = 0; quarter < 8; quarter += 1) {
    const before = told(zhou, li);
    room.clock.advance(15_000);
    await settled();
    expect(told(zhou, li)).toBeGreaterThan(before);
  }

  expect(zhou.awareness.getStates().get(li.awareness.clientID)).toMatchObject({ user: { name: '李文静' } });
});

test('[R14] their own entry is never told back to them', async () => {
  const room = await hall();
  const [li] = [await enter(room, '李文静'), await enter(room, '周敏')];
  const own = li.awareness.getLocalState();

  room.clock.advance(13_000);
  await settled();

  expect(li.heard.count).toBeGreaterThan(0);
  expect(li.awareness.getLocalState()).toBe(own);
});

test('[R14] whoever left is not told of again', async () => {
  const room = await hall();
  const [li, zhou] = [await enter(room, '李文静'), await enter(room, '周敏')];

  room.rooms.leave(li.session);
  room.clock.advance(1_000);
  await settled();
  const after = zhou.awareness.getStates().has(li.awareness.clientID);
  room.clock.advance(30_000);
  await settled();

  expect(after).toBe(false);
  expect(zhou.awareness.getStates().has(li.awareness.clientID)).toBe(false);
});

test('[R14] a stock reader sees people anew who came back with the room after a restart', async () => {
  const room = await hall();
  const [li, zhou] = [await enter(room, '李文静'), await enter(room, '周敏')];
  for (let minute = 0; minute < 10; minute += 1) {
    room.clock.advance(60_000);
    await settled();
  }
  const toldBefore = told(zhou, li);
  room.rooms.leave(li.session);
  room.rooms.leave(zhou.session);
  room.clock.advance(60_000);
  await settled();

  // The same pages, with what they remember, in a room that begins anew.
  const back = await enter(room, '李文静', li.awareness);
  await enter(room, '周敏', zhou.awareness);
  room.clock.advance(1_000);
  await settled();

  expect(told(zhou, back)).toBeGreaterThan(toldBefore);
});
