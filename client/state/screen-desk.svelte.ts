// What an operator does at the console: which screen, what is prepared, what goes up. Sends commands; what a screen was told
// is read back from the record, so that two consoles never differ.
import {
  cueOf,
  FOLLOWING,
  isSameCue,
  type ScreenCue,
  type ScreenShow,
  type ShownCue,
} from '../../shared/domain/screen-show.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Failure } from '../i18n.svelte.ts';
import { MAIN_SCREEN } from './main-screen.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { ScreensView } from './screens-view.svelte.ts';

export interface LaidOver {
  readonly frozen?: boolean;
  readonly blank?: boolean;
  readonly message?: { readonly text: string; readonly forMs: DurationMs | null } | null;
  readonly countdown?: { readonly label: string; readonly forMs: DurationMs } | null;
}

/** `screen-2`, `screen-3` …: the first that is not among `screens`. */
export function nextScreenName(screens: readonly string[]): string {
  let number = 2;
  while (screens.includes(`screen-${number}`)) number += 1;
  return `screen-${number}`;
}

export class ScreenDesk {
  readonly #meeting: Pick<MeetingState, 'execute'>;
  readonly #view: ScreensView;
  #screen = $state(MAIN_SCREEN);
  #failure = $state.raw<Failure | 'expired' | null>(null);

  constructor(meeting: Pick<MeetingState, 'execute'>, view: ScreensView) {
    this.#meeting = meeting;
    this.#view = view;
  }

  /** The one that is steered. */
  get screen(): string {
    return this.#screen;
  }
  /** All that were ever told anything, and the one that is steered; the main one first. */
  get screens(): readonly string[] {
    const known = new Set([...this.#view.shows.keys(), this.#screen]);
    return [MAIN_SCREEN, ...[...known].filter((screen) => screen !== MAIN_SCREEN).sort()];
  }
  get show(): ScreenShow {
    return this.#view.shows.get(this.#screen) ?? FOLLOWING;
  }
  /** What went up on it, the latest first. */
  get shown(): readonly ShownCue[] {
    return this.#view.shown.filter(({ screen }) => screen === this.#screen).toReversed();
  }
  /** Why the last step was not done; null once one is. */
  get failure(): Failure | 'expired' | null {
    return this.#failure;
  }

  choose(screen: string): void {
    this.#screen = screen;
    this.#failure = null;
  }

  /** A new one, told to follow the meeting, so that every console knows of it. */
  open(screen: string): Promise<void> {
    this.choose(screen);
    return this.#steer('screen.set', { mode: 'auto', frozen: false });
  }

  /** In the place of what was to go up next; what comes after that stays. */
  prepare(cue: ScreenCue): Promise<void> {
    return this.#prepare([cue, ...(this.show.queue ?? [])]);
  }

  /** After everything that is prepared. */
  enqueue(cue: ScreenCue): Promise<void> {
    return this.#prepare([...this.#ahead, cue]);
  }

  /** Takes the one at `index` of all that is prepared, the preview being 0, out of it. */
  drop(index: number): Promise<void> {
    return this.#prepare(this.#ahead.filter((_cue, at) => at !== index));
  }

  async take(): Promise<void> {
    const { preview } = this.show;
    if (preview !== undefined) await this.#steer('screen.take', { preview: cueOf(preview) });
  }

  async back(): Promise<void> {
    if (this.show.past !== undefined) await this.#steer('screen.back', { from: cueOf(this.show) });
  }

  /** The screen goes by the agenda again; what is prepared stays. */
  async follow(): Promise<void> {
    const { mode, frozen } = this.show;
    if (mode !== 'auto') await this.#steer('screen.set', { mode: 'auto', frozen });
  }

  layOver(over: LaidOver): Promise<void> {
    return this.#steer('screen.overlay', { ...over });
  }

  get #ahead(): readonly ScreenCue[] {
    const { preview, queue = [] } = this.show;
    return preview === undefined ? queue : [preview, ...queue];
  }

  #prepare([preview, ...queue]: readonly ScreenCue[]): Promise<void> {
    return this.#steer('screen.prepare', { preview: preview ?? null, queue });
  }

  async #steer(kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    const { show } = this;
    const answer = await this.#meeting.execute(kind, { screen: this.#screen, ...data });
    // Somebody else was faster: the console shows what they did, and pressing again would go one picture too far.
    const wasOvertaken = !answer.ok && answer.code === 'invalid' && !isSameCue(show, this.show);
    if (answer.ok || wasOvertaken) this.#failure = null;
    else this.#failure = answer.code === 'expired' ? 'expired' : { code: answer.code, data: answer.data };
  }
}
