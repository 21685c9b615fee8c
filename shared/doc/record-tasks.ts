// The tasks that were handed out of this meeting, as the record keeps them: what was promised, word for word. How they stand
// now is said by the register of tasks alone.
import type * as Y from 'yjs';
import type { AssignedTaskId, ItemId, TaskId } from '../domain/ids.ts';
import type { Promised } from '../domain/task-history.ts';
import { brand } from '../lib/brand.ts';
import type { EpochMs } from '../lib/time.ts';
import { asPlain, asText, own } from './reading.ts';

export interface AssignedMark extends Omit<Promised, 'kind'> {
  /** In the register of tasks. */
  readonly id: AssignedTaskId;
  readonly itemId: ItemId | null;
  readonly what: string;
  readonly at: EpochMs;
  /** Id of the account. */
  readonly by: string;
}

/** Once; the first promise stands. Addresses stay in the register. */
export function writeAssigned(record: Y.Doc, task: TaskId, { owners, supporters, ...mark }: AssignedMark): void {
  record.transact(() => {
    const root = record.getMap<unknown>('tasks');
    if (root.has(task)) return;
    const told = (parties: AssignedMark['owners']) =>
      parties.map(({ key, name, lead, kind, personId }) => ({ key, name, lead, kind, personId }));
    root.set(task, { ...mark, owners: told(owners), supporters: told(supporters) });
  });
}

/** Ids in the register, by the task's id on the desk. */
export function readAssigned(record: Y.Doc): ReadonlyMap<string, AssignedTaskId> {
  const read = new Map<string, AssignedTaskId>();
  for (const [key, value] of record.getMap('tasks').entries()) {
    const plain = asPlain(value);
    const id = plain && asText(own(plain, 'id'));
    if (id !== null) read.set(key, brand<AssignedTaskId>(id));
  }
  return read;
}
