// The list of a hall screen of tasks, out of those that may be named: whose they are together, in the order of their numbers, no
// longer than a hall reads. Which may be named, and by which words, whoever asks has settled.
import type { EpochMs, LocalDate } from '../lib/time.ts';
import type { SceneReview } from './scene.ts';
import type { TaskState } from './task-history.ts';

export interface NamedTask {
  /** By which it may be named. */
  readonly words: string;
  readonly owners: readonly { readonly name: string; readonly lead: boolean }[];
  readonly state: TaskState;
  readonly due: LocalDate | null;
  readonly isLate: boolean;
  readonly changedAt: EpochMs;
}

/** More than a hall reads; the counts tell of all. */
const MAX_ROWS = 60;
/** Of a task's words: two lines of a screen are shorter. */
const MAX_WORDS = 60;
const MAX_OWNERS = 3;

/** `tasks`: by number. Whose come first whose first task has the lowest one. */
export function reviewRows(tasks: readonly NamedTask[]): SceneReview['tasks'] {
  const groups = new Map<string, NamedTask[]>();
  for (const task of tasks) {
    const owner = ownersOf(task)[0] ?? '';
    groups.set(owner, [...(groups.get(owner) ?? []), task]);
  }
  return [...groups.values()].flat().slice(0, MAX_ROWS).map(rowOf);
}

/** Whoever is only an address is nobody to the hall. */
function ownersOf({ owners }: NamedTask): readonly string[] {
  const lead = owners.toSorted((a, b) => Number(b.lead) - Number(a.lead));
  return lead.map(({ name }) => name.trim()).filter((name) => name !== '' && !name.includes('@'));
}

function rowOf(task: NamedTask): SceneReview['tasks'][number] {
  const { words, state, due, isLate, changedAt } = task;
  const characters = Array.from(words);
  return {
    what: characters.length > MAX_WORDS ? `${characters.slice(0, MAX_WORDS - 1).join('')}…` : words,
    owners: ownersOf(task).slice(0, MAX_OWNERS),
    ...{ state, due, isLate, changedAt },
  };
}
