// Remarks as this page sees them: the threads, the one being written, the one looked at. Nothing but the threads is shared.
// What is half written is kept apart from its field: the field goes with each change of the tab, the page with a reload.
import { getContext, setContext } from 'svelte';
import { readAnchor } from '../../shared/doc/anchor.ts';
import * as read from '../../shared/doc/reading.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { Thread } from '../../shared/domain/comment.ts';
import type { CommentId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { HalfWritten } from './half-written.svelte.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

/** A remark being written: on which passage, and what stands there so far. */
export class Draft {
  readonly anchor: Anchor;
  readonly #onchange: (draft: Draft) => void;
  #kind: 'comment' | 'suggestion' = $state('comment');
  #text = $state('');
  #replacement = $state('');
  /** Its field is to take the focus; whoever gives it says so by setting this back. */
  wantsFocus = $state(true);

  /** `onchange` hears of each letter. */
  constructor(anchor: Anchor, onchange: (draft: Draft) => void) {
    this.anchor = anchor;
    this.#replacement = anchor.quote;
    this.#onchange = onchange;
  }

  get kind(): 'comment' | 'suggestion' {
    return this.#kind;
  }
  set kind(kind: 'comment' | 'suggestion') {
    this.#kind = kind;
    this.#onchange(this);
  }
  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#onchange(this);
  }
  get replacement(): string {
    return this.#replacement;
  }
  set replacement(replacement: string) {
    this.#replacement = replacement;
    this.#onchange(this);
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
  readonly #halfWritten: HalfWritten;
  readonly #keep = (draft: Draft): void => {
    const { anchor, kind, text, replacement, isWritten } = draft;
    this.#halfWritten.write(DRAFT, isWritten ? JSON.stringify({ anchor, kind, text, replacement }) : '');
  };

  constructor(meeting: MeetingState, view: WorkspaceView, halfWritten: HalfWritten) {
    this.#meeting = meeting;
    this.#view = view;
    this.#halfWritten = halfWritten;
    this.#draft = keptDraft(halfWritten.line(DRAFT), this.#keep);
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
    if (written === null) this.#draft = new Draft(anchor, this.#keep);
    else written.wantsFocus = true;
    this.#opened = null;
    this.#view.show('comments');
    return written === null || isSamePassage(written.anchor, anchor) ? 'begun' : 'kept';
  }

  endDraft(): void {
    this.#draft = null;
    this.#halfWritten.write(DRAFT, '');
  }

  /** A remark or an answer stands in its field and nowhere else: a reload keeps it, a closed tab does not. */
  get isHalfWritten(): boolean {
    return this.#draft?.isWritten === true || this.#halfWritten.isBegun(ANSWER);
  }

  /** What was written of an answer that is not sent yet. */
  answerTo(id: CommentId): string {
    return this.#halfWritten.line(ANSWER + id);
  }

  setAnswer(id: CommentId, text: string): void {
    this.#halfWritten.write(ANSWER + id, text);
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

/** The remark being written, as a half-written line. */
const DRAFT = 'remark';
const ANSWER = 'answer.';

function keptDraft(line: string, onchange: (draft: Draft) => void): Draft | null {
  const kept = read.asPlain(parsed(line));
  const anchor = kept && readAnchor(read.own(kept, 'anchor'));
  if (!kept || anchor === null) return null;
  const draft = new Draft(anchor, onchange);
  draft.kind = read.own(kept, 'kind') === 'suggestion' ? 'suggestion' : 'comment';
  draft.text = read.asText(read.own(kept, 'text')) ?? '';
  draft.replacement = read.asText(read.own(kept, 'replacement')) ?? anchor.quote;
  // It waits in its tab; the page opens where one was going.
  draft.wantsFocus = false;
  return draft;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Nothing kept, or not by us.
    return null;
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
