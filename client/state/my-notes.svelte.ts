// What somebody notes for themselves beside a meeting, as the panel sees it: typed here, kept in this browser at once, on the
// server a moment later. The server's answer alone turns it to "saved".
import { cleanNote, MAX_PRIVATE_NOTE_CHARS } from '../../shared/domain/private-note.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import { SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { PrivateNoteAnswer } from '../../shared/api/note.schema.ts';
import type { Api } from '../api.ts';
import type { Failure } from '../i18n.svelte.ts';
import type { Device } from '../sync/device.ts';
import { browserDatabases } from '../sync/indexed-db.ts';
import { NoteDrafts, type NoteDraft } from '../sync/note-drafts.ts';
import { mergedNotes } from './merged-notes.ts';

/** `away`: nothing was heard and nothing is written; `kept`: not on the server, in this browser; `unkept`: in this page only; `refused`: kept, but it will not be taken as it is. */
export type NotesState = 'loading' | 'away' | 'saved' | 'saving' | 'kept' | 'unkept' | 'refused';

export interface MyNotesOptions {
  readonly meetingId: MeetingId;
  readonly userId: UserId;
  readonly api: Pick<Api, 'get' | 'put'>;
  readonly device: Device;
  readonly drafts: Promise<NoteDrafts>;
}

/** A pause in typing this long is worth a writing. */
const PAUSE_MS: DurationMs = 800;
const RETRY_MS: DurationMs = 3 * SECOND_MS;
/** The server will take it later: what stands is worth asking again. */
const PASSING: ReadonlySet<string> = new Set(['unreachable', 'storage-unavailable', 'rate-limited', 'internal']);

export class MyNotes {
  readonly #options: MyNotesOptions;
  readonly #page: string;
  readonly #path: string;
  #drafts: NoteDrafts | null = null;
  #text = $state('');
  #state: NotesState = $state('loading');
  #failure: Failure | null = $state.raw(null);
  #isJoined = $state(false);
  /** What the server has, as far as this page knows; null before it was heard. */
  #base: { readonly revision: string; readonly text: string } | null = null;
  /** Drafts of other pages whose words are in `text`; forgotten once it is saved. */
  #adopted: readonly NoteDraft[] = [];
  #isAsking = false;
  #isClosed = false;
  #cancel = (): void => undefined;

  constructor(options: MyNotesOptions) {
    this.#options = options;
    this.#page = options.device.randomId();
    this.#path = `/meetings/${options.meetingId}/my-notes`;
    void this.#start();
  }

  get text(): string {
    return this.#text;
  }
  get state(): NotesState {
    return this.#state;
  }
  /** Why it will not be taken. */
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Another page or device had written too: both stand in the text. */
  get isJoined(): boolean {
    return this.#isJoined;
  }
  get isTooLong(): boolean {
    return this.#text.length > MAX_PRIVATE_NOTE_CHARS;
  }
  /** Closing the page now would lose words. */
  get isAtRisk(): boolean {
    const isSafe = this.#state === 'saved' || this.#state === 'loading' || this.#state === 'away';
    return !isSafe && !this.#drafts?.keeps;
  }

  edit(text: string): void {
    this.#text = cleanNote(text);
    this.#isJoined = false;
    this.#state = 'saving';
    void this.#keep();
    this.#later(PAUSE_MS);
  }

  /** Now rather than after the pause: the network is back, or the panel is left. */
  async hurry(): Promise<void> {
    this.#cancel();
    await this.#exchange();
  }

  close(): void {
    void this.hurry();
    this.#isClosed = true;
  }

  async #start(): Promise<void> {
    const { drafts, userId, meetingId } = this.#options;
    this.#drafts = await drafts;
    this.#adopted = await this.#drafts.of(userId, meetingId);
    const newest = this.#adopted.at(-1);
    // What was kept is shown at once, whatever the server says later.
    if (newest && this.#state === 'loading') {
      this.#text = newest.text;
      this.#lastBase = newest.baseText;
    }
    await this.#exchange();
  }

  #later(delayMs: DurationMs): void {
    this.#cancel();
    if (!this.#isClosed) this.#cancel = this.#options.device.after(delayMs, () => void this.#exchange());
  }

  /** Hears the server where that was not done yet, then tells it what it lacks. */
  async #exchange(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      if (this.#base === null) await this.#hear();
      if (this.#base !== null && this.#text !== this.#base.text) await this.#tell(this.#base.revision, this.#text);
      else if (this.#base !== null) await this.#settle();
    } finally {
      this.#isAsking = false;
    }
  }

  async #hear(): Promise<void> {
    const answer = await this.#options.api.get<PrivateNoteAnswer>(this.#path);
    if (!answer.ok) return this.#fail(answer);
    const { text, revision } = answer.value;
    const isWritten = this.#state !== 'loading' && this.#state !== 'away';
    const own = isWritten ? [{ base: this.#lastBase, text: this.#text }] : [];
    // The newest of what was kept stands in the text already, under what was typed since.
    const others = isWritten ? this.#adopted.slice(0, -1) : this.#adopted;
    const kept = others.map((draft) => ({ base: draft.baseText, text: draft.text }));
    const joined = [...kept, ...own].reduce((all, change) => mergedNotes(change.base, change.text, all), text);
    this.#isJoined ||= [...kept, ...own].some((change) => change.base !== text && change.text !== joined);
    this.#text = joined;
    this.#base = { revision, text };
    this.#lastBase = text;
  }

  async #tell(revision: string, text: string): Promise<void> {
    if (this.isTooLong) return this.#showUnsaved();
    this.#state = 'saving';
    const answer = await this.#options.api.put<PrivateNoteAnswer>(this.#path, { text }, { version: revision });
    if (answer.ok) {
      this.#base = { revision: answer.value.revision, text };
      this.#lastBase = text;
      if (this.#text === text) await this.#settle();
      else {
        void this.#keep();
        this.#later(PAUSE_MS);
      }
    } else if (answer.code === 'version-mismatch') {
      // Written elsewhere meanwhile, or an answer of ours was lost on its way: the same words are found there then.
      this.#base = null;
      this.#later(0);
    } else this.#fail(answer);
  }

  /** What the server had when this page last agreed with it. */
  #lastBase = '';

  async #settle(): Promise<void> {
    const settled = [...this.#adopted, this.#draft()];
    this.#adopted = [];
    this.#failure = null;
    this.#state = 'saved';
    for (const draft of settled) await this.#drafts?.remove(draft);
  }

  #fail(failure: Failure): void {
    if (PASSING.has(failure.code)) {
      this.#failure = null;
      this.#later(RETRY_MS);
    } else this.#failure = failure;
    // A page that has heard nothing and was not written in has nothing to save.
    const isBlank = this.#state === 'loading' || this.#state === 'away';
    if (isBlank && this.#failure === null && this.#adopted.length === 0) this.#state = 'away';
    else this.#showUnsaved();
  }

  #showUnsaved(): void {
    const isRefused = this.#failure !== null || this.isTooLong;
    this.#state = !this.#drafts?.keeps ? 'unkept' : isRefused ? 'refused' : 'kept';
  }

  async #keep(): Promise<void> {
    const drafts = this.#drafts ?? (await this.#options.drafts);
    await drafts.put(this.#draft());
    if (!drafts.keeps && this.#state === 'kept') this.#state = 'unkept';
  }

  #draft(): NoteDraft {
    const { userId: user, meetingId: meeting, device } = this.#options;
    const base = { base: this.#base?.revision ?? '0', baseText: this.#lastBase };
    return { user, meeting, page: this.#page, text: this.#text, ...base, at: device.now() };
  }
}

/** One's own notes beside a meeting, with what this browser keeps of them. Whoever opens it closes it. */
export function openMyNotes(options: Omit<MyNotesOptions, 'drafts'>): MyNotes {
  return new MyNotes({ ...options, drafts: NoteDrafts.open(browserDatabases(), options.device) });
}
