// Canonical JSON: one text for one value, whatever order its keys were set in. What is sealed is digested over this
// text, so its rules may never change: keys sorted by UTF-16 units, no white space, absent and undefined members alike.
import { createHash } from 'node:crypto';
import { InvariantError } from '../../shared/lib/assert.ts';

/** The canonical text of a plain JSON value; throws `InvariantError` for what JSON cannot hold (NaN, functions …). */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value);
  throw new InvariantError(`canonical JSON cannot hold a ${typeof value}`);
}

/** sha-256 of `text` as UTF-8, in lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new InvariantError(`canonical JSON cannot hold ${String(value)}`);
  return JSON.stringify(Object.is(value, -0) ? 0 : value);
}

function canonicalObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new InvariantError('canonical JSON holds plain objects only');
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
