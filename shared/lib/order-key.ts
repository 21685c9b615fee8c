// Fractional keys: an item's place is a string between its neighbours' strings, so a move never moves array entries.
import { generateKeyBetween } from 'fractional-indexing';

/** What orders by key: entries with equal keys fall back to their ids, so every replica sorts alike. */
export interface Ordered {
  readonly id: string;
  readonly order: string;
}

/**
 * A key strictly between `before` and `after` (null = the end of the list), closed by `suffix` so that two people who
 * insert at one place at one moment get different keys. `suffix`: random, [0-9A-Za-z]+, not ending in 0.
 * Neighbours with equal keys (possible only after concurrent moves) must be re-keyed by the caller first.
 */
export function keyBetween(before: string | null, after: string | null, suffix: string): string {
  const between = generateKeyBetween(before, after);
  const suffixed = `${between}${suffix}`;
  return after === null || suffixed < after ? suffixed : between;
}

export function compareByOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
