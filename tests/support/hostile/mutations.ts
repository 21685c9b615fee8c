// Honest bytes made wrong, with structure: what arrives looks almost right. Seeded, so that a failing run can be run
// again. Imports nothing of the server.
import * as encoding from 'lib0/encoding';

export type Random = () => number;

export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const picked = list[below(random, list.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

type Mutation = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

/** Numbers at which formats break, beside small ones that pass for real clocks, lengths and counts. */
const NUMBERS = [0, 1, 2, 7, 63, 64, 127, 128, 255, 16_384, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1];

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flip: (bytes, random) => {
    const copy = bytes.slice();
    for (let flips = 0; flips <= below(random, 3); flips += 1) {
      const at = below(random, copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << below(random, 8));
    }
    return copy;
  },
  truncate: (bytes, random) => bytes.slice(0, below(random, bytes.length)),
  /** One number anywhere, lengths and counts included, becomes another. */
  number: (bytes, random) => {
    const at = below(random, bytes.length);
    let end = at;
    while ((bytes[end] ?? 0) >= 0x80 && end < bytes.length) end += 1;
    return joined(bytes.subarray(0, at), varUint(pick(random, NUMBERS)), bytes.subarray(end + 1));
  },
  /** The head of one frame and the tail of another. */
  splice: (bytes, random, others) => {
    const other = pick(random, others);
    return joined(bytes.subarray(0, below(random, bytes.length)), other.subarray(below(random, other.length)));
  },
  repeat: (bytes, random) => {
    const from = below(random, bytes.length);
    const part = bytes.subarray(from, from + 1 + below(random, bytes.length - from));
    const times = 1 + below(random, 4);
    return joined(bytes.subarray(0, from), ...Array.from({ length: times }, () => part), bytes.subarray(from));
  },
  remove: (bytes, random) => {
    const from = below(random, bytes.length);
    return joined(bytes.subarray(0, from), bytes.subarray(from + 1 + below(random, 8)));
  },
  /** Some number that stands in another frame, such as its client id or a clock, is put here. */
  swap: (bytes, random, others) => {
    const other = pick(random, others);
    const [from, at] = [below(random, other.length), below(random, bytes.length)];
    const length = 1 + below(random, 5);
    return joined(bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at + length));
  },
  /** The deletions at the end become others. */
  deletions: (bytes, random, others) => {
    const victim = pick(random, others);
    const id = victim.subarray(2, 7);
    const [clock, length] = [pick(random, NUMBERS), pick(random, NUMBERS)];
    return joined(bytes.subarray(0, -1), varUint(1), id, varUint(1), varUint(clock), varUint(length));
  },
  random: (_bytes, random) => Uint8Array.from({ length: below(random, 60) }, () => below(random, 256)),
};

const MUTATION_NAMES: readonly string[] = Object.keys(MUTATIONS);

/** One to three mutations of one of `honest`. */
export function mutated(honest: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes = pick(random, honest);
  for (let times = 0; times <= below(random, 3); times += 1) {
    if (bytes.length === 0) return bytes;
    bytes = (MUTATIONS[pick(random, MUTATION_NAMES)] ?? ((same) => same))(bytes, random, honest);
  }
  return bytes;
}

function varUint(value: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, value);
  return encoding.toUint8Array(encoder);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
