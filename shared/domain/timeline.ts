// The events of a meeting in their order, each with the time at which it took effect and whether it still stands. Knows
// nothing of what they do to items.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { EventId } from './ids.ts';
import type { Events, ProgressEvent, ProgressWitness, Witnesses } from './progress-event.ts';

export interface TimelineEntry {
  readonly id: EventId;
  readonly event: ProgressEvent;
  /** When it took effect, corrections counted in. */
  readonly at: EpochMs;
  /** What `at` would be without its corrections. */
  readonly toldAt: EpochMs;
  /** False when it was revoked: it never happened. */
  readonly stands: boolean;
}

/** Beyond this distance from the witness, a claimed instant is a wrong clock or late news, and is not believed. */
const MAX_CLAIM_LAG_MS: DurationMs = 2 * MINUTE_MS;

/**
 * All events in order, the same on every replica whatever order they arrived in. The numbers are those of
 * `foldProgress`.
 * 1. Order: witnessed events first, by (receivedAt, at, id); those not witnessed yet follow by (at, id). A wrong clock
 *    can therefore put its events neither before nor after anybody else's.
 * 2. An event took effect at its own `at`, unless that lies after its witness or more than `MAX_CLAIM_LAG_MS` before
 *    it: then at the witness. No event takes effect before the one ordered ahead of it.
 * 3. A revoked event never happened; a revoke that is itself revoked never happened either. Revokes that revoke each
 *    other in a ring are all void.
 * 9. The last standing correction of an event sets its time, never its place in the order: the time is kept between its
 *    neighbours' and before that of the correction. A correction of a revoke or of a correction says nothing.
 */
export function timeline(events: Events, seen: Witnesses): readonly TimelineEntry[] {
  const revoked = revokedEvents(events);
  const all = [...events]
    .map(([id, event]) => ({ id, event, witness: seen.get(id) ?? null }))
    .sort(compareEvents)
    .map(({ id, event, witness }) => ({ id, event, at: effectiveInstant(event, witness), stands: !revoked.has(id) }));
  const wished = new Map<EventId, EpochMs>();
  for (const { event, at, stands } of all) {
    if (event.kind === 'correct' && stands) wished.set(event.of, Math.min(event.to, at));
  }
  return settle(all, wished);
}

/** Whether an event is a step of the meeting, not a word about another event. */
export function isStep(event: ProgressEvent): boolean {
  return event.kind !== 'revoke' && event.kind !== 'correct';
}

interface Told {
  readonly id: EventId;
  readonly event: ProgressEvent;
  readonly at: EpochMs;
  readonly stands: boolean;
}

/** The last sentence of rule 2, and rule 9. What was revoked pushes nobody. */
function settle(all: readonly Told[], wished: ReadonlyMap<EventId, EpochMs>): readonly TimelineEntry[] {
  const counts = ({ event, stands }: Told): boolean => stands && isStep(event);
  const told = new Map<EventId, EpochMs>();
  let latest = -Infinity;
  let latestUncorrected = -Infinity;
  /** For each corrected step, the time of the first uncorrected one after it. */
  const limits = new Map<EventId, EpochMs>();
  let waiting: EventId[] = [];
  for (const entry of all.filter(counts)) {
    latest = Math.max(latest, entry.at);
    told.set(entry.id, latest);
    if (wished.has(entry.id)) {
      waiting.push(entry.id);
      continue;
    }
    latestUncorrected = Math.max(latestUncorrected, entry.at);
    for (const id of waiting) limits.set(id, latestUncorrected);
    waiting = [];
  }
  let reached = -Infinity;
  return all.map((entry) => {
    if (!counts(entry)) return { ...entry, toldAt: entry.at };
    const wish = wished.get(entry.id);
    reached = Math.max(reached, wish === undefined ? entry.at : Math.min(wish, limits.get(entry.id) ?? Infinity));
    return { ...entry, at: reached, toldAt: told.get(entry.id) ?? entry.at };
  });
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

/** Rule 2, without its last sentence. */
function effectiveInstant(event: ProgressEvent, witness: ProgressWitness | null): EpochMs {
  if (!witness) return event.at;
  const lag = witness.receivedAt - event.at;
  return lag >= 0 && lag <= MAX_CLAIM_LAG_MS ? event.at : witness.receivedAt;
}

/** Rule 3: revokes nobody revokes are decided first, then those they decide about, and so on; rings stay undecided. */
function revokedEvents(events: Events): ReadonlySet<EventId> {
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
