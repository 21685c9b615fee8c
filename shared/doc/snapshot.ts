// Reads desk and record into one MeetingSnapshot: the only way from the documents to archive, export, search, screen.
import type * as Y from 'yjs';
import { itemPlaces } from '../domain/agenda.ts';
import type { MeetingId } from '../domain/ids.ts';
import { foldProgress, PENDING, type ItemState } from '../domain/progress.ts';
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
import { readFiles } from './record-files.ts';

export interface SnapshotSource {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly audience: Audience;
  /** Whose minutes are wanted, by the state of the item; all by default. Reading text costs more than all the rest. */
  readonly wantsMinutes?: (state: ItemState) => boolean;
}

/** Everything the meeting holds but the secretariat's notes, remarks and claims; for the public, what it may know. */
export function buildSnapshot(source: SnapshotSource): MeetingSnapshot {
  const { desk, record, meetingId, version, audience, wantsMinutes = () => true } = source;
  const agenda = readAgenda(desk);
  const places = itemPlaces(agenda);
  const progress = foldProgress(readProgressEvents(desk), readProgressSeen(record));
  const files = readFiles(record);
  const snapshot: MeetingSnapshot = {
    snapshotVersion: SNAPSHOT_VERSION,
    audience: 'internal',
    meetingId,
    version,
    phase: readState(record).phase,
    facts: readFacts(desk),
    people: readPeople(desk),
    agenda: agenda.map((item) => {
      const itemProgress = progress.items.get(item.id) ?? PENDING;
      const text = wantsMinutes(itemProgress.state) ? itemMinutes(desk, item.id) : null;
      return {
        ...item,
        ...(places.get(item.id) ?? { number: null }),
        minutes: text ? readBlocks(text) : [],
        progress: itemProgress,
      };
    }),
    tasks: readTasks(desk),
    decisions: readDecisions(desk),
    adjournedAt: progress.adjournedAt,
    ...(progress.recesses.length > 0 ? { recesses: progress.recesses } : {}),
    // Left out when empty, as recesses are: what was sealed before there were any must come out of its journal as it was.
    ...(files.length > 0 ? { files } : {}),
  };
  return audience === 'public' ? publicSnapshot(snapshot) : snapshot;
}
