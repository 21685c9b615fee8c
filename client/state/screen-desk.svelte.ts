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
import type { CountdownEnd } from './countdown-end.ts';
import { MAIN_SCREEN } from './main-screen.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { ScreensView } from './screens-view.svelte.ts';

/** Those that name what they expect to find. */
const STEPS: ReadonlySet<string> = new Set(['screen.take', 'screen.back']);

export interface LaidOver {
  readonly frozen?: boolean;
  readonly blank?: boolean;
  readonly message?: { readonly text: string; readonly forMs: DurationMs | null } | null;
  readonly countdown?: ({ readonly label: string } & CountdownEnd) | null;
}

/** `screen-2`, `screen-3` …: the first that is not among `screens`. */
export function nextScreenName(screens: readonly string[]): string {
  let number = 2;
  while (screens.includes(`screen-${number}`)) number += 1;
  return `screen-${number}`;
}

/** `overtaken`: somebody else did a step first, and this one was left undone. */
export type StepFailure = Failure | 'expired' | 'overtaken';

export class ScreenDesk {
  readonly #meeting: Pick<MeetingState, 'execute'>;
  readonly #view: ScreensView;
  #screen = $state(MAIN_SCREEN);
  #failure = $state.raw<StepFailure | null>(null);
  /** Asked to be next, while the record does not say so yet: whoever presses twice quickly takes what they chose. */
  #asked: ScreenCue | null = null;

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
  get failure(): StepFailure | null {
    return this.#failure;
  }

  choose(screen: string): void {
    this.#screen = screen;
    this.#asked = null;
    this.#failure = null;
  }

  /** A new one, told to follow the meeting, so that every console knows of it. */
  open(screen: string): Promise<void> {
    this.choose(screen);
    return this.#steer('screen.set', { mode: 'auto' });
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
    const preview = this.#asked ?? this.show.preview;
    if (preview !== undefined) await this.#steer('screen.take', { preview: cueOf(preview) });
  }

  async back(): Promise<void> {
    if (this.show.past !== undefined) await this.#steer('screen.back', { from: cueOf(this.show) });
  }

  /** The screen goes by the agenda again; what is prepared stays. */
  async follow(): Promise<void> {
    if (this.show.mode !== 'auto') await this.#steer('screen.set', { mode: 'auto' });
  }

  layOver(over: LaidOver): Promise<void> {
    return this.#steer('screen.overlay', { ...over });
  }

  get #ahead(): readonly ScreenCue[] {
    const { preview, queue = [] } = this.show;
    return preview === undefined ? queue : [preview, ...queue];
  }

  async #prepare([preview, ...queue]: readonly ScreenCue[]): Promise<void> {
    const asked = preview ?? null;
    this.#asked = asked;
    await this.#steer('screen.prepare', { preview: asked, queue });
    if (this.#asked === asked) this.#asked = null;
  }

  async #steer(kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    const { show } = this;
    const answer = await this.#meeting.execute(kind, { screen: this.#screen, ...data });
    // Somebody else was faster: the console shows what they did, and pressing again would go one picture too far.
    const wasOvertaken = !answer.ok && answer.code === 'invalid' && STEPS.has(kind);
    if (answer.ok || (wasOvertaken && !isSameCue(show, this.show))) this.#failure = null;
    else if (wasOvertaken) this.#failure = 'overtaken';
    else this.#failure = answer.code === 'expired' ? 'expired' : { code: answer.code, data: answer.data };
  }
}
