// The room in the record: what is written reads back, and what nobody can understand is left out without a word.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addAttendance,
  addQuorumSeen,
  readArrivals,
  readAttendance,
  readCallingMs,
  readMeetingRule,
  readQuorumSeen,
  writeArrival,
  writeMeetingRule,
} from '../../../shared/doc/record-room.ts';
import { CALLING_MS, type AttendanceEvent } from '../../../shared/domain/attendance.ts';
import { PRESETS } from '../../../shared/domain/charter.ts';
import type { EventId, ItemId, PersonKey } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const event = (name: string): EventId => brand<EventId>(name);
const key = (name: string): PersonKey => brand<PersonKey>(name);

test('marks, arrivals, the rule and the quorum read back as written', () => {
  const record = new Y.Doc();
  const mark: AttendanceEvent = {
    ...{ kind: 'excused', key: key('p1'), via: 'clerk' },
    ...{ at: 5, recordedAt: 9, by: 'u1', reason: '出差', proxy: key('p2') },
  };
  const revoke = { kind: 'revoke', of: event('e1'), at: 10, recordedAt: 10, by: null } as const;
  const arrival = { id: event('a1'), name: '王立', org: '乙公司', at: 4, settled: { at: 8, by: 'u1', key: key('p3') } };
  const rule = { preset: null, from: null, rule: PRESETS['cn.supervisors.all'], seats: 7 };
  const seen = {
    ...{ itemId: brand<ItemId>('i1'), at: 7, seats: 7, present: 5, proxies: 0, needed: 5, met: true },
    keys: [key('p1')],
  };

  addAttendance(record, event('e1'), mark);
  addAttendance(record, event('e2'), revoke);
  writeArrival(record, arrival);
  writeMeetingRule(record, rule);
  addQuorumSeen(record, event('s1'), seen);

  expect([...readAttendance(record)]).toEqual([
    ['e1', mark],
    ['e2', revoke],
  ]);
  expect(readArrivals(record)).toEqual([arrival]);
  expect(readMeetingRule(record)).toEqual(rule);
  expect([...readQuorumSeen(record)]).toEqual([['s1', seen]]);
});

test('what a roll is given to be called is written with its first mark; one that was opened without it has none', () => {
  const mark = { kind: 'in', key: key('p1'), via: 'clerk', at: 5, recordedAt: 5, by: 'u1' } as const;
  const opened = new Y.Doc();
  const earlier = new Y.Doc();
  earlier.getMap<unknown>('attendance').set('e0', { ...mark });

  for (const record of [opened, earlier]) addAttendance(record, event('e1'), mark);

  expect([opened, earlier, new Y.Doc()].map(readCallingMs)).toEqual([CALLING_MS, 0, 0]);
});

test('the seats can be left to the list again', () => {
  const record = new Y.Doc();
  const rule = { preset: 'cn.standing', from: null, rule: PRESETS['cn.standing'] } as const;
  writeMeetingRule(record, { ...rule, seats: 31 });
  writeMeetingRule(record, { ...rule, seats: null });
  expect(readMeetingRule(record)?.seats).toBeNull();
});

test('the first mark and the first look under an id stand', () => {
  const record = new Y.Doc();
  const mark = { kind: 'in', key: key('p1'), via: 'clerk', at: 5, recordedAt: 5, by: 'u1' } as const;
  addAttendance(record, event('e1'), mark);
  addAttendance(record, event('e1'), { ...mark, at: 6 });
  expect(readAttendance(record).get(event('e1'))?.at).toBe(5);
});

test('an empty record has no rule, and no quorum is needed', () => {
  expect(readMeetingRule(new Y.Doc())).toBeNull();
});

test('values of a wrong type are left out', () => {
  const record = new Y.Doc();
  const attendance = record.getMap('attendance');
  attendance.set('e1', 'soon');
  attendance.set('e2', { kind: 'in', key: 'p1' });
  attendance.set('e3', { kind: 'asleep', key: 'p1', at: 3 });
  attendance.set('e4', { kind: 'in', key: 'no id!', at: 3 });
  attendance.set('e5', { kind: 'revoke', at: 3 });
  record.getMap('arrivals').set('a1', { name: 7, at: 3 });
  record.getMap('quorum').set('s1', { itemId: 'i1', at: 3, seats: 'many' });
  record.getMap('room').set('rule', { rule: { quorum: { n: 5, d: 0 }, channels: 'any' } });
  record.getMap('room').set('seats', 2.5);

  expect(readAttendance(record).size).toBe(0);
  expect(readArrivals(record)).toEqual([]);
  expect(readQuorumSeen(record).size).toBe(0);
  expect(readMeetingRule(record)).toMatchObject({ seats: null, rule: { quorum: null, pass: null, channels: [] } });
});
