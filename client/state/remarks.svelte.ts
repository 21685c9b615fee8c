// Remarks as this page sees them: the threads, the one being written, the one looked at. Nothing but the threads is shared.
// What is half written is kept here and not in its field: the field goes with each change of the tab.
import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { Thread } from '../../shared/domain/comment.ts';
import type { CommentId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

/** A remark being written: on which passage, and what stands there so far. */
export class Draft {
  readonly anchor: Anchor;
  kind: 'comment' | 'suggestion' = $state('comment');
  text = $state('');
  replacement = $state('');
  /** Its field is to take the focus; whoever gives it says so by setting this back. */
  wantsFocus = $state(true);

  constructor(anchor: Anchor) {
    this.anchor = anchor;
    this.replacement = anchor.quote;
  }

  /** Something stands here that would be missed. */
  get isWritten(): boolean {
    return this.text.trim() !== '' || this.replacement !== this.anchor.quote;
  }
}

export class Remarks {
  readonly #meeting: MeetingState;
  readonly #view: WorkspaceView;
  #draft: Draft | null = $state.raw(null);
  #opened: CommentId | null = $state(null);
  /** Answers that are not sent yet. */
  readonly #answers = new SvelteMap<CommentId, string>();

  constructor(meeting: MeetingState, view: WorkspaceView) {
    this.#meeting = meeting;
    this.#view = view;
  }

  get threads(): readonly Thread[] {
    return this.#meeting.threads;
  }
  get open(): readonly Thread[] {
    return this.threads.filter(({ resolved }) => resolved === null);
  }
  get draft(): Draft | null {
    return this.#draft;
  }
  /** The thread that was jumped to from the text. */
  get opened(): CommentId | null {
    return this.#opened;
  }

  /** One is written at a time: `kept` when there are words on another passage already, which are gone to instead. */
  begin(anchor: Anchor): 'begun' | 'kept' {
    const written = this.#draft?.isWritten ? this.#draft : null;
    if (written === null) this.#draft = new Draft(anchor);
    else written.wantsFocus = true;
    this.#opened = null;
    this.#view.show('comments');
    return written === null || isSamePassage(written.anchor, anchor) ? 'begun' : 'kept';
  }

  endDraft(): void {
    this.#draft = null;
  }

  /** A remark or an answer stands in its field and nowhere else. */
  get isHalfWritten(): boolean {
    return this.#draft?.isWritten === true || [...this.#answers.values()].some((text) => text.trim() !== '');
  }

  answerTo(id: CommentId): string {
    return this.#answers.get(id) ?? '';
  }

  setAnswer(id: CommentId, text: string): void {
    if (text === '') this.#answers.delete(id);
    else this.#answers.set(id, text);
  }

  show(id: CommentId): void {
    this.#opened = id;
    this.#view.show('comments');
  }

  /** Nothing is looked at any more. */
  leave(): void {
    this.#opened = null;
  }
}

function isSamePassage(a: Anchor, b: Anchor): boolean {
  return a.itemId === b.itemId && a.from === b.from && a.to === b.to;
}

const REMARKS = Symbol('remarks');

export function provideRemarks(remarks: Remarks): Remarks {
  return setContext(REMARKS, remarks);
}

export function useRemarks(): Remarks {
  const remarks = getContext<Remarks | undefined>(REMARKS);
  invariant(remarks, 'no remarks in this context');
  return remarks;
}
