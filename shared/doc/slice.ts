// Updates of bounded size in an order in which each can be applied at once: for what a replica owes the server, and for
// what a stock client typed offline and cannot cut itself.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

export interface SliceLimits {
  /** Bytes of one update; the server takes 256 KB of new structs. */
  readonly maxBytes: number;
  readonly maxDeleteRanges: number;
  /** UTF-16 units of one run of text. */
  readonly maxRun: number;
}

const SLICE_LIMITS: SliceLimits = { maxBytes: 200 * 1_024, maxDeleteRanges: 5_000, maxRun: 16_384 };

type Struct = Y.Item | Y.GC;
interface Range {
  readonly client: number;
  readonly clock: number;
  readonly len: number;
}
type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

/**
 * All that `doc` holds beyond a server with `stateVector`, where `missing` is the server's answer to this replica's
 * state vector and already applied: its delete set is the server's whole one. Empty when the server has everything,
 * deletions included.
 */
export function owedUpdates(
  doc: Y.Doc,
  stateVector: Uint8Array,
  missing: Uint8Array,
  limits: SliceLimits = SLICE_LIMITS,
): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, stateVector));
  const deletes = subtract(ds, Y.decodeUpdate(missing).ds);
  return slice(structs.filter(isStruct), deletes, limits);
}

/** `update` cut to the limits; itself when it is small enough. Everything it depends on is with the server already. */
export function sliceUpdate(update: Uint8Array, limits: SliceLimits = SLICE_LIMITS): Uint8Array[] {
  if (update.length <= limits.maxBytes) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  return slice(structs.filter(isStruct), rangesOf(ds), limits);
}

function slice(structs: readonly Struct[], deletes: readonly Range[], limits: SliceLimits): Uint8Array[] {
  const slices: Uint8Array[] = [];
  let open: Struct[] = [];
  let openBytes = 0;
  for (const struct of inDependencyOrder(structs.flatMap((each) => splitRun(each, limits.maxRun)))) {
    const bytes = sizeOf(struct);
    if (open.length > 0 && openBytes + bytes > limits.maxBytes) {
      slices.push(encode(open, []));
      open = [];
      openBytes = 0;
    }
    open.push(struct);
    openBytes += bytes;
  }
  // Deletions come last: by then everything they name is there.
  for (let from = 0; from === 0 || from < deletes.length; from += limits.maxDeleteRanges) {
    const ranges = deletes.slice(from, from + limits.maxDeleteRanges);
    if (open.length + ranges.length > 0) slices.push(encode(open, ranges));
    open = [];
  }
  return slices;
}

/** Structs of all clients so that each follows what it refers to. Offline work of several page loads refers crosswise. */
function inDependencyOrder(structs: readonly Struct[]): Struct[] {
  const queues = groupBy(structs, (struct) => struct.id.client);
  for (const queue of queues.values()) queue.sort((a, b) => b.id.clock - a.id.clock);
  const ordered: Struct[] = [];
  for (const client of queues.keys()) takeAll(client, queues, ordered);
  return ordered;
}

/** Empties `client`'s queue (its end is its head), going to another client's first wherever a struct refers there. */
function takeAll(client: number, queues: ReadonlyMap<number, Struct[]>, ordered: Struct[]): void {
  const trail = [client];
  for (let at = trail.at(-1); at !== undefined; at = trail.at(-1)) {
    const queue = queues.get(at) ?? [];
    const head = queue.at(-1);
    const before = head && waitsFor(head, queues);
    if (before !== undefined && !trail.includes(before)) {
      trail.push(before);
      continue;
    }
    if (head) {
      queue.pop();
      ordered.push(head);
    }
    // Back to whoever waited as soon as it may go on; the rest of this queue comes later in its own turn.
    if (trail.length > 1 || queue.length === 0) trail.pop();
  }
}

/** The client whose waiting structs hold something that `struct` refers to. */
function waitsFor(struct: Struct, queues: ReadonlyMap<number, Struct[]>): number | undefined {
  if (!(struct instanceof Y.Item)) return undefined;
  const parent = struct.parent instanceof Y.ID ? struct.parent : null;
  return [struct.origin, struct.rightOrigin, parent].find((id) => {
    if (id === null || id.client === struct.id.client) return false;
    const next = queues.get(id.client)?.at(-1);
    return next !== undefined && next.id.clock <= id.clock;
  })?.client;
}

/** A long run of text as several structs; typed text grows into one run, however many keystrokes made it. */
function splitRun(struct: Struct, maxRun: number): Struct[] {
  const pieces: Struct[] = [struct];
  for (let last = struct; isLongRun(last, maxRun);) {
    const at = isHighSurrogate(last.content.str.charCodeAt(maxRun - 1)) ? maxRun - 1 : maxRun;
    const { client, clock } = last.id;
    const rest = last.content.splice(at);
    last.length = at;
    last = new Y.Item(
      Y.createID(client, clock + at),
      null,
      Y.createID(client, clock + at - 1),
      null,
      last.rightOrigin,
      last.parent,
      last.parentSub,
      rest,
    );
    pieces.push(last);
  }
  return pieces;
}

function isLongRun(struct: Struct, maxRun: number): struct is Y.Item & { content: Y.ContentString } {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentString && struct.length > maxRun;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function encode(structs: readonly Struct[], deletes: readonly Range[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const byClient = groupBy(structs, (struct) => struct.id.client);
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  // Highest client first, as Yjs itself writes.
  for (const [client, own] of [...byClient].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder.restEncoder, own.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, own[0]?.id.clock ?? 0);
    for (const struct of own) struct.write(encoder, 0);
  }
  writeDeletes(encoder, deletes);
  return encoder.toUint8Array();
}

function writeDeletes(encoder: Y.UpdateEncoderV1, deletes: readonly Range[]): void {
  const byClient = groupBy(deletes, (range) => range.client);
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, ranges] of [...byClient].sort(([a], [b]) => b - a)) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoding.length(encoder.restEncoder);
}

/** The ranges of `ds` that `known` does not cover. */
function subtract(ds: DeleteSet, known: DeleteSet): Range[] {
  const covered = groupBy(rangesOf(known), (range) => range.client);
  return rangesOf(ds).flatMap((range) => without(range, covered.get(range.client) ?? []));
}

function without(range: Range, covered: readonly Range[]): Range[] {
  const left: Range[] = [];
  const end = range.clock + range.len;
  let from = range.clock;
  for (const { clock, len } of covered) {
    if (clock + len <= from) continue;
    if (clock >= end) break;
    if (clock > from) left.push({ client: range.client, clock: from, len: clock - from });
    from = clock + len;
  }
  if (from < end) left.push({ client: range.client, clock: from, len: end - from });
  return left;
}

/** In order of client and clock. */
function rangesOf(ds: DeleteSet): Range[] {
  return [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, len })).sort((a, b) => a.clock - b.clock),
  );
}

function isStruct(struct: Y.Item | Y.GC | Y.Skip): struct is Struct {
  return !(struct instanceof Y.Skip);
}

function groupBy<T>(values: readonly T[], clientOf: (value: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const value of values) {
    const group = groups.get(clientOf(value));
    if (group) group.push(value);
    else groups.set(clientOf(value), [value]);
  }
  return groups;
}
