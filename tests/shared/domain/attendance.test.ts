// Comings and goings: whatever order the log is in, who was there when. The numbers are those of `foldAttendance`'s rules.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absenceAt,
  attendanceOf,
  CALLING_MS,
  foldAttendance,
  isPresentAt,
  meetingSpan,
  presenceDuring,
  rollState,
  type AttendanceEvent,
  type AttendanceKind,
} from '../../../shared/domain/attendance.ts';
import type { EventId, PersonKey } from '../../../shared/domain/ids.ts';
import { PENDING } from '../../../shared/domain/progress.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';

const ZHANG = brand<PersonKey>('zhang');
const eventId = (id: string): EventId => brand<EventId>(id);
const mark = (kind: AttendanceKind, at: number, recordedAt = at): AttendanceEvent => ({
  ...{ kind, at, recordedAt, key: ZHANG, via: 'clerk', by: 'clerk' },
});
const revoke = (of: string, at: number): AttendanceEvent => ({
  ...{ kind: 'revoke', of: eventId(of), at, recordedAt: at, by: 'clerk' },
});
/** In the order given: ids e0, e1 … */
const log = (...events: readonly AttendanceEvent[]) =>
  new Map(events.map((event, index) => [eventId(`e${index}`), event]));
const zhangIn = (...events: readonly AttendanceEvent[]) => attendanceOf(foldAttendance(log(...events)), ZHANG);

describe('the log', () => {
  it('[1] forgets a mark that was taken back, and the taking back stands', () => {
    const events = [mark('in', 10), mark('out', 20), revoke('e1', 30), revoke('e2', 40)];
    expect(zhangIn(...events)).toMatchObject({ stays: [{ from: 10, to: null }], lastMark: 'e0' });
  });

  it('[2] is the same in whatever order it arrives', () => {
    const events = [mark('in', 10), mark('out', 20), mark('in', 30), mark('excused', 40), mark('in', 35, 60)];
    const expected = foldAttendance(log(...events));
    fc.assert(
      fc.property(fc.shuffledSubarray([...log(...events)], { minLength: events.length }), (entries) => {
        expect(foldAttendance(new Map(entries))).toEqual(expected);
      }),
    );
  });

  it('[2] takes what is entered afterwards at the time it happened', () => {
    expect(zhangIn(mark('out', 50), mark('in', 10, 90)).stays).toEqual([{ from: 10, to: 50 }]);
  });

  it('[3] has one stay for whoever signs in twice, and none for whoever only leaves', () => {
    expect(zhangIn(mark('in', 10), mark('in', 12)).stays).toEqual([{ from: 10, to: null }]);
    expect(zhangIn(mark('out', 10)).stays).toEqual([]);
  });

  it('[3] joins a stay that begins where the last one ended', () => {
    expect(zhangIn(mark('in', 10), mark('out', 20), mark('in', 20)).stays).toEqual([{ from: 10, to: null }]);
  });

  it('[4] ends the stay of whoever takes leave, and the leave of whoever comes', () => {
    const person = zhangIn(mark('in', 10), mark('excused', 20), mark('in', 30));
    expect(person.stays).toEqual([
      { from: 10, to: 20 },
      { from: 30, to: null },
    ]);
    expect(person.absences).toEqual([{ kind: 'excused', from: 20, to: 30, reason: null, proxy: null }]);
  });

  it('[4] keeps the last word on why somebody is away', () => {
    const person = zhangIn(mark('absent', 10), mark('excused', 20));
    expect(absenceAt(person, 25)?.kind).toBe('excused');
    expect(absenceAt(person, 15)?.kind).toBe('absent');
  });
});

describe('presence', () => {
  const person = zhangIn(mark('in', 10), mark('out', 20), mark('in', 30));

  it('begins with the moment of coming and ends before that of leaving', () => {
    expect([9, 10, 19, 20, 29, 30, 99].map((at) => isPresentAt(person, at))).toEqual([
      ...[false, true, true, false, false, true, true],
    ]);
  });

  it.each([
    [10, 20, 'whole'],
    [12, 18, 'whole'],
    [5, 15, 'part'],
    [15, 35, 'part'],
    [20, 30, 'none'],
    [0, 10, 'none'],
    [30, null, 'whole'],
    [15, null, 'part'],
    [30, 30, 'whole'],
    [25, 25, 'none'],
  ] as const)('during %s–%s is %s', (from, to, expected) => {
    expect(presenceDuring(person, { from, to })).toBe(expected);
  });
});

describe('the roll', () => {
  /** Minutes of a meeting from 100 to 200. */
  const at = (minute: number): number => minute * MINUTE_MS;
  const held = { startedAt: at(100), endedAt: at(200), callingMs: CALLING_MS };
  const running = { startedAt: at(100), endedAt: null, callingMs: CALLING_MS };

  it.each([
    ['came before it began', [['in', 90]], held, 'present'],
    ['came as it began', [['in', 100]], held, 'present'],
    ['was called within the first five minutes', [['in', 105]], held, 'present'],
    ['was called in a roll that was given no time', [['in', 105]], { startedAt: at(100), endedAt: at(200) }, 'late'],
    ['came late', [['in', 106]], held, 'late'],
    [
      'left early',
      [
        ['in', 90],
        ['out', 150],
      ],
      held,
      'left',
    ],
    [
      'left at the end',
      [
        ['in', 90],
        ['out', 200],
      ],
      held,
      'present',
    ],
    [
      'came late and left early',
      [
        ['in', 110],
        ['out', 150],
      ],
      held,
      'late-left',
    ],
    [
      'went out and came back',
      [
        ['in', 90],
        ['out', 120],
        ['in', 140],
      ],
      held,
      'present',
    ],
    [
      'is out now',
      [
        ['in', 90],
        ['out', 120],
      ],
      running,
      'left',
    ],
    ['has leave', [['excused', 50]], running, 'excused'],
    [
      'was marked by a slip and has leave',
      [
        ['in', 40],
        ['excused', 50],
      ],
      held,
      'excused',
    ],
    [
      'looked in before it began',
      [
        ['in', 40],
        ['out', 50],
      ],
      held,
      'absent',
    ],
    ['stayed away', [['absent', 150]], held, 'absent'],
    ['was never heard of, while it lasts', [], running, 'awaited'],
    ['was never heard of, afterwards', [], held, 'absent'],
    ['came to a meeting that has not begun', [['in', 90]], { startedAt: null, endedAt: null }, 'present'],
  ] as const)('of someone who %s', (_, events, span, expected) => {
    const marks = events.map(([kind, minute]) => mark(kind, at(minute)));
    expect(rollState(zhangIn(...marks), span)).toBe(expected);
  });
});

describe('the meeting’s span', () => {
  const item = (startedAt: number | null, finishedAt: number | null) => ({ ...PENDING, startedAt, finishedAt });
  const items = new Map([
    [brand<never>('a'), item(100, 150)],
    [brand<never>('b'), item(150, 190)],
  ]);

  it('reaches from the first item’s start to the adjournment', () => {
    expect(meetingSpan({ items, adjournedAt: 200 }, false)).toEqual({ startedAt: 100, endedAt: 200 });
  });

  it('ends with the last item when it is over without an adjournment, and not before', () => {
    expect(meetingSpan({ items, adjournedAt: null }, true).endedAt).toBe(190);
    expect(meetingSpan({ items, adjournedAt: null }, false).endedAt).toBeNull();
  });
});
