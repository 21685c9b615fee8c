// What the server adds to desk changes: its witness of progress, and the meeting's row kept equal to the desk.
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { witness } from '../../server/services/projections.ts';
import type { WitnessedBatch } from '../../server/sync/room-options.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { readProgressSeen } from '../../shared/doc/record.ts';
import type { EventId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';

function batch(roots: readonly string[], principals: readonly string[] = ['user:li']): WitnessedBatch {
  const meetingId = brand<MeetingId>('m');
  return {
    ...{ meetingId, version: 1, desk: new Y.Doc(), record: new Y.Doc() },
    principals,
    receivedAt: 7_000,
    roots: new Set(roots),
  };
}

const EVENT = brand<EventId>('e1');

test('each progress event is witnessed once, with the server’s instant', () => {
  const seen = batch(['progress']);
  addProgress(seen.desk, EVENT, { kind: 'adjourn', at: 1, by: 'li' });

  witness(seen).record?.(seen.record);
  const again = witness({ ...seen, receivedAt: 9_000 });

  expect(readProgressSeen(seen.record)).toEqual(new Map([[EVENT, { receivedAt: 7_000, principal: 'user:li' }]]));
  expect(again.record).toBeUndefined();
});

test('in a batch of several people the one an event names is its witness, when they were there', () => {
  const seen = batch(['progress'], ['user:li', 'user:wang']);
  addProgress(seen.desk, EVENT, { kind: 'adjourn', at: 1, by: 'wang' });

  witness(seen).record?.(seen.record);

  expect(readProgressSeen(seen.record).get(EVENT)?.principal).toBe('user:wang');
});

test('a changed title, time or venue stands in the meeting’s row', () => {
  const changed = batch(['meeting']);
  setFact(changed.desk, 'title', ' 换届大会 ');
  setFact(changed.desk, 'plannedStart', 1_000);

  expect(witness(changed).writes).toEqual([
    {
      kind: 'meeting.update',
      id: 'm',
      set: { title: '换届大会', plannedStart: 1_000, plannedEnd: null, venue: null, updatedAt: 7_000 },
    },
  ]);
});

test('what no table can hold does not reach it', () => {
  const odd = batch(['meeting']);
  setFact(odd.desk, 'title', '');
  setFact(odd.desk, 'plannedStart', -1);
  setFact(odd.desk, 'plannedEnd', 1e300);
  setFact(odd.desk, 'venue', '室'.repeat(5_000));

  expect(witness(odd).writes).toEqual([
    {
      kind: 'meeting.update',
      id: 'm',
      set: { plannedStart: null, plannedEnd: null, venue: '室'.repeat(200), updatedAt: 7_000 },
    },
  ]);
});

test('an instant between two milliseconds counts as the one before it', () => {
  const odd = batch(['meeting']);
  setFact(odd.desk, 'title', '换届大会');
  setFact(odd.desk, 'plannedStart', 1.5);

  expect(witness(odd).writes).toMatchObject([{ set: { plannedStart: 1 } }]);
});

test('typing in the minutes adds nothing', () => {
  expect(witness(batch(['agenda', 'tasks']))).toEqual({ writes: [] });
});
