// iCalendar files, read back by a reader that refuses what RFC 5545 does not allow.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { calendarFile, type CalendarItem, type CalendarMeeting } from '../../../shared/domain/calendar-file.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';
import { readCalendar } from '../../support/calendar-reader.ts';

const START = Date.UTC(2021, 3, 23, 6, 0);
const MEETING: CalendarMeeting = {
  kind: 'meeting',
  uid: 'meeting-m1@gongbi',
  changedAt: Date.UTC(2021, 3, 20, 1, 2, 3),
  summary: '三届二次常务理事会',
  location: '苏州市安防协会会议室',
  url: 'https://minutes.example.org/meetings/m1',
  start: START,
  end: START + 3_600_000,
};

function only(...items: readonly CalendarItem[]): ReadonlyMap<string, string> {
  const [event] = readCalendar(calendarFile('常务理事会', items)).events;
  return event?.properties ?? new Map();
}

it('a meeting has its instants in UTC, its number of changes and its name for good', () => {
  expect(Object.fromEntries(only(MEETING))).toEqual({
    UID: 'meeting-m1@gongbi',
    DTSTAMP: '20210420T010203Z',
    SEQUENCE: String(Math.floor(Date.UTC(2021, 3, 20, 1, 2) / 60_000)),
    DTSTART: '20210423T060000Z',
    DTEND: '20210423T070000Z',
    TRANSP: 'OPAQUE',
    SUMMARY: '三届二次常务理事会',
    LOCATION: '苏州市安防协会会议室',
    URL: 'https://minutes.example.org/meetings/m1',
    STATUS: 'CONFIRMED',
  });
});

it('a limit is the whole of its day, also the last of a year, and takes nobody’s time', () => {
  const { uid, changedAt, summary } = MEETING;
  const due = brand<LocalDate>('2021-12-31');
  const event = only({ kind: 'limit', uid, changedAt, summary, due });

  expect(event.get('DTSTART;VALUE=DATE')).toBe('20211231');
  expect(event.get('DTEND;VALUE=DATE')).toBe('20220101');
  expect(event.get('TRANSP')).toBe('TRANSPARENT');
});

test.each([null, START, START - 1, START + 999])('an end of %s is none', (end) => {
  expect(only({ ...MEETING, end }).has('DTEND')).toBe(false);
});

it('one that was called off is taken out of calendars', () => {
  expect(only({ ...MEETING, isCancelled: true }).get('STATUS')).toBe('CANCELLED');
});

it('a calendar that is subscribed to has its name, and may be empty', () => {
  const { properties, events } = readCalendar(calendarFile('张敏的任务; 2021', []));

  expect(properties.get('X-WR-CALNAME')).toBe('张敏的任务; 2021');
  expect(events).toEqual([]);
});

describe('any words', () => {
  test('long Chinese lines are folded between characters, at 75 octets', () => {
    const summary = '议'.repeat(200);

    expect(only({ ...MEETING, summary }).get('SUMMARY')).toBe(summary);
    expect(
      calendarFile('x', [{ ...MEETING, summary }])
        .split('\r\n')
        .map((line) => Buffer.byteLength(line)),
    ).toContain(74);
  });

  test('cannot end a line or begin a property', () => {
    const evil = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\u2028ATTACH:http://evil.example\\, ; ,\u0000\u0007';
    const file = readCalendar(
      calendarFile(evil, [
        { ...MEETING, summary: evil, description: evil, location: evil, url: `https://x.example/\r\n${evil}` },
      ]),
    );

    expect(file.events).toHaveLength(1);
    expect(file.events[0]?.properties.has('ATTACH')).toBe(false);
    expect(file.events[0]?.properties.get('SUMMARY')).toBe(
      'x\nEND:VEVENT\nBEGIN:VEVENT\nATTACH:http://evil.example\\, ; ,',
    );
  });

  test('come back as they were, whatever they are', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(words, words, (summary, description) => {
        const event = only({ ...MEETING, summary, description });
        const kept = (text: string): string =>
          text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');

        expect(event.get('SUMMARY')).toBe(kept(summary));
        expect(event.get('DESCRIPTION')).toBe(kept(description));
      }),
    );
  });
});

test.each([
  ['a bare line feed', (file: string) => file.replace('\r\nVERSION', '\nVERSION')],
  ['a line that is too long', (file: string) => file.replace('SUMMARY:', `SUMMARY:${'x'.repeat(80)}`)],
  ['an unescaped comma', (file: string) => file.replace('SUMMARY:', 'SUMMARY:a,')],
  ['local time', (file: string) => file.replace('T060000Z', 'T060000')],
  ['an event without its end', (file: string) => file.replace('END:VEVENT\r\n', '')],
])('the reader refuses %s', (_name, broken) => {
  expect(() => readCalendar(broken(calendarFile('x', [MEETING])))).toThrow();
});
