// The one message a hall screen gets: complete, versioned, at most 16 KB, free of anything internal.
import type { EpochMs } from '../lib/time.ts';
import type { HallLook } from '../domain/hall-look.ts';
import type { MeetingPhase } from '../domain/meeting.ts';
import type { Scene, SceneOverlay, SceneRoom } from '../domain/scene.ts';

export const SCREEN_VERSION = 1;
export const MAX_SCREEN_BYTES = 16_384;

export interface ScreenState {
  readonly version: typeof SCREEN_VERSION;
  /** Rises with each state sent for a meeting; a screen ignores what is older than what it shows. */
  readonly revision: number;
  /** The server's clock at sending; screens show time by it, not by their own clock. */
  readonly serverNow: EpochMs;
  readonly locale: 'zh-CN' | 'en';
  readonly timeZone: string;
  readonly phase: MeetingPhase;
  readonly meeting: { readonly title: string; readonly shortTitle: string };
  readonly scene: Scene;
  /** At the head of every picture, if the body has chosen anything. */
  readonly look?: HallLook;
  /** Absent while nobody was called and nobody can sign in. */
  readonly room?: SceneRoom;
  /** Absent but in a rehearsal: its time runs so many seconds a second (0 = it stands still), and every page says what it is. */
  readonly rehearsal?: { readonly rate: number };
  /** Absent while nothing lies over the scene. */
  readonly overlay?: SceneOverlay;
}
