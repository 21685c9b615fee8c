// What the hall is told of the room: how many are there against what the charter asks, as figures. Nobody's name, nobody's
// reason, nobody's absence.
import type * as Y from 'yjs';
import { readPeople } from './desk-people.ts';
import { readAttendance, readMeetingRule } from './record-room.ts';
import { foldAttendance } from '../domain/attendance.ts';
import { quorumAt } from '../domain/quorum.ts';
import { isRollOpen } from '../domain/roll.ts';
import type { SceneRoll } from '../domain/scene.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import type { EpochMs } from '../lib/time.ts';

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
