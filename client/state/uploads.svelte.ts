// The files of one meeting that are on their way from this page: two at a time, the rest in line. What the network cuts
// off waits and begins again by itself; what the server refuses stays until a person has read why.
import { getContext, setContext } from 'svelte';
import type { File } from '../../shared/api/file.schema.ts';
import { isSameParent, MAX_FILE_BYTES, type FileParent } from '../../shared/domain/file.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { FailureCode } from '../../shared/i18n/refusal-sentences.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { ok, refused, type Refused, type Result } from '../../shared/lib/result.ts';
import { SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { Answer } from '../answer.ts';
import { browserDevice } from '../sync/device.ts';
import { upload, type Sendable } from '../upload.ts';

export type UploadState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending'; readonly sentBytes: number; readonly totalBytes: number }
  /** Waiting for the network; goes on by itself. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'done'; readonly file: File }
  | { readonly kind: 'cancelled' };

type UploadResult = Result<File, FailureCode | 'cancelled'>;

interface UploadsOptions {
  readonly meetingId: MeetingId;
  readonly request: () => XMLHttpRequest;
  readonly isOnline: () => boolean;
  /** Calls back whenever the browser finds a network; returns the end of it. */
  readonly onOnline: (back: () => void) => () => void;
  /** Runs `task` after `delayMs`; returns the cancellation. */
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
  /** The server said that this session is over. */
  readonly onSignedOut: () => void;
}

const AT_ONCE = 2;
/** A server can be away while the browser thinks itself online, so it is also asked again after a while. */
const ASK_AGAIN_MS: readonly DurationMs[] = [2, 4, 8, 15, 30].map((seconds) => seconds * SECOND_MS);

/** One file; made by `Uploads.send`. */
export class Upload {
  readonly id: number;
  readonly file: Sendable;
  readonly parent: FileParent;
  readonly #uploads: Pick<Uploads, 'cancel' | 'retry'>;
  #state: UploadState = $state.raw({ kind: 'queued' });
  #done = openEnd();

  constructor(id: number, file: Sendable, parent: FileParent, uploads: Pick<Uploads, 'cancel' | 'retry'>) {
    this.id = id;
    this.file = file;
    this.parent = parent;
    this.#uploads = uploads;
  }

  get state(): UploadState {
    return this.#state;
  }

  /** How it ended: there, refused or cancelled. After `retry` it is another promise, for the new attempt. */
  get done(): Promise<UploadResult> {
    return this.#done.promise;
  }

  /** Breaks it off, or puts away one that was refused. Nothing happens to one that is there already. */
  cancel(): void {
    this.#uploads.cancel(this);
  }

  /** Sends it once more: after a refusal, or at once instead of waiting for the network. */
  retry(): void {
    this.#uploads.retry(this);
  }

  /** For `Uploads` alone. */
  become(state: UploadState): void {
    const wasOver = this.#state.kind === 'refused';
    this.#state = state;
    if (state.kind === 'done') this.#done.resolve(ok(state.file));
    else if (state.kind === 'refused') this.#done.resolve(refused(state.code, state.data));
    else if (state.kind === 'cancelled') this.#done.resolve(refused('cancelled'));
    else if (wasOver) this.#done = openEnd();
  }
}

interface OpenEnd {
  readonly promise: Promise<UploadResult>;
  readonly resolve: (result: UploadResult) => void;
}

/** `Promise.withResolvers`, which the browsers of a meeting room do not all have. */
function openEnd(): OpenEnd {
  let resolve: OpenEnd['resolve'] = () => undefined;
  const promise = new Promise<UploadResult>((settle) => (resolve = settle));
  return { promise, resolve };
}

/**
 * Invariants:
 * 1. At most two files are sent at once; they begin in the order in which they were given.
 * 2. A file that is too large is refused here, before a byte is sent.
 * 3. While the network is away nothing is begun; when it is back everything kept goes on, without a person.
 * 4. Only what is not yet there, or was refused and not yet put away, stands in `list`.
 */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #stopListening: () => void;
  readonly #aborts = new Map<Upload, () => void>();
  #list: readonly Upload[] = $state.raw([]);
  #made = 0;
  /** How often in a row the network was away. */
  #misses = 0;
  #cancelAsking: (() => void) | null = null;

  constructor(options: UploadsOptions) {
    this.#options = options;
    this.#stopListening = options.onOnline(() => this.#goOn());
  }

  get list(): readonly Upload[] {
    return this.#list;
  }

  /** What is on its way to `parent`. */
  of(parent: FileParent): readonly Upload[] {
    return this.#list.filter((one) => isSameParent(one.parent, parent));
  }

  /** Whether leaving the page would lose something that was not yet sent. */
  get isBusy(): boolean {
    return this.#list.some(({ state }) => state.kind !== 'refused');
  }

  /** Takes `file` in line. Never throws and never waits: how it goes is told by the answer. */
  send(file: Sendable, parent: FileParent): Upload {
    this.#made += 1;
    const made = new Upload(this.#made, file, parent, this);
    this.#list = [...this.#list, made];
    this.#line(made);
    return made;
  }

  cancel(one: Upload): void {
    if (one.state.kind === 'done') return;
    this.#end(one);
    one.become({ kind: 'cancelled' });
    this.#drop(one);
    this.#next();
  }

  retry(one: Upload): void {
    if (one.state.kind === 'kept') this.#goOn();
    else if (one.state.kind === 'refused') this.#line(one);
  }

  /** Breaks off whatever is still on its way. */
  close(): void {
    this.#stopListening();
    this.#cancelAsking?.();
    for (const one of this.#list) {
      this.#end(one);
      one.become({ kind: 'cancelled' });
    }
    this.#list = [];
  }

  #line(one: Upload): void {
    if (one.file.size > MAX_FILE_BYTES) {
      one.become({ kind: 'refused', code: 'too-large', data: { limitBytes: MAX_FILE_BYTES } });
      return;
    }
    one.become({ kind: 'queued' });
    if (this.#cancelAsking !== null) one.become({ kind: 'kept' });
    else if (this.#options.isOnline()) this.#next();
    else this.#wait(one);
  }

  #next(): void {
    while (this.#aborts.size < AT_ONCE && this.#cancelAsking === null) {
      const first = this.#list.find(({ state }) => state.kind === 'queued');
      if (!first) return;
      this.#begin(first);
    }
  }

  #begin(one: Upload): void {
    const totalBytes = one.file.size;
    one.become({ kind: 'sending', sentBytes: 0, totalBytes });
    const abort = upload({
      url: addressOf(this.#options.meetingId, one.parent),
      file: one.file,
      request: this.#options.request,
      onProgress: (sentBytes) => one.become({ kind: 'sending', sentBytes, totalBytes }),
      onAnswer: (answer) => this.#settle(one, answer),
    });
    this.#aborts.set(one, abort);
  }

  #settle(one: Upload, answer: Answer<File>): void {
    this.#aborts.delete(one);
    if (isAway(answer)) {
      this.#wait(one);
      return;
    }
    this.#misses = 0;
    if (answer.ok) {
      one.become({ kind: 'done', file: answer.value });
      this.#drop(one);
    } else {
      one.become({ kind: 'refused', code: answer.code, data: answer.data });
      if (answer.code === 'not-signed-in') this.#options.onSignedOut();
    }
    this.#next();
  }

  /** Everything in line waits with it; what is being sent may still come through. */
  #wait(one: Upload): void {
    one.become({ kind: 'kept' });
    for (const other of this.#list) if (other.state.kind === 'queued') other.become({ kind: 'kept' });
    if (this.#cancelAsking !== null) return;
    const delayMs = ASK_AGAIN_MS[Math.min(this.#misses, ASK_AGAIN_MS.length - 1)] ?? 0;
    this.#misses += 1;
    this.#cancelAsking = this.#options.after(delayMs, () => this.#goOn());
  }

  #goOn(): void {
    this.#cancelAsking?.();
    this.#cancelAsking = null;
    for (const one of this.#list) if (one.state.kind === 'kept') one.become({ kind: 'queued' });
    this.#next();
  }

  #end(one: Upload): void {
    this.#aborts.get(one)?.();
    this.#aborts.delete(one);
  }

  #drop(one: Upload): void {
    this.#list = this.#list.filter((other) => other !== one);
  }
}

function isAway(answer: Answer<File>): answer is Refused<'unreachable'> {
  return !answer.ok && answer.code === 'unreachable';
}

function addressOf(meetingId: MeetingId, parent: FileParent): string {
  const query = parent.kind === 'meeting' ? '' : `?${parent.kind}=${encodeURIComponent(parent.id)}`;
  return `/api/v1/meetings/${encodeURIComponent(meetingId)}/files${query}`;
}

/** Over the browser's own network and timers. Closed by the page that opened it. */
export function openUploads(meetingId: MeetingId, onSignedOut: () => void): Uploads {
  return new Uploads({
    meetingId,
    onSignedOut,
    request: () => new XMLHttpRequest(),
    isOnline: () => navigator.onLine,
    onOnline: (back) => {
      addEventListener('online', back);
      return () => removeEventListener('online', back);
    },
    after: (delayMs, task) => browserDevice().after(delayMs, task),
  });
}

const UPLOADS = Symbol('uploads');

/** Gives `uploads` to everything below the component that calls this while it initialises. */
export function provideUploads(uploads: Uploads): Uploads {
  return setContext(UPLOADS, uploads);
}

export function useUploads(): Uploads {
  const uploads = getContext<Uploads | undefined>(UPLOADS);
  invariant(uploads, 'no uploads in this context');
  return uploads;
}
