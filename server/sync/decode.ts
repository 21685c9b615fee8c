// Bytes → structs. The stateless half of the wire firewall: V1 only, every limit that needs no room. It refuses to
// know what a room holds; guard.ts weighs the structs against that.
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';

/** Limits of one update; all are counts or bytes. */
export interface DecodeLimits {
  /** Nesting of a plain JSON value. */
  readonly maxJsonDepth: number;
  /** Values inside one plain JSON value. */
  readonly maxJsonNodes: number;
  /** UTF-16 units of one plain string or key. */
  readonly maxJsonString: number;
  readonly maxKeyLength: number;
}

const DECODE_LIMITS: DecodeLimits = {
  maxJsonDepth: 32,
  maxJsonNodes: 10_000,
  maxJsonString: 65_536,
  maxKeyLength: 128,
};

/** Clocks and client ids above these belong to no honest client and only serve to poison a history. */
const MAX_CLOCK = 2 ** 31;
const MAX_CLIENT = 2 ** 32;

/** No sections, no deletions. */
const EMPTY_UPDATE_BYTES = 2;

export type Struct = Y.Item | Y.GC | Y.Skip;

export interface DeleteRange {
  readonly client: number;
  readonly clock: number;
  readonly len: number;
}

export interface DecodedUpdate {
  readonly bytes: Uint8Array;
  /** In the order of the update: grouped by client, rising clocks. */
  readonly structs: readonly Struct[];
  readonly deletes: readonly DeleteRange[];
}

/** Why bytes were not taken; `malformed` ends the connection (4400), `forbidden` (4409) and `too-large` (4413) the replica. */
export type DecodeFault = { readonly kind: 'malformed' | 'forbidden' | 'too-large'; readonly reason: string };

/**
 * Reads an untrusted V1 update. Never throws and never touches a document; nothing of the result may be given to Yjs
 * unless guard.ts let the whole update pass. [R3]
 */
export function decodeUpdate(bytes: Uint8Array, limits: DecodeLimits = DECODE_LIMITS): DecodedUpdate | DecodeFault {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(bytes);
  } catch {
    // lib0 reports truncation, bad references and bad JSON by throwing; which of them it was helps nobody.
    return { kind: 'malformed', reason: 'not-an-update' };
  }
  const deletes = [...decoded.ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, len })),
  );
  // An update of the second format begins like an empty one of the first: it must not be answered as if it were saved.
  const saysNothing = decoded.structs.length === 0 && deletes.length === 0;
  if (saysNothing && bytes.length > EMPTY_UPDATE_BYTES) return { kind: 'malformed', reason: 'not-an-update' };
  const fault = structsFault(decoded.structs, limits) ?? deletesFault(deletes);
  return fault ?? { bytes, structs: decoded.structs, deletes };
}

/**
 * Whether the update is written as every encoder writes it; any other is written anew by cut.ts before it goes on.
 * 1. Each client has one section of structs: Yjs applies the last one only, so the guard would weigh something else.
 * 2. Delete ranges rise without overlaps: Yjs walks all structs of each range, so that five thousand times the same
 *    range would walk a whole document five thousand times.
 */
export function isTidy({ bytes, structs, deletes }: DecodedUpdate): boolean {
  const sections = decoding.readVarUint(decoding.createDecoder(bytes));
  const begun = structs.filter((struct, index) => structs[index - 1]?.id.client !== struct.id.client);
  if (begun.length !== sections || new Set(begun.map(({ id }) => id.client)).size !== sections) return false;
  return deletes.every((range, index) => {
    const before = deletes[index - 1];
    return before?.client !== range.client || before.clock + before.len <= range.clock;
  });
}

/** Whether `bytes` are a state vector; Yjs would throw on others in the middle of a join. [R12] */
export function isStateVector(bytes: Uint8Array): boolean {
  try {
    const decoder = decoding.createDecoder(bytes);
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
    }
    return !decoding.hasContent(decoder);
  } catch {
    // lib0 throws on truncated input; the caller ends the connection.
    return false;
  }
}

export function isDecodeFault(decoded: DecodedUpdate | DecodeFault): decoded is DecodeFault {
  return 'kind' in decoded;
}

function structsFault(structs: readonly Struct[], limits: DecodeLimits): DecodeFault | null {
  for (const struct of structs) {
    const fault = idFault(struct.id.client, struct.id.clock, struct.length);
    if (fault) return fault;
    if (struct instanceof Y.Item) {
      const reason = itemFault(struct, limits);
      if (reason) return { kind: 'forbidden', reason };
    }
  }
  return null;
}

function deletesFault(deletes: readonly DeleteRange[]): DecodeFault | null {
  for (const range of deletes) {
    const fault = idFault(range.client, range.clock, range.len);
    if (fault) return fault;
  }
  return null;
}

function idFault(client: number, clock: number, length: number): DecodeFault | null {
  if (!Number.isSafeInteger(client) || client >= MAX_CLIENT) return { kind: 'malformed', reason: 'client-id-range' };
  if (!Number.isSafeInteger(clock) || !(length > 0) || clock + length >= MAX_CLOCK) {
    return { kind: 'malformed', reason: 'clock-range' };
  }
  return null;
}

function itemFault(item: Y.Item, limits: DecodeLimits): string | null {
  if (item.parentSub !== null && !isKey(item.parentSub, limits)) return 'key';
  // Before integration Yjs keeps a root's name in `parent` as a string.
  const parent: unknown = item.parent;
  if (typeof parent === 'string' && !isKey(parent, limits)) return 'root-name';
  const content: unknown = item.content;
  if (content instanceof Y.ContentAny)
    return content.arr.every((value) => isPlain(value, limits)) ? null : 'plain-value';
  if (content instanceof Y.ContentFormat) return formatFault(content, limits);
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted || content instanceof Y.ContentType)
    return null;
  return 'content-kind';
}

function formatFault(content: Y.ContentFormat, limits: DecodeLimits): string | null {
  return isKey(content.key, limits) && isPlain(content.value, limits) ? null : 'format';
}

function isKey(key: string, limits: DecodeLimits): boolean {
  return key.length > 0 && key.length <= limits.maxKeyLength && !FORBIDDEN_KEYS.has(key);
}

/** Keys that become more than data once a value is read as a JavaScript object. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether `value` is JSON (or undefined) within the limits; walks without recursion, so depth cannot hurt. */
function isPlain(value: unknown, limits: DecodeLimits): boolean {
  const pending: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  let nodes = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    nodes += 1;
    if (nodes > limits.maxJsonNodes || next.depth > limits.maxJsonDepth) return false;
    const children = plainChildren(next.value, limits);
    if (!children) return false;
    for (const child of children) pending.push({ value: child, depth: next.depth + 1 });
  }
  return true;
}

/** The values inside `value`, or null when it is nothing that JSON could hold. */
function plainChildren(value: unknown, limits: DecodeLimits): readonly unknown[] | null {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return value.length <= limits.maxJsonString ? [] : null;
  if (typeof value === 'number' || typeof value === 'boolean') return [];
  if (Array.isArray(value)) return Object.values<unknown>(value);
  // lib0 assigns keys, so a `__proto__` in the bytes shows as a foreign prototype, not as a key.
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return null;
  return Object.keys(value).every((key) => isKey(key, limits)) ? Object.values(value) : null;
}
