// The insert-only events of a meeting's progress, and the server's witness of them. What they come to is folded in
// progress.ts; when each took effect is decided in timeline.ts.
import type { EpochMs } from '../lib/time.ts';
import type { EventId, ItemId } from './ids.ts';

/** Who did it: an account, and its name at that time for those who read the log without the list of accounts. */
interface Done {
  /** The writer's estimate of the server's clock. */
  readonly at: EpochMs;
  readonly by: string;
  readonly byName?: string;
}

export type ProgressEvent = Done &
  (
    | { readonly kind: 'start' | 'finish' | 'skip'; readonly itemId: ItemId }
    /** 下次再议, with the reason when one was given. */
    | { readonly kind: 'postpone'; readonly itemId: ItemId; readonly reason?: string }
    /** Of one item, or (null) 休会 of the whole meeting, with the time at which it means to go on. */
    | { readonly kind: 'suspend'; readonly itemId: ItemId | null; readonly until?: EpochMs }
    | { readonly kind: 'resume'; readonly itemId: ItemId | null }
    | { readonly kind: 'adjourn' }
    | { readonly kind: 'revoke'; readonly of: EventId }
    /** 补正: the event `of` took effect at `to`. */
    | { readonly kind: 'correct'; readonly of: EventId; readonly to: EpochMs }
  );

/** When the server saw an event, and whose connection brought it (record root `progressSeen`). */
export interface ProgressWitness {
  readonly receivedAt: EpochMs;
  readonly principal: string;
}

export type Events = ReadonlyMap<EventId, ProgressEvent>;
export type Witnesses = ReadonlyMap<EventId, ProgressWitness>;
