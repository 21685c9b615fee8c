// The roll as it is called: how each stands, how many, and who heard an item.
import { describe, expect, test } from 'vitest';
import { foldAttendance, type AttendanceEvent, type AttendanceKind } from '../../../shared/domain/attendance.ts';
import type { EventId, PersonKey } from '../../../shared/domain/ids.ts';
import type { Person, PersonRole } from '../../../shared/domain/person.ts';
import { isRollOpen, itemHearing, rollCounts, rollLines } from '../../../shared/domain/roll.ts';
import { brand } from '../../../shared/lib/brand.ts';

const person = (id: string, role: PersonRole = 'attending'): Person => ({
  ...{ id: brand<PersonKey>(id), name: id, org: null, titles: [], role, order: id, personId: null },
});

/** `a in 10, b excused 5`. */
function attended(text: string) {
  const marks = text
    .split(',')
    .map((part) => part.trim().split(' '))
    .map(([key = '', kind = '', at = '']) => ({ key, kind: kind as AttendanceKind, at: Number(at) }));
  return foldAttendance(
    new Map(
      marks.map(({ key, kind, at }, index): [EventId, AttendanceEvent] => [
        brand<EventId>(`e${index}`),
        { kind, key: brand<PersonKey>(key), via: 'clerk', at, recordedAt: at, by: 'clerk' },
      ]),
    ),
  );
}

const SPAN = { startedAt: 10, endedAt: null };

describe('a line of the roll', () => {
  const people = ['a', 'b', 'c', 'd', 'e'].map((id) => person(id));
  const attendance = attended('a in 5, b in 400000, c in 5, c out 500000, d excused 3');
  const lines = rollLines(people, attendance, SPAN, 600_000);

  test('says how they stand, whether they are there, and since when', () => {
    expect(lines.map(({ person: { id }, state, isThere, at }) => [id, state, isThere, at])).toEqual([
      ['a', 'present', true, 5],
      ['b', 'late', true, 400_000],
      ['c', 'left', false, 500_000],
      ['d', 'excused', false, null],
      ['e', 'awaited', false, null],
    ]);
  });

  test('says why they are away only while they are', () => {
    const back = rollLines(people, attended('d excused 3, d in 20'), SPAN, 30);
    expect([lines[3]?.absence?.kind, back[3]?.absence]).toEqual(['excused', null]);
  });

  test('is counted once', () => {
    const { there, ...rest } = rollCounts(lines);
    expect([there.attending, rest]).toEqual([2, { listed: 5, excused: 1, absent: 0, left: 1, awaited: 1 }]);
  });
});

test('those who are there are counted by what they are there as', () => {
  const people = [person('a'), person('b', 'nonvoting'), person('c', 'guest'), person('d', 'observer')];
  const lines = rollLines(people, attended('a in 1, b in 1, c in 1, d in 1'), SPAN, 30);
  expect(rollCounts(lines).there).toEqual({ attending: 1, nonvoting: 1, guest: 1, observer: 1 });
});

describe('an item was heard', () => {
  const people = ['a', 'b', 'c', 'd', 'e'].map((id) => person(id));
  const hearing = (text: string, to: number | null = 30) => itemHearing(people, attended(text), { from: 10, to });

  test('wholly by who was there from its beginning to its end', () => {
    expect(hearing('a in 5, b in 5, b out 40').whole.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('in part by who came or left meanwhile, with the times', () => {
    const { part } = hearing('a in 15, b in 5, b out 25, c in 5, c out 12, c in 20, d in 40');
    expect(part.map(({ person: { id }, cameAt, leftAt }) => [id, cameAt, leftAt])).toEqual([
      ['a', 15, null],
      ['b', null, 25],
      ['c', 20, 12],
    ]);
  });

  test('by nobody who had left before or came after', () => {
    expect(hearing('a in 1, a out 10, b in 30')).toEqual({ whole: [], part: [] });
  });

  test('up to now, while it runs', () => {
    expect(hearing('a in 5', null).whole.map(({ id }) => id)).toEqual(['a']);
  });
});

test('the roll is open from the first mark on', () => {
  expect([isRollOpen(new Map()), isRollOpen(attended('a in 1'))]).toEqual([false, true]);
});
