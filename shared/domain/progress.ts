// The agenda's progress as a fold of insert-only events: what is current is a function of them, never a stored field.
import { unreachable } from '../lib/assert.ts';
import type { DurationMs, EpochMs } from '../lib/time.ts';
import type { EventId, ItemId } from './ids.ts';
import type { Events, ProgressEvent, Witnesses } from './progress-event.ts';
import { timeline } from './timeline.ts';

export type ItemState = 'pending' | 'current' | 'suspended' | 'done' | 'skipped' | 'postponed';

export interface ItemProgress {
  readonly state: ItemState;
  readonly startedAt: EpochMs | null;
  readonly finishedAt: EpochMs | null;
  /** Time spent in closed stretches; the running stretch is added by `elapsedMs`. */
  readonly spentMs: DurationMs;
  /** Start of the running stretch; null unless current. */
  readonly runningSince: EpochMs | null;
  /** Why it was put off to another meeting, when that was said. */
  readonly reason?: string;
}

/** 休会: the whole meeting stands still. */
export interface Recess {
  readonly from: EpochMs;
  /** When it means to go on, when that was said. */
  readonly until: EpochMs | null;
  /** Null while it lasts. */
  readonly to: EpochMs | null;
}

export interface Progress {
  /** Who has the floor: current, or suspended with nothing started since. */
  readonly currentId: ItemId | null;
  readonly adjournedAt: EpochMs | null;
  readonly items: ReadonlyMap<ItemId, ItemProgress>;
  /** In order; at most the last one still lasts. */
  readonly recesses: readonly Recess[];
  /** When what was taken up again, or ended otherwise afterwards, had ended before, in order: of each item, and (null) of the meeting. */
  readonly pastEnds?: ReadonlyMap<ItemId | null, readonly EpochMs[]>;
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

/**
 * What stands after all events, the same on every replica whatever order they arrived in. `seen` holds the server's
 * witness of each event it has committed. Rules 1–3 and 9 are those of `timeline`.
 * 4. `start` finishes what was current, so one item at most is current; starting what is current changes nothing. A
 *    start after `adjourn` takes the meeting up again.
 * 5. `finish`, `skip` and `postpone` end an item; an item that is done is neither skipped nor postponed afterwards.
 * 6. `suspend` holds the current item, which keeps the floor until another starts; `resume` only wakes such an item.
 * 7. `adjourn` finishes what is current; the first one that stands gives the time.
 * 8. `suspend` without an item suspends the meeting and holds its current item; a second one only says anew when it goes
 *    on. `resume` without an item ends that and wakes what it held; so does whatever starts, except that another item
 *    finishes the held one as of the suspension. An adjourned meeting is not suspended.
 */
export function foldProgress(events: Events, seen: Witnesses): Progress {
  const standing = timeline(events, seen).filter(({ event, stands }) => stands && event.kind !== 'revoke');
  const fold = new Fold();
  for (const { event, at } of standing) fold.add(event, at);
  return { ...fold.result(), lastEventId: standing.at(-1)?.id ?? null };
}

/** The suspension of the meeting that lasts now; null when none does. */
export function recessOf({ recesses }: Pick<Progress, 'recesses'>): Recess | null {
  const last = recesses.at(-1);
  return last && last.to === null ? last : null;
}

/** How long an item has taken until `now`, the running stretch included. */
export function elapsedMs(progress: ItemProgress, now: EpochMs): DurationMs {
  const running = progress.runningSince === null ? 0 : Math.max(0, now - progress.runningSince);
  return progress.spentMs + running;
}

/** The state while events are taken in order (rules 4–8); lives for one `foldProgress`. */
class Fold {
  readonly #items = new Map<ItemId, ItemProgress>();
  #currentId: ItemId | null = null;
  #adjournedAt: EpochMs | null = null;
  #now: EpochMs = -Infinity;
  readonly #recesses: Recess[] = [];
  readonly #pastEnds = new Map<ItemId | null, EpochMs[]>();
  /** What the suspension of the meeting holds. */
  #heldId: ItemId | null = null;

  add(event: ProgressEvent, instant: EpochMs): void {
    if (event.kind === 'correct') return;
    this.#now = instant;
    switch (event.kind) {
      case 'start':
        return this.#start(event.itemId);
      case 'finish':
        return this.#end(event.itemId, 'done');
      case 'skip':
        return this.#end(event.itemId, 'skipped');
      case 'postpone':
        return this.#end(event.itemId, 'postponed', event.reason);
      case 'suspend':
        return event.itemId === null ? this.#recess(event.until ?? null) : this.#suspend(event.itemId);
      case 'resume':
        if (event.itemId === null) return this.#reconvene();
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
    return {
      ...{ currentId: this.#currentId, adjournedAt: this.#adjournedAt },
      ...{ items: this.#items, recesses: this.#recesses, pastEnds: this.#pastEnds },
    };
  }

  #of(itemId: ItemId): ItemProgress {
    return this.#items.get(itemId) ?? PENDING;
  }

  #start(itemId: ItemId): void {
    const { reason: _reason, ...item } = this.#of(itemId);
    if (item.state === 'current') return;
    if (this.#heldId !== itemId) this.#finishCurrent();
    this.#endRecess();
    this.#noteEnd(itemId, item.finishedAt);
    this.#noteEnd(null, this.#adjournedAt);
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

  /** What follows from an end stands even where the item, or the meeting, is taken up again. */
  #noteEnd(of: ItemId | null, at: EpochMs | null): void {
    if (at === null) return;
    const ends = this.#pastEnds.get(of);
    if (ends === undefined) this.#pastEnds.set(of, [at]);
    else ends.push(at);
  }

  #end(itemId: ItemId, state: 'done' | 'skipped' | 'postponed', reason?: string): void {
    const { reason: _before, ...item } = this.#of(itemId);
    if (item.state === 'done' || item.state === state) return;
    this.#noteEnd(itemId, item.finishedAt);
    const finishedAt = this.#heldId === itemId ? (recessOf(this.result())?.from ?? this.#now) : this.#now;
    this.#items.set(itemId, { ...this.#stopped(item), state, finishedAt, ...(reason === undefined ? {} : { reason }) });
    if (this.#currentId === itemId) this.#currentId = null;
  }

  #suspend(itemId: ItemId): void {
    const item = this.#of(itemId);
    if (item.state === 'current') this.#items.set(itemId, { ...this.#stopped(item), state: 'suspended' });
  }

  #adjourn(): void {
    this.#finishCurrent();
    this.#endRecess();
    this.#adjournedAt ??= this.#now;
    this.#currentId = null;
  }

  #recess(until: EpochMs | null): void {
    if (this.#adjournedAt !== null) return;
    const open = recessOf(this.result());
    if (open) {
      this.#recesses.splice(-1, 1, { ...open, until: until ?? open.until });
      return;
    }
    this.#recesses.push({ from: this.#now, until, to: null });
    if (this.#currentId === null || this.#of(this.#currentId).state !== 'current') return;
    this.#heldId = this.#currentId;
    this.#suspend(this.#currentId);
  }

  #reconvene(): void {
    const held = this.#heldId;
    if (recessOf(this.result()) === null) return;
    if (held !== null && this.#currentId === held) this.#start(held);
    else this.#endRecess();
  }

  #endRecess(): void {
    const open = recessOf(this.result());
    if (open) this.#recesses.splice(-1, 1, { ...open, to: this.#now });
    this.#heldId = null;
  }

  /** An item suspended by itself loses the floor but is not finished: it may be resumed later. */
  #finishCurrent(): void {
    const id = this.#currentId;
    if (id !== null && (id === this.#heldId || this.#of(id).state === 'current')) this.#end(id, 'done');
  }

  #stopped(item: ItemProgress): ItemProgress {
    const stretch = item.runningSince === null ? 0 : this.#now - item.runningSince;
    return { ...item, spentMs: item.spentMs + stretch, runningSince: null };
  }
}
