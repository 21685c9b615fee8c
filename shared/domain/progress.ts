// The agenda's progress as a fold of insert-only events: what is current is a function of them, never a stored field.
import { unreachable } from '../lib/assert.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
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
  /** Who has the floor: current, or suspended with nothing started since. */
  readonly currentId: ItemId | null;
  readonly adjournedAt: EpochMs | null;
  readonly items: ReadonlyMap<ItemId, ItemProgress>;
  /** The last event that stands, for "undo": null when there is none. */
  readonly lastEventId: EventId | null;
}

/** An item that nothing has happened to yet. */
export const PENDING: ItemProgress = {
  state: 'pending',
  startedAt: null,
  finishedAt: null,
  spentMs: 0,
  runningSince: null,
};

/** Beyond this distance from the witness, a claimed instant is a wrong clock or late news, and is not believed. */
const MAX_CLAIM_LAG_MS: DurationMs = 2 * MINUTE_MS;

/**
 * What stands after all events, the same on every replica whatever order they arrived in. `seen` holds the server's
 * witness of each event it has committed.
 * 1. Order: witnessed events first, by (receivedAt, at, id); those not witnessed yet follow by (at, id). A wrong clock
 *    can therefore put its events neither before nor after anybody else's.
 * 2. An event took effect at its own `at`, unless that lies after its witness or more than `MAX_CLAIM_LAG_MS` before
 *    it: then at the witness. No event takes effect before the one ordered ahead of it.
 * 3. A revoked event never happened; a revoke that is itself revoked never happened either. Revokes that revoke each
 *    other in a ring are all void.
 * 4. `start` finishes what was current, so one item at most is current; starting what is current changes nothing. A
 *    start after `adjourn` takes the meeting up again.
 * 5. `finish`, `skip` and `postpone` end an item; an item that is done is neither skipped nor postponed afterwards.
 * 6. `suspend` holds the current item, which keeps the floor until another starts; `resume` only wakes such an item.
 * 7. `adjourn` finishes what is current; the first one that stands gives the time.
 */
export function foldProgress(
  events: ReadonlyMap<EventId, ProgressEvent>,
  seen: ReadonlyMap<EventId, ProgressWitness>,
): Progress {
  const revoked = revokedEvents(events);
  const standing = [...events]
    .filter(([id, event]) => event.kind !== 'revoke' && !revoked.has(id))
    .map(([id, event]) => ({ id, event, witness: seen.get(id) ?? null }))
    .sort(compareEvents);
  const fold = new Fold();
  for (const { event, witness } of standing) fold.add(event, effectiveInstant(event, witness));
  return { ...fold.result(), lastEventId: standing.at(-1)?.id ?? null };
}

/** How long an item has taken until `now`, the running stretch included. */
export function elapsedMs(progress: ItemProgress, now: EpochMs): DurationMs {
  const running = progress.runningSince === null ? 0 : Math.max(0, now - progress.runningSince);
  return progress.spentMs + running;
}

interface Seen {
  readonly id: EventId;
  readonly event: ProgressEvent;
  readonly witness: ProgressWitness | null;
}

/** Rule 1. */
function compareEvents(a: Seen, b: Seen): number {
  const received = (a.witness?.receivedAt ?? Infinity) - (b.witness?.receivedAt ?? Infinity);
  if (received !== 0 && !Number.isNaN(received)) return received;
  return a.event.at - b.event.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Rule 2, without its last sentence, which is the fold's. */
function effectiveInstant(event: ProgressEvent, witness: ProgressWitness | null): EpochMs {
  if (!witness) return event.at;
  const lag = witness.receivedAt - event.at;
  return lag >= 0 && lag <= MAX_CLAIM_LAG_MS ? event.at : witness.receivedAt;
}

/** Rule 3: revokes nobody revokes are decided first, then those they decide about, and so on; rings stay undecided. */
function revokedEvents(events: ReadonlyMap<EventId, ProgressEvent>): ReadonlySet<EventId> {
  const targets = new Map<EventId, EventId>();
  const undecided = new Map<EventId, number>();
  for (const [id, event] of events) {
    if (event.kind !== 'revoke') continue;
    targets.set(id, event.of);
    undecided.set(event.of, (undecided.get(event.of) ?? 0) + 1);
  }
  const revoked = new Set<EventId>();
  const decided = [...targets.keys()].filter((id) => !undecided.has(id));
  for (const id of decided) {
    const target = targets.get(id);
    if (target === undefined) continue;
    if (!revoked.has(id)) revoked.add(target);
    const left = (undecided.get(target) ?? 1) - 1;
    undecided.set(target, left);
    if (left === 0 && targets.has(target)) decided.push(target);
  }
  return revoked;
}

/** The state while events are taken in order (rules 4–7); lives for one `foldProgress`. */
class Fold {
  readonly #items = new Map<ItemId, ItemProgress>();
  #currentId: ItemId | null = null;
  #adjournedAt: EpochMs | null = null;
  #now: EpochMs = -Infinity;

  add(event: ProgressEvent, instant: EpochMs): void {
    this.#now = Math.max(this.#now, instant);
    switch (event.kind) {
      case 'start':
        return this.#start(event.itemId);
      case 'finish':
        return this.#end(event.itemId, 'done');
      case 'skip':
        return this.#end(event.itemId, 'skipped');
      case 'postpone':
        return this.#end(event.itemId, 'postponed');
      case 'suspend':
        return this.#suspend(event.itemId);
      case 'resume':
        if (this.#of(event.itemId).state === 'suspended') this.#start(event.itemId);
        return;
      case 'adjourn':
        return this.#adjourn();
      case 'revoke':
        return;
      default:
        return unreachable(event);
    }
  }

  result(): Omit<Progress, 'lastEventId'> {
    return { currentId: this.#currentId, adjournedAt: this.#adjournedAt, items: this.#items };
  }

  #of(itemId: ItemId): ItemProgress {
    return this.#items.get(itemId) ?? PENDING;
  }

  #start(itemId: ItemId): void {
    const item = this.#of(itemId);
    if (item.state === 'current') return;
    this.#finishCurrent();
    this.#adjournedAt = null;
    this.#currentId = itemId;
    this.#items.set(itemId, {
      ...item,
      state: 'current',
      startedAt: item.startedAt ?? this.#now,
      finishedAt: null,
      runningSince: this.#now,
    });
  }

  #end(itemId: ItemId, state: 'done' | 'skipped' | 'postponed'): void {
    const item = this.#of(itemId);
    if (item.state === 'done' || item.state === state) return;
    this.#items.set(itemId, { ...this.#stopped(item), state, finishedAt: this.#now });
    if (this.#currentId === itemId) this.#currentId = null;
  }

  #suspend(itemId: ItemId): void {
    const item = this.#of(itemId);
    if (item.state === 'current') this.#items.set(itemId, { ...this.#stopped(item), state: 'suspended' });
  }

  #adjourn(): void {
    this.#finishCurrent();
    this.#adjournedAt ??= this.#now;
    this.#currentId = null;
  }

  /** A suspended item loses the floor but is not finished: it may be resumed later. */
  #finishCurrent(): void {
    if (this.#currentId !== null && this.#of(this.#currentId).state === 'current') this.#end(this.#currentId, 'done');
  }

  #stopped(item: ItemProgress): ItemProgress {
    const stretch = item.runningSince === null ? 0 : this.#now - item.runningSince;
    return { ...item, spentMs: item.spentMs + stretch, runningSince: null };
  }
}
