// What one hall screen was told to do, and how an operator's step changes it. Pure; what a scene holds is another's
// business (stage.ts).
//
// 1. A step back after a take, and a take after a step back, leave everything as it was, up to MAX_QUEUE; a picture that
//    is next already is not prepared a second time.
// 2. Freezing, blanking, a message and a countdown lie over what is up and change neither it nor what is prepared.
// 3. Only what a person put up can be gone back to; what `auto` chose by itself is one picture.
import type { EpochMs } from '../lib/time.ts';
import type { UserId } from './ids.ts';
import type { SceneOverlay, ScreenSettings } from './scene.ts';

/** One picture an operator can put up. */
export type ScreenCue = Pick<ScreenSettings, 'mode' | 'itemId'>;

/** A few words over the picture (请关闭手机); until when they stand, null = until an operator takes them away. */
export type ScreenMessage = NonNullable<SceneOverlay['message']>;
/** Runs to an instant, so that no clock but the server's matters and nobody who comes late sees another time. */
export type ScreenCountdown = NonNullable<SceneOverlay['countdown']>;

export interface ScreenShow extends ScreenSettings, SceneOverlay {
  readonly isBlanked?: true;
  /** What goes up with the next take. */
  readonly preview?: ScreenCue;
  /** What is prepared after that, in turn. */
  readonly queue?: readonly ScreenCue[];
  /** What was up before, the latest last: as far as one can step back. */
  readonly past?: readonly ScreenCue[];
}

/** A picture that went up. */
export interface ShownCue extends ScreenCue {
  readonly screen: string;
  readonly at: EpochMs;
  readonly by: UserId;
}

/** What lies over the picture; what is absent stays as it is, null takes it away. */
export interface ScreenOverlay {
  readonly isFrozen?: boolean;
  readonly isBlanked?: boolean;
  readonly message?: ScreenMessage | null;
  readonly countdown?: ScreenCountdown | null;
}

export const FOLLOWING: ScreenShow = { mode: 'auto', frozen: false };
/** After the preview: as an operator may send it, so whatever stepping back makes of it can be sent again. */
export const MAX_QUEUE = 30;
const MAX_PAST = 20;

export function cueOf({ mode, itemId }: ScreenCue): ScreenCue {
  return itemId === undefined ? { mode } : { mode, itemId };
}

export function isSameCue(a: ScreenCue, b: ScreenCue): boolean {
  return a.mode === b.mode && a.itemId === b.itemId;
}

/** All that is prepared, the preview first. */
export function aheadOf({ preview, queue = [] }: Pick<ScreenShow, 'preview' | 'queue'>): readonly ScreenCue[] {
  return preview === undefined ? queue : [preview, ...queue];
}

export function isSameList(some: readonly ScreenCue[], others: readonly ScreenCue[]): boolean {
  return some.length === others.length && some.every((cue, at) => isSameCue(cue, others[at] ?? FOLLOWING));
}

/** `cue` up at once, past what is prepared. */
export function put(show: ScreenShow, cue: ScreenCue): ScreenShow {
  if (isSameCue(show, cue)) return show;
  return withCue({ ...show, past: [...(show.past ?? []), cueOf(show)].slice(-MAX_PAST) }, cue);
}

export function prepare(show: ScreenShow, preview: ScreenCue | null, queue: readonly ScreenCue[]): ScreenShow {
  const { preview: _preview, queue: _queue, ...rest } = show;
  const [first, ...others] = preview === null ? queue : [preview, ...queue];
  return first === undefined ? rest : withQueue({ ...rest, preview: first }, others);
}

/** The preview goes up and the next one takes its place; null when nothing is prepared. */
export function take(show: ScreenShow): ScreenShow | null {
  const { preview, queue = [] } = show;
  if (preview === undefined) return null;
  const { past = [] } = show;
  return prepare(withCue({ ...show, past: [...past, cueOf(show)].slice(-MAX_PAST) }, preview), null, queue);
}

/** What was up before is up again, and what was up is prepared first (1); null when nothing was. */
export function stepBack(show: ScreenShow): ScreenShow | null {
  const before = show.past?.at(-1);
  if (before === undefined) return null;
  const { past = [], preview: _preview, queue: _queue, ...rest } = show;
  const ahead = aheadOf(show);
  const earlier = past.slice(0, -1);
  const back = withCue(earlier.length === 0 ? rest : { ...rest, past: earlier }, before);
  const [next] = ahead;
  return next && isSameCue(next, show) ? prepare(back, null, ahead) : prepare(back, cueOf(show), ahead);
}

export function overlay(show: ScreenShow, { isFrozen, isBlanked, message, countdown }: ScreenOverlay): ScreenShow {
  const { isBlanked: blanked, message: standing, countdown: running, ...rest } = show;
  const says = message === undefined ? standing : message;
  const runs = countdown === undefined ? running : countdown;
  return {
    ...rest,
    frozen: isFrozen ?? show.frozen,
    ...((isBlanked ?? blanked) === true ? { isBlanked: true } : {}),
    ...(says ? { message: says } : {}),
    ...(runs ? { countdown: runs } : {}),
  };
}

function withCue({ itemId: _itemId, ...show }: ScreenShow, cue: ScreenCue): ScreenShow {
  return { ...show, ...cueOf(cue) };
}

function withQueue(show: ScreenShow, queue: readonly ScreenCue[]): ScreenShow {
  return queue.length === 0 ? show : { ...show, queue: queue.slice(0, MAX_QUEUE) };
}
