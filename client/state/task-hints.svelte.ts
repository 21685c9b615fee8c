// Sentences of the minutes that seem to set a task, offered until somebody makes one of them or says that it is none. What
// finds them comes later (task-hinting.ts); this is what the page knows of it.
import { getContext, setContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { TaskSentence } from '../../shared/capture/task-sentence.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { MeetingState } from './meeting.svelte.ts';

export interface TaskHint {
  /** The same for the same sentence of the same item. */
  readonly id: string;
  readonly sentence: string;
  readonly anchor: Anchor;
  readonly reading: TaskSentence;
}

export class TaskHints {
  readonly #meeting: Pick<MeetingState, 'items' | 'tasks' | 'access'>;
  readonly #dismissed = new SvelteSet<string>();
  #found = $state.raw<ReadonlyMap<ItemId, readonly TaskHint[]>>(new Map());
  #accept: ((hint: TaskHint) => void) | null = null;

  constructor(meeting: Pick<MeetingState, 'items' | 'tasks' | 'access'>) {
    this.#meeting = meeting;
  }

  /** In the order of the agenda and of the text; none for who may only read. */
  get all(): readonly TaskHint[] {
    const { items, tasks, access } = this.#meeting;
    if (access !== 'write' || this.#found.size === 0) return [];
    const taken = tasks.flatMap(({ anchor }) => anchor ?? []);
    return items
      .flatMap(({ id }) => this.#found.get(id) ?? [])
      .filter((hint) => !this.#dismissed.has(hint.id) && !taken.some((anchor) => isOf(anchor, hint)));
  }

  /** What an item's text offers now. */
  found(itemId: ItemId, hints: readonly TaskHint[]): void {
    const before = this.#found.get(itemId) ?? [];
    if (JSON.stringify(before) !== JSON.stringify(hints)) this.#found = new Map(this.#found).set(itemId, hints);
  }

  /** It is no task; for as long as this page stands. */
  dismiss({ id }: TaskHint): void {
    this.#dismissed.add(id);
  }

  /** How one becomes a task, from now on. */
  acceptBy(accept: ((hint: TaskHint) => void) | null): void {
    this.#accept = accept;
  }

  /** Makes the task; false when it is offered no more. */
  accept(id: string): boolean {
    const hint = this.all.find((each) => each.id === id);
    if (!hint || !this.#accept) return false;
    this.#accept(hint);
    return true;
  }
}

/** Whether a task was taken from this sentence, or from a part of it. */
function isOf(anchor: Anchor, { anchor: own, sentence }: TaskHint): boolean {
  const quote = anchor.quote.trim();
  return anchor.itemId === own.itemId && quote !== '' && (sentence.includes(quote) || quote.includes(sentence));
}

const HINTS = Symbol('task hints');

export function provideTaskHints(hints: TaskHints): TaskHints {
  return setContext(HINTS, hints);
}

export function useTaskHints(): TaskHints {
  const hints = getContext<TaskHints | undefined>(HINTS);
  invariant(hints, 'no task hints in this context');
  return hints;
}
