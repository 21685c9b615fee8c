// Remarks as this page sees them: the threads, the one being written, the one looked at. Nothing but the threads is shared.
import { getContext, setContext } from 'svelte';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { Thread } from '../../shared/domain/comment.ts';
import type { CommentId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

/** A remark about to be written: on which passage. */
export interface Draft {
  readonly anchor: Anchor;
}

export class Remarks {
  readonly #meeting: MeetingState;
  readonly #view: WorkspaceView;
  #draft: Draft | null = $state.raw(null);
  #opened: CommentId | null = $state(null);

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

  begin(anchor: Anchor): void {
    this.#draft = { anchor };
    this.#opened = null;
    this.#view.show('comments');
  }

  endDraft(): void {
    this.#draft = null;
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

const REMARKS = Symbol('remarks');

export function provideRemarks(remarks: Remarks): Remarks {
  return setContext(REMARKS, remarks);
}

export function useRemarks(): Remarks {
  const remarks = getContext<Remarks | undefined>(REMARKS);
  invariant(remarks, 'no remarks in this context');
  return remarks;
}
