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

const ORDER_KEY = /^[0-9A-Za-z]{2,1024}$/;
const SUFFIX_LENGTH = 4;

/** Whether `text` is a key that `keyBetween` can work from; anything else must be read as `FIRST_ORDER`. */
export function isOrderKey(text: string): boolean {
  if (!ORDER_KEY.test(text)) return false;
  const head = text.charCodeAt(0);
  if (head < 65) return false;
  const integerLength = head >= 97 ? head - 97 + 2 : 90 - head + 2;
  if (text.length < integerLength || text === `A${'0'.repeat(26)}`) return false;
  return text.length === integerLength || !text.endsWith('0');
}

/** The key of an entry whose own is missing or broken: it stands where the first entry of an empty list would. */
export const FIRST_ORDER = 'a0';

/** A suffix for `keyBetween` out of any random id text: letters and digits only, never ending in 0. */
export function orderSuffix(random: string): string {
  return `${random.replace(/[^0-9A-Za-z]/g, '').slice(-SUFFIX_LENGTH)}V`;
}

/** A place in a list: the key for the entry that goes there, and new keys for those that stood in its way. */
export interface PlacedKey {
  readonly order: string;
  readonly rekeyed: ReadonlyMap<string, string>;
}

/**
 * The key for an entry put at `index` of `others` (sorted, without the entry itself). Entries at and after `index` whose
 * keys equal the one before it leave no room and get new ones; whoever stands earlier is never touched.
 */
export function keyAt(others: readonly Ordered[], index: number, suffix: string): PlacedKey {
  const before = others[index - 1]?.order ?? null;
  let end = index;
  for (let next = others[end]; next && before !== null && next.order <= before; next = others[end]) end += 1;
  const after = others[end]?.order ?? null;
  const order = keyBetween(before, after, suffix);
  const rekeyed = new Map<string, string>();
  let previous = order;
  for (const other of others.slice(index, end)) {
    previous = keyBetween(previous, after, suffix);
    rekeyed.set(other.id, previous);
  }
  return { order, rekeyed };
}
