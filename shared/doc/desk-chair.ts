// What the secretariat worded anew of 主持词, section by section, and what the page of whoever chairs is made of. The words
// leave the desk for that page alone: no snapshot, export or seal has them.
import type * as Y from 'yjs';
import { attendanceOf, foldAttendance, absenceAt } from '../domain/attendance.ts';
import { chairView, type ChairRoll, type ChairTightness, type ChairView } from '../domain/chair.ts';
import type { ChairSectionKey } from '../domain/chair-words.ts';
import { isId, type ItemId, type MeetingId } from '../domain/ids.ts';
import { quorumAt } from '../domain/quorum.ts';
import { isRollOpen } from '../domain/roll.ts';
import { brand } from '../lib/brand.ts';
import type { EpochMs } from '../lib/time.ts';
import { readPeople } from './desk-people.ts';
import { readAttendance, readMeetingRule } from './record-room.ts';
import { buildSnapshot } from './snapshot.ts';

/** Longer than anybody reads out for one item. */
export const MAX_CHAIR_WORDS = 2_000;

const NO_RULE = { rule: { quorum: null, proxy: 'none' }, seats: null } as const;

export function readChairWords(desk: Y.Doc): ReadonlyMap<ChairSectionKey, string> {
  const words = new Map<ChairSectionKey, string>();
  for (const [key, value] of desk.getMap('chairWords').entries()) {
    if (typeof value !== 'string' || value.trim() === '') continue;
    const text = value.slice(0, MAX_CHAIR_WORDS);
    if (key === 'opening' || key === 'closing') words.set(key, text);
    else if (isId(key)) words.set(brand<ItemId>(key), text);
  }
  return words;
}

/** Null goes back to what the rules say. */
export function setChairWords(desk: Y.Doc, key: ChairSectionKey, text: string | null): void {
  desk.transact(() => {
    const words = desk.getMap<unknown>('chairWords');
    if (text === null) words.delete(key);
    else words.set(key, text.slice(0, MAX_CHAIR_WORDS));
  });
}

export interface ChairSource {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly meetingId: MeetingId;
  readonly version: number;
}

/** The meeting as whoever chairs it sees it at `now`. */
export function readChair(source: ChairSource, now: EpochMs, tightness?: ChairTightness): ChairView {
  const snapshot = buildSnapshot({ ...source, audience: 'internal', wantsMinutes: () => false });
  return chairView(snapshot, readChairRoll(source, now), now, tightness);
}

/** Null while nobody was called. */
function readChairRoll({ desk, record }: ChairSource, now: EpochMs): ChairRoll | null {
  const attendance = foldAttendance(readAttendance(record));
  if (!isRollOpen(attendance)) return null;
  const people = readPeople(desk);
  const { seats, present, needed, met } = quorumAt(people, attendance, readMeetingRule(record) ?? NO_RULE, now);
  const isExcused = ({ id }: (typeof people)[number]): boolean =>
    absenceAt(attendanceOf(attendance, id), now)?.kind === 'excused';
  const excused = people.filter((person) => person.role === 'attending' && isExcused(person)).length;
  return { seats, present, needed, met, excused };
}
