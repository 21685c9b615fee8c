// Whether the hall's displays and the server are there, asked every second while a console is open. The page's own measure
// of time: an answer that does not come is the sign.
import type { DisplayList } from '../../shared/api/meeting.schema.ts';
import type { Answer } from '../api.ts';
import type { Device } from '../sync/device.ts';

/** `none`: nobody opened the screen's link yet. `away`: it was shown, and nothing is heard of it now. */
export type DisplayState = 'unknown' | 'none' | 'there' | 'away' | 'server-away';

interface DisplaysOptions {
  readonly device: Device;
  readonly ask: (withinMs: number) => Promise<Answer<DisplayList>>;
}

const ASK_EVERY_MS = 1_000;
const ASK_WITHIN_MS = 2_500;
/** One answer may be late; with this an operator knows within five seconds. */
const SILENT_MS = 3_500;

export class Displays {
  readonly #options: DisplaysOptions;
  #counts = $state.raw<ReadonlyMap<string, number> | null>(null);
  #isServerAway = $state(false);
  #answeredAtMs: number;
  #isAsking = false;
  #isClosed = false;
  #cancel: () => void = () => undefined;

  constructor(options: DisplaysOptions) {
    this.#options = options;
    this.#answeredAtMs = options.device.monotonicMs();
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
    this.#isServerAway = device.monotonicMs() - this.#answeredAtMs > SILENT_MS;
    if (!this.#isAsking) void this.#ask();
    this.#cancel = device.after(ASK_EVERY_MS, () => this.#tick());
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    const answer = await this.#options.ask(ASK_WITHIN_MS);
    this.#isAsking = false;
    if (this.#isClosed || (!answer.ok && answer.code === 'unreachable')) return;
    // Whatever it says, it is there; a right that was lost is told where one steers.
    this.#answeredAtMs = this.#options.device.monotonicMs();
    this.#isServerAway = false;
    this.#counts = answer.ok ? new Map(answer.value.screens.map(({ screen, displays }) => [screen, displays])) : null;
  }
}
