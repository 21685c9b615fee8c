// The agenda's progress as a fold of insert-only events: what is current is a function of them, never a stored field.
import type { DurationMs, EpochMs } from '../lib/time.ts';
import type { EventId, ItemId } from './ids.ts';

export type ProgressEvent =
  | {
      readonly kind: 'start' | 'finish' | 'skip' | 'postpone' | 'suspend' | 'resume';
      readonly itemId: ItemId;
      readonly at: EpochMs;
      readonly by: string;
    }
  | { readonly kind: 'adjourn'; readonly at: EpochMs; readonly by: string }
  | { readonly kind: 'revoke'; readonly of: EventId; readonly at: EpochMs; readonly by: string };

/** When the server saw an event, and whose connection brought it (record root `progressSeen`). */
export interface ProgressWitness {
  readonly receivedAt: EpochMs;
  readonly principal: string;
}

export type ItemState = 'pending' | 'current' | 'suspended' | 'done' | 'skipped' | 'postponed';

export interface ItemProgress {
  readonly state: ItemState;
  readonly startedAt: EpochMs | null;
  readonly finishedAt: EpochMs | null;
  /** Time spent in closed stretches; the running stretch is added by `elapsedMs`. */
  readonly spentMs: DurationMs;
  /** Start of the running stretch; null unless current. */
  readonly runningSince: EpochMs | null;
}

export interface Progress {
  readonly currentId: ItemId | null;
  readonly adjournedAt: EpochMs | null;
  readonly items: ReadonlyMap<ItemId, ItemProgress>;
  /** The last event that stands, for "undo": null when there is none. */
  readonly lastEventId: EventId | null;
}
