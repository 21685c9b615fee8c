// Shows committed updates to everyone else: at once in a small room, gathered in a short window in a crowd, where one
// merged frame costs each reader as much as a single keystroke would.
import * as Y from 'yjs';
import type { DocName } from '../../shared/domain/ids.ts';
import type { Clock } from '../ports.ts';
import type { Outlet, Session } from './session.ts';

export interface FanoutLimits {
  /** Readers up to which nothing ever waits. */
  readonly smallRoom: number;
  /** The window's growth per reader, in milliseconds. */
  readonly windowMsPerReader: number;
  readonly maxWindowMs: number;
}

export const FANOUT_LIMITS: FanoutLimits = { smallRoom: 20, windowMsPerReader: 0.3, maxWindowMs: 33 };

interface Waiting {
  seq: number;
  updates: Uint8Array[];
  /** The one session all of it came from, or null when it is from several. */
  only: Session | null;
}

/** The outgoing side of one document. */
export class Fanout {
  readonly #doc: DocName;
  readonly #clock: Clock;
  readonly #limits: FanoutLimits;
  readonly #sessions: ReadonlySet<Session>;
  #waiting: Waiting | null = null;
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  constructor(doc: DocName, sessions: ReadonlySet<Session>, clock: Clock, limits: FanoutLimits) {
    this.#doc = doc;
    this.#sessions = sessions;
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Shows `updates`, committed up to `seq`; `from` gets nothing when all of it is its own. [R11] */
  show(seq: number, updates: readonly Uint8Array[], from: Session | null): void {
    if (this.#waiting) {
      this.#waiting.seq = seq;
      this.#waiting.updates.push(...updates);
      if (this.#waiting.only !== from) this.#waiting.only = null;
    } else {
      this.#waiting = { seq, updates: [...updates], only: from };
    }
    if (this.#cancelTimer) return;
    const wait = this.#windowMs() - (this.#clock.monotonicMs() - this.#lastFlushMs);
    if (wait <= 0) this.flush();
    else this.#cancelTimer = this.#clock.after(wait, () => this.flush());
  }

  /** Sends what waits now. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = null;
    this.#lastFlushMs = this.#clock.monotonicMs();
    const to = [...this.#sessions].filter((session) => session.isOpen && session !== waiting.only);
    if (to.length === 0) return;
    const [first, ...rest] = waiting.updates;
    if (!first) return;
    const update = rest.length === 0 ? first : Y.mergeUpdates(waiting.updates);
    const message = { doc: this.#doc, seq: waiting.seq, update };
    for (const [outlet, sessions] of byOutlet(to)) outlet.update(message, sessions);
  }

  /** Forgets what waits; only for a room that is dropped. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#waiting = null;
  }

  #windowMs(): number {
    const readers = this.#sessions.size;
    if (readers <= this.#limits.smallRoom) return 0;
    return Math.min(this.#limits.maxWindowMs, readers * this.#limits.windowMsPerReader);
  }
}

/** Sessions grouped by the wire that will write to them. */
export function byOutlet(sessions: Iterable<Session>): ReadonlyMap<Outlet, readonly Session[]> {
  const groups = new Map<Outlet, Session[]>();
  for (const session of sessions) {
    const group = groups.get(session.wire.outlet);
    if (group) group.push(session);
    else groups.set(session.wire.outlet, [session]);
  }
  return groups;
}
