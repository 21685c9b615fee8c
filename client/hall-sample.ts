// A picture of a hall screen to try a look on: a meeting that was never held.
import type { HallLook } from '../shared/domain/hall-look.ts';
import type { Locale } from '../shared/i18n/locale.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import { SCREEN_VERSION, type ScreenState } from '../shared/protocol/screen-state.ts';

interface SampleOptions {
  readonly look: HallLook;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: EpochMs;
  /** Lines of the welcome. */
  readonly lines: readonly string[];
}

export function hallSample({ look, locale, timeZone, now, lines }: SampleOptions): ScreenState {
  return {
    ...{ version: SCREEN_VERSION, revision: 0, serverNow: now, locale, timeZone, phase: 'prepare', look },
    meeting: { title: lines.join(''), shortTitle: lines.at(-1) ?? '' },
    scene: { kind: 'welcome', titleLines: lines, plannedStart: now, plannedEnd: null, venue: null },
  };
}
