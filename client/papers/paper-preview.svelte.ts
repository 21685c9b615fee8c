// The pages of one paper as the server would print them now: asked for anew a while after something changed, the ones that are
// here stay until the newer ones come. What to do when the printer is busy is decided here; where it is drawn, elsewhere.
import type { PaperPages } from '../../shared/api/paper.schema.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Answer } from '../answer.ts';
import type { Failure } from '../i18n.svelte.ts';

export interface PaperPreviewOptions {
  readonly ask: (path: string) => Promise<Answer<PaperPages>>;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
  /** Whether the server has all that was written here. */
  readonly isSaved: () => boolean;
}

/** A pause in typing; whoever never pauses sees new pages all the same. */
const PAUSE_MS: DurationMs = 1_200;
const AT_MOST_MS: DurationMs = 6_000;
const BUSY_MS: DurationMs = 5_000;

export class PaperPreview {
  readonly #options: PaperPreviewOptions;
  #path: string | null = null;
  #value: PaperPages | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  #waiting = $state(false);
  #asked = 0;
  #waitedMs = 0;
  #cancel: () => void = () => undefined;

  constructor(options: PaperPreviewOptions) {
    this.#options = options;
  }

  get value(): PaperPages | null {
    return this.#value;
  }

  /** Of the newest question; the pages before it may still be here. */
  get failure(): Failure | null {
    return this.#failure;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  /** Another paper, or another edition of it: nothing of the former stays. Null = none. */
  show(path: string | null): void {
    if (path === this.#path) return;
    this.#path = path;
    this.#cancel();
    this.#asked += 1;
    this.#value = null;
    this.#failure = null;
    this.#waiting = false;
    void this.load();
  }

  /** Something changed that a paper may show. */
  touch(): void {
    if (this.#path === null) return;
    this.#cancel();
    const delay = this.#waitedMs >= AT_MOST_MS ? 0 : PAUSE_MS;
    this.#waitedMs += delay === 0 ? 0 : PAUSE_MS / 4;
    this.#cancel = this.#options.after(delay, () => this.#due());
  }

  async load(): Promise<void> {
    const path = this.#path;
    if (path === null) return;
    this.#cancel();
    this.#waitedMs = 0;
    const question = ++this.#asked;
    this.#waiting = true;
    const answer = await this.#options.ask(path);
    if (question !== this.#asked) return;
    this.#waiting = false;
    this.#failure = answer.ok ? null : answer;
    if (answer.ok) this.#value = answer.value;
    // What has gone from the paper is not shown as if it still stood.
    else if (answer.code !== 'printer-busy' && answer.code !== 'unreachable') this.#value = null;
    if (!answer.ok && answer.code === 'printer-busy')
      this.#cancel = this.#options.after(BUSY_MS, () => void this.load());
  }

  close(): void {
    this.#cancel();
    this.#asked += 1;
    this.#path = null;
  }

  #due(): void {
    if (this.#options.isSaved()) void this.load();
    else this.#cancel = this.#options.after(PAUSE_MS, () => this.#due());
  }
}
