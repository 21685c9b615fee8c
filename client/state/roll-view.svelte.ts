// The roll of one meeting, read from its two documents: who is there, the rule, the quorum now, who waits to be known.
// Comes with the parts that show it; the first picture of the page needs none of it.
import type * as Y from 'yjs';
import {
  readArrivals,
  readAttendance,
  readCallingMs,
  readMeetingRule,
  readQuorumSeen,
} from '../../shared/doc/record-room.ts';
import { foldAttendance, meetingSpan, type Attendance, type AttendanceLog } from '../../shared/domain/attendance.ts';
import type { EventId } from '../../shared/domain/ids.ts';
import { quorumAt, type Quorum } from '../../shared/domain/quorum.ts';
import { isRollOpen, rollLines, type RollLine } from '../../shared/domain/roll.ts';
import type { Arrival, MeetingRule, QuorumSeen } from '../../shared/domain/room.ts';
import type { MeetingState } from './meeting.svelte.ts';
import { deepChanges, Watched } from './yjs-state.svelte.ts';

class RecordRoom {
  readonly log: Watched<AttendanceLog>;
  readonly attendance: Watched<Attendance>;
  readonly arrivals: Watched<readonly Arrival[]>;
  readonly rule: Watched<MeetingRule | null>;
  readonly seen: Watched<ReadonlyMap<EventId, QuorumSeen>>;

  constructor(record: Y.Doc) {
    const marks = deepChanges(record.getMap('attendance'));
    this.log = new Watched(marks, () => readAttendance(record));
    this.attendance = new Watched(marks, () => foldAttendance(readAttendance(record)));
    this.arrivals = new Watched(deepChanges(record.getMap('arrivals')), () => readArrivals(record));
    this.rule = new Watched(deepChanges(record.getMap('room')), () => readMeetingRule(record));
    this.seen = new Watched(deepChanges(record.getMap('quorum')), () => readQuorumSeen(record));
  }

  close(): void {
    for (const watched of [this.log, this.attendance, this.arrivals, this.rule, this.seen]) watched.close();
  }
}

/** No rule, no quorum: only counts. */
const NO_RULE = { rule: { quorum: null, proxy: 'none' }, seats: null } as const;

export interface RollView {
  readonly log: AttendanceLog;
  readonly attendance: Attendance;
  /** Who came and is on no list; those that are settled are left out. */
  readonly waiting: readonly Arrival[];
  readonly rule: MeetingRule | null;
  readonly seen: ReadonlyMap<EventId, QuorumSeen>;
  readonly isOpen: boolean;
  readonly quorum: Quorum;
  readonly lines: readonly RollLine[];
}

/** Called while a component initialises; the view follows the meeting's replicas when they are replaced. */
export function useRollView(meeting: MeetingState): RollView {
  const room = $derived(new RecordRoom(meeting.record));
  $effect(() => {
    const mine = room;
    return () => mine.close();
  });
  // Who is there changes with the log alone: what is marked is never of a time to come.
  const quorum = $derived.by(() => {
    const { rule, attendance } = room;
    return quorumAt(meeting.people, attendance.current, rule.current ?? NO_RULE, Infinity);
  });
  const lines = $derived.by(() => {
    const isOver = meeting.phase === 'follow-up' || meeting.phase === 'archived';
    // Written with the first mark, and never again.
    const span = { ...meetingSpan(meeting.progress, isOver), callingMs: readCallingMs(meeting.record) };
    return rollLines(meeting.people, room.attendance.current, span, Infinity);
  });
  return {
    get log() {
      return room.log.current;
    },
    get attendance() {
      return room.attendance.current;
    },
    get waiting() {
      return room.arrivals.current.filter(({ settled }) => settled === undefined);
    },
    get rule() {
      return room.rule.current;
    },
    get seen() {
      return room.seen.current;
    },
    get isOpen() {
      return isRollOpen(room.attendance.current);
    },
    get quorum() {
      return quorum;
    },
    get lines() {
      return lines;
    },
  };
}
