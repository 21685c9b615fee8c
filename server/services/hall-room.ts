// What the hall is told of the room: how many are there against what the charter asks, as figures, and on the welcome the
// address by which one signs in. Nobody's name, nobody's reason, nobody's absence.
import type * as Y from 'yjs';
import { readPeople } from '../../shared/doc/desk-people.ts';
import { readAttendance, readMeetingRule } from '../../shared/doc/record-room.ts';
import { foldAttendance } from '../../shared/domain/attendance.ts';
import { quorumAt } from '../../shared/domain/quorum.ts';
import { isRollOpen } from '../../shared/domain/roll.ts';
import type { SceneRoll } from '../../shared/domain/scene.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { EpochMs } from '../../shared/lib/time.ts';

/** No rule, no quorum: only counts. */
const NO_RULE = { rule: { quorum: null, proxy: 'none' }, seats: null } as const;

/** Null before the roll is open and once the meeting is over. */
export function hallRoll(
  { desk, record }: { readonly desk: Y.Doc; readonly record: Y.Doc },
  { phase, adjournedAt }: Pick<MeetingSnapshot, 'phase' | 'adjournedAt'>,
  now: EpochMs,
): SceneRoll | null {
  if ((phase !== 'prepare' && phase !== 'live') || adjournedAt !== null) return null;
  const attendance = foldAttendance(readAttendance(record));
  if (!isRollOpen(attendance)) return null;
  const { seats, present, needed, met } = quorumAt(
    readPeople(desk),
    attendance,
    readMeetingRule(record) ?? NO_RULE,
    now,
  );
  return { seats, present, needed, met };
}
