// One large update → small ones, in an order in which each can be applied at once. It reads the V1 format lexically,
// piece by piece: Yjs would decode the whole in one go, and eight megabytes of one-byte structs hold the process for
// seconds. Structs are copied as bytes, never made; what a piece holds is decode.ts's and guard.ts's to judge.
import * as encoding from 'lib0/encoding';
import { InvariantError } from '../../shared/lib/assert.ts';
import { StructReader, type CutFault, type Run } from './struct-reader.ts';

export interface CutLimits {
  /** Bytes of one piece, and of one struct that is no text. */
  readonly maxBytes: number;
  /** Structs of one piece; each costs the guard and Yjs some microseconds. */
  readonly maxStructs: number;
  readonly maxDeleteRanges: number;
  /** UTF-16 units of one run of text. */
  readonly maxRun: number;
  /** Client ids in one update. */
  readonly maxClients: number;
  /** Delete ranges in one update: a stock client sends all that its document ever deleted. */
  readonly maxRanges: number;
}

export const CUT_LIMITS: CutLimits = {
  maxBytes: 196_608,
  maxStructs: 1_000,
  maxDeleteRanges: 2_500,
  maxRun: 16_384,
  maxClients: 20_000,
  maxRanges: 200_000,
};

export type Cut =
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  /** Enough work for one turn of the event loop. */
  | { readonly kind: 'breath' }
  /** The last thing said; what was cut so far stands. */
  | CutFault;

/** The structs of one client: where they begin, and the one that comes next. */
interface Section {
  readonly client: number;
  readonly reader: StructReader;
  left: number;
}

interface Range {
  readonly clock: number;
  readonly len: number;
}

/** Delete ranges by client, in the order of the update. */
type Deletes = readonly (readonly [number, readonly Range[]])[];

/** Structs read, or ranges, between two breaths. */
const BREATH = 4_000;

/**
 * Cuts `update` to the limits. What refers to another client's struct comes after it, deletions come last. Never
 * throws; bytes that are no update, or hold more than any piece may, end in a fault. [R3] [R18]
 */
export function* cut(update: Uint8Array, limits: CutLimits = CUT_LIMITS): Generator<Cut, void> {
  try {
    const sections = new Map<number, Section>();
    const { structs, end } = yield* findSections(update, limits, sections);
    const rest = new StructReader(update, end, limits);
    const deletes = yield* readDeletes(rest, limits);
    if (rest.position !== update.length) throw StructReader.malformed();
    if (update.length <= limits.maxBytes && structs <= limits.maxStructs && isTidy(sections, deletes, limits)) {
      yield { kind: 'piece', bytes: update };
      return;
    }
    yield* cutStructs(sections, limits);
    yield* cutDeletes(deletes, limits);
  } catch (fault) {
    if (fault instanceof InvariantError) throw fault;
    // lib0 throws on truncated input, the reader on what exceeds a limit.
    yield StructReader.faultOf(fault);
  }
}

/** Reads all of it once, so that nothing is applied of an update that is none; `end` is where the deletions begin. */
function* findSections(
  update: Uint8Array,
  limits: CutLimits,
  sections: Map<number, Section>,
): Generator<Cut, { readonly structs: number; readonly end: number }> {
  const reader = new StructReader(update, 0, limits);
  const count = reader.number();
  if (count > limits.maxClients) throw StructReader.tooLarge();
  let read = 0;
  for (let index = 0; index < count; index += 1) {
    const structs = reader.number();
    const client = reader.number();
    // Yjs takes the last section of a client and forgets the others; an honest encoder writes one.
    if (sections.has(client)) throw StructReader.malformed();
    const clock = reader.number();
    sections.set(client, { client, reader: reader.from({ client, clock }), left: structs });
    for (let struct = 0; struct < structs; struct += 1) {
      reader.next();
      if ((read += 1) % BREATH === 0) yield { kind: 'breath' };
    }
  }
  return { structs: read, end: reader.position };
}

function* readDeletes(reader: StructReader, limits: CutLimits): Generator<Cut, Deletes> {
  const deletes: [number, Range[]][] = [];
  const count = reader.number();
  if (count > limits.maxClients) throw StructReader.tooLarge();
  let read = 0;
  for (let index = 0; index < count; index += 1) {
    const ranges: Range[] = [];
    deletes.push([reader.number(), ranges]);
    const number = reader.number();
    for (let range = 0; range < number; range += 1) {
      ranges.push({ clock: reader.number(), len: reader.number() });
      if ((read += 1) > limits.maxRanges) throw StructReader.tooLarge();
      if (read % BREATH === 0) yield { kind: 'breath' };
    }
  }
  return deletes;
}

/** Whether the update can stay as it was sent: written as every encoder writes it, and few enough deletions. */
function isTidy(sections: ReadonlyMap<number, Section>, deletes: Deletes, { maxDeleteRanges }: CutLimits): boolean {
  const number = deletes.reduce((sum, [, ranges]) => sum + ranges.length, 0);
  if (number > maxDeleteRanges || new Set(deletes.map(([client]) => client)).size !== deletes.length) return false;
  if ([...sections.values()].some(({ left }) => left === 0)) return false;
  return deletes.every(([, ranges]) =>
    ranges.every(({ clock }, index) => {
      const before = ranges[index - 1];
      return before === undefined || before.clock + before.len <= clock;
    }),
  );
}

function* cutStructs(sections: ReadonlyMap<number, Section>, limits: CutLimits): Generator<Cut, void> {
  const piece = new Piece();
  for (const section of sections.values()) advance(section);
  for (const section of inDependencyOrder(sections)) {
    for (const run of section.reader.runs(limits.maxRun)) {
      if (!piece.fits(run, limits)) yield { kind: 'piece', bytes: piece.take() };
      piece.add(section.client, run);
    }
    advance(section);
  }
  if (!piece.isEmpty) yield { kind: 'piece', bytes: piece.take() };
}

/** Names again and again the section whose next struct may be taken now; the taker must advance it. */
function* inDependencyOrder(sections: ReadonlyMap<number, Section>): Generator<Section, void> {
  for (const first of sections.values()) {
    const trail = [first];
    const onTrail = new Set(trail);
    for (let section = trail.at(-1); section; section = trail.at(-1)) {
      const before = section.left < 0 ? undefined : waitsFor(section, sections);
      if (before && !onTrail.has(before)) {
        trail.push(before);
        onTrail.add(before);
        continue;
      }
      if (section.left >= 0) yield section;
      // Back to whoever waited as soon as it may go on; the rest of this client's structs come in their own turn.
      if (trail.length === 1 && section.left >= 0) continue;
      trail.pop();
      onTrail.delete(section);
    }
  }
}

/** Reads the section's next struct; `left` is -1 when there is none. */
function advance(section: Section): void {
  section.left -= 1;
  if (section.left >= 0) section.reader.next();
}

/** The section whose waiting structs hold something that this one's next struct refers to. */
function waitsFor({ client, reader }: Section, sections: ReadonlyMap<number, Section>): Section | undefined {
  for (const id of reader.references) {
    const other = id.client === client ? undefined : sections.get(id.client);
    if (other && other.left >= 0 && other.reader.clock <= id.clock) return other;
  }
  return undefined;
}

/** The ranges sorted and without overlaps: Yjs walks all structs of each range it is given, however often. */
function* cutDeletes(deletes: Deletes, limits: CutLimits): Generator<Cut, void> {
  const byClient = new Map<number, Range[]>();
  for (const [client, ranges] of deletes) byClient.set(client, (byClient.get(client) ?? []).concat(ranges));
  let open: (readonly [number, Range])[] = [];
  for (const [client, ranges] of byClient) {
    for (const range of merged(ranges)) {
      open.push([client, range]);
      if (open.length < limits.maxDeleteRanges) continue;
      yield { kind: 'piece', bytes: deletion(open) };
      open = [];
    }
  }
  if (open.length > 0) yield { kind: 'piece', bytes: deletion(open) };
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => a.clock - b.clock);
  const disjoint: { clock: number; len: number }[] = [];
  for (const { clock, len } of sorted) {
    const last = disjoint.at(-1);
    if (last && clock <= last.clock + last.len) last.len = Math.max(last.len, clock + len - last.clock);
    else disjoint.push({ clock, len });
  }
  return disjoint;
}

function deletion(ranges: readonly (readonly [number, Range])[]): Uint8Array {
  const byClient = new Map<number, Range[]>();
  for (const [client, range] of ranges) {
    const own = byClient.get(client);
    if (own) own.push(range);
    else byClient.set(client, [range]);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, own] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, own.length);
    for (const { clock, len } of own) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** The piece that is being filled: runs by client, in order. */
class Piece {
  #runs = new Map<number, Run[]>();
  #structs = 0;
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#structs === 0;
  }

  fits(run: Run, limits: CutLimits): boolean {
    if (this.isEmpty) return true;
    return this.#structs < limits.maxStructs && this.#bytes + run.bytes.length <= limits.maxBytes;
  }

  add(client: number, run: Run): void {
    const runs = this.#runs.get(client);
    if (runs) runs.push(run);
    else this.#runs.set(client, [run]);
    this.#structs += 1;
    this.#bytes += run.bytes.length;
  }

  take(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, this.#runs.size);
    for (const [client, runs] of this.#runs) {
      encoding.writeVarUint(encoder, runs.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, runs[0]?.clock ?? 0);
      for (const { bytes } of runs) encoding.writeUint8Array(encoder, bytes);
    }
    encoding.writeVarUint(encoder, 0);
    this.#runs = new Map();
    this.#structs = 0;
    this.#bytes = 0;
    return encoding.toUint8Array(encoder);
  }
}
