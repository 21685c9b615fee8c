// Who asked to speak, who speaks and for how long. One entry a turn at speaking, changed only by what an operator does and
// only by the server; the time that is left and the time used are computed, never stored. Reads no clock.
//
// 1. One speaks at a time: whoever begins ends the one who speaks, at the same instant.
// 2. A turn that ended or was withdrawn does not begin again; who wants more asks again, so that times add up.
// 3. More time can be given before a turn and during it, to a turn that has a time; less than nothing is nothing.
// 4. An item that is over ends whoever speaks to it, at the moment at which it ended; taken up again, it has them speak
//    no more.
// 5. Whoever is moved stands in front of the one they were put before; who asks afterwards stands behind all of them.
// 6. The end of the meeting ends whoever still speaks, whether or not it is taken up again. It, and the end of an item, are reckoned until another turn begins;
//    from then on they stand, whatever becomes of the agenda.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { EventId, ItemId, PersonKey } from './ids.ts';
import type { Progress } from './progress.ts';

export interface Turn {
  readonly id: EventId;
  /** What they speak to; null = to the meeting. */
  readonly itemId: ItemId | null;
  /** Of the list of people; null = of nobody on it. */
  readonly key: PersonKey | null;
  readonly name: string;
  readonly org: string | null;
  /** Null = nobody set a time. */
  readonly allowedMs: DurationMs | null;
  readonly askedAt: EpochMs;
  readonly beganAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  readonly isWithdrawn?: true;
  /** Their place among those who wait, once somebody put them in order; absent = by when they asked, behind those. */
  readonly place?: number;
}

/** When items and the meeting ended, also those that were taken up again. */
export type Ends = Pick<Progress, 'items' | 'adjournedAt' | 'pastEnds'>;

export interface TimesUsed {
  /** By key; by name for those whom the list of people does not know. */
  readonly byPerson: ReadonlyMap<string, DurationMs>;
  /** Of those whose organisation is known. */
  readonly byOrganisation: ReadonlyMap<string, DurationMs>;
}

/** What one press gives. */
export const MORE_TIME_MS: DurationMs = MINUTE_MS;
/** The record keeps each for ever. */
export const MAX_TURNS = 1_000;

/** In their order (5). */
export function waitingTurns(turns: readonly Turn[]): readonly Turn[] {
  const placeOf = ({ place }: Turn): number => place ?? MAX_TURNS;
  return turns.filter(isWaiting).toSorted((a, b) => placeOf(a) - placeOf(b));
}

export function speakingTurn(turns: readonly Turn[]): Turn | null {
  return turns.find(isSpeaking) ?? null;
}

/** The turns that change when `id` begins (1); null when it cannot (2). */
export function beginTurn(turns: readonly Turn[], id: EventId, now: EpochMs): readonly Turn[] | null {
  const next = turns.find((turn) => turn.id === id);
  if (next === undefined || !isWaiting(next)) return null;
  const ended = turns.filter(isSpeaking).map((turn) => ({ ...turn, endedAt: now }));
  return [...ended, { ...next, beganAt: now }];
}

/** `turns` as they stand after `progress` (4, 6). Whatever is told or decided of turns goes by these. */
export function turnsHeld(turns: readonly Turn[], progress: Ends): readonly Turn[] {
  return turns.map((turn) => {
    const { itemId, beganAt } = turn;
    if (beganAt === null || !isSpeaking(turn)) return turn;
    const ends = itemId === null ? endsOf(null, progress) : [...endsOf(itemId, progress), ...endsOf(null, progress)];
    const after = ends.filter((at) => at >= beganAt);
    return after.length === 0 ? turn : { ...turn, endedAt: Math.min(...after) };
  });
}

/** Of `turnsHeld`, those that end by what became of the agenda alone: nothing of `turns` says so yet. */
export function endingsHeld(turns: readonly Turn[], progress: Ends): readonly Turn[] {
  return turnsHeld(turns, progress).filter((turn, at) => turn !== turns[at]);
}

/** The turns that change when `id` is put in front of `before`, or last (5); null when either does not wait. */
export function moveTurn(turns: readonly Turn[], id: EventId, before: EventId | null): readonly Turn[] | null {
  const waiting = waitingTurns(turns);
  const moved = waiting.find((turn) => turn.id === id);
  const others = waiting.filter((turn) => turn.id !== id);
  const at = before === null ? others.length : others.findIndex((turn) => turn.id === before);
  if (moved === undefined || at < 0) return null;
  const placed = others.toSpliced(at, 0, moved).map((turn, place) => ({ ...turn, place }));
  return placed.filter(({ id: each, place }) => waiting.find((turn) => turn.id === each)?.place !== place);
}

/** The turn as it stands once it is over; null when it is not being held. */
export function endTurn(turns: readonly Turn[], id: EventId, now: EpochMs): Turn | null {
  const turn = speakingTurn(turns);
  return turn?.id === id ? { ...turn, endedAt: now } : null;
}

/** Null when it has begun, or is gone already. */
export function withdrawTurn(turns: readonly Turn[], id: EventId): Turn | null {
  const turn = turns.find((entry) => entry.id === id);
  return turn !== undefined && isWaiting(turn) ? { ...turn, isWithdrawn: true } : null;
}

/** `byMs` more, or fewer when negative (3); null when it is over, or never had a time. */
export function extendTurn(turns: readonly Turn[], id: EventId, byMs: DurationMs): Turn | null {
  const turn = turns.find((entry) => entry.id === id);
  if (turn === undefined || turn.allowedMs === null || !(isWaiting(turn) || isSpeaking(turn))) return null;
  return { ...turn, allowedMs: Math.max(0, turn.allowedMs + byMs) };
}

/** Negative once it is over; null when nobody set a time. */
export function timeLeft({ allowedMs, beganAt, endedAt }: Turn, now: EpochMs): DurationMs | null {
  if (allowedMs === null) return null;
  return beganAt === null ? allowedMs : allowedMs - ((endedAt ?? now) - beganAt);
}

/** How long each has spoken until `now`, the turn that is being held among them. */
export function timesUsed(turns: readonly Turn[], now: EpochMs): TimesUsed {
  const byPerson = new Map<string, DurationMs>();
  const byOrganisation = new Map<string, DurationMs>();
  for (const { key, name, org, beganAt, endedAt } of turns) {
    if (beganAt === null) continue;
    const usedMs = Math.max(0, (endedAt ?? now) - beganAt);
    byPerson.set(key ?? name, (byPerson.get(key ?? name) ?? 0) + usedMs);
    if (org !== null) byOrganisation.set(org, (byOrganisation.get(org) ?? 0) + usedMs);
  }
  return { byPerson, byOrganisation };
}

function endsOf(of: ItemId | null, { items, adjournedAt, pastEnds }: Ends): readonly EpochMs[] {
  const last = of === null ? adjournedAt : (items.get(of)?.finishedAt ?? null);
  return [...(pastEnds?.get(of) ?? []), ...(last === null ? [] : [last])];
}

function isWaiting({ beganAt, isWithdrawn }: Turn): boolean {
  return beganAt === null && isWithdrawn !== true;
}

function isSpeaking({ beganAt, endedAt }: Turn): boolean {
  return beganAt !== null && endedAt === null;
}
