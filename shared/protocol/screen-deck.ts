// What a display of the hall keeps for the time its server is away: pages to be led through by hand (shared/domain/backup-deck),
// complete, versioned, at most 64 KB, free of anything internal.
import type { Scene } from '../domain/scene.ts';
import type { EpochMs } from '../lib/time.ts';

export const DECK_VERSION = 1;
export const MAX_DECK_BYTES = 65_536;

export interface ScreenDeck {
  readonly version: typeof DECK_VERSION;
  /** Rises with each deck sent for a meeting. */
  readonly revision: number;
  readonly serverNow: EpochMs;
  readonly pages: readonly Scene[];
}
