// Who was in the room when: one log of comings and goings, folded. Presence at any instant, during an item and over the
// whole meeting is computed from it and never stored (domain.md §3.1). Reads no clock.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { EventId, PersonKey } from './ids.ts';
import type { Progress } from './progress.ts';

export type AttendanceKind = 'in' | 'out' | 'excused' | 'absent';
export const ATTENDANCE_KINDS: readonly AttendanceKind[] = ['in', 'out', 'excused', 'absent'];

/** How it was learnt: from the clerk, by the screen's code, by somebody's own link, off the signed sheet (签到表). */
export type AttendanceVia = 'clerk' | 'code' | 'link' | 'sheet';
export const ATTENDANCE_VIAS: readonly AttendanceVia[] = ['clerk', 'code', 'link', 'sheet'];

interface Entry {
  /** When it happened: earlier than `recordedAt` when it was entered afterwards (补录). */
  readonly at: EpochMs;
  /** The server's clock when it was written down. */
  readonly recordedAt: EpochMs;
  /** The account that entered it; null = the person did it. */
  readonly by: string | null;
}

export interface AttendanceMark extends Entry {
  readonly kind: AttendanceKind;
  readonly key: PersonKey;
  readonly via: AttendanceVia;
  /** Why they are excused: for the secretariat. */
  readonly reason?: string;
  /** 委托: who stands in for them, in writing. */
  readonly proxy?: PersonKey;
}

/** Takes one mark back. */
export interface AttendanceRevoke extends Entry {
  readonly kind: 'revoke';
  readonly of: EventId;
}

export type AttendanceEvent = AttendanceMark | AttendanceRevoke;
export type AttendanceLog = ReadonlyMap<EventId, AttendanceEvent>;

/** Ten for each of three hundred; the record keeps each for ever, and each reading of the meeting folds them. */
export const MAX_ATTENDANCE_EVENTS = 3_000;

/** Somebody's time in the room; `to` is null while it lasts. */
export interface Stay {
  readonly from: EpochMs;
  readonly to: EpochMs | null;
}

/** From when on somebody who is expected was known not to be there, until they came after all or more was known. */
export interface Absence extends Stay {
  readonly kind: 'excused' | 'absent';
  readonly reason: string | null;
  readonly proxy: PersonKey | null;
}

export interface PersonAttendance {
  /** In order, none touching the next. */
  readonly stays: readonly Stay[];
  /** In order; only the last one may last. */
  readonly absences: readonly Absence[];
  /** The last mark that stands, for taking it back; null when there is none. */
  readonly lastMark: EventId | null;
}

export type Attendance = ReadonlyMap<PersonKey, PersonAttendance>;

const UNSEEN: PersonAttendance = { stays: [], absences: [], lastMark: null };

/**
 * What stands after all events, whatever order they arrived in.
 * 1. A mark that was taken back never was; taking back cannot be taken back.
 * 2. Marks count in the order of `at`, then of `recordedAt`, then of their ids.
 * 3. `in` opens a stay and ends an absence; `out` closes the stay. Coming twice, or leaving when not there, changes nothing.
 * 4. `excused` and `absent` close the stay, if there is one, and say why they are away until they come.
 */
export function foldAttendance(log: AttendanceLog): Attendance {
  const revoked = new Set([...log.values()].flatMap((event) => (event.kind === 'revoke' ? [event.of] : [])));
  const marks = [...log].flatMap(([id, event]) =>
    event.kind === 'revoke' || revoked.has(id) ? [] : [{ id, ...event }],
  );
  marks.sort((a, b) => a.at - b.at || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
  const people = new Map<PersonKey, PersonAttendance>();
  for (const { id, ...mark } of marks)
    people.set(mark.key, { ...after(people.get(mark.key) ?? UNSEEN, mark), lastMark: id });
  return people;
}

function after(before: PersonAttendance, mark: AttendanceMark): PersonAttendance {
  const { at } = mark;
  const stays = closed(before.stays, at);
  switch (mark.kind) {
    case 'in': {
      const isThere = before.stays.at(-1)?.to === null;
      return { ...before, absences: closed(before.absences, at), stays: isThere ? before.stays : joined(stays, at) };
    }
    case 'out':
      return { ...before, stays };
    case 'excused':
    case 'absent': {
      const { kind, reason = null, proxy = null } = mark;
      return {
        ...before,
        stays,
        absences: [...closed(before.absences, at), { kind, from: at, to: null, reason, proxy }],
      };
    }
  }
}

/** `spans` with the one that lasts ended at `at`; one of no length is none. */
function closed<T extends Stay>(spans: readonly T[], at: EpochMs): readonly T[] {
  const last = spans.at(-1);
  if (!last || last.to !== null) return spans;
  const before = spans.slice(0, -1);
  return last.from < at ? [...before, { ...last, to: at }] : before;
}

/** Whoever comes back at the very moment they left had not left. */
function joined(stays: readonly Stay[], at: EpochMs): readonly Stay[] {
  const last = stays.at(-1);
  return last?.to === at ? [...stays.slice(0, -1), { from: last.from, to: null }] : [...stays, { from: at, to: null }];
}

/** Of someone nothing is known of too. */
export function attendanceOf(attendance: Attendance, key: PersonKey): PersonAttendance {
  return attendance.get(key) ?? UNSEEN;
}

/** Whether they were in the room at `at`: from the moment they came, up to the moment they left. */
export function isPresentAt({ stays }: Pick<PersonAttendance, 'stays'>, at: EpochMs): boolean {
  return stays.some((stay) => covers(stay, at));
}

/** What was known at `at` of why they are not there; null when nothing was, or they had come. */
export function absenceAt({ absences }: Pick<PersonAttendance, 'absences'>, at: EpochMs): Absence | null {
  return absences.findLast((absence) => covers(absence, at)) ?? null;
}

function covers({ from, to }: Stay, at: EpochMs): boolean {
  return from <= at && (to === null || at < to);
}

/** How much of `from`–`to` (null = until now and on) somebody heard: an item, the meeting. */
export function presenceDuring(
  { stays }: Pick<PersonAttendance, 'stays'>,
  { from, to }: Stay,
): 'whole' | 'part' | 'none' {
  const end = to ?? Infinity;
  const overlaps = stays.filter((stay) => stay.from < end && (stay.to === null || stay.to > from));
  if (overlaps.length === 0) return isPresentAt({ stays }, from) ? 'whole' : 'none';
  const [only] = overlaps;
  const isWhole = overlaps.length === 1 && only && only.from <= from && (only.to === null || only.to >= end);
  return isWhole ? 'whole' : 'part';
}

/** When the meeting began and ended; null before. */
export interface MeetingSpan {
  readonly startedAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  /** 点名: who is noted so soon after the beginning was in the room. Absent = nobody was given time. */
  readonly callingMs?: DurationMs;
}

/**
 * From the first item's start to the adjournment; without one, a meeting that is over ended with its last item. `isOver`:
 * it is held no more.
 */
export function meetingSpan(progress: Pick<Progress, 'items' | 'adjournedAt'>, isOver: boolean): MeetingSpan {
  const items = [...progress.items.values()];
  const starts = items.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = items.flatMap(({ finishedAt }) => finishedAt ?? []);
  const last = ends.length > 0 ? ends.reduce((a, b) => Math.max(a, b)) : null;
  return {
    startedAt: starts.length > 0 ? starts.reduce((a, b) => Math.min(a, b)) : null,
    endedAt: progress.adjournedAt ?? (isOver ? last : null),
  };
}

/** 已到 · 迟到 · 早退 · 迟到早退 · 请假 · 缺席 · 未到: how one person stands in the roll. */
export type RollState = 'present' | 'late' | 'left' | 'late-left' | 'excused' | 'absent' | 'awaited';

/** What a roll is given to be called: one of thirty names is not called in a moment. */
export const CALLING_MS: DurationMs = 5 * MINUTE_MS;

/**
 * Late is who came after the meeting had begun and its roll was called; left is who was gone before it ended and did not
 * return. Who was never there is what was said of them, else awaited while it lasts and absent once it is over.
 */
export function rollState(person: PersonAttendance, { startedAt, endedAt, callingMs = 0 }: MeetingSpan): RollState {
  // Who had gone before it began was not there.
  const stays = person.stays.filter(({ to }) => to === null || startedAt === null || to > startedAt);
  const [first] = stays;
  if (!first) {
    const absence = person.absences.at(-1);
    if (absence) return absence.kind;
    return endedAt === null ? 'awaited' : 'absent';
  }
  const last = stays.at(-1) ?? first;
  const isLate = startedAt !== null && first.from > startedAt + callingMs;
  const hasLeft = last.to !== null && (endedAt === null || last.to < endedAt);
  if (isLate) return hasLeft ? 'late-left' : 'late';
  return hasLeft ? 'left' : 'present';
}
