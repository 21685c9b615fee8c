// What the server adds to a batch of desk changes, in the same commit: its witness of progress events, the quorum when an
// item began, who had spoken when a meeting that goes on again was over, and the meeting's row kept equal to the facts on the desk. Must not throw: a desk may hold anything the guard lets in.
import { readFacts } from '../../shared/doc/desk-facts.ts';
import { readPeople } from '../../shared/doc/desk-people.ts';
import { readProgressEvents } from '../../shared/doc/desk-progress.ts';
import { addProgressSeen, readProgressSeen } from '../../shared/doc/record.ts';
import { addQuorumSeen, readAttendance, readMeetingRule } from '../../shared/doc/record-room.ts';
import { readTurns, writeTurn } from '../../shared/doc/record-speakers.ts';
import { foldAttendance } from '../../shared/domain/attendance.ts';
import type { EventId } from '../../shared/domain/ids.ts';
import { foldProgress } from '../../shared/domain/progress.ts';
import type { ProgressEvent } from '../../shared/domain/progress-event.ts';
import { membersPresent, quorumAt } from '../../shared/domain/quorum.ts';
import type { QuorumSeen } from '../../shared/domain/room.ts';
import { endingsHeld, type Turn } from '../../shared/domain/speakers.ts';
import { timeline } from '../../shared/domain/timeline.ts';
import type { Write } from '../ports.ts';
import type { Witness, WitnessedBatch } from '../sync/room-options.ts';

const MAX_TITLE_CHARS = 200;

/** The rooms' witness; see sync/room-options. */
export const witness: Witness = (batch) => {
  const unseen = batch.roots.has('progress') ? unseenEvents(batch) : [];
  const writes = batch.roots.has('meeting') ? [rowUpdate(batch)] : [];
  if (unseen.length === 0) return { writes };
  const quorums = quorumsSeen(batch, unseen);
  const ended = endedTurns(batch, unseen);
  return {
    writes,
    record: (record) => {
      for (const [eventId, event] of unseen) {
        addProgressSeen(record, eventId, {
          receivedAt: batch.receivedAt,
          principal: bringerOf(event, batch.principals),
        });
      }
      for (const [eventId, seen] of quorums) addQuorumSeen(record, eventId, seen);
      for (const turn of ended) writeTurn(record, turn);
    },
  };
};

/** The quorum as the server saw it when an item began; of meetings that go by no rule there is none to see. */
function quorumsSeen(
  { desk, record, receivedAt }: WitnessedBatch,
  events: readonly (readonly [EventId, ProgressEvent])[],
): readonly (readonly [EventId, QuorumSeen])[] {
  const starts = events.filter(([, { kind }]) => kind === 'start');
  const rule = starts.length === 0 ? null : readMeetingRule(record);
  if (!rule) return [];
  const people = readPeople(desk);
  const attendance = foldAttendance(readAttendance(record));
  // At the instant at which the item counts as begun: who left while the news was on its way heard it begin.
  const witness = { receivedAt, principal: '' };
  const seen = new Map([...readProgressSeen(record), ...starts.map(([id]) => [id, witness] as const)]);
  const told = new Map(timeline(readProgressEvents(desk), seen).map(({ id, toldAt }) => [id, toldAt]));
  return starts.flatMap(([eventId, event]) => {
    if (event.kind !== 'start') return [];
    const at = told.get(eventId) ?? receivedAt;
    const keys = membersPresent(people, attendance, at);
    return [[eventId, { itemId: event.itemId, at, ...quorumAt(people, attendance, rule, at), keys }] as const];
  });
}

/** 恢复会议 takes the end of the meeting back: whom it had ended does not speak again by that. */
function endedTurns(
  { desk, record }: WitnessedBatch,
  unseen: readonly (readonly [EventId, ProgressEvent])[],
): readonly Turn[] {
  const events = readProgressEvents(desk);
  const isRestored = unseen.some(([, event]) => event.kind === 'revoke' && events.get(event.of)?.kind === 'adjourn');
  if (!isRestored) return [];
  const isNew = new Set(unseen.map(([id]) => id));
  const before = new Map([...events].filter(([id]) => !isNew.has(id)));
  return endingsHeld(readTurns(record), foldProgress(before, readProgressSeen(record)));
}

function unseenEvents({ desk, record }: WitnessedBatch): readonly (readonly [EventId, ProgressEvent])[] {
  const seen = readProgressSeen(record);
  return [...readProgressEvents(desk)].filter(([eventId]) => !seen.has(eventId));
}

/** Who brought an event of a batch of several people: the one it names, when that one is among them. */
function bringerOf(event: ProgressEvent, principals: readonly string[]): string {
  const named = principals.find((principal) => principal === event.by || principal === `user:${event.by}`);
  return named ?? principals[0] ?? 'server';
}

function rowUpdate({ desk, meetingId, receivedAt }: WitnessedBatch): Write {
  const { title, plannedStart, plannedEnd, venue } = readFacts(desk);
  const times = { plannedStart, plannedEnd, updatedAt: receivedAt };
  const facts = { ...times, venue: venue?.slice(0, MAX_TITLE_CHARS) ?? null };
  // A title that was just emptied to be typed anew stays in lists as it was.
  const name = title.trim().slice(0, MAX_TITLE_CHARS);
  return { kind: 'meeting.update', id: meetingId, set: name === '' ? facts : { ...facts, title: name } };
}
