// What goes wrong around a room, and must stay there: faults of storage, rights lost at the door, hostile presence.
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { Session, type Access } from '../../server/sync/session.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { addProgressSeen } from '../../shared/doc/record.ts';
import type { EventId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused } from '../../shared/lib/result.ts';
import { settled } from '../support/hand-clock.ts';
import { type MemoryLedger } from '../support/memory-ledger.ts';
import { exchange, hall, type Hall } from '../support/room-hall.ts';
import { docsOf, ITEMS, minutesText, principal, wordsOf, type RoomsFixtureOptions } from '../support/rooms-fixture.ts';

const [FIRST = brand('i1')] = ITEMS;

/** A session at the door, what it was let in with, and how it ended. */
function atTheDoor({ meetingId }: Hall): {
  readonly session: Session;
  readonly accepted: Access[];
  readonly ends: string[];
} {
  const ends: string[] = [];
  const outlet = {
    wantsDigest: false,
    update: () => undefined,
    presence: () => undefined,
    digest: () => undefined,
  };
  const session = new Session({
    doc: docsOf(meetingId).desk,
    principal: principal('李文静'),
    access: 'write',
    clientId: 7,
    wire: { outlet, ask: () => undefined, end: (_doc, reason) => ends.push(reason) },
  });
  return { session, accepted: [], ends };
}

async function lingered({ clock, rooms }: Hall): Promise<number> {
  await settled();
  clock.advance(3_000);
  await settled();
  return rooms.size;
}

describe('a room that nobody is in', () => {
  it('[R17] goes after a change that was refused', async () => {
    const place = await hall();

    await place.rooms.change(place.meetingId, 1, 'user:x', () => refused('not-ready'));

    expect(await lingered(place)).toBe(0);
  });

  it('[R17] goes after somebody who left while being let in', async () => {
    const place = await hall();
    const { session } = atTheDoor(place);

    void place.rooms.join(session, Uint8Array.of(0), () => undefined);
    place.rooms.leave(session);

    expect(await lingered(place)).toBe(0);
  });

  it('[R17] goes after a reading that failed', async () => {
    const place = await hall();

    const read = place.rooms.read(place.meetingId, 1, () => {
      throw new Error('a bug of the reader');
    });

    await expect(read).rejects.toThrow('a bug of the reader');
    expect(await lingered(place)).toBe(0);
  });
});

describe('rights lost at the door', () => {
  it('[T45] one whose right ends while the room is still loading is not let in', async () => {
    const place = await hall();
    const { session, accepted, ends } = atTheDoor(place);

    void place.rooms.join(session, Uint8Array.of(0), ({ access }) => accepted.push(access));
    place.rooms.endSessions(({ userId }) => userId === session.principal.userId, 'unauthorised');
    await settled();

    expect([accepted, ends]).toEqual([[], ['unauthorised']]);
  });
});

describe('faults of storage', () => {
  it('[R10] a change whose commit breaks off is neither read nor shown afterwards', async () => {
    const place = await hall();
    const reader = await place.join('周敏');
    const commit = place.ledger.commit.bind(place.ledger);
    place.ledger.commit = () => Promise.reject(new Error('the disk went away'));

    const changed = place.rooms.change(place.meetingId, 1, 'user:x', () =>
      ok({ value: 0, desk: (desk) => void desk.getMap('meeting').set('title', '没有存下') }),
    );
    await expect(changed).rejects.toThrow();
    place.ledger.commit = commit;

    const title = await place.rooms.read(place.meetingId, 1, ({ desk }) => desk.getMap('meeting').get('title'));
    expect(title).toEqual(ok(undefined));
    expect(reader.ends).toEqual(['restarting']);
  });

  it('a damaged record refuses changes by its name, and the desk goes on', async () => {
    const event = brand<EventId>('e1');
    const witness: RoomsFixtureOptions['witness'] = ({ receivedAt }) => ({
      record: (record) => addProgressSeen(record, event, { receivedAt, principal: 'user:x' }),
      writes: [],
    });
    const place = await hall({ witness });
    damage(place.ledger, docsOf(place.meetingId).record);
    const [writer, reader] = [await place.join('李文静'), await place.join('周敏')];

    addProgress(writer.doc, event, { kind: 'start', itemId: FIRST, at: 5, by: 'x' });
    minutesText(writer.doc, FIRST).insert(0, '照常记录。');
    await exchange(writer, reader);
    const changed = await place.rooms.change(place.meetingId, 1, 'user:x', () =>
      ok({ value: 0, record: (record) => void record.getMap('state').set('phase', 'live') }),
    );

    expect(wordsOf(reader.doc, FIRST)).toBe('照常记录。');
    expect(changed).toEqual(refused('document-damaged', { doc: docsOf(place.meetingId).record, lastGoodSeq: 0 }));
    expect([...writer.ends, ...reader.ends]).toEqual([]);
  });
});

describe('hostile presence', () => {
  it('[R14] a state that nests without end is dropped, and nothing is thrown', async () => {
    const place = await hall();
    const { session } = atTheDoor(place);
    await place.rooms.join(session, Uint8Array.of(0), () => undefined);
    const encoder = encoding.createEncoder();
    for (const part of [1, 7, 1]) encoding.writeVarUint(encoder, part);
    encoding.writeVarString(encoder, `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);

    expect(place.rooms.presence(session, encoding.toUint8Array(encoder))).toBe(true);
  });
});

/** As after a broken page: `doc` is read up to its last good row and refuses to be written. */
function damage(ledger: MemoryLedger, doc: string): void {
  const [open, commit] = [ledger.open.bind(ledger), ledger.commit.bind(ledger)];
  ledger.open = async (name) => {
    const stored = await open(name);
    return stored && name === doc ? { ...stored, damaged: { lastGoodSeq: 0, reason: 'checksum' } } : stored;
  };
  ledger.commit = async (entry) =>
    entry.appends.some((append) => append.doc === doc) ? refused('document-damaged') : commit(entry);
}
