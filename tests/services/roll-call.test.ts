// The clerk's roll call through the command pipeline: marks by key, entries afterwards, taking back, the meeting's rule,
// and what becomes of all that in the snapshot.
import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { addItem } from '../../shared/doc/desk-agenda.ts';
import { addPerson, readPeople } from '../../shared/doc/desk-people.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import {
  readArrivals,
  readAttendance,
  readMeetingRule,
  readQuorumSeen,
  writeArrival,
} from '../../shared/doc/record-room.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { attendanceOf, foldAttendance } from '../../shared/domain/attendance.ts';
import { PRESETS } from '../../shared/domain/charter.ts';
import type { EventId, ItemId, MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';
import { look, meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';
import { START } from '../support/hand-clock.ts';

const clerk = userWith('notetaker');
const secretary = userWith('secretary');
const key = (name: string): PersonKey => brand<PersonKey>(name);
const STANDING = { preset: 'cn.standing', from: '2019-05-01', rule: PRESETS['cn.standing'], seats: null };

interface Room {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  readonly say: (id: string, kind: string, data: unknown, who?: typeof clerk) => Promise<unknown>;
}

/** A meeting of `count` members m0 … and one guest. */
async function roomOf(count: number): Promise<Room> {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  await change(office, meetingId, (desk) => {
    for (let index = 0; index < count; index++) addPerson(desk, personOf(`m${index}`, 'attending', `b${index}`));
    addPerson(desk, personOf('guest', 'guest', 'c0'));
  });
  const say: Room['say'] = (id, kind, data, who = clerk) =>
    office.services.commands.execute(who, { id, meetingId, kind, data, claimedAt: 0 });
  return { office, meetingId, say };
}

function personOf(name: string, role: 'attending' | 'guest', order: string) {
  return { id: key(name), name, org: null, titles: [], role, order, personId: null };
}

async function change(office: TestOffice, meetingId: MeetingId, desk: (doc: Y.Doc) => void): Promise<void> {
  must(await office.rooms.change(meetingId, 1, 'user:clerk', () => ok({ value: null, desk })));
}

const marks = (...names: readonly string[]) => ({ marks: names.map((name) => ({ key: name, kind: 'in' })) });

describe('a mark', () => {
  test('is of now, by the server’s clock, and says who entered it', async () => {
    const { office, meetingId, say } = await roomOf(2);
    office.clock.advance(5_000);

    await say('c1', 'attendance.mark', marks('m0', 'm1'));

    const log = await look(office, meetingId, ({ record }) => readAttendance(record));
    const at = START + 5_000;
    expect([...log]).toEqual([
      ['c1-0', { kind: 'in', key: 'm0', via: 'clerk', at, recordedAt: at, by: 'notetaker' }],
      ['c1-1', { kind: 'in', key: 'm1', via: 'clerk', at, recordedAt: at, by: 'notetaker' }],
    ]);
  });

  test('entered afterwards keeps both times, and is refused for a time to come', async () => {
    const { office, meetingId, say } = await roomOf(1);
    office.clock.advance(60_000);

    await say('c1', 'attendance.mark', { marks: [{ key: 'm0', kind: 'in', at: START + 1_000, via: 'sheet' }] });
    const early = await say('c2', 'attendance.mark', { marks: [{ key: 'm0', kind: 'out', at: START + 60_001 }] });

    const log = await look(office, meetingId, ({ record }) => readAttendance(record));
    expect(log.get(brand<EventId>('c1-0'))).toMatchObject({ at: START + 1_000, recordedAt: START + 60_000 });
    expect(early).toMatchObject({ code: 'invalid', data: { errors: [{ path: 'data.marks.0.at' }] } });
  });

  test.each([
    ['nobody on the list', { key: 'stranger', kind: 'in' }, 'data.marks.0.key'],
    ['a proxy who is nobody', { key: 'm0', kind: 'excused', proxy: 'stranger' }, 'data.marks.0.proxy'],
    ['oneself as proxy', { key: 'm0', kind: 'excused', proxy: 'm0' }, 'data.marks.0.proxy'],
    ['an unknown kind', { key: 'm0', kind: 'asleep' }, 'data.marks.0.kind'],
    ['a reason for being there', { key: 'm0', kind: 'in', reason: '出差' }, 'data.marks.0.reason'],
    ['a proxy of somebody there', { key: 'm0', kind: 'in', proxy: 'm0' }, 'data.marks.0.proxy'],
    ['a link that nobody opened', { key: 'm0', kind: 'in', via: 'link' }, 'data.marks.0.via'],
  ])('of %s is refused by name, and nothing of it is kept', async (_, mark, path) => {
    const { office, meetingId, say } = await roomOf(1);
    const answer = await say('c1', 'attendance.mark', { marks: [mark, { key: 'm0', kind: 'in' }] });
    expect(answer).toMatchObject({ ok: false, code: 'invalid', data: { errors: [{ path }] } });
    expect(await look(office, meetingId, ({ record }) => readAttendance(record).size)).toBe(0);
  });

  test('can be taken back once, and only if it is there', async () => {
    const { office, meetingId, say } = await roomOf(1);
    await say('c1', 'attendance.mark', marks('m0'));

    const unknown = await say('c2', 'attendance.revoke', { of: 'c9-0' });
    await say('c3', 'attendance.revoke', { of: 'c1-0' });
    const again = await say('c4', 'attendance.revoke', { of: 'c1-0' });

    expect(unknown).toMatchObject({ code: 'invalid' });
    expect(again).toMatchObject({ ok: true, value: { events: [] } });
    const attendance = await look(office, meetingId, ({ record }) => foldAttendance(readAttendance(record)));
    expect(attendanceOf(attendance, key('m0')).stays).toEqual([]);
  });

  test.each(['attendance.mark', 'attendance.revoke'])(
    '%s says that its id is too long to number from',
    async (kind) => {
      const { say } = await roomOf(1);
      await say('c1', 'attendance.mark', marks('m0'));
      const data = kind === 'attendance.mark' ? marks('m0') : { of: 'c1-0' };
      const answer = await say('x'.repeat(61), kind, data);
      expect(answer).toMatchObject({ code: 'invalid', data: { errors: [{ path: 'id' }] } });
    },
  );

  test('is refused to readers', async () => {
    const { say } = await roomOf(1);
    expect(await say('c1', 'attendance.mark', marks('m0'), userWith('reader'))).toMatchObject({ ok: false });
  });
});

describe('somebody at the door whom nobody knows', () => {
  /** One came a minute before the clerk looks. */
  async function knocked(): Promise<Room> {
    const room = await roomOf(1);
    const arrival = { id: brand<EventId>('a1'), name: '孙一', org: '某公司', at: START, via: 'code' } as const;
    must(
      await room.office.rooms.change(room.meetingId, 1, 'checkin', () =>
        ok({ value: null, record: (record) => writeArrival(record, arrival) }),
      ),
    );
    room.office.clock.advance(60_000);
    return room;
  }
  const staysOf = ({ office, meetingId }: Room, name: string) =>
    look(office, meetingId, ({ record }) => attendanceOf(foldAttendance(readAttendance(record)), key(name)).stays);

  test('who turns out to be on the list was there from when they came', async () => {
    const room = await knocked();

    const answer = await room.say('c1', 'arrival.settle', { arrival: 'a1', key: 'm0' });

    expect(answer).toMatchObject({ ok: true });
    expect(await staysOf(room, 'm0')).toEqual([{ from: START, to: null }]);
    const log = await look(room.office, room.meetingId, ({ record }) => readAttendance(record));
    expect(log.get(brand<EventId>('c1-0'))).toMatchObject({ via: 'code', by: 'notetaker', recordedAt: START + 60_000 });
    const [arrival] = await look(room.office, room.meetingId, ({ record }) => readArrivals(record));
    expect(arrival?.settled).toEqual({ at: START + 60_000, by: 'notetaker', key: 'm0' });
  });

  test('who joins stands at the end of the list, in the same step', async () => {
    const room = await knocked();

    await room.say('c1', 'arrival.settle', { arrival: 'a1', key: 'new1', role: 'observer' });

    const people = await look(room.office, room.meetingId, ({ desk }) => readPeople(desk));
    expect(people.at(-1)).toMatchObject({ id: 'new1', name: '孙一', org: '某公司', role: 'observer', titles: [] });
    expect(await staysOf(room, 'new1')).toEqual([{ from: START, to: null }]);
  });

  test('who does not take part is in no roll, and is told of no more', async () => {
    const room = await knocked();

    await room.say('c1', 'arrival.settle', { arrival: 'a1', key: null });
    const again = await room.say('c2', 'arrival.settle', { arrival: 'a1', key: null });
    const other = await room.say('c3', 'arrival.settle', { arrival: 'a1', key: 'm0' });

    expect(again).toMatchObject({ ok: true, value: { events: [] } });
    expect(other).toMatchObject({ code: 'invalid', data: { errors: [{ code: 'already-settled' }] } });
    expect(await look(room.office, room.meetingId, ({ record }) => readAttendance(record).size)).toBe(0);
  });

  test.each([
    [{ arrival: 'a9', key: 'm0' }, 'data.arrival'],
    [{ arrival: 'a1', key: 'stranger' }, 'data.key'],
    [{ arrival: 'a1', key: 'm0', role: 'guest' }, 'data.key'],
    [{ arrival: 'a1', key: null, role: 'guest' }, 'data.role'],
  ])('%j is refused by name', async (data, path) => {
    const room = await knocked();
    expect(await room.say('c1', 'arrival.settle', data)).toMatchObject({
      code: 'invalid',
      data: { errors: [{ path }] },
    });
  });
});

describe('the rule of a meeting', () => {
  test('reads back as it was set, and the clerk alone may not set it', async () => {
    const { office, meetingId, say } = await roomOf(1);
    expect(await say('c1', 'room.rule', STANDING)).toMatchObject({ code: 'not-allowed' });
    await say('c2', 'room.rule', { ...STANDING, seats: 31 }, secretary);
    expect(await look(office, meetingId, ({ record }) => readMeetingRule(record))).toEqual({ ...STANDING, seats: 31 });
  });

  test.each([
    [{ n: 3, d: 2, strict: false }],
    [{ n: 1, d: 0, strict: false }],
    [{ n: 0.5, d: 1, strict: false }],
    [{ n: -1, d: 2, strict: false }],
  ])('is refused where its share is none: %j', async (quorum) => {
    const { say } = await roomOf(1);
    const answer = await say('c1', 'room.rule', { ...STANDING, rule: { ...STANDING.rule, quorum } }, secretary);
    expect(answer).toMatchObject({ code: 'invalid' });
  });
});

describe('the quorum of an item', () => {
  const start = (office: TestOffice, meetingId: MeetingId, id: string, at = 1) =>
    change(office, meetingId, (desk) => {
      addProgress(desk, brand<EventId>(id), { kind: 'start', itemId: brand<ItemId>('i1'), at, by: 'clerk' });
    });
  const seenIn = ({ office, meetingId }: Room, audience: 'internal' | 'public' = 'internal') =>
    look(office, meetingId, ({ desk, record }) =>
      buildSnapshot({ desk, record, meetingId, version: 1, audience }).room?.seen.map(({ present, met }) => [
        present,
        met,
      ]),
    );

  test('is that of when it began, also when the news of it came a minute later', async () => {
    const room = await roomOf(3);
    const { office, meetingId, say } = room;
    await say('c1', 'room.rule', STANDING, secretary);
    await say('c2', 'attendance.mark', marks('m0', 'm1'));
    office.clock.advance(60_000);
    await say('c3', 'attendance.mark', { marks: [{ key: 'm0', kind: 'out' }] });
    await start(office, meetingId, 's1', START + 30_000);
    expect(await seenIn(room)).toEqual([[2, true]]);
  });

  test('goes with a start that was taken back', async () => {
    const room = await roomOf(3);
    const { office, meetingId, say } = room;
    await say('c1', 'room.rule', STANDING, secretary);
    await start(office, meetingId, 's1');
    await change(office, meetingId, (desk) => {
      addProgress(desk, brand<EventId>('r1'), { kind: 'revoke', of: brand<EventId>('s1'), at: 2, by: 'clerk' });
    });
    await say('c2', 'attendance.mark', marks('m0', 'm1'));
    await start(office, meetingId, 's2');
    expect(await seenIn(room)).toEqual([[2, true]]);
  });

  test('of an internal item is not the public’s, and who was there is nobody else’s either', async () => {
    const room = await roomOf(1);
    const { office, meetingId, say } = room;
    await change(office, meetingId, (desk) => {
      addItem(desk, { id: brand<ItemId>('i1'), kind: 'briefing', title: '内部', order: 'a0', internal: true });
      addItem(desk, { id: brand<ItemId>('i2'), kind: 'briefing', title: '公开', order: 'a1' });
    });
    await say('c1', 'room.rule', STANDING, secretary);
    await start(office, meetingId, 's1');
    await change(office, meetingId, (desk) => {
      addProgress(desk, brand<EventId>('s2'), { kind: 'start', itemId: brand<ItemId>('i2'), at: 2, by: 'clerk' });
    });
    const [whole, open] = await look(office, meetingId, ({ desk, record }) => {
      const source = { desk, record, meetingId, version: 1 };
      return [buildSnapshot({ ...source, audience: 'internal' }), buildSnapshot({ ...source, audience: 'public' })];
    });
    expect(whole?.room?.seen.map(({ itemId }) => itemId)).toEqual(['i1', 'i2']);
    expect(open?.room?.seen.map(({ itemId, keys }) => [itemId, keys])).toEqual([['i2', undefined]]);
  });

  test('is frozen as it begins: figures, rule and the members who were there', async () => {
    const { office, meetingId, say } = await roomOf(3);
    await say('c1', 'room.rule', STANDING, secretary);
    await say('c2', 'attendance.mark', marks('m0', 'm2', 'guest'));
    await start(office, meetingId, 's1');
    await say('c3', 'attendance.mark', { marks: [{ key: 'm0', kind: 'out' }] });

    const seen = await look(office, meetingId, ({ record }) => [...readQuorumSeen(record)]);
    expect(seen).toEqual([
      ['s1', { itemId: 'i1', at: START, seats: 3, present: 2, proxies: 0, needed: 2, met: true, keys: ['m0', 'm2'] }],
    ]);
  });

  test('is not looked for where the meeting goes by no rule', async () => {
    const { office, meetingId } = await roomOf(1);
    await start(office, meetingId, 's1');
    expect(await look(office, meetingId, ({ record }) => readQuorumSeen(record).size)).toBe(0);
  });
});

test('the public learns who was there, and neither when nor why not', async () => {
  const { office, meetingId, say } = await roomOf(2);
  await say('c1', 'room.rule', STANDING, secretary);
  const excused = { key: 'm1', kind: 'excused', reason: '住院', proxy: 'm0' };
  await say('c2', 'attendance.mark', { marks: [{ key: 'm0', kind: 'in' }, excused] });

  const snapshot = await look(office, meetingId, ({ desk, record }) =>
    buildSnapshot({ desk, record, meetingId, version: 1, audience: 'internal' }),
  );
  const open = publicSnapshot(snapshot);

  expect(snapshot.roll?.map(({ key: id, state }) => [id, state])).toEqual([
    ['m0', 'present'],
    ['m1', 'excused'],
  ]);
  expect(snapshot.roll?.[1]?.absences?.[0]).toMatchObject({ reason: '住院', proxy: 'm0' });
  expect(open.roll).toEqual([
    { key: 'm0', state: 'present' },
    { key: 'm1', state: 'excused' },
  ]);
  expect(JSON.stringify(open)).not.toContain('住院');
});

test('a member without a vote is kept as one', async () => {
  const { office, meetingId } = await roomOf(0);
  await change(office, meetingId, (desk) => {
    addPerson(desk, { ...personOf('m9', 'attending', 'a0'), voting: false });
  });
  const people = await look(office, meetingId, ({ desk }) => readPeople(desk));
  expect(people.find(({ id }) => id === 'm9')?.voting).toBe(false);
});
