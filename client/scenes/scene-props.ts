// What every scene is given: its own data, the screen around it, the second that is now, the words.
import type { Scene } from '../../shared/domain/scene.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { HallWords } from './words.ts';

export interface SceneProps {
  readonly screen: ScreenState;
  readonly now: EpochMs;
  readonly words: HallWords;
}

export type SceneOf<Kind extends Scene['kind']> = Extract<Scene, { readonly kind: Kind }>;
