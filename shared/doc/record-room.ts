// The room as the record tells it: the rule the meeting goes by, the log of comings and goings, who waits to be known, and
// the quorum as it stood at each item's start. Only the server writes it; every value is plain JSON.
import type * as Y from 'yjs';
import {
  ATTENDANCE_KINDS,
  ATTENDANCE_VIAS,
  CALLING_MS,
  type AttendanceEvent,
  type AttendanceLog,
} from '../domain/attendance.ts';
import { MEETING_CHANNELS, PASS_BASES, PRESET_IDS, type CharterRule, type Threshold } from '../domain/charter.ts';
import { isId, type EventId, type ItemId, type PersonKey } from '../domain/ids.ts';
import type { Arrival, MeetingRule, QuorumSeen } from '../domain/room.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom, parseLocalDate, type DurationMs } from '../lib/time.ts';
import { asNumber, asOneOf, asPlain, asText, asTexts, own, type Plain } from './reading.ts';

/** What cannot be understood is left out. */
export function readAttendance(record: Y.Doc): AttendanceLog {
  return readEntries(record, 'attendance', eventFrom);
}

/**
 * The first word under an id stands. What a roll is given to be called is written down as it opens: one that was kept, or
 * sealed, before there was such a time comes out of its journal as it was.
 */
export function addAttendance(record: Y.Doc, id: EventId, event: AttendanceEvent): void {
  record.transact(() => {
    const root = record.getMap<unknown>('attendance');
    if (root.size === 0) record.getMap<unknown>('room').set('callingMs', CALLING_MS);
    if (!root.has(id)) root.set(id, { ...event });
  });
}

/** What the roll of this meeting was given to be called. */
export function readCallingMs(record: Y.Doc): DurationMs {
  const length = asNumber(record.getMap('room').get('callingMs'));
  return length !== null && Number.isInteger(length) && length >= 0 ? length : 0;
}

/** The rule of the meeting; null when none was set, so that it has no quorum. */
export function readMeetingRule(record: Y.Doc): MeetingRule | null {
  const root = record.getMap('room');
  const plain = asPlain(root.get('rule'));
  const rule = plain && ruleFrom(asPlain(own(plain, 'rule')));
  if (!plain || !rule) return null;
  const seats = asNumber(root.get('seats'));
  return {
    preset: asOneOf(PRESET_IDS, own(plain, 'preset')),
    from: parseLocalDate(asText(own(plain, 'from')) ?? ''),
    rule,
    seats: seats !== null && Number.isInteger(seats) && seats >= 0 ? seats : null,
  };
}

export function writeMeetingRule(record: Y.Doc, { seats, ...rule }: MeetingRule): void {
  record.transact(() => {
    const root = record.getMap<unknown>('room');
    root.set('rule', { ...rule });
    if (seats === null) root.delete('seats');
    else root.set('seats', seats);
  });
}

/** Oldest first, the settled ones too. */
export function readArrivals(record: Y.Doc): readonly Arrival[] {
  return [...readEntries(record, 'arrivals', arrivalFrom)]
    .map(([id, arrival]) => ({ id, ...arrival }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

export function writeArrival(record: Y.Doc, { id, ...values }: Arrival): void {
  record.transact(() => record.getMap<unknown>('arrivals').set(id, { ...values }));
}

/** By the progress event that started the item. */
export function readQuorumSeen(record: Y.Doc): ReadonlyMap<EventId, QuorumSeen> {
  return readEntries(record, 'quorum', quorumFrom);
}

/** The first look stands: what was decided under it cannot be seen otherwise afterwards. */
export function addQuorumSeen(record: Y.Doc, id: EventId, seen: QuorumSeen): void {
  record.transact(() => {
    const root = record.getMap<unknown>('quorum');
    if (!root.has(id)) root.set(id, { ...seen, keys: [...seen.keys] });
  });
}

function readEntries<T>(record: Y.Doc, root: string, from: (plain: Plain) => T | null): ReadonlyMap<EventId, T> {
  const entries = new Map<EventId, T>();
  for (const [key, value] of record.getMap(root).entries()) {
    const plain = isId(key) ? asPlain(value) : null;
    const entry = plain && from(plain);
    if (entry !== null) entries.set(brand<EventId>(key), entry);
  }
  return entries;
}

function eventFrom(plain: Plain): AttendanceEvent | null {
  const at = instantFrom(own(plain, 'at'));
  const recordedAt = instantFrom(own(plain, 'recordedAt')) ?? at;
  if (at === null || recordedAt === null) return null;
  const entry = { at, recordedAt, by: asText(own(plain, 'by')) };
  if (own(plain, 'kind') === 'revoke') {
    const of = idFrom<EventId>(own(plain, 'of'));
    return of === null ? null : { kind: 'revoke', of, ...entry };
  }
  const kind = asOneOf(ATTENDANCE_KINDS, own(plain, 'kind'));
  const key = idFrom<PersonKey>(own(plain, 'key'));
  if (kind === null || key === null) return null;
  const reason = asText(own(plain, 'reason'));
  const proxy = idFrom<PersonKey>(own(plain, 'proxy'));
  return {
    ...{ kind, key, via: asOneOf(ATTENDANCE_VIAS, own(plain, 'via')) ?? 'clerk', ...entry },
    ...(reason === null ? {} : { reason }),
    ...(proxy === null ? {} : { proxy }),
  };
}

function arrivalFrom(plain: Plain): Omit<Arrival, 'id'> | null {
  const name = asText(own(plain, 'name'));
  const at = instantFrom(own(plain, 'at'));
  if (name === null || at === null) return null;
  const via = asOneOf(ATTENDANCE_VIAS, own(plain, 'via'));
  const settled = asPlain(own(plain, 'settled'));
  const settledAt = settled && instantFrom(own(settled, 'at'));
  return {
    ...{ name, org: asText(own(plain, 'org')), at },
    ...(via === null ? {} : { via }),
    ...(settled && settledAt !== null
      ? {
          settled: { at: settledAt, by: asText(own(settled, 'by')) ?? '', key: idFrom<PersonKey>(own(settled, 'key')) },
        }
      : {}),
  };
}

function quorumFrom(plain: Plain): QuorumSeen | null {
  const itemId = idFrom<ItemId>(own(plain, 'itemId'));
  const at = instantFrom(own(plain, 'at'));
  const [seats, present, proxies] = ['seats', 'present', 'proxies'].map((key) => asNumber(own(plain, key)));
  if (itemId === null || at === null || seats == null || present == null || proxies == null) return null;
  const keys = asTexts(own(plain, 'keys'))
    .filter(isId)
    .map(brand<PersonKey>);
  const needed = asNumber(own(plain, 'needed'));
  return { itemId, at, seats, present, proxies, needed, met: own(plain, 'met') === true, keys };
}

function ruleFrom(plain: Plain | null): CharterRule | null {
  if (!plain) return null;
  const pass = asPlain(own(plain, 'pass'));
  const share = pass && thresholdFrom(pass);
  const base = pass && asOneOf(PASS_BASES, own(pass, 'base'));
  const quorum = asPlain(own(plain, 'quorum'));
  const channels = asTexts(own(plain, 'channels'));
  return {
    quorum: quorum && thresholdFrom(quorum),
    pass: share && base ? { ...share, base } : null,
    secret: own(plain, 'secret') === 'required' ? 'required' : 'optional',
    channels: MEETING_CHANNELS.filter((channel) => channels.includes(channel)),
    proxy: own(plain, 'proxy') === 'written' ? 'written' : 'none',
    allowAcclamation: own(plain, 'allowAcclamation') === true,
  };
}

function thresholdFrom(plain: Plain): Threshold | null {
  const [n, d] = [asNumber(own(plain, 'n')), asNumber(own(plain, 'd'))];
  const isShare = n !== null && d !== null && Number.isInteger(n) && Number.isInteger(d) && n >= 0 && n <= d && d > 0;
  return isShare ? { n, d, strict: own(plain, 'strict') === true } : null;
}

function idFrom<T extends PersonKey | EventId | ItemId>(value: unknown): T | null {
  const text = asText(value);
  return text !== null && isId(text) ? brand<T>(text) : null;
}
