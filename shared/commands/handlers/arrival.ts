// `arrival.settle`: the clerk says who somebody at the door is, or that they do not take part.
import { MAX_ATTENDANCE_EVENTS, type AttendanceEvent } from '../../domain/attendance.ts';
import type { RefusalCode } from '../../domain/errors.ts';
import type { EventId, PersonKey } from '../../domain/ids.ts';
import type { Arrival } from '../../domain/room.ts';
import { brand } from '../../lib/brand.ts';
import { ok, refused, type Result } from '../../lib/result.ts';
import type { Command } from '../command.ts';
import type { MeetingEvent } from '../event.ts';
import type { Circumstances, Witnessed } from '../witnessed.ts';

/**
 * Whoever is on the list counts as there from when they came to the door. Refusals: `sealed`, `invalid` (no such arrival,
 * settled otherwise before, nobody of that key, too many marks). Saying the same again changes nothing.
 */
export function settleArrival(
  { phase, version, people, attendance, arrivals }: Witnessed,
  { id, arrival: arrivalId, key, role }: Extract<Command, { kind: 'arrival.settle' }>,
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'archived') return refused('sealed', { version });
  const arrival = arrivals.find((each) => each.id === arrivalId);
  if (!arrival) return wrong('arrival', 'unknown-arrival');
  if (arrival.settled) return arrival.settled.key === key ? ok([]) : wrong('arrival', 'already-settled');
  if (key === null && role !== null) return wrong('role', 'nobody-joins');
  if (key !== null && people.has(key) !== (role === null))
    return wrong('key', role === null ? 'unknown-person' : 'known-person');
  if (key !== null && attendance.size >= MAX_ATTENDANCE_EVENTS) return wrong('key', 'too-many-events');
  const stamp = { at: now, by: actor.userId };
  const settled: MeetingEvent = {
    ...{ kind: 'arrival-settled', ...stamp, ...(role === null ? {} : { role }) },
    arrival: { ...arrival, settled: { ...stamp, key } },
  };
  if (key === null) return ok([settled]);
  const event = presence(arrival, key, { actor, now });
  return ok([settled, { kind: 'attendance-noted', eventId: brand<EventId>(`${id}-0`), event, ...stamp }]);
}

function presence({ at, via = 'code' }: Arrival, key: PersonKey, { actor, now }: Circumstances): AttendanceEvent {
  return { kind: 'in', key, via, at, recordedAt: now, by: actor.userId };
}

function wrong(field: string, code: string) {
  return refused('invalid', { errors: [{ path: `data.${field}`, code }] });
}
