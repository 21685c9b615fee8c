// What is handed to whoever sends, and what comes back: values, so that mail, robots and signed hooks are judged by one rule.
import type { NoticeFault } from '../../shared/domain/notice.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { ClaimedNotice } from '../outbox-ports.ts';
import type { MeetingRow, OutboxRow } from '../ports.ts';

export interface DueNotice extends ClaimedNotice {
  /** Null where it is about none. */
  readonly meeting: MeetingRow | null;
}

/** One mail, one call of a hook. Notices of several are for one address. */
export interface Delivery {
  /** The same at each attempt. */
  readonly message: string;
  readonly notices: readonly [DueNotice, ...DueNotice[]];
}

export interface DeliveryFailure {
  readonly kind: 'failed';
  readonly fault: NoticeFault;
  /** What the other side said. */
  readonly detail: string | null;
  /** `target`: the next one would fare no better, so the lane waits. */
  readonly of: 'notice' | 'target';
  /** As the other side asks for. */
  readonly retryAfterMs?: DurationMs;
}

export type DeliveryOutcome = { readonly kind: 'sent'; readonly also?: readonly OutboxRow[] } | DeliveryFailure;

/** Ends soon after `signal` says so; rejects only for mistakes of ours. */
export type Deliver = (delivery: Delivery, signal: AbortSignal) => Promise<DeliveryOutcome>;
