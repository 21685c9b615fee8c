// Which tasks of the open meeting were handed out, with their ids in the register of tasks, which alone says how they stand.
import type * as Y from 'yjs';
import { readAssigned } from '../../shared/doc/record-tasks.ts';
import type { MeetingState } from './meeting.svelte.ts';
import { deepChanges, Watched } from './yjs-state.svelte.ts';

type Assigned = ReturnType<typeof readAssigned>;

/** Reads them; reactive, also when the record is replaced by a fresh one. */
export function assignedIn(meeting: Pick<MeetingState, 'record'>): () => Assigned {
  let of: Y.Doc | null = null;
  let watched: Watched<Assigned> | null = null;
  return () => {
    const { record } = meeting;
    if (watched === null || of !== record) {
      watched?.close();
      of = record;
      watched = new Watched(deepChanges(record.getMap('tasks')), () => readAssigned(record));
    }
    return watched.current;
  };
}
