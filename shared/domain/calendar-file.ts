// Meetings and limits of tasks as an iCalendar file (RFC 5545), which every calendar reads: lines of at most 75 octets of
// UTF-8, ended by CRLF, texts escaped. Instants are in UTC, so that no table of time zones has to go along; limits are whole
// days, which have no zone. Knows no words and no clock.
import { plusDays } from '../lib/calendar-day.ts';
import { MINUTE_MS, type EpochMs, type LocalDate } from '../lib/time.ts';
import type { MeetingId } from './ids.ts';
import type { MeetingFacts } from './meeting.ts';

interface CalendarEntry {
  /** The same for good, so that what is sent again changes what is there. */
  readonly uid: string;
  /** Calendars keep the newest: its number, the minutes up to here, only rises. */
  readonly changedAt: EpochMs;
  readonly summary: string;
  readonly description?: string;
  readonly location?: string;
  readonly url?: string;
  /** It does not take place, or was called off: calendars take it out. */
  readonly isCancelled?: boolean;
}

/** Something with a beginning and an end. */
export interface CalendarMeeting extends CalendarEntry {
  readonly kind: 'meeting';
  readonly start: EpochMs;
  /** Null: nobody said. */
  readonly end: EpochMs | null;
}

/** The day something is due on; it takes nobody's time. */
export interface CalendarLimit extends CalendarEntry {
  readonly kind: 'limit';
  readonly due: LocalDate;
}

export type CalendarItem = CalendarMeeting | CalendarLimit;

const MAX_LINE_OCTETS = 75;

/** A meeting as a file that goes along with its notice; null while it has no time. `site`: where people reach the server. */
export function meetingCalendar(
  { meetingId, facts }: { readonly meetingId: MeetingId; readonly facts: MeetingFacts },
  { site, changedAt }: { readonly site: string; readonly changedAt: EpochMs },
): string | null {
  const { title, plannedStart: start, plannedEnd: end, venue } = facts;
  if (start === null) return null;
  const uid = `meeting-${meetingId}@gongbi`;
  const place = venue === null ? {} : { location: venue };
  const url = `${site}/meetings/${meetingId}`;
  return calendarFile(title, [{ kind: 'meeting', uid, changedAt, summary: title, url, start, end, ...place }]);
}

/** The whole file. `name` is what calendars that subscribe call it; a feed tells them to ask again in an hour. */
export function calendarFile(
  name: string,
  items: readonly CalendarItem[],
  { isFeed = false }: { readonly isFeed?: boolean } = {},
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Gongbi//Meetings//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    text('NAME', name),
    text('X-WR-CALNAME', name),
    ...(isFeed ? ['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H'] : []),
    ...items.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(item: CalendarItem): readonly string[] {
  const { uid, changedAt, summary, description, location, url, isCancelled = false } = item;
  return [
    'BEGIN:VEVENT',
    text('UID', uid),
    `DTSTAMP:${utc(changedAt)}`,
    `SEQUENCE:${Math.floor(changedAt / MINUTE_MS)}`,
    ...(item.kind === 'meeting' ? spanLines(item) : dayLines(item)),
    text('SUMMARY', summary),
    ...(description === undefined ? [] : [text('DESCRIPTION', description)]),
    ...(location === undefined ? [] : [text('LOCATION', location)]),
    ...(url === undefined ? [] : [`URL:${withoutControls(url).replace(/\s/g, '')}`]),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

/** An end that is no end would make the file one that calendars refuse. */
function spanLines({ start, end }: CalendarMeeting): readonly string[] {
  const isSpan = end !== null && utc(end) > utc(start);
  return [`DTSTART:${utc(start)}`, ...(isSpan ? [`DTEND:${utc(end)}`] : []), 'TRANSP:OPAQUE'];
}

function dayLines({ due }: CalendarLimit): readonly string[] {
  const day = (date: LocalDate): string => date.replaceAll('-', '');
  return [`DTSTART;VALUE=DATE:${day(due)}`, `DTEND;VALUE=DATE:${day(plusDays(due, 1))}`, 'TRANSP:TRANSPARENT'];
}

/** 20210423T060000Z */
function utc(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function text(property: string, value: string): string {
  const escaped = withoutControls(value)
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n');
  return `${property}:${escaped}`;
}

/** Line breaks of every kind as one; nothing else that is not written, halves of characters neither. */
function withoutControls(value: string): string {
  return value
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}

/** No octet of a character, and no character of a pair, is torn from the others. */
function folded(line: string): string {
  let written = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MAX_LINE_OCTETS) {
      written += '\r\n ';
      octets = 1;
    }
    written += character;
    octets += size;
  }
  return written;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
