// Robust reads of Yjs values: whatever a replica wrote, a missing or wrongly typed value is read as absent and nothing
// throws. Shared by every reader of the desk and the record; knows no key of theirs.
import * as Y from 'yjs';
import { FIRST_ORDER, isOrderKey } from '../lib/order-key.ts';

export type Plain = Readonly<Record<string, unknown>>;
export type Entries = Y.Map<unknown>;

/** The value as a JSON object, or null; Yjs types and lists are none. */
export function asPlain(value: unknown): Plain | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Y.AbstractType)
    return null;
  return Object.fromEntries(Object.entries(value));
}

/** An own key of a JSON object; inherited names are absent. */
export function own(plain: Plain, key: string): unknown {
  return Object.hasOwn(plain, key) ? plain[key] : undefined;
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** What is filled in for one fact, without blanks around it and no longer than `maxChars`; null when that is nothing. */
export function asFact(value: unknown, maxChars: number): string | null {
  const text = asText(value)?.trim().slice(0, maxChars) ?? '';
  return text === '' ? null : text;
}

/** A finite number, or null. */
export function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The strings of a list; anything else in it is left out. */
export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** The member of `all` that `value` is, or null. */
export function asOneOf<T extends string>(all: readonly T[], value: unknown): T | null {
  return all.find((member) => member === value) ?? null;
}

export function asOrder(value: unknown): string {
  return typeof value === 'string' && isOrderKey(value) ? value : FIRST_ORDER;
}

export function asMap(value: unknown): Entries | null {
  return value instanceof Y.Map ? value : null;
}

export function asYText(value: unknown): Y.Text | null {
  return value instanceof Y.Text && !(value instanceof Y.XmlText) ? value : null;
}

/** The characters of a Y.Text; '' for anything else. */
export function textOf(value: unknown): string {
  const text = asYText(value);
  return text === null ? '' : text.toString();
}

/** The entries of a map that are maps themselves and not marked `removed`. */
export function standingEntries(root: Entries): readonly (readonly [string, Entries])[] {
  return [...root.entries()].flatMap(([key, value]) => {
    const entry = asMap(value);
    return entry && entry.get('removed') !== true ? [[key, entry] as const] : [];
  });
}

/** Sets what `values` holds and differs; a key whose value is undefined is left alone. */
export function assign(entry: Entries, values: Plain): void {
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && !sameJson(entry.get(key), value)) entry.set(key, value);
  }
}

/** A map with the given entries; absent (undefined) ones are left out. */
export function newMap(values: Plain): Entries {
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) map.set(key, value);
  return map;
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a instanceof Y.AbstractType || b instanceof Y.AbstractType) return a === b;
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
