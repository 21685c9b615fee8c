// The one message the page of whoever chairs gets: complete, versioned, at most 96 KB, without a word of what is internal.
import type { Brief } from '../domain/brief.ts';
import type { ChairView } from '../domain/chair.ts';
import type { EpochMs } from '../lib/time.ts';

export const CHAIR_VERSION = 1;
export const MAX_CHAIR_BYTES = 98_304;

export interface ChairState {
  readonly version: typeof CHAIR_VERSION;
  /** Rises with each state sent for a meeting; older ones are stragglers. */
  readonly revision: number;
  /** The server's clock at sending; the page shows time by it. */
  readonly serverNow: EpochMs;
  readonly timeZone: string;
  /** As in a screen's state. */
  readonly rehearsal?: { readonly rate: number };
  readonly view: ChairView;
  /** What is open since the meetings before, of what is public; absent in a rehearsal and for a meeting of no body. */
  readonly brief?: Brief;
  /** What the secretariat worded itself, by section: `opening`, `closing`, or the item's id. */
  readonly written: Readonly<Record<string, string>>;
}
