// The files of the open meeting as this page shows them, and what can be done with them. The record is the only copy;
// only what is being removed here is left out of it, until the way back has passed.
import { getContext, setContext } from 'svelte';
import { isSameParent, type FileParent, type MeetingFile } from '../../shared/domain/file.ts';
import type { FileId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { Answer } from '../answer.ts';
import type { Api } from '../api.ts';
import type { Failure } from '../i18n.svelte.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { Offer, WorkspaceView } from './workspace-view.svelte.ts';

interface AttachmentsOptions {
  readonly meeting: Pick<MeetingState, 'files'>;
  readonly view: Pick<WorkspaceView, 'offerUndo' | 'withdraw'>;
  readonly api: Pick<Api, 'patch' | 'delete'>;
  /** Runs `task` after `delayMs`; returns the cancellation. */
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

/** How long a removal can be taken back: the server has no way to bring a file back. */
const TAKE_BACK_MS: DurationMs = 15 * SECOND_MS;

interface Removal {
  readonly offer: Offer;
  readonly cancelTimer: () => void;
}

export class Attachments {
  readonly #options: AttachmentsOptions;
  readonly #removals = new Map<FileId, Removal>();
  #hidden: ReadonlySet<FileId> = $state.raw(new Set());
  #failures: ReadonlyMap<FileId, Failure> = $state.raw(new Map());

  constructor(options: AttachmentsOptions) {
    this.#options = options;
  }

  /** Oldest first, without what is being removed here. */
  get all(): readonly MeetingFile[] {
    return this.#options.meeting.files.filter((file) => !this.#hidden.has(file.id));
  }

  of(parent: FileParent): readonly MeetingFile[] {
    return this.all.filter((file) => file.parent && isSameParent(file.parent, parent));
  }

  /** Why the last thing done with this file was not done; null = it was. */
  failureOf(id: FileId): Failure | null {
    return this.#failures.get(id) ?? null;
  }

  async rename({ id }: Pick<MeetingFile, 'id'>, name: string): Promise<Answer<unknown>> {
    this.#note(id, null);
    return this.#options.api.patch(`/files/${id}`, { name });
  }

  /** Hides it at once and offers it back as `said`; it is gone for everyone when that has passed. */
  remove({ id }: Pick<MeetingFile, 'id'>, said: string): void {
    this.#note(id, null);
    this.#hide(id, true);
    const offer = this.#options.view.offerUndo(
      said,
      () => this.#takeBack(id),
      () => void this.#carryOut(id),
    );
    const cancelTimer = this.#options.after(TAKE_BACK_MS, () => this.#options.view.withdraw(offer));
    this.#removals.set(id, { offer, cancelTimer });
  }

  /** Leaving the meeting is no way back: what was removed is gone. */
  close(): void {
    for (const { offer } of [...this.#removals.values()]) this.#options.view.withdraw(offer);
  }

  #takeBack(id: FileId): void {
    this.#forget(id);
    this.#hide(id, false);
  }

  async #carryOut(id: FileId): Promise<void> {
    this.#forget(id);
    const answer = await this.#options.api.delete<void>(`/files/${id}`);
    if (answer.ok || answer.code === 'not-found') return;
    this.#hide(id, false);
    this.#note(id, answer);
  }

  #forget(id: FileId): void {
    this.#removals.get(id)?.cancelTimer();
    this.#removals.delete(id);
  }

  #hide(id: FileId, isHidden: boolean): void {
    const hidden = new Set(this.#hidden);
    if (isHidden) hidden.add(id);
    else hidden.delete(id);
    this.#hidden = hidden;
  }

  #note(id: FileId, failure: Failure | null): void {
    const failures = new Map(this.#failures);
    if (failure) failures.set(id, failure);
    else failures.delete(id);
    this.#failures = failures;
  }
}

const ATTACHMENTS = Symbol('attachments');

/** Gives `attachments` to everything below the component that calls this while it initialises. */
export function provideAttachments(attachments: Attachments): Attachments {
  return setContext(ATTACHMENTS, attachments);
}

export function useAttachments(): Attachments {
  const attachments = getContext<Attachments | undefined>(ATTACHMENTS);
  invariant(attachments, 'no attachments in this context');
  return attachments;
}
