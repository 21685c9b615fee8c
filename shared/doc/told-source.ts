// Where a task comes from, as whoever owes it may be told: the item's title and the sentence of the minutes, both as the public
// version has them. Where it is not certain that something is public, it is left out. Which sentence that is, public-passage says.
import type * as Y from 'yjs';
import type { DeskTask } from '../domain/task.ts';
import type { TaskSource } from '../domain/task-history.ts';
import { readAgenda } from './desk-agenda.ts';
import { publicPassage } from './public-passage.ts';

/** Nothing is told of an internal item, or of one that was taken off: it may have been internal. */
export function toldSource(desk: Y.Doc, task: Pick<DeskTask, 'itemId' | 'anchor'>): TaskSource {
  const itemId = task.anchor?.itemId ?? task.itemId;
  const item = readAgenda(desk).find(({ id, internal }) => id === itemId && !internal);
  if (item === undefined) return { item: null, passage: null };
  return { item: item.title.trim() || null, passage: task.anchor ? publicPassage(desk, task.anchor) : null };
}
