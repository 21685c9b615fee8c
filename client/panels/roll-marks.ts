// The log of comings and goings as it is read: each mark with who struck it out, in the order in which things happened.
import type { AttendanceLog, AttendanceMark, AttendanceRevoke } from '../../shared/domain/attendance.ts';
import type { EventId } from '../../shared/domain/ids.ts';

export interface LoggedMark {
  readonly id: EventId;
  readonly mark: AttendanceMark;
  /** Null while it stands. */
  readonly struck: AttendanceRevoke | null;
}

/** Newest first. */
export function marksOf(log: AttendanceLog): readonly LoggedMark[] {
  const struck = new Map<EventId, AttendanceRevoke>();
  for (const event of log.values()) if (event.kind === 'revoke') struck.set(event.of, event);
  const marks = [...log].flatMap(([id, mark]) =>
    mark.kind === 'revoke' ? [] : [{ id, mark, struck: struck.get(id) ?? null }],
  );
  return marks.sort((a, b) => b.mark.at - a.mark.at || b.mark.recordedAt - a.mark.recordedAt);
}
