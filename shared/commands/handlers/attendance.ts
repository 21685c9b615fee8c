// `attendance.mark`, `attendance.revoke`: the clerk's hand in the log of comings and goings, also afterwards (补录).
import { MAX_ATTENDANCE_EVENTS, type AttendanceEvent, type AttendanceKind } from '../../domain/attendance.ts';
import type { RefusalCode } from '../../domain/errors.ts';
import type { EventId } from '../../domain/ids.ts';
import { brand } from '../../lib/brand.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { Command } from '../command.ts';
import type { AttendanceNoted, MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/** Refusals: `sealed`, `invalid` (nobody of that key, a time to come, a proxy for oneself, too many). */
export function markAttendance(
  { phase, version, people, attendance }: Witnessed,
  { id, marks }: Extract<Command, { kind: 'attendance.mark' }>,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'archived') return refused('sealed', { version });
  const errors = marks.flatMap(({ key, kind, at, proxy, reason }, index) => {
    const wrong = (field: string, code: string) => [{ path: `data.marks.${index}.${field}`, code }];
    if (!people.has(key)) return wrong('key', 'unknown-person');
    if (at !== undefined && at > now) return wrong('at', 'in-the-future');
    if (proxy !== undefined && !people.has(proxy)) return wrong('proxy', 'unknown-person');
    if (proxy !== undefined && !isAway(kind)) return wrong('proxy', 'not-away');
    if (reason !== undefined && !isAway(kind)) return wrong('reason', 'not-away');
    return proxy === key ? wrong('proxy', 'same-person') : [];
  });
  if (errors.length > 0) return refused('invalid', { errors });
  if (attendance.size + marks.length > MAX_ATTENDANCE_EVENTS) return tooMany('data.marks');
  return ok(
    marks.map(({ at = now, ...mark }, index) =>
      noted(brand<EventId>(`${id}-${index}`), { ...mark, at, recordedAt: now, by: actor.userId }, { actor, now }),
    ),
  );
}

/** Refusals: `sealed`, `invalid` (no such mark). Taking back what was taken back changes nothing. */
export function revokeAttendance(
  { phase, version, attendance }: Witnessed,
  { id, of }: Extract<Command, { kind: 'attendance.revoke' }>,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'archived') return refused('sealed', { version });
  const mark = attendance.get(of);
  if (!mark || mark.kind === 'revoke')
    return refused('invalid', { errors: [{ path: 'data.of', code: 'unknown-mark' }] });
  if ([...attendance.values()].some((event) => event.kind === 'revoke' && event.of === of)) return ok([]);
  if (attendance.size >= MAX_ATTENDANCE_EVENTS) return tooMany('data.of');
  const event: AttendanceEvent = { kind: 'revoke', of, at: now, recordedAt: now, by: actor.userId };
  return ok([noted(brand<EventId>(`${id}-0`), event, { actor, now })]);
}

/** Only who is not there has a reason for it, or somebody in their stead. */
function isAway(kind: AttendanceKind): boolean {
  return kind === 'excused' || kind === 'absent';
}

function noted(eventId: EventId, event: AttendanceEvent, { actor, now }: Circumstances): AttendanceNoted {
  return { kind: 'attendance-noted', eventId, event, at: now, by: actor.userId };
}

function tooMany(path: string) {
  return refused('invalid', { errors: [{ path, code: 'too-many-events' }] });
}
