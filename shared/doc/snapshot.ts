// Reads desk and record into one MeetingSnapshot: the only way from the documents to archive, export, search, screen.
import * as Y from 'yjs';
import { itemNumbers } from '../domain/agenda.ts';
import type { MeetingId } from '../domain/ids.ts';
import { foldProgress, PENDING } from '../domain/progress.ts';
import { publicSnapshot } from '../domain/publish.ts';
import { SNAPSHOT_VERSION, type Audience, type MeetingSnapshot } from '../domain/snapshot.ts';
import { itemMinutes, readAgenda } from './desk-agenda.ts';
import { readDecisions } from './desk-decisions.ts';
import { readFacts } from './desk-facts.ts';
import { readPeople } from './desk-people.ts';
import { readProgressEvents } from './desk-progress.ts';
import { readTasks } from './desk-tasks.ts';
import { readBlocks } from './fragment.ts';
import { readProgressSeen, readState } from './record.ts';

export interface SnapshotSource {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly audience: Audience;
}

/** Everything the meeting holds but the secretariat's notes, remarks and claims; for the public, what it may know. */
export function buildSnapshot({ desk, record, meetingId, version, audience }: SnapshotSource): MeetingSnapshot {
  const agenda = readAgenda(desk);
  const numbers = itemNumbers(agenda);
  const progress = foldProgress(readProgressEvents(desk), readProgressSeen(record));
  const snapshot: MeetingSnapshot = {
    snapshotVersion: SNAPSHOT_VERSION,
    audience: 'internal',
    meetingId,
    version,
    phase: readState(record).phase,
    facts: readFacts(desk),
    people: readPeople(desk),
    agenda: agenda.map((item) => ({
      ...item,
      number: numbers.get(item.id) ?? null,
      minutes: readBlocks(itemMinutes(desk, item.id) ?? new Y.XmlFragment()),
      progress: progress.items.get(item.id) ?? PENDING,
    })),
    tasks: readTasks(desk),
    decisions: readDecisions(desk),
    adjournedAt: progress.adjournedAt,
  };
  return audience === 'public' ? publicSnapshot(snapshot) : snapshot;
}
