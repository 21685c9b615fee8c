// Says each change of a screen once: what was said is remembered as long as the page stands, so that a connection that
// comes back with the same picture says nothing, and a reader's programme hears additions only.
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';
import type { Telling } from './telling.ts';

export interface Utterance {
  readonly id: number;
  readonly text: string;
}

/** Two states in quick succession are one change; still within a second. */
const GATHER_MS: DurationMs = 400;
/** What is typed rests this long before it is read out. */
const REST_MS: DurationMs = 3_000;
/** What scrolled away was heard; a list that grew for hours would only be in the way. */
const KEPT = 8;

export class Voice {
  readonly #device: Pick<Device, 'after' | 'monotonicMs'>;
  #heard: Telling | null = null;
  #scene: string | null = null;
  #quorum = '';
  #over = '';
  #lines: ReadonlySet<string> = new Set();
  /** Since when each line that is being typed stands as it does. */
  #since = new Map<string, EpochMs>();
  #marks: ReadonlySet<string> = new Set();
  #count = 0;
  #said = $state.raw<readonly Utterance[]>([]);
  #cancel: (() => void) | null = null;

  constructor(device: Pick<Device, 'after' | 'monotonicMs'>) {
    this.#device = device;
  }

  /** Oldest first; each entry is put in once and never changed. */
  get said(): readonly Utterance[] {
    return this.#said;
  }

  /** What the screen says now; may be asked each second. */
  hear(telling: Telling): void {
    this.#heard = telling;
    const nowMs = this.#device.monotonicMs();
    this.#since = new Map(telling.lines.map((line) => [line, this.#since.get(line) ?? nowMs]));
    this.#cancel ??= this.#device.after(GATHER_MS, () => this.#speak());
  }

  close(): void {
    this.#cancel?.();
  }

  #speak(): void {
    this.#cancel = null;
    if (this.#heard === null) return;
    const { scene, lines, isTyped, mark, quorum, over } = this.#heard;
    const words: string[] = [];
    if (scene !== this.#scene) {
      words.push(scene);
      this.#lines = new Set();
      this.#marks = new Set();
    }
    const rested = lines.filter((line) => !isTyped || this.#hasRested(line));
    words.push(...rested.filter((line) => !this.#lines.has(line)));
    if (mark !== null && !this.#marks.has(mark.key)) words.push(mark.text);
    if (quorum !== '' && quorum !== this.#quorum) words.push(quorum);
    if (over !== this.#over) words.push(over);
    this.#scene = scene;
    this.#over = over;
    this.#lines = new Set(lines.filter((line) => this.#lines.has(line) || rested.includes(line)));
    if (mark !== null) this.#marks = new Set([...this.#marks, mark.key]);
    if (quorum !== '') this.#quorum = quorum;
    this.#say(words);
    if (rested.length < lines.length) this.#cancel = this.#device.after(REST_MS, () => this.#speak());
  }

  #hasRested(line: string): boolean {
    return this.#device.monotonicMs() - (this.#since.get(line) ?? Infinity) >= REST_MS;
  }

  #say(words: readonly string[]): void {
    const text = words.filter((word) => word.trim() !== '');
    if (text.length === 0) return;
    this.#count += 1;
    this.#said = [...this.#said, { id: this.#count, text: text.join(' ') }].slice(-KEPT);
  }
}
