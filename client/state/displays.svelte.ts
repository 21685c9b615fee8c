// Whether the hall's displays and the server are there, asked every second while a console is open. The page's own measure
// of time: an answer that does not come is the sign.
import type { DisplayList } from '../../shared/api/meeting.schema.ts';
import type { Answer } from '../answer.ts';
import type { Device } from '../sync/device.ts';

/** `none`: nobody opened the screen's link yet. `away`: it was shown, and nothing is heard of it now. */
export type DisplayState = 'unknown' | 'none' | 'there' | 'away' | 'server-away';

interface DisplaysOptions {
  readonly device: Device;
  readonly ask: (withinMs: number) => Promise<Answer<DisplayList>>;
}

const ASK_EVERY_MS = 1_000;
const ASK_WITHIN_MS = 2_500;
/** From the first question without an answer: one may be late; with this an operator knows within five seconds. */
const SILENT_MS = 2_800;
/** Ticks further apart than this are those of a page that nobody saw. */
const ASLEEP_MS = 3 * ASK_EVERY_MS;

export class Displays {
  readonly #options: DisplaysOptions;
  #counts = $state.raw<ReadonlyMap<string, number> | null>(null);
  #isServerAway = $state(false);
  /** When the first question was asked that no answer came to; null while none is open. */
  #silentSinceMs: number | null = null;
  #tickedAtMs: number;
  #isAsking = false;
  #isClosed = false;
  #cancel: () => void = () => undefined;

  constructor(options: DisplaysOptions) {
    this.#options = options;
    this.#tickedAtMs = options.device.monotonicMs();
    this.#tick();
  }

  of(screen: string): DisplayState {
    if (this.#isServerAway) return 'server-away';
    if (this.#counts === null) return 'unknown';
    const count = this.#counts.get(screen);
    return count === undefined ? 'none' : count > 0 ? 'there' : 'away';
  }

  /** On how many displays a screen is shown now. */
  count(screen: string): number {
    return this.#counts?.get(screen) ?? 0;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #tick(): void {
    const { device } = this.#options;
    const now = device.monotonicMs();
    const hasSlept = now - this.#tickedAtMs > ASLEEP_MS;
    this.#tickedAtMs = now;
    // A page that slept heard nothing, whatever the server said: its silence counts from here.
    if (this.#silentSinceMs === null || hasSlept) this.#silentSinceMs = now;
    else this.#isServerAway = now - this.#silentSinceMs > SILENT_MS;
    if (!this.#isAsking) void this.#ask();
    this.#cancel = device.after(ASK_EVERY_MS, () => this.#tick());
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    const answer = await this.#options.ask(ASK_WITHIN_MS);
    this.#isAsking = false;
    if (this.#isClosed || (!answer.ok && answer.code === 'unreachable')) return;
    // Whatever it says, it is there; a right that was lost is told where one steers.
    this.#silentSinceMs = null;
    this.#isServerAway = false;
    this.#counts = answer.ok ? new Map(answer.value.screens.map(({ screen, displays }) => [screen, displays])) : null;
  }
}
