// What an operator does at the console: which screen, what is prepared, what goes up. Sends commands; what a screen was told
// is read back from the record, so that two consoles never differ.
import {
  aheadOf,
  cueOf,
  FOLLOWING,
  isSameCue,
  isSameList,
  prepare as prepared,
  stepBack,
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

/**
 * Somebody else did a step first, and this one was left undone: they put another picture up (`overtaken`), or prepared
 * something else (`prepared`).
 */
export type StepFailure = Failure | 'expired' | 'overtaken' | 'prepared';

interface Asked {
  readonly cues: readonly ScreenCue[];
  /** What the record said, or was asked to say, before: none of it is an answer. */
  readonly before: readonly (readonly ScreenCue[])[];
  /** By a take or a step back of one's own: what is prepared follows from it, what is up was not looked at yet. */
  readonly byStep: boolean;
  /** What the record said when the server had answered, and not yet this; null until then. */
  readonly over: ScreenShow | null;
}

export class ScreenDesk {
  readonly #meeting: Pick<MeetingState, 'execute'>;
  readonly #view: ScreensView;
  #screen = $state(MAIN_SCREEN);
  #failure = $state.raw<StepFailure | null>(null);
  /** Asked to be prepared, while the record does not say so yet: whoever presses twice quickly goes on from what they chose. */
  #asked: Asked | null = null;

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
  async open(screen: string): Promise<void> {
    this.choose(screen);
    await this.#steer('screen.set', { mode: 'auto' });
  }

  /** In the place of what was to go up next; what comes after that stays. */
  prepare(cue: ScreenCue): Promise<void> {
    return this.#prepare([cue, ...this.#ahead.slice(1)]);
  }

  /** After everything that is prepared. */
  enqueue(cue: ScreenCue): Promise<void> {
    return this.#prepare([...this.#ahead, cue]);
  }

  /** Takes the one at `index` of all that the record has prepared, the preview being 0, out of it. */
  async drop(index: number): Promise<void> {
    const told = aheadOf(this.show);
    const cue = told[index];
    if (cue === undefined) return;
    const same = told.slice(0, index).filter((each) => isSameCue(each, cue)).length;
    const ahead = this.#ahead;
    const places = ahead.flatMap((each, at) => (isSameCue(each, cue) ? [at] : []));
    const place = places[same];
    if (place !== undefined) await this.#prepare(ahead.filter((_cue, at) => at !== place));
  }

  async take(): Promise<void> {
    const told = this.#ahead;
    // A second press before the record says so means the same picture: it goes up once.
    const [preview] = this.#asked?.byStep ? aheadOf(this.show) : told;
    if (preview === undefined) return;
    await this.#ask(told.slice(1), true, () => this.#steer('screen.take', { preview: cueOf(preview) }));
  }

  async back(): Promise<void> {
    const { show } = this;
    const back = stepBack(prepared(show, null, this.#ahead));
    if (back !== null) await this.#ask(aheadOf(back), true, () => this.#steer('screen.back', { from: cueOf(show) }));
  }

  /** The screen goes by the agenda again; what is prepared stays. */
  async follow(): Promise<void> {
    if (this.show.mode !== 'auto') await this.#steer('screen.set', { mode: 'auto' });
  }

  async layOver(over: LaidOver): Promise<void> {
    await this.#steer('screen.overlay', { ...over });
  }

  get #ahead(): readonly ScreenCue[] {
    const { show } = this;
    if (this.#asked !== null && this.#asked.over !== null && this.#asked.over !== show) this.#asked = null;
    return this.#asked?.cues ?? aheadOf(show);
  }

  #prepare(cues: readonly ScreenCue[]): Promise<void> {
    const over = this.#ahead;
    const [preview = null, ...queue] = cues;
    return this.#ask(cues, false, () => this.#steer('screen.prepare', { preview, queue, over }));
  }

  /** Goes on from `cues` until the record says what became of them. */
  async #ask(cues: readonly ScreenCue[], byStep: boolean, send: () => Promise<boolean>): Promise<void> {
    const asked: Asked = { cues, byStep, before: [...(this.#asked?.before ?? []), this.#ahead], over: null };
    this.#asked = asked;
    const isDone = await send();
    if (this.#asked !== asked) return;
    const { show } = this;
    const isToCome =
      isDone && !isSameList(aheadOf(show), cues) && asked.before.some((each) => isSameList(each, aheadOf(show)));
    this.#asked = isToCome ? { ...asked, over: show } : null;
  }

  async #steer(kind: string, data: Readonly<Record<string, unknown>>): Promise<boolean> {
    const { show } = this;
    const answer = await this.#meeting.execute(kind, { screen: this.#screen, ...data });
    // Somebody else was faster: the console shows what they did, and pressing again would go one picture too far.
    const wasOvertaken = !answer.ok && answer.code === 'invalid' && STEPS.has(kind);
    if (answer.ok || (wasOvertaken && !isSameCue(show, this.show))) this.#failure = null;
    else if (wasOvertaken) this.#failure = 'overtaken';
    else if (isAboutPrepared(answer)) this.#failure = 'prepared';
    else this.#failure = answer.code === 'expired' ? 'expired' : { code: answer.code, data: answer.data };
    return answer.ok;
  }
}

/** Whether a refusal says that something else is prepared than was expected. */
function isAboutPrepared({ data }: { readonly data: Readonly<Record<string, unknown>> }): boolean {
  const errors: unknown = data['errors'];
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  return typeof first === 'object' && first !== null && 'path' in first && first.path === 'data.over';
}
