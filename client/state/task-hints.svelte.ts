// Sentences of the minutes that seem to set a task, offered until somebody makes one of them or says that it is none. What
// finds them comes later (task-hinting.ts); this is what the page knows of it.
import { getContext, setContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { TaskSentence } from '../../shared/capture/task-reading.ts';
import { anchorsIn, type TextRange } from '../../shared/doc/anchor.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { HalfWritten } from './half-written.svelte.ts';
import type { MeetingState } from './meeting.svelte.ts';

export interface TaskHint {
  /** The same for the same sentence of the same item. */
  readonly id: string;
  readonly sentence: string;
  readonly anchor: Anchor;
  readonly reading: TaskSentence;
}

export type HintedMeeting = Pick<MeetingState, 'items' | 'tasks' | 'access' | 'desk'>;

export class TaskHints {
  readonly #meeting: HintedMeeting;
  readonly #kept: Pick<HalfWritten, 'line' | 'write'>;
  readonly #dismissed: SvelteSet<string>;
  #found = $state.raw<ReadonlyMap<ItemId, readonly TaskHint[]>>(new Map());
  #accept: ((hint: TaskHint) => void) | null = null;
  readonly #all = $derived.by(() => this.#offered());

  constructor(meeting: HintedMeeting, kept: Pick<HalfWritten, 'line' | 'write'>) {
    this.#meeting = meeting;
    this.#kept = kept;
    this.#dismissed = new SvelteSet(keptIds(kept.line(DISMISSED)));
  }

  /** In the order of the agenda and of the text; none for who may only read. */
  get all(): readonly TaskHint[] {
    return this.#all;
  }

  /** What an item's text offers now. */
  found(itemId: ItemId, hints: readonly TaskHint[]): void {
    const before = this.#found.get(itemId) ?? [];
    if (JSON.stringify(before) !== JSON.stringify(hints)) this.#found = new Map(this.#found).set(itemId, hints);
  }

  /** It is no task; for as long as this tab of the browser stands. */
  dismiss({ id }: TaskHint): void {
    this.#dismissed.add(id);
    this.#kept.write(DISMISSED, JSON.stringify([...this.#dismissed].slice(-MAX_DISMISSED)));
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

  #offered(): readonly TaskHint[] {
    const { items, access } = this.#meeting;
    if (access !== 'write' || this.#found.size === 0) return [];
    return items.flatMap(({ id }) => {
      const hints = (this.#found.get(id) ?? []).filter((hint) => !this.#dismissed.has(hint.id));
      return hints.length === 0 ? [] : this.#notTaken(id, hints);
    });
  }

  /** By their places, not their words: two sentences may share some, and a task's sentence may have been reworded since. */
  #notTaken(itemId: ItemId, hints: readonly TaskHint[]): readonly TaskHint[] {
    const { tasks, desk } = this.#meeting;
    const anchors = tasks.flatMap(({ anchor }) => (anchor?.itemId === itemId ? anchor : []));
    if (anchors.length === 0) return hints;
    const place = anchorsIn(desk, itemId);
    const taken = anchors.flatMap((anchor) => place(anchor) ?? []);
    return hints.filter(({ anchor }) => {
      const range = place(anchor);
      return range === null || !taken.some((each) => meets(each, range));
    });
  }
}

/** Those said to be no task, as a half-written line. */
const DISMISSED = 'no-tasks';
const MAX_DISMISSED = 500;

function keptIds(line: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(line || '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    // Not written by us.
    return [];
  }
}

function meets(a: TextRange, b: TextRange): boolean {
  return a.from < b.to && a.to > b.from;
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
